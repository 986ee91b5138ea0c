import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { CANARIES, findCanaries, plantCanaries } from '../fuzz/privacy/plant-canaries.js';
import { killTelemetry } from '../fuzz/privacy/kill-telemetry.js';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jetloop-canaries-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

t.test('N1 N2 N3 N4 N5 E8 hostile events: no canary comes out, in any encoding', async (t) => {
  const run = await plantCanaries(20_000, 17, join(makeFolder(), 'queue'));
  t.same(run.leaks, []);
  t.ok(run.batches > 50);
});

t.test('N1 a way out that leaks is found out', async (t) => {
  for (const [name, canary] of Object.entries(CANARIES)) {
    t.ok(findCanaries(`{"x":"${canary}"}`).includes(name), name);
    t.ok(findCanaries(Buffer.from(` ${canary} `).toString('base64')).includes(name), name);
  }
  const leaky = await plantCanaries(20_000, 17, join(makeFolder(), 'queue'), (batch, event) =>
    [JSON.stringify(batch), ...Object.values(event as object).filter((value) => typeof value === 'string')].join('\n'),
  );
  t.ok(leaky.leaks.length > 4, leaky.leaks.join());
});

t.test(
  'P12 programs killed while they queue and send lose nothing, damage nothing, and repeat under the same key',
  async (t) => {
    const report = await killTelemetry(16, 17, makeFolder());
    t.same(report.faults, []);
    t.ok(report.acknowledged > 16);
    t.ok(report.received >= report.acknowledged);
  },
);
