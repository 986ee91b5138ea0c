/** Whether a written array of a call overlaps another one. */
import { isView, typedArrayBuffer, typedArrayBytes, typedArrayOffset } from './intrinsics.js';

/**
 * @param arrays - positions of the array arguments
 * @param written - those of them that the kernel writes
 */
export function argumentsOverlap(
  args: ArrayLike<unknown>,
  arrays: readonly number[],
  written: readonly number[],
): boolean {
  return written.some((one) => arrays.some((other) => one !== other && viewsOverlap(args[one], args[other])));
}

/** Whether two arrays have memory in common. */
export function viewsOverlap(one: unknown, other: unknown): boolean {
  // Ordinary arrays share nothing, unless they are one.
  if (!isView(one) || !isView(other)) return one === other;
  if (typedArrayBuffer(one) !== typedArrayBuffer(other)) return false;
  const start = typedArrayOffset(one);
  const otherStart = typedArrayOffset(other);
  return start < otherStart + typedArrayBytes(other) && otherStart < start + typedArrayBytes(one);
}
