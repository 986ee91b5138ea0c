/** Whether a kernel returned what the function returned, down to the fields of objects and the elements of arrays. */
import { typedArrayName } from './intrinsics.js';

const { getPrototypeOf, ownKeys } = Reflect;

/**
 * The first difference, for people; undefined where no program could tell the two apart.
 *
 * @param given - the caller's objects among the arguments, and captured ones: in place of these there may be no others
 */
export function findResultDifference(
  actual: unknown,
  expected: unknown,
  given: ArrayLike<unknown>,
): string | undefined {
  const pairs = new Map<unknown, unknown>(Array.from(given, (value) => [value, value]));
  const difference = compare(actual, expected, '', pairs);
  return difference === undefined ? undefined : `it returned ${difference}`;
}

/** @param pairs - for each object of the expected result the one in its place, so that the same object twice is told from two */
function compare(actual: unknown, expected: unknown, place: string, pairs: Map<unknown, unknown>): string | undefined {
  const where = place === '' ? '' : ` at ${place}`;
  if (!isObject(actual) || !isObject(expected)) {
    return Object.is(actual, expected) ? undefined : `${show(actual)} instead of ${show(expected)}${where}`;
  }
  if (pairs.has(expected) ? pairs.get(expected) !== actual : [...pairs.values()].includes(actual)) {
    return `another object${where}`;
  }
  if (pairs.has(expected)) return undefined;
  pairs.set(expected, actual);
  if (getPrototypeOf(actual) !== getPrototypeOf(expected)) return `an object of another kind${where}`;
  const keys = ownKeys(expected);
  const found = ownKeys(actual);
  if (keys.length !== found.length || keys.some((key, index) => key !== found[index])) {
    return `an object with other properties${where}`;
  }
  for (const key of keys) {
    const difference = compare(
      (actual as Record<PropertyKey, unknown>)[key],
      (expected as Record<PropertyKey, unknown>)[key],
      `${place}[${String(key)}]`,
      pairs,
    );
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/**
 * What the function returned, with its own arrays in place of the copies that it worked on.
 *
 * @param result - an object or array that it has made, which nobody else has seen, or one of the copies
 */
export function replaceCopies(result: unknown, copies: readonly unknown[], own: ArrayLike<unknown>): unknown {
  if (!isObject(result)) return result;
  const place = copies.indexOf(result);
  if (place >= 0) return own[place];
  if (typedArrayName(result) !== undefined) return result;
  for (const key of ownKeys(result)) {
    const value = (result as Record<PropertyKey, unknown>)[key];
    const replaced = replaceCopies(value, copies, own);
    if (replaced !== value) (result as Record<PropertyKey, unknown>)[key] = replaced;
  }
  return result;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  if (isObject(value)) return 'an object';
  return Object.is(value, -0) ? '-0' : String(value);
}
