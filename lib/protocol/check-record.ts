/**
 * Checks untrusted values against the schema. What passes is a fresh copy made of the checked values alone: no getter, no `toJSON`, no
 * prototype and no hidden property of the original survives. Problems name places and rules, never values: they may be logged.
 */
import { MAXIMUM_COUNT, VERSION_PATTERN, type Field, type RecordSchema, type RecordValue } from './schema.js';

/** One thing that is wrong with a value. */
export interface Problem {
  /** Names of the schema, and positions: `events[3].milliseconds`. */
  readonly path: string;
  readonly message: string;
}

const HEX = /^[0-9a-f]*$/;

/** The own enumerable data properties of a plain object; `undefined` for anything else, so that reading it runs no code of anyone. */
export function plainProperties(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  const properties = new Map<string, unknown>();
  for (const key of Reflect.ownKeys(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (typeof key === 'symbol' || descriptor?.enumerable !== true || !('value' in descriptor)) return undefined;
    properties.set(key, descriptor.value);
  }
  return properties;
}

/** The elements of a plain, dense array; `undefined` for anything else. */
export function plainElements(value: unknown, maximum: number): readonly unknown[] | undefined {
  if (!Array.isArray(value) || Object.getPrototypeOf(value) !== Array.prototype || value.length > maximum)
    return undefined;
  // The names of a dense array are its indices and `length`: one more would be something that rides along.
  if (Reflect.ownKeys(value).length !== value.length + 1) return undefined;
  const elements: unknown[] = [];
  for (let index = 0; index < value.length; index++) {
    const descriptor = Object.getOwnPropertyDescriptor(value, index);
    if (descriptor === undefined || !('value' in descriptor)) return undefined;
    elements.push(descriptor.value);
  }
  return elements;
}

/**
 * Checks one record: exactly the fields of the schema, each within its bounds.
 *
 * @param path - where the record stands, for problems
 * @param problems - receives what is wrong
 * @param also - fields that were checked already, by the caller
 * @returns the copy; meaningless when there are problems
 */
export function checkRecord<S extends RecordSchema>(
  schema: S,
  properties: ReadonlyMap<string, unknown>,
  path: string,
  problems: Problem[],
  also: readonly string[] = [],
): RecordValue<S> {
  const copy: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (!properties.has(name)) {
      problems.push({ path: at, message: 'is missing' });
      continue;
    }
    const checked = checkField(field, properties.get(name));
    if (checked === undefined) problems.push({ path: at, message: `is not ${describeField(field)}` });
    else copy[name] = checked;
  }
  for (const name of properties.keys()) {
    if (Object.hasOwn(schema, name) || also.includes(name)) continue;
    problems.push({ path: path === '' ? '(root)' : path, message: 'has a field that the schema does not know' });
  }
  return copy as RecordValue<S>;
}

/** What a field accepts, for people. */
export function describeField(field: Field): string {
  switch (field.type) {
    case 'enum':
      return field.values.length <= 8 ? `one of ${field.values.join(', ')}` : `one of ${field.values.length} words`;
    case 'integer':
      return `a whole number from ${field.minimum} to ${field.maximum}`;
    case 'flag':
      return 'true or false';
    case 'hex':
      return `${field.digits} lower-case hexadecimal digits`;
    case 'version':
      return 'a package version';
    case 'histogram':
      return `${field.bounds.length + 1} counts`;
    case 'counts':
      return `counts of at most ${field.keys.length} known words`;
  }
}

/** A copy of the value, or `undefined` when it does not fit the field. */
function checkField(field: Field, value: unknown): unknown {
  switch (field.type) {
    case 'enum':
      // The schema's own string, not the caller's.
      return field.values.find((known) => known === value);
    case 'integer':
      return isIntegerWithin(value, field.minimum, field.maximum) ? value : undefined;
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'hex':
      return typeof value === 'string' && value.length === field.digits && HEX.test(value) ? value : undefined;
    case 'version':
      return typeof value === 'string' && VERSION_PATTERN.test(value) ? value : undefined;
    case 'histogram': {
      const counts = plainElements(value, field.bounds.length + 1);
      const fits = counts?.length === field.bounds.length + 1 && counts.every(isCount);
      return fits ? counts : undefined;
    }
    case 'counts':
      return checkCounts(field.keys, value);
  }
}

function checkCounts(keys: readonly string[], value: unknown): Record<string, number> | undefined {
  const properties = plainProperties(value);
  if (properties === undefined || properties.size > keys.length) return undefined;
  const copy: Record<string, number> = {};
  for (const key of keys) {
    if (!properties.has(key)) continue;
    const count = properties.get(key);
    if (!isCount(count) || count === 0) return undefined;
    copy[key] = count;
  }
  return Object.keys(copy).length === properties.size ? copy : undefined;
}

function isCount(value: unknown): value is number {
  return isIntegerWithin(value, 0, MAXIMUM_COUNT);
}

/** -0 is refused: it is written as 0, so the copy would not be what was checked. */
function isIntegerWithin(value: unknown, minimum: number, maximum: number): value is number {
  return (
    Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum && !Object.is(value, -0)
  );
}
