/** A payload field by field, each with its meaning from the schema. */
import { COMPATIBILITY_FIELDS } from '../../protocol/compatibility.js';
import type { RecordSchema } from '../../protocol/schema.js';
import { BATCH_FIELDS, EVENTS, HEARTBEAT_FIELDS, type EventKind } from '../../protocol/telemetry.js';

/** One field of a payload. */
export interface ExplainedField {
  /** As in `events[2].compiled`. */
  readonly path: string;
  /** As JSON. */
  readonly value: string;
  readonly meaning: string;
}

const NOT_IN_SCHEMA = 'Not in the schema: this payload was not made by this version of the package.';

/** Every field of a payload, in its order; what is not in the schema is shown all the same. */
export function explainPayload(payload: unknown): ExplainedField[] {
  if (typeof payload !== 'object' || payload === null) return [field('(body)', payload, NOT_IN_SCHEMA)];
  const { events } = payload as { readonly events?: unknown };
  if (!Array.isArray(events)) return explainRecord(payload, { ...COMPATIBILITY_FIELDS, ...HEARTBEAT_FIELDS }, '');
  const others = Object.fromEntries(Object.entries(payload).filter(([name]) => name !== 'events'));
  return [
    ...explainRecord(others, BATCH_FIELDS, ''),
    ...events.flatMap((event, index) => explainEvent(event, `events[${index}]`)),
  ];
}

function explainEvent(event: unknown, path: string): ExplainedField[] {
  if (typeof event !== 'object' || event === null) return [field(path, event, NOT_IN_SCHEMA)];
  const { kind, ...rest } = event as Record<string, unknown>;
  const schema = Object.hasOwn(EVENTS, String(kind)) ? EVENTS[kind as EventKind] : undefined;
  return [
    field(`${path}.kind`, kind, schema?.doc ?? NOT_IN_SCHEMA),
    ...explainRecord(rest, schema?.fields ?? {}, `${path}.`),
  ];
}

function explainRecord(record: object, schema: RecordSchema, prefix: string): ExplainedField[] {
  return Object.entries(record).map(([name, value]) =>
    field(prefix + name, value, Object.hasOwn(schema, name) ? schema[name]!.doc : NOT_IN_SCHEMA),
  );
}

function field(path: string, value: unknown, meaning: string): ExplainedField {
  return { path, value: JSON.stringify(value), meaning };
}
