/** Sums and dot products in an order that does not depend on the processor: that of native/runtime/kernels/sum_inl.h. */
import type { NumericArray } from '../dispatch/intrinsics.js';

/** Element i belongs to partial sum i mod 32. */
const PARTIAL_SUMS = 32;

/** Elements whose sum is exact in double precision, whatever 32-bit integers they are. */
const EXACT_BLOCK = 1 << 20;

/** Adds the partial sums up: number k takes in k + 16, then k + 8, and so on. */
function total(sums: Float64Array): number {
  for (let width = PARTIAL_SUMS / 2; width >= 1; width /= 2) {
    for (let k = 0; k < width; k++) sums[k]! += sums[k + width]!;
  }
  return sums[0]!;
}

/** Sum of floats. */
export function sumFloats(array: Float32Array | Float64Array): number {
  const sums = new Float64Array(PARTIAL_SUMS);
  for (let i = 0; i < array.length; i++) sums[i % PARTIAL_SUMS]! += array[i]!;
  return total(sums);
}

/** Sum of the products of floats, each rounded to double. */
export function dotFloats(left: Float32Array | Float64Array, right: Float32Array | Float64Array): number {
  const sums = new Float64Array(PARTIAL_SUMS);
  for (let i = 0; i < left.length; i++) sums[i % PARTIAL_SUMS]! += left[i]! * right[i]!;
  return total(sums);
}

/** Exact sum of integers, rounded once. */
export function sumIntegers(array: NumericArray): number {
  if (array.length <= EXACT_BLOCK) return sumBlock(array, 0, array.length);
  let sum = 0n;
  for (let first = 0; first < array.length; first += EXACT_BLOCK) {
    sum += BigInt(sumBlock(array, first, Math.min(first + EXACT_BLOCK, array.length)));
  }
  return Number(sum);
}

function sumBlock(array: NumericArray, first: number, end: number): number {
  let sum = 0;
  for (let i = first; i < end; i++) sum += array[i]!;
  return sum;
}
