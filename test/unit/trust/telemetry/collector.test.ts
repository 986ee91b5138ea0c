import diagnosticsChannel from 'node:diagnostics_channel';
import t from 'tap';
import { accelerate } from '../../../../lib/accelerate.js';
import { configure } from '../../../../lib/configure.js';
import { EVENT_NAMES, type EventName, type EventTypes } from '../../../../lib/events/channels.js';
import { EVENTS, EVENT_KINDS, validateBatch, type TelemetryBatch } from '../../../../lib/protocol/telemetry.js';
import { Collector, wireVersion } from '../../../../lib/trust/telemetry/collector.js';

const CANARY = 'canary-Xq7';
// The log would listen too.
configure({ logLevel: 'silent' });

function publish<K extends EventName>(name: K, event: EventTypes[K]): void {
  diagnosticsChannel.channel(`jetloop:${name}`).publish(event);
}

/** What the engine publishes, with a canary wherever it may put words of the program. */
function publishAll(): void {
  const names = { function: CANARY, signature: CANARY, message: CANARY, hint: CANARY };
  publish('session', { addon: true, compiler: false, features: ['avx2', CANARY] });
  publish('compile', { ...names, milliseconds: 20, cached: false, bytes: 5000 });
  publish('compile', { ...names, milliseconds: 0.1, cached: true, bytes: 100 });
  publish('refusal', { ...names, code: 'captured-variable', line: 3, column: 1 });
  publish('refusal', { ...names, code: CANARY, line: 3, column: 1 });
  publish('refusal', { ...names, code: 'verify-mismatch', line: 0, column: 0 });
  const measured = { javascriptMilliseconds: 6, nativeMilliseconds: 2 };
  publish('route', { ...names, size: 1024, route: 'native', ...measured });
  publish('route', { ...names, size: 8, route: 'javascript', javascriptMilliseconds: 1, nativeMilliseconds: NaN });
  publish('deopt', { ...names, code: 'builtin-patched' });
  publish('compiler', { state: 'started', message: CANARY });
  publish('compiler', { state: 'failed', message: CANARY });
  publish('worker', { role: 'pool', state: 'started' });
  publish('worker', { role: 'pool', state: 'task', milliseconds: 5 });
  publish('gpu', { adapter: 'discrete', state: 'dispatched', milliseconds: 5 });
  publish('gpu', { adapter: 'discrete', state: 'failed' });
  publish('allocator', { state: 'allocated', bytes: 4096 });
  publish('allocator', { state: 'recycled', bytes: 4096 });
  publish('allocator', { state: 'released', bytes: 4096 });
}

function eventsOf(batches: readonly TelemetryBatch[]): Record<string, Record<string, unknown>> {
  return Object.fromEntries(batches.flatMap(({ events }) => events).map((event) => [event.kind, { ...event }]));
}

