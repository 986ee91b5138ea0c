import { gzipSync } from 'node:zlib';
import t from 'tap';
import { CANARIES, CANARY_NAMES, findCanaries, readEverything } from '../fuzz/privacy/canaries.js';
import { plantCanaries } from '../fuzz/privacy/plant-canaries.js';
import { killTelemetry } from '../fuzz/privacy/kill-telemetry.js';

t.setTimeout(300_000);

t.test('N1 N2 N3 N4 N5 E8 hostile events: no canary reaches the hub, in any encoding', async (t) => {
  const run = await plantCanaries(t, 20_000, 17, 'sound');
  t.same(run.leaks, []);
  t.ok(run.batches > 50);
  t.ok(run.offered > 1000);
  t.equal(run.taken, 0, 'no spoiled payload fits the schema');
});

t.test('N1 N2 N3 N4 N5 a leak is found in what the hub received', async (t) => {
  const { leaks } = await plantCanaries(t, 50_000, 17, 'open');
  t.same([...leaks].sort(), [...CANARY_NAMES].sort());
  for (const [name, canary] of Object.entries(CANARIES)) {
    t.ok(findCanaries(`{"x":"${canary}"}`).includes(name), name);
    const hidden = Buffer.from(Buffer.from(` ${canary} `).toString('base64')).toString('base64');
    t.ok(
      findCanaries(readEverything(Buffer.from(`GET /${hidden} HTTP/1.1\r\n\r\n`))).includes(name),
      `${name} in base64 of base64`,
    );
    const compressed = gzipSync(JSON.stringify({ x: Buffer.from(canary).toString('hex') }));
    const request = Buffer.concat([Buffer.from('POST / HTTP/1.1\r\n\r\n'), compressed]);
    t.ok(findCanaries(readEverything(request)).includes(name), `${name} compressed`);
  }
});

t.test('E11 should the schema fail, the scrubber alone keeps back all that it can know', async (t) => {
  const { leaks, batches } = await plantCanaries(t, 20_000, 17, 'scrubbed');
  t.ok(batches > 50);
  t.same([...leaks].sort(), ['array', 'source'], 'what belongs to the program is for the schema to keep');
});

t.test(
  'P12 programs and senders killed while they queue and send lose nothing, damage nothing, and repeat under the same key',
  async (t) => {
    const { kills, faults, acknowledged, interrupted, received, repeated } = await killTelemetry(t, 24, 17, 'sound');
    t.same(faults, []);
    t.ok(kills.programs > 0 && kills.inFlight > 0 && kills.senders > kills.inFlight, JSON.stringify(kills));
    t.ok(acknowledged > 16);
    t.ok(interrupted > 0, 'programs were killed in the middle of it');
    t.ok(received >= acknowledged);
    t.ok(repeated > 0, 'a hub that had no time to answer gets the batch again');
  },
);

t.test('P12 a queue that loses, tears or repeats is found out', async (t) => {
  for (const [mode, fault] of [
    ['early', /was acknowledged and is lost/],
    ['torn', /is damaged/],
    ['rekeyed', /arrived under two keys/],
  ] as const) {
    t.match((await killTelemetry(t, 60, 17, mode)).faults.join('\n'), fault, mode);
  }
});
