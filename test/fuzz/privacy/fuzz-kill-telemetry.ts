/**
 * Kills programs that queue and send.
 *   scripts/fuzz-kill-telemetry [--kills N] [--seed N]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killTelemetry } from './kill-telemetry.js';

const { values: options } = parseArgs({
  options: { kills: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } },
});

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jetloop-kill-'));
  try {
    const report = await killTelemetry(Number(options.kills), Number(options.seed), folder);
    const { kills, acknowledged, received, repeated, faults } = report;
    console.log(
      `${kills} kills: ${acknowledged} batches acknowledged, ${received} received, ${repeated} received again under the same key`,
    );
    console.log(faults.length === 0 ? 'no fault' : faults.slice(0, 20).join('\n'));
    process.exitCode = faults.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