t.test('E8 N3 events become counts and histograms of the schema; no word of the program is among them', (t) => {
  const collector = new Collector({ packageVersion: '1.2.3', isAllowed: () => true });
  collector.start();
  t.teardown(() => collector.stop());
  t.same(collector.take(), []);
  publishAll();
  const previewed = collector.peek();
  const batches = collector.take();
  t.same(eventsOf(previewed), eventsOf(batches), 'a look takes nothing away');
  t.same(collector.take(), [], 'taken once');
  for (const batch of batches) t.same(validateBatch(batch), { ok: true, batch });
  t.equal(new Set(batches.map(({ idempotencyKey }) => idempotencyKey)).size, 3, 'a key for each batch');
  t.notMatch(JSON.stringify(batches), CANARY);
  const events = eventsOf(batches);
  t.match(events['session-start'], { simd: 'avx2', addon: true, compiler: false, platform: 'linux' });
  t.match(events.jit, { compiled: 1, cached: 1, compilerStarts: 1, compilerFailures: 1, deopts: 1 });
  t.same(events.jit!.milliseconds, [1, 0, 0, 0, 1, 0, 0, 0, 0]);
  t.same(events.routing, {
    kind: 'routing',
    toNative: 1,
    toJavascript: 1,
    speedup: [0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
    size: [1, 0, 1, 0, 0, 0],
  });
  t.match(events.worker, { started: 1, tasks: 1, failed: 0 });
  t.match(events.gpu, { adapter: 'discrete', dispatches: 1, failures: 1 });
  t.match(events.allocator, { allocated: 1, recycled: 1, released: 1 });
  t.same(events.critical, { kind: 'critical', codes: { 'verify-mismatch': 1 } });
  t.same(events.compatibility, {
    kind: 'compatibility',
    refusals: { 'captured-variable': 1, other: 1, 'verify-mismatch': 1 },
  });
  t.end();
});

t.test('E8 the real engine makes session, JIT, worker, workload and compatibility events', async (t) => {
  const collector = new Collector({ packageVersion: '1.2.3', isAllowed: () => true });
  collector.start();
  t.teardown(() => collector.stop());
  // The level is forced, so that no measurement of time decides what is counted.
  const scale = accelerate(
    function scaleCanaryXq7(a: Float64Array, k: number) {
      for (let i = 0; i < a.length; i++) a[i]! *= k;
    },
    { level: 2 },
  );
  const refused = accelerate((text: string) => text + CANARY);
  const array = new Float64Array(1000).fill(1234567.875);
  await scale.ready(array, 2);
  for (let call = 0; call < 5000; call++) scale(array, 1);
  refused('x');
  await refused.ready('x');
  const batches = collector.take();
  for (const batch of batches) t.ok(validateBatch(batch).ok);
  const events = eventsOf(batches);
  for (const kind of ['session-start', 'jit', 'worker', 'workload', 'compatibility']) t.ok(events[kind], kind);
  t.ok((events.workload!.calls as number) > 5000);
  t.ok((events.workload!.nativeCalls as number) > 1000);
  t.ok((events.jit!.compiled as number) + (events.jit!.cached as number) >= 1);
  const text = JSON.stringify(batches);
  for (const canary of ['anaryXq7', CANARY, '1234567.875', 'scale']) t.notMatch(text, canary);
  t.equal(eventsOf(collector.take()).workload, undefined, 'nothing was called since');
});

t.test('P17 P10 while it is not allowed nothing is counted, and what was counted is forgotten', (t) => {
  let isAllowed = false;
  const collector = new Collector({ packageVersion: '1.2.3', isAllowed: () => isAllowed });
  collector.start();
  t.teardown(() => collector.stop());
  publishAll();
  t.same(collector.peek(), []);
  isAllowed = true;
  t.same(collector.take(), [], 'nothing from before');
  publishAll();
  isAllowed = false;
  publish('deopt', { function: 'f', signature: 's', code: 'c', message: 'm' });
  isAllowed = true;
  t.same(collector.take(), [], 'an event in between, and all is forgotten');
  publishAll();
  isAllowed = false;
  t.same(collector.take(), []);
  isAllowed = true;
  t.same(collector.take(), [], 'a look in between, and all is forgotten');
  publishAll();
  collector.discard();
  t.same(collector.take(), []);
  t.end();
});

t.test('E8 it leaves no trace when it is stopped', (t) => {
  const subscribed = (): string[] =>
    EVENT_NAMES.filter((name) => diagnosticsChannel.channel(`jetloop:${name}`).hasSubscribers);
  const before = subscribed();
  const collector = new Collector({ packageVersion: '1.2.3', isAllowed: () => true });
  collector.start();
  collector.start();
  t.same(before, []);
  t.equal(subscribed().length, EVENT_NAMES.length - 1, 'mismatches come as refusals');
  publishAll();
  collector.stop();
  t.same(subscribed(), before);
  publishAll();
  t.same(collector.take(), []);
  collector.start();
  t.same(collector.take(), []);
  collector.stop();
  t.end();
});

t.test('E8 whatever anyone publishes, the program goes on and batches fit the schema', (t) => {
  const collector = new Collector({ packageVersion: '1.2.3', isAllowed: () => true });
  collector.start();
  t.teardown(() => collector.stop());
  const throwing = new Proxy(
    {},
    {
      get: () => {
        throw new Error(CANARY);
      },
    },
  );
  const values = [
    CANARY,
    NaN,
    -1,
    Infinity,
    1e300,
    1n,
    null,
    undefined,
    {},
    [],
    Symbol('x'),
    '__proto__',
    () => CANARY,
  ];
  for (const name of EVENT_NAMES) {
    const channel = diagnosticsChannel.channel(`jetloop:${name}`);
    channel.publish(throwing);
    for (const value of values) {
      channel.publish(value);
      const keys = [
        'state',
        'adapter',
        'code',
        'size',
        'route',
        'bytes',
        'milliseconds',
        'cached',
        'addon',
        'features',
      ];
      channel.publish({ ...Object.fromEntries(keys.map((key) => [key, value])), javascriptMilliseconds: value });
    }
  }
  const batches = collector.take();
  t.ok(batches.length > 0);
  for (const batch of batches) t.match(validateBatch(batch), { ok: true });
  t.notMatch(JSON.stringify(batches), CANARY);
  t.end();
});

t.test('E8 every kind is made by the collector', (t) => {
  const collector = new Collector({ packageVersion: '1.2.3', isAllowed: () => true });
  collector.start();
  t.teardown(() => collector.stop());
  publishAll();
  const made = Object.keys(eventsOf(collector.take()));
  t.same([...made, 'workload'].sort(), [...EVENT_KINDS].sort(), 'workload is made by real calls, above');
  t.ok(Object.values(EVENTS).every(({ doc }) => doc.endsWith('.')));
  t.end();
});

t.test('P15 a version says no more than numbers', (t) => {
  t.equal(wireVersion('1.2.3'), '1.2.3');
  t.equal(wireVersion('1.2.3-rc.4'), '1.2.3-rc.4');
  t.equal(wireVersion('1.2.3-alice.local+secret'), '1.2.3');
  t.equal(wireVersion(CANARY), '0.0.0');
  t.equal(wireVersion('1.2.3.4'), '0.0.0');
  t.end();
});
