import t, { type Test } from 'tap';
import type { Field } from '../../../lib/protocol/schema.js';
import {
  BATCH_FIELDS,
  EVENTS,
  EVENT_KINDS,
  HEARTBEAT_FIELDS,
  MAXIMUM_BATCH_BYTES,
  MAXIMUM_EVENTS,
  streamOf,
  validateBatch,
  validateHeartbeat,
  type TelemetryBatch,
} from '../../../lib/protocol/telemetry.js';
import { makeBatch, makeEvent } from '../../fuzz/privacy/make-event.js';
import { Random } from '../../support/random.js';

const CANARY = 'canary-Xq7';
const random = new Random(5);

function batchOf(event: unknown): Record<string, unknown> {
  return { schemaVersion: 1, idempotencyKey: 'a'.repeat(32), packageVersion: '1.2.3', events: [event] };
}

function without(record: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== name));
}

/** Refused, and nothing of the value in what is said about it. */
function refuses(t: Test, value: unknown, name: string): void {
  const check = validateBatch(value);
  t.equal(check.ok, false, name);
  t.notMatch(JSON.stringify(check), CANARY, `${name}: no value in the problems`);
}

t.test('E8 every kind is accepted as the schema has it, and comes back as an equal copy', (t) => {
  for (const kind of EVENT_KINDS) {
    for (let round = 0; round < 50; round++) {
      const batch = batchOf(makeEvent(kind, random));
      const check = validateBatch(batch);
      t.same(check, { ok: true, batch });
      t.not(check.ok && check.batch, batch);
      t.equal(check.ok && streamOf(check.batch), EVENTS[kind].stream);
    }
  }
  t.end();
});

t.test(
  'E8 P15 there is no field for a free text: words are enumerated, digits and versions have a closed form',
  (t) => {
    const allFields = [BATCH_FIELDS, HEARTBEAT_FIELDS, ...EVENT_KINDS.map((kind) => EVENTS[kind].fields)];
    for (const [name, field] of allFields.flatMap((fields) => Object.entries<Field>(fields))) {
      t.ok(['enum', 'integer', 'flag', 'hex', 'version', 'histogram', 'counts'].includes(field.type), name);
      t.ok(field.doc.endsWith('.'), `${name} is documented`);
      if (field.type === 'integer')
        t.ok(Number.isSafeInteger(field.minimum) && Number.isSafeInteger(field.maximum), name);
    }
    t.end();
  },
);

t.test('E8 any other field, and any other value, is refused', (t) => {
  for (const kind of EVENT_KINDS) {
    const event = makeEvent(kind, random) as unknown as Record<string, unknown>;
    refuses(t, batchOf({ ...event, [CANARY]: 1 }), `${kind} with a field more`);
    refuses(t, batchOf({ ...event, note: CANARY }), `${kind} with a note`);
    for (const name of Object.keys(event)) {
      const rest = without(event, name);
      refuses(t, batchOf(rest), `${kind} without ${name}`);
      for (const value of [CANARY, null, undefined, NaN, Infinity, -1, -0, 0.5, 2 ** 53, 1n, {}, [CANARY], [], [[1]]]) {
        const isFine =
          value !== null && typeof value === 'object' && !Array.isArray(value) && 'codesrefusals'.includes(name);
        if (!isFine) refuses(t, batchOf({ ...event, [name]: value }), `${kind}.${name} of another kind`);
      }
    }
  }
  t.end();
});

t.test('E8 the fields of a batch are exactly four', (t) => {
  const batch = batchOf(makeEvent('jit', random));
  t.same(Object.keys(batch).sort(), ['events', 'idempotencyKey', 'packageVersion', 'schemaVersion']);
  for (const name of Object.keys(batch)) {
    const rest = without(batch, name);
    refuses(t, rest, `without ${name}`);
  }
  refuses(t, { ...batch, host: CANARY }, 'with a host');
  refuses(t, { ...batch, schemaVersion: 2 }, 'another version');
  refuses(t, { ...batch, idempotencyKey: 'A'.repeat(32) }, 'a key in capitals');
  refuses(t, { ...batch, idempotencyKey: `${'a'.repeat(32)}\n` }, 'a key and a line end');
  refuses(t, { ...batch, packageVersion: `1.2.3-${CANARY}` }, 'a version with a word');
  refuses(t, { ...batch, packageVersion: '1.2.3\n' }, 'a version with a line end');
  refuses(t, { ...batch, events: [] }, 'no events');
  refuses(
    t,
    { ...batch, events: Array.from({ length: MAXIMUM_EVENTS + 1 }, () => makeEvent('jit', random)) },
    'too many',
  );
  refuses(t, { ...batch, events: [makeEvent('jit', random), makeEvent('critical', random)] }, 'two streams');
  for (const value of [null, undefined, 1, CANARY, [], [batch], () => batch]) refuses(t, value, 'not an object');
  t.end();
});

