/**
 * `kernels`: what every numeric program needs, compiled ahead of time for each set of vector instructions. They need no compiler on the machine; where
 * there is no addon either, the same algorithms run as JavaScript, with the same bits.
 */
import { dotFloats, sumFloats, sumIntegers } from './engine/kernels/add-in-partial-sums.js';
import {
  asDoubles,
  checkApart,
  checkCount,
  checkFloats,
  checkKind,
  checkLength,
  checkNumeric,
  checkOptions,
  type FloatArray,
  stable,
} from './engine/kernels/check-arguments.js';
import { convolve as convolvePlainly } from './engine/kernels/convolve.js';
import { countInBins } from './engine/kernels/count-in-bins.js';
import { findIndexOfMaximum, findIndexOfMinimum, findMaximum, findMinimum } from './engine/kernels/find-extreme.js';
import { findOrder, sortPlainly } from './engine/kernels/find-order.js';
import { fourier } from './engine/kernels/fourier.js';
import { type MatrixShape, multiply } from './engine/kernels/multiply.js';
import { nativeKernels } from './engine/kernels/native-kernels.js';
import { type NumericArray, typedArrayName } from './engine/dispatch/intrinsics.js';
import { InputError } from './settings/errors.js';

export type { FloatArray, MatrixShape };

/** What `matmul` can be told. */
export interface MatmulOptions<A extends FloatArray = Float64Array> {
  /** Takes the result: rows × columns elements of the kind of the matrices, in memory of its own. Default: a new array. */
  readonly out?: A;
  /** `'contract'` lets each product and sum be rounded once together, where the processor can. Default: every operation rounds. */
  readonly relax?: readonly 'contract'[];
}

/** What `convolve` can be told. */
export interface ConvolveOptions<A extends FloatArray = Float64Array> {
  /**
   * `'full'` (the default): wherever signal and weights meet, signal + weights - 1 elements; `'same'`: as many as the signal has, from the middle;
   * `'valid'`: where all weights meet the signal.
   */
  readonly mode?: 'full' | 'same' | 'valid';
  /** Takes the result, in memory of its own. Default: a new array. */
  readonly out?: A;
}

/** What `histogram` can be told. */
export interface HistogramOptions {
  /** Number of bins, 1 to 2^24. Default 10. */
  readonly bins?: number;
  /** Where the first bin begins. Default: the smallest element. */
  readonly min?: number;
  /** Where the last bin ends. Default: the largest element. */
  readonly max?: number;
}

/** Counts of a histogram. */
export interface Histogram {
  /** Elements in each bin. */
  readonly counts: Uint32Array;
  /** Where the bins begin, and where the last one ends: bins + 1 numbers. */
  readonly edges: Float64Array;
}

/** What `fft` can be told. */
export interface FourierOptions {
  /** The inverse transform, divided by the length. Default false. */
  readonly inverse?: boolean;
}

/**
 * Sum of all elements. Integers: the exact sum, rounded once. Floats: 32 sums in double precision, element i in sum i mod 32, which are then
 * added in pairs (k and k + 16, k and k + 8, …): other bits than one running sum, usually closer ones, the same on every processor.
 *
 * @throws InputError `argument-kind`
 */
function sum(array: NumericArray): number {
  checkNumeric('kernels.sum', 'the array', array);
  const native = nativeKernels(array.length);
  if (native !== undefined) return native.sum(array);
  return isOfFloats(array) ? sumFloats(array) : sumIntegers(array);
}

/**
 * Sum of the products of two arrays of floats of one kind; each product is rounded to double, then added in the order of `sum`.
 *
 * @throws InputError `argument-kind`, `length-mismatch`
 */
function dot<A extends FloatArray>(left: A, right: A): number {
  checkFloats('kernels.dot', left, right);
  checkLength('kernels.dot', 'the second array', right, left.length);
  return nativeKernels(left.length)?.dot(left, right) ?? dotFloats(left, right);
}

