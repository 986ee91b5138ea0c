/** Roots of unity for Fourier transforms, and the tables that the transforms read them from. */

/** exp(2 π i k / n) for 0 <= k < n; exact on the axes, and symmetric, as the angle is brought into an eighth of the circle first. */
export function rootOfUnity(k: number, n: number): { readonly re: number; readonly im: number } {
  const quadrant = Math.floor((4 * k) / n);
  const rest = 4 * k - quadrant * n;
  const isFlat = 2 * rest <= n;
  const angle = ((isFlat ? rest : n - rest) / n) * (Math.PI / 2);
  const [c, s] = isFlat ? [Math.cos(angle), Math.sin(angle)] : [Math.sin(angle), Math.cos(angle)];
  switch (quadrant) {
    case 0:
      return { re: c, im: s };
    case 1:
      return { re: -s, im: c };
    case 2:
      return { re: -c, im: -s };
    default:
      return { re: s, im: -c };
  }
}

/** Tables that are kept, the last used ones: programs transform few different lengths. */
const KEPT = 8;
const kept = new Map<number, Float64Array>();

/**
 * The factors of a transform of a power of two. For each pass of radix 4 over groups of n = count, count / 4, …: the roots exp(-2 π i p k / n)
 * for p < n / 4, for k = 1 the real parts, then the imaginary ones, then those for k = 2, and for k = 3.
 */
export function factorsOf(count: number): Float64Array {
  let factors = kept.get(count);
  kept.delete(count);
  factors ??= makeFactors(count);
  kept.set(count, factors);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return factors;
}

function makeFactors(count: number): Float64Array {
  let length = 0;
  for (let n = count; n >= 4; n /= 4) length += (6 * n) / 4;
  const factors = new Float64Array(length);
  let at = 0;
  for (let n = count; n >= 4; n /= 4) {
    const quarter = n / 4;
    for (let k = 1; k <= 3; k++, at += 2 * quarter) {
      for (let p = 0; p < quarter; p++) {
        const { re, im } = rootOfUnity(p * k, n);
        factors[at + p] = re;
        factors[at + quarter + p] = -im;
      }
    }
  }
  return factors;
}
