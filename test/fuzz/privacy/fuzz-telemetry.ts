/**
 * Plants canaries in events and counts those that come out.
 *   scripts/fuzz-telemetry [--events N] [--seed N]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CANARIES, plantCanaries } from './plant-canaries.js';
import { ENCODINGS } from './encodings.js';

const { values: options } = parseArgs({
  options: { events: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jetloop-fuzz-'));
  try {
    // First a control: a way out that repeats what the event said must be found out, else the run proves nothing.
    const control = await plantCanaries(50_000, 1, join(folder, 'control'), (batch, event) =>
      [JSON.stringify(batch), ...Object.values(event as object).filter((value) => typeof value === 'string')].join(
        '\n',
      ),
    );
    console.log(
      `control: ${control.leaks.length} of ${Object.keys(CANARIES).length} canaries found in a way out that leaks`,
    );
    const run = await plantCanaries(Number(options.events), Number(options.seed), join(folder, 'queue'));
    console.log(
      `${run.events} events and ${run.offered} hostile batches (${run.taken} fitted the schema), ${Object.keys(ENCODINGS).length} encodings: ` +
        `${run.batches} batches, ${run.bytes} bytes, canaries found: ${run.leaks.length === 0 ? 'none' : run.leaks.join(', ')}`,
    );
    if (run.leaks.length > 0 || control.leaks.length < 5) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
