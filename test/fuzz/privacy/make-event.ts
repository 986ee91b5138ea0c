/** Events that fit the schema, made from a seed and the schema itself: a field that is added is covered without anyone's thinking of it. */
import type { Field } from '../../../lib/protocol/schema.js';
import {
  EVENTS,
  EVENT_KINDS,
  SCHEMA_VERSION,
  STREAMS,
  type EventKind,
  type TelemetryBatch,
  type TelemetryEvent,
} from '../../../lib/protocol/telemetry.js';
import type { Random } from '../../support/random.js';

export function makeFieldValue(field: Field, random: Random): unknown {
  switch (field.type) {
    case 'enum':
      return random.pick(field.values);
    case 'integer':
      return random.pick([
        field.minimum,
        field.maximum,
        field.minimum + random.below(Math.min(field.maximum - field.minimum, 2 ** 31) + 1),
      ]);
    case 'flag':
      return random.chance(0.5);
    case 'hex':
      return Array.from({ length: field.digits }, () => random.below(16).toString(16)).join('');
    case 'version':
      return random.pick(['0.1.0', '12.0.3', '1.2.3-beta.4', '9999.0.1-rc.12']);
    case 'histogram':
      return Array.from({ length: field.bounds.length + 1 }, () => random.below(1000));
    case 'counts':
      return Object.fromEntries(
        field.keys.filter(() => random.chance(0.3)).map((key) => [key, 1 + random.below(1000)]),
      );
  }
}

export function makeEvent(kind: EventKind, random: Random): TelemetryEvent {
  const fields = Object.entries<Field>(EVENTS[kind].fields);
  return {
    kind,
    ...Object.fromEntries(fields.map(([name, field]) => [name, makeFieldValue(field, random)])),
  } as unknown as TelemetryEvent;
}

/** A batch of up to five events of one stream. */
export function makeBatch(random: Random): TelemetryBatch {
  const stream = random.pick(STREAMS);
  const kinds = EVENT_KINDS.filter((kind) => EVENTS[kind].stream === stream);
  return {
    schemaVersion: SCHEMA_VERSION,
    idempotencyKey: Array.from({ length: 32 }, () => random.below(16).toString(16)).join(''),
    packageVersion: '0.1.0',
    events: Array.from({ length: 1 + random.below(5) }, () => makeEvent(random.pick(kinds), random)),
  };
}
