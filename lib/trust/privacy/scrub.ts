/**
 * Removes what would tell who and where somebody is. Payloads have a closed schema without free text; this is the second line, for the day on
 * which the first one fails. First the machine's own values are looked for, exactly; then what real parsers take for an address; then
 * patterns. All of it on the text as it is, with its escapes undone layer by layer, and inside what may be base64 or hexadecimal. Every step is
 * linear in the length of the text.
 */
import type { Field } from '../../protocol/schema.js';
import { BATCH_FIELDS, EVENTS, EVENT_KINDS, HEARTBEAT_FIELDS } from '../../protocol/telemetry.js';
import {
  findDottedHardwareAddresses,
  findEmailAddresses,
  findIpv4Addresses,
  findIpv6Addresses,
  findPairedHardwareAddresses,
} from './find-addresses.js';
import { findHomePaths } from './find-paths.js';
import { findSecrets } from './find-secrets.js';
import { ValueFinder } from './find-values.js';
import { replaceFindings, type Finding } from './finding.js';
import type { LocalIdentity } from './local-identity.js';
import { surveyText, type Survey } from './survey-text.js';
import { readRun } from './undo-encodings.js';
import { undoBackslashes, undoPercent, undoQuotedPrintable, type View } from './undo-escapes.js';

export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

export interface Scrubber {
  /** The text with what must not leave replaced by `<host>`, `<user>`, `<home>`, `<email>`, `<address>`, `<mac>`, `<secret>` or `<encoded>`. */
  readonly text: (text: string) => string;
  /**
   * A copy with every string and every name of a property scrubbed. A string that is exactly one of the schema's own words says nothing,
   * whoever is called so, and stays; so do the digits of the schema's own digests.
   */
  readonly json: (value: JsonValue) => JsonValue;
}

/** Layers of escapes and encodings that are undone; deeper ones are replaced unread. */
const MAXIMUM_LAYERS = 4;
/** Levels of nested arrays and objects; deeper ones are replaced unread. */
const MAXIMUM_DEPTH = 64;
const TOO_DEEP = '<encoded>';
/** A string under such a name is a secret whatever it looks like. */
const SECRET_NAME =
  /^(?:.*[_-])?(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|private[_-]?key|license[_-]?key|authorization|cookie|credentials?)$/i;

const SCHEMA_WORDS: ReadonlySet<string> = new Set([
  ...['events', 'kind', ...EVENT_KINDS],
  ...[BATCH_FIELDS, HEARTBEAT_FIELDS, ...EVENT_KINDS.map((kind) => EVENTS[kind].fields)].flatMap((fields) =>
    Object.entries<Field>(fields).flatMap(wordsOf),
  ),
]);

/** Digits of each field that holds random bytes or a digest: by chance they spell any short name, and a batch must not be refused for that. */
const HEX_FIELDS: ReadonlyMap<string, number> = new Map(
  [BATCH_FIELDS, HEARTBEAT_FIELDS].flatMap((fields) =>
    Object.entries<Field>(fields).flatMap(([name, field]) => (field.type === 'hex' ? [[name, field.digits]] : [])),
  ),
);
const HEX = /^[0-9a-f]+$/;

function wordsOf([name, field]: readonly [string, Field]): string[] {
  if (field.type === 'enum') return [name, ...field.values];
  return field.type === 'counts' ? [name, ...field.keys] : [name];
}

/** Makes a scrubber that knows the machine it runs on. */
export function makeScrubber(identity: LocalIdentity): Scrubber {
  const values = new ValueFinder(identity);
  const text = (input: string): string => replaceFindings(input, find(input, values, 0));
  return { text, json: (value) => scrubJson(value, text, 0) };
}

function scrubJson(value: JsonValue, scrub: (text: string) => string, depth: number): JsonValue {
  if (typeof value === 'string') return SCHEMA_WORDS.has(value) ? value : scrub(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAXIMUM_DEPTH) return TOO_DEEP;
  if (isList(value)) return value.map((element) => scrubJson(element, scrub, depth + 1));
  const properties = new Map<string, JsonValue>();
  for (const [name, content] of Object.entries(value)) {
    let scrubbed = SCHEMA_WORDS.has(name) ? name : scrub(name);
    // Two names may become the same; nothing is lost for that.
    while (properties.has(scrubbed)) scrubbed += '_';
    properties.set(scrubbed, scrubProperty(name, content, scrub, depth));
  }
  return Object.fromEntries(properties);
}

function scrubProperty(name: string, content: JsonValue, scrub: (text: string) => string, depth: number): JsonValue {
  if (typeof content !== 'string') return scrubJson(content, scrub, depth + 1);
  if (SECRET_NAME.test(name)) return '<secret>';
  const isHex = HEX_FIELDS.get(name) === content.length && HEX.test(content);
  return isHex ? content : scrubJson(content, scrub, depth + 1);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function find(text: string, values: ValueFinder, layer: number): Finding[] {
  const findings: Finding[] = [];
  if (text === '') return findings;
  const survey = surveyText(text);
  findPlain(text, survey, values, findings);
  for (const run of survey.runs) {
    const isFound =
      layer < MAXIMUM_LAYERS &&
      readRun(text, run, layer === 0).some((decoded) => find(decoded, values, layer + 1).length > 0);
    if (isFound) findings.push({ start: run.start, end: run.end, kind: 'encoded' });
  }
  // A backslash may be an escape or a separator of a path, an equals sign an escape or just that: both readings are searched.
  if (survey.hasPercent) addFromView(undoPercent(text), values, layer, findings);
  if (survey.hasBackslash) addFromView(undoBackslashes(text), values, layer, findings);
  if (survey.hasEquals && layer === 0) addFromView(undoQuotedPrintable(text), values, layer, findings);
  return findings;
}

function findPlain(text: string, survey: Survey, values: ValueFinder, findings: Finding[]): void {
  values.find(text, findings);
  if (survey.hasAt) findEmailAddresses(text, findings);
  if (survey.dots > 2) findIpv4Addresses(text, findings);
  if (survey.colons > 1) findIpv6Addresses(text, findings);
  if (survey.colons > 4 || survey.hyphens > 4) findPairedHardwareAddresses(text, findings);
  if (survey.dots > 1) findDottedHardwareAddresses(text, findings);
  if (survey.hasSlash) findHomePaths(text, findings);
  findSecrets(text, survey, findings);
}

function addFromView(view: View | undefined, values: ValueFinder, layer: number, findings: Finding[]): void {
  if (view === undefined) return;
  const { text, origins } = view;
  if (layer === MAXIMUM_LAYERS) {
    findings.push({ start: origins[0]!, end: origins.at(-1)!, kind: 'encoded' });
    return;
  }
  for (const { start, end, kind } of find(text, values, layer + 1)) {
    findings.push({ start: origins[start]!, end: origins[end]!, kind });
  }
}
