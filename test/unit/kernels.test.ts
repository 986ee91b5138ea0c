import t from 'tap';
import { dotFloats, sumFloats, sumIntegers } from '../../lib/engine/kernels/add-in-partial-sums.js';
import { convolve } from '../../lib/engine/kernels/convolve.js';
import { countInBins } from '../../lib/engine/kernels/count-in-bins.js';
import {
  findIndexOfMaximum,
  findIndexOfMinimum,
  findMaximum,
  findMinimum,
} from '../../lib/engine/kernels/find-extreme.js';
import { findOrder } from '../../lib/engine/kernels/find-order.js';
import { multiply } from '../../lib/engine/kernels/multiply.js';
import { factorsOf } from '../../lib/engine/kernels/roots-of-unity.js';
import { transform } from '../../lib/engine/kernels/transform.js';
import type { PrecompiledKernels } from '../../lib/engine/native/contract.js';
import { configure, InputError, kernels } from '../../lib/index.js';
import type { NumericArray, NumericArrayConstructor } from '../../lib/index.js';
import { NUMERIC_ARRAY_CONSTRUCTORS } from '../../lib/settings/options.js';
import { requireBinding } from './engine/native/compile-kernel.js';

const LENGTHS = [1, 2, 31, 32, 33, 100, 1000, 4099];
const SPECIALS = [0, -0, NaN, Infinity, -Infinity, 1, -1, 5e-324];

/** Numbers from a seed, of many magnitudes. */
function* randomNumbers(seed: number): Generator<number, never> {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  for (;;) yield (next() / 2 ** 31 - 1) * 2 ** ((next() % 70) - 30);
}

function randomArray<K extends NumericArrayConstructor>(
  Kind: K,
  length: number,
  withSpecials = false,
): InstanceType<K> {
  const random = randomNumbers(length + 1);
  return new Kind(
    Array.from({ length }, (_, i) =>
      withSpecials && i % 5 === 2 ? SPECIALS[i % SPECIALS.length]! : random.next().value,
    ),
  ) as InstanceType<K>;
}

const doubles = (length: number): Float64Array<ArrayBuffer> => randomArray(Float64Array, length);
const bits = (array: NumericArray): string =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('hex');

/** A call on copies, whose arrays are compared after it. */
function arraysAfter<A extends NumericArray, B extends NumericArray[]>(
  arrays: readonly [A, ...B],
  call: (...copies: [A, ...B]) => unknown,
): string[] {
  const copies = arrays.map((array) => array.slice()) as unknown as [A, ...B];
  call(...copies);
  return copies.map(bits);
}

/** Arrays of every kind and length, the floats with zeros, infinities and NaN as well. */
function* arrays(): Generator<NumericArray> {
  for (const Kind of NUMERIC_ARRAY_CONSTRUCTORS) {
    for (const length of LENGTHS) {
      yield randomArray(Kind, length);
      yield randomArray(Kind, length, true);
    }
  }
}

const isOfFloats = (array: NumericArray): array is Float32Array | Float64Array =>
  array instanceof Float32Array || array instanceof Float64Array;

const targets: readonly string[] = requireBinding().kernelTargets;
if (targets.length === 0) t.pass('skipped: there are no precompiled kernels for this processor');

