/** Histograms with bins of one width. */
import type { NumericArray } from '../dispatch/intrinsics.js';

/**
 * Counts the elements in [minimum, maximum] in bin floor((x - minimum) × scale), at most the last one; the element of `counts` behind the
 * last bin takes all others.
 */
export function countInBins(
  array: NumericArray,
  minimum: number,
  maximum: number,
  scale: number,
  counts: Uint32Array,
): void {
  const bins = counts.length - 1;
  for (const x of array) {
    if (x >= minimum && x <= maximum) {
      const bin = Math.floor((x - minimum) * scale);
      counts[bin < bins ? bin : bins - 1]!++;
    } else {
      counts[bins]!++;
    }
  }
}
