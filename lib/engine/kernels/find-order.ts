/** The order of `TypedArray.prototype.sort`: of the elements themselves, and of their indices. */
import type { NumericArray } from '../dispatch/intrinsics.js';

/** The engine's own method, whatever an array was given instead. */
const sort = Reflect.get(Float64Array.prototype, 'sort') as () => void;

/** Sorts in place. */
export function sortPlainly(array: NumericArray): void {
  Reflect.apply(sort, array, []);
}

/** Writes the order into `order`; equal elements keep their order. */
export function findOrder(array: NumericArray, order: Uint32Array): void {
  // Aside: `order` may lie in the memory of the elements.
  const indices = Uint32Array.from({ length: array.length }, (_, index) => index);
  indices.sort((a, b) => compare(array[a]!, array[b]!));
  order.set(indices);
}

/** -0 before +0, NaN last. */
function compare(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return a !== 0 || Object.is(a, b) ? 0 : Object.is(a, -0) ? -1 : 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}
