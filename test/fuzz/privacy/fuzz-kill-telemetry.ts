/**
 * Kills programs that queue and processes that send.
 *   scripts/fuzz-kill-telemetry [--kills N] [--seed N]
 */
import { parseArgs } from 'node:util';
import { withTeardown } from '../../privacy/support/with-teardown.js';
import { killTelemetry, RECORD_MODES } from './kill-telemetry.js';

const CONTROL_KILLS = 60;
const SHOWN = 20;

const { values: options } = parseArgs({
  options: { kills: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } },
});

void withTeardown(async (t) => {
  let isSound = true;
  for (const mode of RECORD_MODES.filter((each) => each !== 'sound')) {
    const { faults } = await killTelemetry(t, CONTROL_KILLS, Number(options.seed), mode);
    console.log(`control, ${mode}: ${faults[0] ?? 'nothing found'}`);
    isSound &&= faults.length > 0;
  }
  const report = await killTelemetry(t, Number(options.kills), Number(options.seed), 'sound');
  const { kills, acknowledged, interrupted, received, repeated, faults } = report;
  console.log(
    `${kills.programs} programs killed, ${interrupted} of them while a batch was being queued, and ${kills.senders} senders, ` +
      `${kills.inFlight} of them between the hub's receipt and its answer: ` +
      `${acknowledged} batches acknowledged, ${received} received, ${repeated} received again under the same key`,
  );
  console.log(faults.length === 0 ? 'no fault' : faults.slice(0, SHOWN).join('\n'));
  // A run in which nothing was interrupted or sent twice has not seen what it is about.
  if (!isSound || faults.length > 0 || repeated === 0 || interrupted === 0) process.exitCode = 1;
});
