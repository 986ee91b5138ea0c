/**
 * Plants canaries in events and counts those that a hub would get to see.
 *   scripts/fuzz-telemetry [--events N] [--seed N]
 */
import { parseArgs } from 'node:util';
import { withTeardown } from '../../privacy/support/with-teardown.js';
import { CANARY_NAMES } from './canaries.js';
import { ENCODINGS } from './encodings.js';
import { plantCanaries, type Plantation } from './plant-canaries.js';

const CONTROL_EVENTS = 50_000;
/** What a scrubber can know: all but what is the program's own. */
const SCRUBBED = CANARY_NAMES.filter((name) => name !== 'source' && name !== 'array');

const { values: options } = parseArgs({
  options: { events: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});

function describe({ requests, bytes, leaks }: Plantation): string {
  return `${requests} requests, ${bytes} bytes received, canaries found: ${leaks.length === 0 ? 'none' : leaks.join(', ')}`;
}

void withTeardown(async (t) => {
  // First the controls: what leaks must be found in what the server received, else the run proves nothing.
  const open = await plantCanaries(t, CONTROL_EVENTS, 1, 'open');
  console.log(`control, neither schema nor scrubber: ${describe(open)}`);
  const scrubbed = await plantCanaries(t, CONTROL_EVENTS, 1, 'scrubbed');
  console.log(`control, no schema, the scrubber alone: ${describe(scrubbed)}`);
  const run = await plantCanaries(t, Number(options.events), Number(options.seed), 'sound');
  console.log(
    `${run.events} events and ${run.offered} hostile payloads (${run.taken} fitted the schema), ` +
      `${CANARY_NAMES.length} canaries, ${Object.keys(ENCODINGS).length} encodings: ${describe(run)}`,
  );
  const isFound = CANARY_NAMES.every((name) => open.leaks.includes(name));
  const isScrubbed = scrubbed.leaks.every((name) => !SCRUBBED.includes(name));
  if (run.leaks.length > 0 || !isFound || !isScrubbed) process.exitCode = 1;
});