/**
 * Smallest element, as `Math.min(...array)` gives it: NaN where there is one, -0 below +0, Infinity for an empty array.
 *
 * @throws InputError `argument-kind`
 */
function min(array: NumericArray): number {
  checkNumeric('kernels.min', 'the array', array);
  return nativeKernels(array.length)?.minimum(array) ?? findMinimum(array);
}

/**
 * Largest element, as `Math.max(...array)` gives it: NaN where there is one, +0 above -0, -Infinity for an empty array.
 *
 * @throws InputError `argument-kind`
 */
function max(array: NumericArray): number {
  checkNumeric('kernels.max', 'the array', array);
  return nativeKernels(array.length)?.maximum(array) ?? findMaximum(array);
}

/**
 * Index of the first NaN, else of the first element that equals the smallest one; -1 for an empty array.
 *
 * @throws InputError `argument-kind`
 */
function argmin(array: NumericArray): number {
  checkNumeric('kernels.argmin', 'the array', array);
  const elements = stable(array);
  return nativeKernels(elements.length)?.indexOfMinimum(elements) ?? findIndexOfMinimum(elements);
}

/**
 * Index of the first NaN, else of the first element that equals the largest one; -1 for an empty array.
 *
 * @throws InputError `argument-kind`
 */
function argmax(array: NumericArray): number {
  checkNumeric('kernels.argmax', 'the array', array);
  const elements = stable(array);
  return nativeKernels(elements.length)?.indexOfMaximum(elements) ?? findIndexOfMaximum(elements);
}

/**
 * Running sums in double precision, one after the other: `out[i] = out[i - 1] + array[i]` with one rounding each, converted to the kind of
 * `out` when it is stored. Each sum needs the one before it, so that this is a plain loop.
 *
 * @param out - of the array's length; it may be the array itself. Default: a new Float64Array
 * @returns `out`
 * @throws InputError `argument-kind`, `length-mismatch`
 */
function cumsum<Out extends NumericArray = Float64Array<ArrayBuffer>>(array: NumericArray, out?: Out): Out {
  checkNumeric('kernels.cumsum', 'the array', array);
  const result: NumericArray = out ?? new Float64Array(array.length);
  checkNumeric('kernels.cumsum', 'the array for the result', result);
  checkLength('kernels.cumsum', 'the array for the result', result, array.length);
  let running = 0;
  for (let i = 0; i < array.length; i++) {
    running += array[i]!;
    result[i] = running;
  }
  return result as Out;
}

/**
 * Sorts in place, in the order of the array's own `sort()`: ascending, -0 before +0, NaN last. All NaNs become the same one.
 *
 * @returns the array
 * @throws InputError `argument-kind`
 */
function sort<A extends NumericArray>(array: A): A {
  checkNumeric('kernels.sort', 'the array', array);
  const native = nativeKernels(array.length);
  if (native === undefined) {
    sortPlainly(array);
    return array;
  }
  const elements = stable(array);
  native.sort(elements);
  if (elements !== array) array.set(elements);
  return array;
}

/**
 * Indices of the elements in the order of `sort`; equal elements keep their order (a stable sort).
 *
 * @param out - a Uint32Array of the array's length. Default: a new one
 * @returns `out`
 * @throws InputError `argument-kind`, `length-mismatch`
 */
function argsort(array: NumericArray, out?: Uint32Array): Uint32Array {
  checkNumeric('kernels.argsort', 'the array', array);
  const order = out ?? new Uint32Array(array.length);
  checkKind('kernels.argsort', 'the array for the result', order, 'Uint32Array');
  checkLength('kernels.argsort', 'the array for the result', order, array.length);
  const elements = stable(array);
  if (nativeKernels(elements.length)?.order(elements, order) !== true) findOrder(elements, order);
  return order;
}

