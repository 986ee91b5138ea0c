/**
 * Fast Fourier transform of a power of two: Stockham's self-sorting algorithm in passes of radix 4, and one of radix 2 where the exponent is odd
 * (van Loan, "Computational Frameworks for the Fast Fourier Transform", 1992, section 1.7). The same operations in the same order as
 * native/runtime/kernels/transform_inl.h.
 */

interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Transforms in place. `factors` come from `factorsOf` for the same length. */
export function transform(re: Float64Array, im: Float64Array, factors: Float64Array): void {
  const count = re.length;
  let from: Complex = { re, im };
  let to: Complex = { re: new Float64Array(count), im: new Float64Array(count) };
  let used = 0;
  let length = count;
  let stride = 1;
  for (; length >= 4; length /= 4, stride *= 4) {
    const next = used + (6 * length) / 4;
    passOfFour(from, to, factors.subarray(used, next), length / 4, stride);
    used = next;
    [from, to] = [to, from];
  }
  if (length === 2) passOfTwo(from, stride);
  if (from.re !== re) {
    re.set(from.re);
    im.set(from.im);
  }
}

function passOfFour(x: Complex, y: Complex, factors: Float64Array, quarter: number, stride: number): void {
  const step = stride * quarter;
  for (let p = 0; p < quarter; p++) {
    const w1re = factors[p]!;
    const w1im = factors[quarter + p]!;
    const w2re = factors[2 * quarter + p]!;
    const w2im = factors[3 * quarter + p]!;
    const w3re = factors[4 * quarter + p]!;
    const w3im = factors[5 * quarter + p]!;
    for (let q = 0; q < stride; q++) {
      const i = q + stride * p;
      const sumACre = x.re[i]! + x.re[i + 2 * step]!;
      const sumACim = x.im[i]! + x.im[i + 2 * step]!;
      const differenceACre = x.re[i]! - x.re[i + 2 * step]!;
      const differenceACim = x.im[i]! - x.im[i + 2 * step]!;
      const sumBDre = x.re[i + step]! + x.re[i + 3 * step]!;
      const sumBDim = x.im[i + step]! + x.im[i + 3 * step]!;
      const differenceBDre = x.re[i + step]! - x.re[i + 3 * step]!;
      const differenceBDim = x.im[i + step]! - x.im[i + 3 * step]!;
      const out = q + 4 * stride * p;
      y.re[out] = sumACre + sumBDre;
      y.im[out] = sumACim + sumBDim;
      const minusRe = differenceACre + differenceBDim;
      const minusIm = differenceACim - differenceBDre;
      y.re[out + stride] = minusRe * w1re - minusIm * w1im;
      y.im[out + stride] = minusRe * w1im + minusIm * w1re;
      const middleRe = sumACre - sumBDre;
      const middleIm = sumACim - sumBDim;
      y.re[out + 2 * stride] = middleRe * w2re - middleIm * w2im;
      y.im[out + 2 * stride] = middleRe * w2im + middleIm * w2re;
      const plusRe = differenceACre - differenceBDim;
      const plusIm = differenceACim + differenceBDre;
      y.re[out + 3 * stride] = plusRe * w3re - plusIm * w3im;
      y.im[out + 3 * stride] = plusRe * w3im + plusIm * w3re;
    }
  }
}

function passOfTwo(x: Complex, stride: number): void {
  for (let q = 0; q < stride; q++) {
    const [re, im] = [x.re[q]!, x.im[q]!];
    x.re[q] = re + x.re[q + stride]!;
    x.im[q] = im + x.im[q + stride]!;
    x.re[q + stride] = re - x.re[q + stride]!;
    x.im[q + stride] = im - x.im[q + stride]!;
  }
}
