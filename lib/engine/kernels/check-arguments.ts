/** What the kernels accept; everything else is the caller's mistake, and says so before anything was touched. */
import { types } from 'node:util';
import { InputError } from '../../settings/errors.js';
import { isNumericArray, type NumericArray, typedArrayBuffer, typedArrayName } from '../dispatch/intrinsics.js';
import { viewsOverlap } from '../dispatch/overlap.js';

/** An array of floats. */
export type FloatArray = Float32Array | Float64Array;

/** @throws InputError `argument-kind` for anything but a typed array of numbers */
export function checkNumeric(kernel: string, what: string, value: unknown): asserts value is NumericArray {
  if (!isNumericArray(value)) {
    throw new InputError(
      'argument-kind',
      `${kernel}: ${what} must be a typed array of numbers, got ${describe(value)}`,
    );
  }
}

/** @throws InputError `argument-kind` for anything but an array of one of the kinds */
export function checkKind(kernel: string, what: string, value: unknown, ...kinds: readonly string[]): void {
  if (!kinds.includes(typedArrayName(value) ?? '')) {
    throw new InputError('argument-kind', `${kernel}: ${what} must be a ${kinds.join(' or ')}, got ${describe(value)}`);
  }
}

/** @throws InputError `argument-kind` for arrays that are not both of floats of one kind */
export function checkFloats(kernel: string, left: unknown, right: unknown): void {
  checkKind(kernel, 'the first array', left, 'Float64Array', 'Float32Array');
  checkKind(kernel, 'the second array', right, typedArrayName(left)!);
}

/** @throws InputError `length-mismatch` */
export function checkLength(kernel: string, what: string, array: NumericArray, length: number): void {
  if (array.length !== length) {
    throw new InputError('length-mismatch', `${kernel}: ${what} must have ${length} elements, got ${array.length}`);
  }
}

/** @throws InputError `option-value` for anything but a whole number from `least` on */
export function checkCount(kernel: string, what: string, value: unknown, least: number, most: number): void {
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
    throw new InputError(
      'option-value',
      `${kernel}: ${what} must be a whole number from ${least} to ${most}, got ${describe(value)}`,
    );
  }
}

/** @throws InputError `option-unknown` for a name that the kernel does not know, `options-not-an-object` */
export function checkOptions(kernel: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new InputError('options-not-an-object', `${kernel}: the options must be an object, got ${describe(options)}`);
  }
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new InputError('option-unknown', `${kernel}: unknown option "${unknown}"; it knows ${known.join(', ')}`);
  }
}

/** @throws InputError `out-overlaps` where the result shares memory with an argument */
export function checkApart(kernel: string, result: NumericArray, ...others: readonly NumericArray[]): void {
  if (others.some((other) => viewsOverlap(result, other))) {
    throw new InputError('out-overlaps', `${kernel}: the array for the result must not share memory with an argument`);
  }
}

/** The array itself, or a copy of one in shared memory, which other threads may write while a kernel reads it. */
export function stable<A extends NumericArray>(array: A): A {
  return types.isSharedArrayBuffer(typedArrayBuffer(array)) ? (array.slice() as A) : array;
}

/** The elements as doubles: the array itself where it has them. */
export function asDoubles(array: FloatArray): Float64Array {
  return typedArrayName(array) === 'Float64Array' ? stable(array as Float64Array) : Float64Array.from(array);
}

function describe(value: unknown): string {
  const name = typedArrayName(value);
  if (name !== undefined) return name;
  if (Array.isArray(value)) return 'a plain array';
  return value === null || value === undefined || typeof value === 'number' ? String(value) : `a ${typeof value}`;
}