/**
 * Counts elements in bins of one width: with `scale = bins / (max - min)`, element x belongs to bin `floor((x - min) * scale)`, and to the last
 * one where that is `bins`. Elements outside of [min, max] and NaN are not counted. Where all elements are equal, and no range is given,
 * the bins reach from half below to half above.
 *
 * @throws InputError `argument-kind`, `option-…`; `range-unknown` where a bound is not given and no finite one can be read from the elements
 */
function histogram(array: NumericArray, options: HistogramOptions = {}): Histogram {
  checkNumeric('kernels.histogram', 'the array', array);
  checkOptions('kernels.histogram', options, ['bins', 'min', 'max']);
  const bins = options.bins ?? 10;
  checkCount('kernels.histogram', '"bins"', bins, 1, 2 ** 24);
  const elements = stable(array);
  let lower = options.min ?? min(elements);
  let upper = options.max ?? max(elements);
  if (!Number.isFinite(lower) || !Number.isFinite(upper) || lower > upper) {
    throw new InputError(
      'range-unknown',
      `kernels.histogram: expected finite "min" and "max" with min <= max, got ${lower} and ${upper}; ` +
        'without these options they are the smallest and the largest element',
    );
  }
  if (lower === upper) [lower, upper] = [lower - 0.5, upper + 0.5];
  const width = upper - lower;
  const scale = bins / width;
  const counts = new Uint32Array(bins + 1);
  const native = Number.isFinite(scale) ? nativeKernels(elements.length) : undefined;
  if (native === undefined) countInBins(elements, lower, upper, scale, counts);
  else native.countInBins(elements, lower, upper, scale, counts);
  const edges = Float64Array.from({ length: bins + 1 }, (_, bin) =>
    bin === bins ? upper : lower + (bin * width) / bins,
  );
  return { counts: counts.slice(0, bins), edges };
}

/**
 * Product of two matrices, each row by row in one array. Every element is summed in double precision in ascending order of the inner index,
 * starting from +0, and each product and sum is rounded: the bits of the three loops that one writes by hand.
 *
 * @param left - rows × inner floats
 * @param right - inner × columns floats of the same kind
 * @returns rows × columns floats of the same kind
 * @throws InputError `argument-kind`, `length-mismatch`, `option-…`, `out-overlaps`
 */
function matmul<A extends FloatArray>(left: A, right: A, shape: MatrixShape, options: MatmulOptions<A> = {}): A {
  const kernel = 'kernels.matmul';
  checkFloats(kernel, left, right);
  checkOptions(kernel, shape, ['rows', 'inner', 'columns']);
  checkOptions(kernel, options, ['out', 'relax']);
  const { rows, inner, columns } = shape;
  checkCount(kernel, '"rows"', rows, 0, 2 ** 32);
  checkCount(kernel, '"inner"', inner, 0, 2 ** 32);
  checkCount(kernel, '"columns"', columns, 0, 2 ** 32);
  checkLength(kernel, 'the first matrix', left, rows * inner);
  checkLength(kernel, 'the second matrix', right, inner * columns);
  const { relax = [] } = options;
  if (!Array.isArray(relax) || relax.some((item) => item !== 'contract')) {
    throw new InputError('option-value', `${kernel}: the option "relax" accepts a list of 'contract'`);
  }
  const result = options.out ?? likeArray(left, rows * columns);
  checkKind(kernel, 'the matrix for the result', result, typedArrayName(left)!);
  checkLength(kernel, 'the matrix for the result', result, rows * columns);
  checkApart(kernel, result, left, right);
  const doubles = isOfDoubles(result) ? result : new Float64Array(result.length);
  const factors = [asDoubles(left), asDoubles(right)] as const;
  const native = rows > 0 && columns > 0 && inner > 0 ? nativeKernels(rows * inner * columns) : undefined;
  if (native?.multiply(...factors, doubles, inner, relax.length !== 0) !== true) multiply(...factors, doubles, shape);
  if (doubles !== result) result.set(doubles);
  return result;
}

