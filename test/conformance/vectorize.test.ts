/** Vectorised functions against plain loops, through the public API: kinds of arrays, scalars, results, overlap, composition. */
import type { Test } from 'tap';
import t from 'tap';
import { vectorize, type NumericArray } from '../../lib/index.js';
import { Random } from '../support/random.js';
import { CONSTRUCTORS } from './inputs.js';
import { nativeUnavailable } from './tiers.js';

const skip = nativeUnavailable() ?? false;
const options = { compile: 'sync', level: 2 } as const;
const constructors = Object.values(CONSTRUCTORS);
const mix = (x: number, y: number): number => (x > y ? x * 0.5 - y : Math.floor(y) + x * 3);

function filled<A extends NumericArray>(array: A, random: Random): A {
  for (let i = 0; i < array.length; i++) array[i] = (random.below(2001) - 1000) / 4;
  return array;
}

function sameBits(t: Test, actual: NumericArray, expected: NumericArray, message: string): void {
  t.equal(actual.constructor, expected.constructor, message);
  t.same(Buffer.from(actual.buffer), Buffer.from(expected.buffer), message);
}

/** The loop that a call of a vectorised function stands for. */
function plainLoop(
  fn: (...args: number[]) => number | boolean,
  out: NumericArray,
  ...args: readonly (NumericArray | number)[]
): void {
  for (let i = 0; i < out.length; i++) {
    out[i] = fn(...args.map((value) => (typeof value === 'number' ? value : value[i]!))) as number;
  }
}

t.test('every kind of array, into every kind of array', { skip }, (t) => {
  const random = new Random(7);
  for (const Input of constructors) {
    for (const Output of constructors) {
      // One for each pair: kernels are kept for a few kinds of calls only.
      const mixed = vectorize(mix, options);
      const a = filled(new Input(37), random);
      const b = filled(new Float64Array(37), random);
      const choices: [NumericArray | number, NumericArray | number][] = [
        [a, b],
        [b, a],
        [a, 2.5],
        [-3, a],
      ];
      for (const args of choices) {
        const expected = new Output(37);
        plainLoop(mix, expected, ...args);
        const actual = mixed.into(new Output(37), ...args);
        t.equal(mixed.level, 2);
        sameBits(t, actual, expected, `${Input.name} into ${Output.name}`);
      }
    }
  }
  t.end();
});

t.test('results that overlap arguments are written in ascending order', { skip }, (t) => {
  const random = new Random(8);
  const mixed = vectorize(mix, options);
  for (const [out, one, other] of [
    [0, 0, 0],
    [1, 0, 0],
    [0, 1, 3],
    [5, 0, 9],
    [3, 2, 4],
  ] as const) {
    const buffer = filled(new Float64Array(100), random).buffer;
    const run = (
      memory: ArrayBuffer,
      call: (...views: [NumericArray, NumericArray, NumericArray]) => unknown,
    ): void => {
      const [target, a, b] = [out, one, other].map((offset) => new Float64Array(memory, 8 * offset, 80));
      call(target!, a!, b!);
    };
    const expected = buffer.slice(0);
    run(expected, (target, a, b) => plainLoop(mix, target, a, b));
    run(buffer, (target, a, b) => mixed.into(target, a, b));
    t.equal(mixed.level, 2);
    sameBits(
      t,
      new Float64Array(buffer),
      new Float64Array(expected),
      `results at ${out}, arguments at ${one} and ${other}`,
    );
  }
  t.end();
});

t.test('new arrays', { skip }, (t) => {
  const random = new Random(9);
  const a = filled(new Float32Array(53), random);
  const check = (
    vectorized: { readonly level: number },
    call: () => NumericArray,
    fn: (...args: number[]) => number | boolean,
    expected: NumericArray,
  ): void => {
    plainLoop(fn, expected, a);
    const actual = call();
    t.equal(vectorized.level, 2);
    sameBits(t, actual, expected, fn.name);
  };
  const sine = vectorize(Math.abs, options);
  check(sine, () => sine(a), Math.abs, new Float64Array(53));
  const isLarge = (x: number): boolean => x > 3;
  const large = vectorize(isLarge, options);
  check(large, () => large(a), isLarge, new Uint8Array(53));
  const rounded = vectorize((x: number) => x * 1.1, { ...options, result: Int16Array });
  check(
    rounded,
    () => rounded(a),
    (x) => x * 1.1,
    new Int16Array(53),
  );
  t.end();
});

t.test('a chain is one loop, with the results of the chain', { skip }, async (t) => {
  const a = filled(new Float64Array(41), new Random(10));
  const scale = 1.7;
  const scaled = vectorize((x: number) => x * scale, { ...options, scope: { scale } });
  const root = vectorize((x: number) => Math.sqrt(Math.abs(x)), options);
  const chained = scaled.pipe(root).pipe(scaled, { ...options, result: Float64Array });
  const expected = scaled(root(scaled(a)));
  sameBits(t, chained(a), expected, 'piped');
  t.equal(chained.level, 2);
  const explanation = await chained.ready(a);
  t.equal(explanation.status, 'COMPILED_FULL');
  t.same(
    explanation.signatures.map(({ signature, loops }) => [signature, loops.length]),
    [['f64[] → f64[]', 1]],
  );
  t.equal(chained.stats().kernels, 1);

  const both = vectorize((x: number) => root(scaled(x)) + 1, { ...options, scope: { root, scaled } });
  sameBits(
    t,
    both(a),
    root(scaled(a)).map((x) => x + 1),
    'called inside',
  );
  t.equal(both.level, 2);
});