for (const target of targets) {
  const native: PrecompiledKernels = requireBinding().precompiledKernels(target);
  t.test(`precompiled kernels for ${target} give the bits of the plain ones`, (t) => {
    for (const array of arrays()) {
      const name = `${array.constructor.name}(${array.length})`;
      const { length } = array;
      t.ok(Object.is(native.sum(array), isOfFloats(array) ? sumFloats(array) : sumIntegers(array)), `sum ${name}`);
      t.ok(Object.is(native.minimum(array), findMinimum(array)), `minimum ${name}`);
      t.ok(Object.is(native.maximum(array), findMaximum(array)), `maximum ${name}`);
      t.equal(native.indexOfMinimum(array), findIndexOfMinimum(array), `indexOfMinimum ${name}`);
      t.equal(native.indexOfMaximum(array), findIndexOfMaximum(array), `indexOfMaximum ${name}`);
      if (isOfFloats(array)) {
        const other = array.slice().reverse();
        t.ok(Object.is(native.dot(array, other), dotFloats(array, other)), `dot ${name}`);
      }
      const sorted = array.slice();
      native.sort(sorted);
      const wanted = array.slice().sort();
      t.ok(
        sorted.every((x, i) => Object.is(x, wanted[i])),
        `sort ${name}`,
      );
      t.strictSame(
        arraysAfter([array, new Uint32Array(length)], (elements, order) => native.order(elements, order)),
        arraysAfter([array, new Uint32Array(length)], (elements, order) => findOrder(elements, order)),
        `order ${name}`,
      );
      const counts = new Uint32Array(13);
      t.strictSame(
        arraysAfter([array, counts], (elements, into) => native.countInBins(elements, -50, 70, 0.1, into)),
        arraysAfter([array, counts], (elements, into) => countInBins(elements, -50, 70, 0.1, into)),
        `countInBins ${name}`,
      );
    }
    for (const [rows, inner, columns] of [
      [1, 1, 1],
      [3, 70, 5],
      [40, 33, 50],
    ] as const) {
      const matrices = [doubles(rows * inner), doubles(inner * columns), doubles(rows * columns)] as const;
      t.strictSame(
        arraysAfter(matrices, (left, right, result) => native.multiply(left, right, result, inner, false)),
        arraysAfter(matrices, (left, right, result) => {
          multiply(left, right, result, { rows, inner, columns });
        }),
        `multiply ${rows} × ${inner} × ${columns}`,
      );
    }
    for (const [signal, weights] of [
      [1, 1],
      [300, 7],
      [5, 200],
    ] as const) {
      const signals = [doubles(signal), doubles(weights), doubles(signal + weights - 1)] as const;
      t.strictSame(
        arraysAfter(signals, (a, b, result) => {
          native.convolve(a, b, result, 0);
        }),
        arraysAfter(signals, (a, b, result) => {
          convolve(a, b, result, 0);
        }),
        `convolve ${signal} with ${weights}`,
      );
    }
    for (let count = 1; count <= 2048; count *= 2) {
      const parts = [doubles(count), doubles(count)] as const;
      t.strictSame(
        arraysAfter(parts, (re, im) => native.transform(re, im, factorsOf(count))),
        arraysAfter(parts, (re, im) => {
          transform(re, im, factorsOf(count));
        }),
        `transform ${count}`,
      );
    }
    t.end();
  });
}

t.test('the addon refuses what the precompiled kernels cannot take', (t) => {
  const binding = requireBinding();
  t.throws(() => binding.precompiledKernels('N_NONE'), { code: 'native-argument' });
  const [target] = targets;
  if (target === undefined) {
    t.end();
    return;
  }
  const native = binding.precompiledKernels(target);
  const untyped = native as unknown as Record<keyof PrecompiledKernels, (...args: unknown[]) => unknown>;
  const one = new Float64Array(1);
  const calls: readonly (() => unknown)[] = [
    ...(Object.keys(native) as (keyof PrecompiledKernels)[]).flatMap((name) => [
      () => untyped[name](),
      () => untyped[name]([1], [2], [3], 1, 1, 1),
      () => untyped[name](new BigInt64Array(4), one, one, 1, 1, 1),
    ]),
    () => native.minimum(new Float64Array(0)),
    () => native.dot(new Float64Array(2), one),
    () => native.dot(new Float32Array(1), one),
    () => native.dot(new Int8Array(1), new Int8Array(1)),
    () => native.order(one, new Uint32Array(2)),
    () => native.multiply(one, new Float64Array(1), new Float64Array(1), 0, false),
    () => native.multiply(one, new Float64Array(1), new Float64Array(2), 1, false),
    () => native.multiply(one, new Float64Array(3), new Float64Array(1), 2, false),
    () => native.multiply(one, new Float64Array(1), one, 1, false),
    () => native.convolve(one, new Float64Array(1), one, 0),
    () => native.convolve(one, new Float64Array(1), new Float64Array(1), -1),
    () => native.convolve(one, new Float64Array(1), new Float64Array(1), NaN),
    () => native.transform(new Float64Array(3), new Float64Array(3), new Float64Array(0)),
    () => native.transform(new Float64Array(4), new Float64Array(4), new Float64Array(5)),
    () => native.transform(one, one, new Float64Array(0)),
    () => native.countInBins(one, 1, 0, 1, new Uint32Array(2)),
    () => native.countInBins(one, 0, 1, Infinity, new Uint32Array(2)),
    () => native.countInBins(one, 0, 1, NaN, new Uint32Array(2)),
    () => native.countInBins(one, 0, 1, 1, new Uint32Array(1)),
  ];
  for (const call of calls) t.throws(call, { code: 'native-argument' }, String(call));
  t.end();
});