/**
 * Convolution: element i is the sum over k of `weights[k] * signal[i - k]` in double precision, in ascending order of k over those that meet an
 * element of the signal, starting from +0; each product and sum is rounded.
 *
 * @returns floats of the same kind
 * @throws InputError `argument-kind`, `length-mismatch`, `option-…`, `out-overlaps`
 */
function convolve<A extends FloatArray>(signal: A, weights: A, options: ConvolveOptions<A> = {}): A {
  const kernel = 'kernels.convolve';
  checkFloats(kernel, signal, weights);
  checkOptions(kernel, options, ['mode', 'out']);
  const { first, count } = extentOf(options.mode ?? 'full', signal.length, weights.length);
  const result = options.out ?? likeArray(signal, count);
  checkKind(kernel, 'the array for the result', result, typedArrayName(signal)!);
  checkLength(kernel, 'the array for the result', result, count);
  checkApart(kernel, result, signal, weights);
  const doubles = isOfDoubles(result) ? result : new Float64Array(count);
  const factors = [asDoubles(signal), asDoubles(weights)] as const;
  (nativeKernels(count * weights.length)?.convolve ?? convolvePlainly)(...factors, doubles, first);
  if (doubles !== result) result.set(doubles);
  return result;
}

/** The part of the full convolution that a mode keeps. */
function extentOf(mode: unknown, signal: number, weights: number): { readonly first: number; readonly count: number } {
  const isEmpty = signal === 0 || weights === 0;
  switch (mode) {
    case 'full':
      return { first: 0, count: isEmpty ? 0 : signal + weights - 1 };
    case 'same':
      return { first: Math.floor(Math.max(0, weights - 1) / 2), count: isEmpty ? 0 : signal };
    case 'valid':
      return { first: Math.max(0, weights - 1), count: isEmpty ? 0 : Math.max(0, signal - weights + 1) };
    default:
      throw new InputError(
        'option-value',
        `kernels.convolve: the option "mode" accepts 'full', 'same' or 'valid', got ${JSON.stringify(mode)}`,
      );
  }
}

/**
 * The discrete Fourier transform, in place: element k becomes the sum over j of x[j] exp(-2 π i j k / n). Any length; powers of two are
 * fastest. Errors grow with log n; the bits are the same on every processor, and depend on the engine's sine and cosine.
 *
 * @param re - real parts
 * @param im - imaginary parts, as many, in memory of their own
 * @throws InputError `argument-kind`, `length-mismatch`, `option-…`, `out-overlaps`
 */
function fft(re: Float64Array, im: Float64Array, options: FourierOptions = {}): void {
  const kernel = 'kernels.fft';
  checkKind(kernel, 'the array of real parts', re, 'Float64Array');
  checkKind(kernel, 'the array of imaginary parts', im, 'Float64Array');
  checkOptions(kernel, options, ['inverse']);
  checkLength(kernel, 'the array of imaginary parts', im, re.length);
  checkApart(kernel, im, re);
  const parts = [stable(re), stable(im)] as const;
  fourier(...parts, options.inverse === true);
  if (parts[0] !== re) re.set(parts[0]);
  if (parts[1] !== im) im.set(parts[1]);
}

function isOfFloats(array: NumericArray): array is FloatArray {
  return isOfDoubles(array) || typedArrayName(array) === 'Float32Array';
}

function isOfDoubles(array: NumericArray): array is Float64Array {
  return typedArrayName(array) === 'Float64Array';
}

/** A new array of the same kind. */
function likeArray<A extends FloatArray>(array: A, length: number): A {
  return (isOfDoubles(array) ? new Float64Array(length) : new Float32Array(length)) as FloatArray as A;
}

/** The precompiled kernels. None of them keeps a reference to its arguments. */
export const kernels = Object.freeze({
  sum,
  dot,
  min,
  max,
  argmin,
  argmax,
  cumsum,
  sort,
  argsort,
  histogram,
  matmul,
  convolve,
  fft,
});
