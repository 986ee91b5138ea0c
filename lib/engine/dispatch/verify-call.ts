/** One call on both sides: the kernel on the caller's arrays, the function on copies of them, and the results compared bit by bit. */
import { findResultDifference, replaceCopies } from './compare-results.js';
import type { Kernel } from './complete-kernel.js';
import type { NativeBinding } from '../native/contract.js';
import {
  TYPED_ARRAYS,
  apply,
  isPlainArray,
  isView,
  typedArrayBuffer,
  typedArrayBytes,
  typedArrayLength,
  typedArrayName,
  typedArrayOffset,
  type NumericArray,
} from './intrinsics.js';

/** See {@link NativeBinding}. */
export type CallMarks = Pick<NativeBinding, 'declined' | 'abandoned'>;

/**
 * What came of it. Where there is a difference, the caller's arrays hold what the function would have left in them; where the kernel did not
 * run, or gave the call up, what they held before.
 */
export type VerifiedCall =
  | { readonly ran: false; readonly isAbandoned: boolean; readonly difference: string | undefined }
  | { readonly ran: true; readonly result: unknown; readonly difference: string | undefined };

/**
 * @param marks - what the kernel returns when the call does not fit it, or when it gave it up; then nothing may have been touched
 * @param kernelArgs - the arguments, and the captured arrays behind them
 * @param hidden - the captured arrays
 * @throws what the function throws; the arrays are then in the state at the throw
 */
export function verifyCall(
  original: unknown,
  receiver: unknown,
  kernel: Kernel,
  marks: CallMarks,
  args: ArrayLike<unknown>,
  kernelArgs: ArrayLike<unknown> = args,
  hidden: readonly unknown[] = [],
): VerifiedCall {
  if (hidden.length > 0) return verifyInPlace(original, receiver, kernel, marks, args, kernelArgs);
  const copies = copyArguments(args);
  const result = apply(kernel, undefined, args);
  if (isNoCall(result, marks)) return undone(result === marks.abandoned, args, copies);
  let expected: unknown;
  try {
    expected = apply(original, receiver, copies);
  } catch (error) {
    restore(args, copies);
    throw error;
  }
  const own = replaceCopies(expected, copies, args);
  const difference = findResultDifference(result, own, args) ?? findDifference(args, copies);
  if (difference !== undefined) restore(args, copies);
  return { ran: true, result: own, difference };
}

/**
 * A function that captures arrays works on those and no others, so both sides run on the caller's: the kernel, then, after everything is put
 * back, the function, whose results stay.
 */
function verifyInPlace(
  original: unknown,
  receiver: unknown,
  kernel: Kernel,
  marks: CallMarks,
  args: ArrayLike<unknown>,
  kernelArgs: ArrayLike<unknown>,
): VerifiedCall {
  const before = copyArguments(kernelArgs);
  const result = apply(kernel, undefined, kernelArgs);
  if (isNoCall(result, marks)) return undone(result === marks.abandoned, kernelArgs, before);
  const after = copyArguments(kernelArgs);
  restore(kernelArgs, before);
  const expected = apply(original, receiver, args);
  const difference =
    findResultDifference(result, expected, kernelArgs) ?? findDifference(after, copyArguments(kernelArgs));
  return { ran: true, result: expected, difference };
}

function isNoCall(result: unknown, { declined, abandoned }: CallMarks): boolean {
  return result === declined || result === abandoned;
}

/** A call that never happened leaves everything as it was. */
function undone(isAbandoned: boolean, args: ArrayLike<unknown>, copies: readonly unknown[]): VerifiedCall {
  const difference = findDifference(args, copies);
  if (difference !== undefined) restore(args, copies);
  return { ran: false, isAbandoned, difference };
}

/** Copies arrays: typed ones with their whole buffers, each buffer once, so that views that share memory still do. */
function copyArguments(args: ArrayLike<unknown>): unknown[] {
  const buffers = new Map<ArrayBufferLike, ArrayBufferLike>();
  const plain = new Map<unknown, unknown[]>();
  return Array.from(args, (value) => {
    if (isPlainArray(value)) {
      const known = plain.get(value) ?? copyElements(value);
      plain.set(value, known);
      return known;
    }
    const constructor = TYPED_ARRAYS.get(typedArrayName(value) ?? '');
    if (constructor === undefined) return value;
    const buffer = typedArrayBuffer(value);
    let copy = buffers.get(buffer);
    if (copy === undefined) buffers.set(buffer, (copy = buffer.slice(0)));
    return new constructor(copy, typedArrayOffset(value), typedArrayLength(value));
  });
}

/** The first element that differs, NaN payloads aside. */
function findDifference(args: ArrayLike<unknown>, copies: readonly unknown[]): string | undefined {
  for (let position = 0; position < copies.length; position++) {
    if (!isArrayOfNumbers(copies[position])) continue;
    if (isView(copies[position]) && Buffer.compare(bytesOf(args[position]), bytesOf(copies[position])) === 0) continue;
    const actual = args[position] as NumericArray;
    const expected = copies[position] as NumericArray;
    for (let index = 0; index < expected.length; index++) {
      if (!Object.is(actual[index], expected[index])) {
        return `element ${index} of argument ${position + 1} is ${String(actual[index])} instead of ${String(expected[index])}`;
      }
    }
  }
  return undefined;
}

function copyElements(array: readonly unknown[]): unknown[] {
  const copy: unknown[] = [];
  for (let index = 0; index < array.length; index++) copy[index] = array[index];
  return copy;
}

function isArrayOfNumbers(value: unknown): boolean {
  return typedArrayName(value) !== undefined || isPlainArray(value);
}

function restore(args: ArrayLike<unknown>, copies: readonly unknown[]): void {
  for (let position = 0; position < copies.length; position++) {
    const copy = copies[position];
    if (isPlainArray(copy)) {
      const array = args[position] as unknown[];
      copy.forEach((value, index) => (array[index] = value));
    } else if (typedArrayName(copy) !== undefined) {
      bytesOf(args[position]).set(bytesOf(copy));
    }
  }
}

function bytesOf(value: unknown): Uint8Array {
  return new Uint8Array(typedArrayBuffer(value), typedArrayOffset(value), typedArrayBytes(value));
}
