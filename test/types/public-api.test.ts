/** The types of the public API. What must not compile is marked so: tsc fails where it does. The test runs what compiled. */
import t from 'tap';
import {
  accelerate,
  capabilities,
  configure,
  stats,
  vectorize,
  InputError,
  InternalError,
  JetloopError,
  type Accelerated,
  type Explanation,
  type FunctionStats,
  type Level,
  type ProcessStats,
  type Status,
  type Vectorized,
} from '../../lib/index.js';

/** `true` where both types are the same, else `never`, to which nothing can be assigned. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;

function dot(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i]! * b[i]!;
  return sum;
}

t.test('an accelerated function has the types of its original', (t) => {
  const accelerated = accelerate(dot, { level: 0 });
  true satisfies Same<typeof accelerated, Accelerated<typeof dot>>;
  true satisfies Same<Parameters<typeof accelerated>, [a: Float64Array, b: Float64Array, n: number]>;
  true satisfies Same<ReturnType<typeof accelerated>, number>;
  true satisfies Same<typeof accelerated.original, typeof dot>;
  true satisfies Same<typeof accelerated.level, Level>;
  true satisfies Same<ReturnType<typeof accelerated.stats>, FunctionStats>;
  true satisfies Same<ReturnType<typeof accelerated.ready>, Promise<Explanation>>;
  true satisfies Same<ReturnType<typeof accelerated.explain>, Explanation>;
  true satisfies Same<Explanation['status'], Status>;
  const a = new Float64Array([1, 2]);
  t.equal(accelerated(a, a, 2), 5);
  t.type(accelerated.explain(), Object);
  t.type(accelerated.explain(a, a, 2), Object);
  // @ts-expect-error an argument is missing
  t.ok(Number.isNaN(accelerated(a, a)) || true);
  // @ts-expect-error a string is no array
  t.type(accelerated.explain('text', a, 2), Object);
  t.end();
});

t.test('a vectorised function takes arrays in place of scalars, and tells what it gives', (t) => {
  const power = (x: number, y: number): number => x ** y;
  const vectorized = vectorize(power, { level: 0 });
  true satisfies Same<typeof vectorized, Vectorized<typeof power>>;
  const a = Float64Array.of(2, 3);
  const mapped = vectorized(a, 2);
  true satisfies Same<typeof mapped, Float64Array>;
  t.equal(mapped.length, 2);
  const scalar = vectorized(2, 2);
  true satisfies Same<typeof scalar, number>;
  t.equal(scalar, 4);
  const either = vectorized(a as Float64Array | number, 2);
  true satisfies Same<typeof either, Float64Array | number>;
  t.type(either, Float64Array);
  const filled = vectorized.into(new Int8Array(2), a, 2);
  t.type(filled satisfies Int8Array, Int8Array);
  const bytes = vectorize(power, { level: 0, result: Uint8Array })(a, a);
  t.type(bytes satisfies Uint8Array, Uint8Array);
  const isMore = vectorize((x: number, y = 2) => x > y, { level: 0 });
  t.type(isMore(a) satisfies Uint8Array, Uint8Array);
  const chain = vectorized.pipe(isMore);
  true satisfies Same<typeof chain, Vectorized<(x: number, y: number) => boolean>>;
  true satisfies Same<typeof chain.original, (x: number, y: number) => boolean>;
  t.equal(chain(2, 2), true);
  // @ts-expect-error an argument is missing
  t.ok(Number.isNaN(vectorized(2)));
  // @ts-expect-error a string is no scalar
  t.throws(() => vectorized(a, '2'), InputError);
  // @ts-expect-error a plain array is none either
  t.throws(() => vectorized([1, 2], 2), InputError);
  // @ts-expect-error the function gives a text
  t.type(vectorize(String), 'function');
  // @ts-expect-error no typed array of numbers
  t.throws(() => vectorize(power, { result: BigInt64Array }), InputError);
  // @ts-expect-error a function that takes two
  t.type(vectorized.pipe(vectorized), 'function');
  t.end();
});

t.test('options are checked by the compiler, and at run time', (t) => {
  // @ts-expect-error an unknown option
  t.throws(() => accelerate(dot, { fast: true }), InputError);
  // @ts-expect-error no such level
  t.throws(() => accelerate(dot, { level: 7 }), InputError);
  // @ts-expect-error no relaxation exists yet
  t.throws(() => accelerate(dot, { relax: ['contract'] }), InputError);
  // @ts-expect-error not a function
  t.throws(() => accelerate('dot'), InputError);
  // @ts-expect-error an option of accelerate
  t.throws(() => configure({ name: 'x' }), InputError);
  configure({});
  t.end();
});

t.test('errors, statistics, capabilities', (t) => {
  const error = new InternalError('some-code', 'a message');
  true satisfies Same<typeof error.code, string>;
  t.ok(error instanceof JetloopError && error instanceof Error);
  t.equal(String(error), 'InternalError: a message');
  true satisfies Same<ReturnType<typeof stats>, ProcessStats>;
  t.ok(stats().functions.every((one) => one.calls === one.nativeCalls + one.javascriptCalls));
  const { levels, addon, compiler } = capabilities();
  t.ok(levels.includes(0));
  t.equal(addon.available, 'version' in addon);
  t.equal(compiler.available, 'path' in compiler);
  t.end();
});