t.test('kernels on the arrays of a caller', (t) => {
  t.teardown(() => configure({ level: 'auto' }));
  for (const level of ['auto', 0] as const) {
    configure({ level });
    const numbers = Float64Array.from({ length: 1000 }, (_, i) => (i * 37) % 1000);
    t.equal(kernels.sum(numbers), 499500);
    t.equal(kernels.sum(new Uint32Array(3_000_000).fill(2 ** 32 - 1)), 3_000_000 * (2 ** 32 - 1));
    t.equal(kernels.dot(numbers, numbers), 332833500);
    t.equal(kernels.min(numbers), 0);
    t.equal(kernels.max(numbers), 999);
    t.equal(kernels.argmin(numbers), 0);
    t.equal(kernels.argmax(numbers), numbers.indexOf(999));
    t.strictSame(kernels.cumsum(Int8Array.of(1, 2, 3)), Float64Array.of(1, 3, 6));
    const inPlace = Int8Array.of(100, 100, 1);
    t.equal(kernels.cumsum(inPlace, inPlace), inPlace);
    t.strictSame(inPlace, Int8Array.of(100, 200, 201), 'converted when they are stored, not before');
    const order = kernels.argsort(numbers);
    t.strictSame(
      order.map((at) => numbers[at]!),
      Uint32Array.from(numbers).sort(),
    );
    const shuffled = numbers.slice();
    t.equal(kernels.sort(shuffled), shuffled);
    t.strictSame(shuffled, numbers.slice().sort());

    t.strictSame(kernels.histogram(numbers, { bins: 4, min: 0, max: 1000 }).counts, Uint32Array.of(250, 250, 250, 250));
    t.strictSame(kernels.histogram(Int8Array.of(0, 1, 2, 3, 4), { bins: 2 }), {
      counts: Uint32Array.of(2, 3),
      edges: Float64Array.of(0, 2, 4),
    });
    t.strictSame(kernels.histogram(new Uint8Array(100).fill(7), { bins: 1 }), {
      counts: Uint32Array.of(100),
      edges: Float64Array.of(6.5, 7.5),
    });
    t.equal(
      kernels.histogram(numbers, { min: 500, max: 600 }).counts.reduce((a, b) => a + b),
      101,
    );

    const product = kernels.matmul(Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(1, 0, 0, 1, 1, 1), {
      rows: 2,
      inner: 3,
      columns: 2,
    });
    t.strictSame(product, Float64Array.of(4, 5, 10, 11));
    const singles = kernels.matmul(Float32Array.of(0.1), Float32Array.of(0.1), { rows: 1, inner: 1, columns: 1 });
    t.strictSame(singles, Float32Array.of(Math.fround(0.1) * Math.fround(0.1)), 'one rounding to float, at the end');
    t.strictSame(
      kernels.matmul(new Float64Array(0), new Float64Array(0), { rows: 2, inner: 0, columns: 2 }),
      new Float64Array(4),
    );
    const relaxed = kernels.matmul(numbers, numbers, { rows: 1, inner: 1000, columns: 1 }, { relax: ['contract'] });
    t.strictSame(relaxed, Float64Array.of(332833500));

    const signal = Float64Array.of(1, 2, 3, 4);
    const weights = Float64Array.of(1, 10, 100);
    t.strictSame(kernels.convolve(signal, weights), Float64Array.of(1, 12, 123, 234, 340, 400));
    t.strictSame(kernels.convolve(signal, weights, { mode: 'same' }), Float64Array.of(12, 123, 234, 340));
    t.strictSame(kernels.convolve(signal, weights, { mode: 'valid' }), Float64Array.of(123, 234));
    t.strictSame(kernels.convolve(signal, new Float64Array(0)), new Float64Array(0));
    t.strictSame(kernels.convolve(Float32Array.of(1), Float32Array.of(2)), Float32Array.of(2));
  }
  t.end();
});

