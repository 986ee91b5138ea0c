/** What a call leaves behind, as bytes, and how two calls are compared. */

import { isArray, type Argument } from '../workload.js';

/** The result as a double (0 for none), then the contents of every array argument, in order. */
export type Outcome = Buffer;

export function captureOutcome(result: number | undefined, args: readonly Argument[]): Outcome {
  const head = Buffer.alloc(8);
  head.writeDoubleLE(result ?? 0);
  const arrays = args.filter(isArray).map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  return Buffer.concat([head, ...arrays]);
}

/** How many elements differ in their bits; two NaNs are the same whatever their payloads. */
export function countDifferences(reference: Outcome, candidate: Outcome, args: readonly Argument[]): number {
  if (reference.length !== candidate.length) return Infinity;
  if (reference.equals(candidate)) return 0;
  let differences = countIn(reference, candidate, 0, Float64Array, 1);
  let offset = 8;
  for (const array of args.filter(isArray)) {
    const kind = array.constructor as ArrayConstructor;
    differences += countIn(reference, candidate, offset, kind, array.length);
    offset += array.byteLength;
  }
  return differences;
}

type ArrayConstructor = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => ArrayLike<number>;

function countIn(a: Buffer, b: Buffer, offset: number, kind: ArrayConstructor, length: number): number {
  const left = viewAs(a, offset, kind, length);
  const right = viewAs(b, offset, kind, length);
  let differences = 0;
  for (let i = 0; i < length; i++) {
    if (!Object.is(left[i], right[i])) differences++;
  }
  return differences;
}

/** The bytes at an offset as an array of numbers; they are copied, since typed arrays want aligned bytes. */
function viewAs(bytes: Buffer, offset: number, kind: ArrayConstructor, length: number): ArrayLike<number> {
  const copy = Uint8Array.prototype.slice.call(bytes, offset);
  return new kind(copy.buffer, 0, length);
}
