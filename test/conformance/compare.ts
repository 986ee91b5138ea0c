/** Whether two runs of a function are the same to every observer. */

import type { Argument, NumericArray } from '../../lib/engine/frontend/interpret.js';

/** What a run leaves behind. */
export interface Run {
  readonly result: unknown;
  /** What it threw instead. */
  readonly error?: unknown;
  /** The arguments after the call. */
  readonly args: readonly Argument[];
}

/** Counts the bits that were looked at. */
export interface Tally {
  runs: number;
  values: number;
  bytes: number;
}

/**
 * The first difference between two runs, or undefined: the returned value by Object.is, and every byte of every buffer, in front of
 * the views and behind them too.  Payloads of NaN, which JavaScript leaves open, are not compared.
 */
export function findDifference(expected: Run, actual: Run, tally: Tally): string | undefined {
  tally.runs++;
  if (describeError(expected.error) !== describeError(actual.error)) {
    return `threw ${describeError(actual.error)} instead of ${describeError(expected.error)}`;
  }
  const returned = findResultDifference(expected, actual, tally);
  if (returned !== undefined) {
    return `returned ${returned}`;
  }
  const expectedBuffers = buffersOf(expected.args);
  const actualBuffers = buffersOf(actual.args);
  for (const [serial, [buffer, views]] of [...expectedBuffers].entries()) {
    const other = [...actualBuffers.keys()][serial] as ArrayBufferLike;
    tally.bytes += buffer.byteLength;
    const difference = findByteDifference(canonicalBytes(buffer, views), canonicalBytes(other, views));
    if (difference !== undefined) {
      const view = views[0] as NumericArray;
      const index = Math.floor((difference - view.byteOffset) / view.BYTES_PER_ELEMENT);
      const at = (run: Run) =>
        show((run.args.filter((argument) => ArrayBuffer.isView(argument))[serial] as NumericArray)[index]);
      const place = index >= 0 && index < view.length ? `[${index}]` : ` at byte ${difference}, outside the view,`;
      return `array ${serial}${place} is ${at(actual)} instead of ${at(expected)}`;
    }
  }
  return undefined;
}

/** What a run returned, and the arguments that may be among it. */
interface Returned {
  readonly result: unknown;
  readonly args: readonly unknown[];
}

/**
 * The first difference between what two runs returned, or between parts of it. An argument is the same only as the argument in the same
 * place; every other object is compared by its prototype and its properties, their order included.
 */
export function findResultDifference(expected: Returned, actual: Returned, tally?: Tally): string | undefined {
  const pairs = new Map<unknown, unknown>();
  expected.args.forEach((argument, place) => {
    if (typeof argument === 'object') {
      pairs.set(argument, actual.args[place]);
    }
  });
  const compare = (want: unknown, got: unknown): string | undefined => {
    if (tally !== undefined) {
      tally.values++;
    }
    if (typeof want !== 'object' || want === null || typeof got !== 'object' || got === null) {
      return Object.is(want, got) ? undefined : `${show(got)} instead of ${show(want)}`;
    }
    if (pairs.has(want)) {
      return pairs.get(want) === got ? undefined : 'another object';
    }
    if ([...pairs.values()].includes(got)) {
      return 'one object in place of two';
    }
    pairs.set(want, got);
    if (Object.getPrototypeOf(want) !== Object.getPrototypeOf(got)) {
      return 'an object with another prototype';
    }
    const keys = Reflect.ownKeys(want);
    if (keys.map(String).join() !== Reflect.ownKeys(got).map(String).join()) {
      return `properties ${Reflect.ownKeys(got).map(String).join()} instead of ${keys.map(String).join()}`;
    }
    for (const key of keys) {
      const [wanted, gotten] = [want, got].map((object) => Object.getOwnPropertyDescriptor(object, key)!) as [
        PropertyDescriptor,
        PropertyDescriptor,
      ];
      const isAlike = (['writable', 'enumerable', 'configurable'] as const).every(
        (flag) => wanted[flag] === gotten[flag],
      );
      const difference = isAlike ? compare(wanted.value, gotten.value) : 'other attributes';
      if (difference !== undefined) {
        return `${difference} at ${String(key)}`;
      }
    }
    return undefined;
  };
  return compare(expected.result, actual.result);
}

/** Type and message of what was thrown: the objects differ from call to call. */
function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : show(error);
}

/** The distinct buffers of the arguments, with the views of each. */
function buffersOf(args: readonly Argument[]): Map<ArrayBufferLike, NumericArray[]> {
  const buffers = new Map<ArrayBufferLike, NumericArray[]>();
  for (const argument of args) {
    if (ArrayBuffer.isView(argument)) {
      buffers.set(argument.buffer, [...(buffers.get(argument.buffer) ?? []), argument]);
    }
  }
  return buffers;
}

/** A copy of the bytes in which every NaN is the same, where all views agree that these are floats. */
function canonicalBytes(buffer: ArrayBufferLike, views: readonly NumericArray[]): Uint8Array {
  const bytes = new Uint8Array(buffer).slice();
  for (const Constructor of [Float32Array, Float64Array]) {
    if (views.every((view) => view instanceof Constructor)) {
      const floats = new Constructor(bytes.buffer);
      floats.forEach((value, index) => {
        if (Number.isNaN(value)) {
          floats[index] = NaN;
        }
      });
    }
  }
  return bytes;
}

function findByteDifference(expected: Uint8Array, actual: Uint8Array): number | undefined {
  if (Buffer.compare(expected, actual) === 0) {
    return undefined;
  }
  return expected.findIndex((byte, index) => byte !== actual[index]);
}

function show(value: unknown): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
