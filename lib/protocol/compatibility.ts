/** What the client tells a hub when the user asks whether the two fit together. License class: nothing is sent without being asked for. */
import { checkRecord, plainProperties, type Problem } from './check-record.js';
import type { RecordSchema, RecordValue } from './schema.js';
import { SCHEMA_VERSION } from './telemetry.js';

export const COMPATIBILITY_FIELDS = {
  packageVersion: { type: 'version', doc: 'Version of the package.' },
  schemaVersion: {
    type: 'integer',
    minimum: SCHEMA_VERSION,
    maximum: SCHEMA_VERSION,
    doc: 'Version of the schema of telemetry.',
  },
} as const satisfies RecordSchema;

export type CompatibilityRequest = RecordValue<typeof COMPATIBILITY_FIELDS>;

export type CompatibilityCheck =
  | { readonly ok: true; readonly request: CompatibilityRequest }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks a request, as the client does before sending and the hub after receiving. */
export function validateCompatibilityRequest(value: unknown): CompatibilityCheck {
  const properties = plainProperties(value);
  if (properties === undefined) return { ok: false, problems: [{ path: '(root)', message: 'is not a plain object' }] };
  const problems: Problem[] = [];
  const request = checkRecord(COMPATIBILITY_FIELDS, properties, '', problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, request };
}