t.test('kernels.fft follows the definition, and its inverse leads back', (t) => {
  for (const length of [0, 1, 2, 3, 4, 5, 7, 8, 12, 31, 64, 100, 127, 128, 1000]) {
    const re = Float64Array.from({ length }, (_, i) => Math.sin(i * i));
    const im = Float64Array.from({ length }, (_, i) => Math.cos(3 * i));
    const [outRe, outIm] = [re.slice(), im.slice()];
    kernels.fft(outRe, outIm);
    let worst = 0;
    for (let k = 0; k < length; k++) {
      let [x, y] = [0, 0];
      for (let j = 0; j < length; j++) {
        const angle = (-2 * Math.PI * ((j * k) % length)) / length;
        x += re[j]! * Math.cos(angle) - im[j]! * Math.sin(angle);
        y += re[j]! * Math.sin(angle) + im[j]! * Math.cos(angle);
      }
      worst = Math.max(worst, Math.abs(outRe[k]! - x), Math.abs(outIm[k]! - y));
    }
    t.ok(worst < 1e-11, `${length}: ${worst}`);
    kernels.fft(outRe, outIm, { inverse: true });
    t.ok(
      re.every((x, i) => Math.abs(x - outRe[i]!) < 1e-13 && Math.abs(im[i]! - outIm[i]!) < 1e-13),
      `${length}, there and back`,
    );
  }
  t.end();
});

t.test('kernels take arrays in shared memory', (t) => {
  const shared = new Float64Array(new SharedArrayBuffer(8 * 500));
  const fill = (): Float64Array => {
    shared.forEach((_, i) => (shared[i] = (i * 101) % 499));
    return shared;
  };
  const own = Float64Array.from(fill());
  t.strictSame(Float64Array.from(kernels.sort(fill())), own.slice().sort());
  t.strictSame(kernels.argsort(fill()), kernels.argsort(own));
  t.equal(kernels.argmax(shared), kernels.argmax(own));
  t.strictSame(kernels.histogram(shared), kernels.histogram(own));
  t.strictSame(kernels.convolve(shared, shared), kernels.convolve(own, own));
  const [re, im] = [own.slice(), new Float64Array(500)];
  kernels.fft(re, im);
  kernels.fft(shared, new Float64Array(new SharedArrayBuffer(8 * 500)));
  t.strictSame(Float64Array.from(shared), re);
  t.end();
});

t.test("kernels name the caller's mistakes", (t) => {
  const anything = kernels as unknown as Record<string, (...args: unknown[]) => unknown>;
  const a = new Float64Array(4);
  const shape = { rows: 2, inner: 2, columns: 2 };
  for (const name of Object.keys(kernels)) {
    t.throws(() => anything[name]!([1, 2], [3, 4]), { code: 'argument-kind' }, name);
    t.throws(() => anything[name]!(new BigInt64Array(2)), { code: 'argument-kind' }, name);
  }
  const cases: readonly (readonly [string, () => unknown])[] = [
    ['length-mismatch', () => kernels.dot(a, new Float64Array(5))],
    ['argument-kind', () => anything.dot!(a, new Float32Array(4))],
    ['length-mismatch', () => kernels.cumsum(a, new Float64Array(5))],
    ['argument-kind', () => anything.cumsum!(a, [])],
    ['argument-kind', () => anything.argsort!(a, new Int32Array(4))],
    ['length-mismatch', () => kernels.argsort(a, new Uint32Array(3))],
    ['option-value', () => kernels.histogram(a, { bins: 0 })],
    ['option-value', () => kernels.histogram(a, { bins: 1.5 })],
    ['option-unknown', () => anything.histogram!(a, { bin: 1 })],
    ['options-not-an-object', () => anything.histogram!(a, 3)],
    ['range-unknown', () => kernels.histogram(Float64Array.of(NaN, 1))],
    ['range-unknown', () => kernels.histogram(new Float64Array(0))],
    ['range-unknown', () => kernels.histogram(a, { min: 2, max: 1 })],
    ['length-mismatch', () => kernels.matmul(a, new Float64Array(3), shape)],
    ['option-value', () => anything.matmul!(a, a, { rows: 2, inner: 2 })],
    ['options-not-an-object', () => anything.matmul!(a, a)],
    ['length-mismatch', () => kernels.matmul(a, a, shape, { out: new Float64Array(3) })],
    ['out-overlaps', () => kernels.matmul(a, new Float64Array(4), shape, { out: a })],
    ['option-value', () => anything.matmul!(a, a, shape, { relax: ['reassociate'] })],
    ['option-value', () => anything.convolve!(a, a, { mode: 'wrap' })],
    ['out-overlaps', () => kernels.convolve(a, Float64Array.of(1), { out: a })],
    ['length-mismatch', () => kernels.fft(a, new Float64Array(3))],
    ['out-overlaps', () => kernels.fft(a, a)],
    ['option-unknown', () => anything.fft!(a, new Float64Array(4), { invert: true })],
  ];
  for (const [code, call] of cases) {
    t.throws(call, { code }, String(call));
    t.throws(call, InputError);
  }
  t.end();
});