t.test('E8 nothing rides along: no getter, no toJSON, no prototype, no symbol, no property of a list', (t) => {
  const event = makeEvent('routing', random);
  const batch = batchOf(event);
  let ran = false;
  const spy = (): string => {
    ran = true;
    return CANARY;
  };
  refuses(t, Object.defineProperty({ ...batch }, 'packageVersion', { get: spy, enumerable: true }), 'a getter');
  refuses(t, { ...batch, toJSON: spy }, 'toJSON');
  refuses(t, Object.defineProperty({ ...batch }, 'toJSON', { value: spy, enumerable: false }), 'a hidden toJSON');
  refuses(t, Object.assign(Object.create({ toJSON: spy }) as object, batch), 'a prototype');
  refuses(t, { ...batch, [Symbol('x')]: CANARY }, 'a symbol');
  const list = Object.assign([event], { toJSON: spy });
  refuses(t, { ...batch, events: list }, 'a property of a list');
  refuses(
    t,
    { ...batch, events: Object.setPrototypeOf([event], { toJSON: spy }) as unknown },
    'a list of another kind',
  );
  refuses(t, { ...batch, events: [event, , event] }, 'a hole');
  const deep = JSON.parse(`{"__proto__": {"x": 1}}`) as object;
  refuses(t, batchOf({ ...event, ...deep, ['__proto__']: CANARY }), '__proto__ as a name');
  t.equal(ran, false, 'none of it was run');
  t.end();
});

t.test('N3 the largest batch that the schema allows fits its limit in bytes', (t) => {
  for (let round = 0; round < 200; round++) {
    t.ok(Buffer.byteLength(JSON.stringify(makeBatch(random))) < MAXIMUM_BATCH_BYTES);
  }
  t.end();
});

t.test('E7 a heartbeat is a hash of the host, the version, the pid and the uptime', (t) => {
  const heartbeat = { hostHash: 'ab'.repeat(32), version: '1.0.0', pid: 42, uptime: 7 };
  t.same(validateHeartbeat(heartbeat), { ok: true, heartbeat });
  t.same(Object.keys(HEARTBEAT_FIELDS), ['hostHash', 'version', 'pid', 'uptime']);
  for (const wrong of [
    { ...heartbeat, user: CANARY },
    { ...heartbeat, hostHash: CANARY },
    { ...heartbeat, hostHash: 'ab'.repeat(31) },
    { ...heartbeat, version: CANARY },
    { ...heartbeat, pid: 0 },
    { ...heartbeat, pid: '42' },
    { ...heartbeat, uptime: 0.5 },
    { hostHash: heartbeat.hostHash, version: '1.0.0', pid: 42 },
    [heartbeat],
    null,
  ]) {
    const check = validateHeartbeat(wrong);
    t.equal(check.ok, false);
    t.notMatch(JSON.stringify(check), CANARY);
  }
  t.end();
});

t.test('E8 random batches pass; with any one value made a text they do not', (t) => {
  for (let round = 0; round < 2000; round++) {
    const batch = makeBatch(random) as unknown as Record<string, unknown>;
    t.ok(validateBatch(batch).ok);
    const broken = JSON.parse(JSON.stringify(batch)) as TelemetryBatch;
    const target = random.pick(broken.events) as unknown as Record<string, unknown>;
    target[random.pick(Object.keys(target))] = CANARY;
    t.notOk(validateBatch(broken).ok);
  }
  t.end();
});
