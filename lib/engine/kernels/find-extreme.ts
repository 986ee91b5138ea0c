/** Smallest and largest elements and where they are, as `Math.min` and `Math.max` order them: NaN wins, -0 is below +0. */
import type { NumericArray } from '../dispatch/intrinsics.js';

/** `Math.min` of all elements; Infinity where there are none. */
export function findMinimum(array: NumericArray): number {
  let least = Infinity;
  for (const x of array) least = Math.min(least, x);
  return least;
}

/** `Math.max` of all elements; -Infinity where there are none. */
export function findMaximum(array: NumericArray): number {
  let most = -Infinity;
  for (const x of array) most = Math.max(most, x);
  return most;
}

/** Index of the first NaN, else of the first element that equals the smallest; -1 where there are none. */
export function findIndexOfMinimum(array: NumericArray): number {
  return findIndex(array, (candidate, best) => candidate < best);
}

/** Index of the first NaN, else of the first element that equals the largest; -1 where there are none. */
export function findIndexOfMaximum(array: NumericArray): number {
  return findIndex(array, (candidate, best) => candidate > best);
}

function findIndex(array: NumericArray, isBetter: (candidate: number, best: number) => boolean): number {
  let best = array.length === 0 ? -1 : 0;
  for (let i = 0; i < array.length; i++) {
    const candidate = array[i]!;
    if (Number.isNaN(candidate)) return i;
    if (isBetter(candidate, array[best]!)) best = i;
  }
  return best;
}
