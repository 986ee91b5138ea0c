/** Events and payloads that carry canaries wherever something can be carried, made from a seed. */
import { ENDPOINT_NAMES, type EndpointName } from '../../../lib/protocol/endpoints.js';
import { COMPATIBILITY_FIELDS } from '../../../lib/protocol/compatibility.js';
import type { RecordSchema } from '../../../lib/protocol/schema.js';
import { HEARTBEAT_FIELDS, streamOf } from '../../../lib/protocol/telemetry.js';
import type { Outgoing } from '../../../lib/trust/net/prepare-request.js';
import type { Random } from '../../support/random.js';
import { CANARIES, CANARY_NAMES } from './canaries.js';
import { ENCODINGS } from './encodings.js';
import { makeBatch, makeFieldValue } from './make-event.js';

const FIELDS = [
  ...['function', 'signature', 'message', 'hint', 'code', 'difference', 'state', 'role', 'adapter', 'route'],
  ...['milliseconds', 'bytes', 'size', 'line', 'column', 'cached', 'addon', 'compiler', 'features'],
  ...['javascriptMilliseconds', 'nativeMilliseconds'],
];
const ENCODING_NAMES = Object.keys(ENCODINGS);

/** A hostile value: a canary in some encoding, perhaps deep inside something. */
function hostile(random: Random): unknown {
  const canary = CANARIES[random.pick(CANARY_NAMES)]!;
  const { text } = ENCODINGS[random.pick(ENCODING_NAMES)]!(canary, random);
  return random.pick<() => unknown>([
    () => text,
    () => text,
    () => [text],
    () => ({ [text]: text }),
    () => Object.assign(() => text, { toJSON: () => text, toString: () => text }),
    () => new Float64Array([1234567.8912345, 7654321.1987654]),
    () => Buffer.from(text),
    () => random.pick([1234567.8912345, 7654321.1987654]),
    () => new Error(text),
  ])();
}

/** An event of the engine's shape with most of its fields as they should be, and canaries in the others. */
export function hostileEvent(random: Random): Record<string, unknown> {
  const sound: Record<string, unknown> = {
    code: random.pick(['captured-variable', 'verify-mismatch', 'syntax-error']),
    state: random.pick(['started', 'failed', 'task', 'allocated', 'dispatched']),
    route: random.pick(['native', 'javascript']),
    milliseconds: random.unit() * 100,
    bytes: random.below(100_000),
    size: random.below(100_000),
    javascriptMilliseconds: random.unit(),
    nativeMilliseconds: random.unit(),
  };
  for (const field of FIELDS) if (random.chance(0.3)) sound[field] = hostile(random);
  if (random.chance(0.2)) sound[String(hostile(random))] = hostile(random);
  return sound;
}

/** What no part of the package would make: a payload of some endpoint with a canary in it. It must be refused, or nothing of it come through. */
export function hostileOutgoing(random: Random): Outgoing {
  const endpoint = random.pick<EndpointName>([...ENDPOINT_NAMES, 'metrics', 'metrics']);
  const idempotencyKey = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  if (endpoint === 'heartbeat' || endpoint === 'compatibility') {
    const payload = makeRecord(endpoint === 'heartbeat' ? HEARTBEAT_FIELDS : COMPATIBILITY_FIELDS, random);
    spoil(payload, random);
    return { endpoint, payload, idempotencyKey };
  }
  const sound = makeBatch(random);
  const batch = JSON.parse(JSON.stringify(sound)) as { events: Record<string, unknown>[] };
  spoil(random.chance(0.3) ? batch : random.pick(batch.events), random);
  return { endpoint: streamOf(sound), payload: batch, idempotencyKey };
}

function makeRecord(schema: RecordSchema, random: Random): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).map(([name, field]) => [name, makeFieldValue(field, random)]));
}

/** Puts something hostile in the place of a field, or beside them. */
function spoil(record: Record<string, unknown>, random: Random): void {
  const name = random.chance(0.5) ? random.pick(Object.keys(record)) : String(hostile(random));
  record[name] = hostile(random);
}
