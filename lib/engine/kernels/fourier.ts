/** The discrete Fourier transform of any length. */
import { nativeKernels } from './native-kernels.js';
import { factorsOf, rootOfUnity } from './roots-of-unity.js';
import { transform } from './transform.js';

/** Transforms in place; an inverse transform divides by the length. */
export function fourier(re: Float64Array, im: Float64Array, isInverse: boolean): void {
  // The inverse transform is the transform with real and imaginary parts exchanged, before and after.
  const [first, second] = isInverse ? [im, re] : [re, im];
  const count = re.length;
  if (Number.isInteger(Math.log2(Math.max(count, 1)))) transformPowerOfTwo(first, second);
  else transformChirp(first, second);
  if (!isInverse) return;
  for (let i = 0; i < count; i++) {
    re[i]! /= count;
    im[i]! /= count;
  }
}

function transformPowerOfTwo(re: Float64Array, im: Float64Array): void {
  const factors = factorsOf(re.length);
  if (nativeKernels(re.length)?.transform(re, im, factors) !== true) transform(re, im, factors);
}

/**
 * Other lengths as a convolution with a chirp, by transforms of a power of two (Bluestein, "A linear filtering approach to the computation of
 * discrete Fourier transform", 1970).
 */
function transformChirp(re: Float64Array, im: Float64Array): void {
  const count = re.length;
  const chirp = { re: new Float64Array(count), im: new Float64Array(count) };
  // k² modulo 2n, kept exact by adding the difference of squares.
  for (let k = 0, square = 0; k < count; k++) {
    const root = rootOfUnity(square, 2 * count);
    chirp.re[k] = root.re;
    chirp.im[k] = root.im;
    square = (square + 2 * k + 1) % (2 * count);
  }
  const size = 2 ** Math.ceil(Math.log2(2 * count - 1));
  const a = { re: new Float64Array(size), im: new Float64Array(size) };
  const b = { re: new Float64Array(size), im: new Float64Array(size) };
  for (let k = 0; k < count; k++) {
    a.re[k] = re[k]! * chirp.re[k]! + im[k]! * chirp.im[k]!;
    a.im[k] = im[k]! * chirp.re[k]! - re[k]! * chirp.im[k]!;
    b.re[k] = b.re[(size - k) % size] = chirp.re[k]!;
    b.im[k] = b.im[(size - k) % size] = chirp.im[k]!;
  }
  transformPowerOfTwo(a.re, a.im);
  transformPowerOfTwo(b.re, b.im);
  for (let k = 0; k < size; k++) {
    const product = a.re[k]! * b.re[k]! - a.im[k]! * b.im[k]!;
    a.im[k] = a.re[k]! * b.im[k]! + a.im[k]! * b.re[k]!;
    a.re[k] = product;
  }
  transformPowerOfTwo(a.im, a.re);
  for (let k = 0; k < count; k++) {
    const [x, y] = [a.re[k]! / size, a.im[k]! / size];
    re[k] = x * chirp.re[k]! + y * chirp.im[k]!;
    im[k] = y * chirp.re[k]! - x * chirp.im[k]!;
  }
}
