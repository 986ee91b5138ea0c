/** Captured values and functions: the option `scope` against plain JavaScript, and what happens when its promise does not hold. */
import type { Test } from 'tap';
import t from 'tap';
import { accelerate } from '../../lib/accelerate.js';
import { nativeUnavailable } from './tiers.js';

const unavailable = nativeUnavailable();
const options = { compile: 'sync', level: 2 } as const;

/** Runs both sides on copies of the same array and compares what comes out. */
function compare(
  t: Test,
  fn: (...args: never[]) => unknown,
  scope: Record<string, unknown>,
  args: () => readonly unknown[],
): void {
  const fast = accelerate(fn, { ...options, scope });
  const expectedArgs = args();
  const actualArgs = args();
  const expected: unknown = Reflect.apply(fn, undefined, expectedArgs);
  const actual: unknown = Reflect.apply(fast, undefined, actualArgs);
  const report = String(fast.explain(...(actualArgs as never[])));
  t.equal(fast.level, 2, report);
  t.ok(Object.is(actual, expected), `${String(actual)} is ${String(expected)}`);
  t.same(actualArgs, expectedArgs);
}

const factor = 2.5;
const minusZero = -0;
const flag = true;
let nothing: number | undefined;
const table = Float64Array.from({ length: 16 }, (_, index) => index * index - 3.5);
const counts = new Int32Array(8);
const { sqrt } = Math;
const square = (x: number): number => x * x;
function hypotenuse(x: number, y: number): number {
  return sqrt(square(x) + square(y));
}

const helpers = {
  factor,
  table,
  square,
  floor: Math.floor,
  inner: { shift: -0.5, marks: new Int32Array(8).fill(3) },
  label: 'a text',
  class: class Unused {},
};

t.test('members of captured objects', { skip: unavailable ?? false }, (t) => {
  compare(
    t,
    function useHelpers(a: Float64Array) {
      let sum = helpers.inner.shift;
      for (let i = 0; i < a.length; i++) sum += helpers.square(a[i]!) * helpers.factor + helpers.table[i & 15]!;
      for (const value of helpers.table) sum += helpers.floor(value);
      helpers.inner.marks[1] = sum;
      return helpers.table.indexOf(sum) + helpers.inner.marks.reduce((one, other) => one + other, 0);
    },
    { helpers },
    () => [Float64Array.of(1, -0, 2.25, 3)],
  );
  compare(
    t,
    (x: number) => (typeof helpers === 'object' && typeof helpers.square === 'function' ? x : -x),
    { helpers },
    () => [3],
  );
  compare(
    t,
    (helpers: number, x: number) => helpers * x,
    { helpers },
    () => [3, 4],
  );
  const circle: Record<string, unknown> = { factor };
  circle.circle = circle;
  compare(
    t,
    (x: number) => (circle.factor as number) * x,
    { circle },
    () => [3],
  );
  t.end();
});

t.test('what members of captured objects cannot be', (t) => {
  const refusalsOf = (fn: (...args: never[]) => unknown, scope: Record<string, unknown>) =>
    accelerate(fn, { scope })
      .explain()
      .refusals.map(({ code, line, column }) => `${code} ${line}:${column}`);
  const changing = { count: 1 };
  const watched = new Proxy(helpers, {});
  const computed = Object.defineProperty({ factor: 0 }, 'factor', { get: () => 1 });
  t.same(
    refusalsOf((x: number) => (changing.count = x), { changing }),
    ['captured-variable 1:8'],
  );
  t.same(
    refusalsOf(() => changing.count++, { changing }),
    ['captured-variable 1:6'],
  );
  t.same(
    refusalsOf((x: number) => watched.factor * x, { watched }),
    ['property-access 1:7', 'captured-variable 1:7'],
  );
  t.same(
    refusalsOf((x: number) => computed.factor * x, { computed }),
    ['property-access 1:7', 'captured-variable 1:7'],
  );
  t.same(
    refusalsOf((x: number) => (helpers.label as never) > x, { helpers }),
    ['property-access 1:7', 'captured-variable 1:7'],
  );
  let changed = 1;
  t.same(
    refusalsOf((x: number) => (changed = x), { changed }),
    ['captured-variable 1:8'],
  );
  t.equal(changed, 1);
  t.end();
});

t.test('captured values and functions', { skip: unavailable ?? false }, (t) => {
  compare(
    t,
    function scaled(a: Float64Array) {
      for (let i = 0; i < a.length; i++) a[i] = a[i]! * factor + (flag ? minusZero : 1);
      return nothing;
    },
    { factor, flag, minusZero, nothing },
    () => [Float64Array.of(1, -0, NaN, 3)],
  );
  compare(
    t,
    (x: number) => minusZero * x,
    { minusZero },
    () => [3],
  );
  compare(
    t,
    function lookUp(a: Float64Array) {
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += table[a[i]! & 15]! + table.length;
      return sum;
    },
    { table },
    () => [Float64Array.of(1, 5, 99, -1)],
  );
  compare(
    t,
    (x: number, y: number) => hypotenuse(x, y),
    { hypotenuse, sqrt, square },
    () => [3, 4.5],
  );
  compare(
    t,
    (a: Float64Array) =>
      a.reduce((sum, x) => sum + square(x), 0) + table.reduce((least, x) => (x < least ? x : least), 0),
    { square, table },
    () => [Float64Array.of(1, 2, 3)],
  );
  t.end();
});

t.test(
  'a captured array is read and written in place, and its elements may change',
  { skip: unavailable ?? false },
  (t) => {
    const fast = accelerate(
      function count(a: Uint8Array, first: number) {
        for (let i = first; i < a.length; i++) counts[a[i]! & 7]!++;
        return counts.length;
      },
      { ...options, scope: { counts } },
    );
    t.equal(fast(Uint8Array.of(1, 2, 2, 9), 0), 8);
    t.equal(fast.level, 2, String(fast.explain(Uint8Array.of(1), 0)));
    t.same(counts, Int32Array.of(0, 2, 2, 0, 0, 0, 0, 0));
    counts[0] = 40;
    fast(Uint8Array.of(0), 0);
    t.equal(counts[0], 41);
    for (let call = 0; call < 1000; call++) fast(Uint8Array.of(3), 0);
    t.equal(counts[3], 1000);
    t.end();
  },
);

t.test('a captured array that overlaps an argument', { skip: unavailable ?? false }, (t) => {
  const memory = new Float64Array(12);
  const window = memory.subarray(2, 10);
  function shift(a: Float64Array): number {
    for (let i = 0; i < window.length; i++) window[i] = a[i]! + 1;
    return a[3]!;
  }
  const fast = accelerate(shift, { ...options, scope: { window } });
  for (const [from, run] of [
    [1, shift],
    [1, fast],
  ] as const) {
    memory.fill(0);
    const result = run(memory.subarray(from));
    t.same([result, ...memory], [3, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0]);
  }
  t.equal(fast.level, 2);
  t.end();
});

t.test('helpers that are accelerated bring their own scope', { skip: unavailable ?? false }, (t) => {
  const inner = ((): ((x: number) => number) => {
    const factor = 10;
    return accelerate((x: number) => x * factor, { scope: { factor } });
  })();
  compare(
    t,
    (x: number) => inner(x) + factor,
    { inner, factor },
    () => [1.5],
  );
  t.end();
});

t.test('verify compares calls of functions with captured arrays', { skip: unavailable ?? false }, (t) => {
  counts.fill(0);
  const honest = accelerate((x: number) => (counts[x & 7] = x + factor), {
    ...options,
    scope: { counts, factor },
    verify: 2,
  });
  t.equal(honest(3), 5.5);
  t.equal(counts[3], 5);
  t.equal(honest.stats().verifiedCalls, 1);
  t.equal(honest.stats().mismatches, 0);
  const broken = accelerate((x: number) => (counts[x & 7] = x + factor), {
    ...options,
    scope: { counts, factor: 3 },
    verify: 2,
  });
  t.equal(broken(4), 6.5, 'the function itself decides');
  t.equal(counts[4], 6);
  t.equal(broken.stats().mismatches, 1, 'a scope that is not true is found out');
  t.end();
});

t.test('default values, missing and undefined arguments', { skip: unavailable ?? false }, (t) => {
  function scale(a: Float64Array, by = 2, from = by - 2, to?: number): number {
    for (let i = from; i < (to ?? a.length); i++) a[i] = a[i]! * by;
    return from;
  }
  const fast = accelerate(scale, options);
  const calls: (number | undefined)[][] = [
    [],
    [3],
    [undefined, 1],
    [2, undefined, 2],
    [2.5, 0, undefined],
    [],
    [4, 1, 2],
  ];
  for (const rest of calls) {
    const expected = Float64Array.of(1, 2, 3, 4);
    const actual = Float64Array.of(1, 2, 3, 4);
    t.equal(fast(actual, ...(rest as [])), scale(expected, ...(rest as [])), JSON.stringify(rest));
    t.equal(fast.level, 2, String(fast.explain(actual, ...(rest as []))));
    t.same(actual, expected);
  }
  t.equal(fast.length, 1);
  t.end();
});

t.test("a method or an iterator that is not the engine's own", { skip: unavailable ?? false }, (t) => {
  const sum = (a: Float64Array): number => {
    let s = 0;
    for (const x of a) s += x;
    return s + a.indexOf(2);
  };
  const fast = accelerate(sum, options);
  const own = Float64Array.of(1, 2);
  t.equal(fast(own), 4);
  t.equal(fast.level, 2, String(fast.explain(own)));
  Object.defineProperty(own, 'indexOf', { value: () => 100 });
  t.equal(fast(own), 103);
  t.equal(fast.level, 0);
  class Other extends Float64Array {
    override *[Symbol.iterator](): ReturnType<Float64Array['values']> {
      yield 50;
    }
  }
  t.equal(fast(Other.of(1, 2)), 51);
  t.equal(fast(Float64Array.of(1, 2)), 4);
  t.equal(fast.level, 2);
  t.end();
});

t.test('names that nothing is known of are refused, with the way out', (t) => {
  const text = { label: 'a string' };
  const fast = accelerate((x: number) => (text as never) > x, { scope: { text } });
  t.match(fast.explain().refusals, [{ code: 'captured-variable', hint: /scope/ }]);
  const chain = accelerate((x: number) => hypotenuse(x, x), { scope: { hypotenuse, square } });
  t.match(chain.explain().refusals, [
    { code: 'call-unsupported', message: /in hypotenuse, called here/, line: 1, column: 7 },
  ]);
  t.throws(() => accelerate(square, { scope: [] as never }), { code: 'option-value' });
  t.end();
});

t.test('constructors and methods of local arrays that are replaced', { skip: unavailable ?? false }, (t) => {
  const fast = accelerate(function sumOfLocal(x: number): number {
    const values = new Float64Array([x, 2]);
    let sum = 0;
    for (const value of values) sum += value;
    return sum;
  }, options);
  t.equal(fast(1), 3);
  t.equal(fast.level, 2, String(fast.explain(1)));
  const original = Float64Array.prototype[Symbol.iterator];
  Object.defineProperty(Float64Array.prototype, Symbol.iterator, {
    configurable: true,
    value: () => [40, 2].values(),
  });
  t.teardown(() => delete (Float64Array.prototype as { [Symbol.iterator]?: unknown })[Symbol.iterator]);
  t.equal(fast(1), 42);
  t.equal(fast.level, 0);
  delete (Float64Array.prototype as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  t.equal(Float64Array.prototype[Symbol.iterator], original);
  t.equal(fast(5), 7);
  t.equal(fast.level, 2);
  t.end();
});

t.test('an iterator that is replaced, where arrays are taken apart', { skip: unavailable ?? false }, (t) => {
  const ofParameter = accelerate((a: Float64Array): number => {
    const [first] = a;
    return first!;
  }, options);
  const ofLiteral = accelerate((x: number): number => {
    let [y, z] = [x, 2];
    [y, z] = [z, y];
    return y - z;
  }, options);
  const array = Float64Array.of(7);
  t.same([ofParameter(array), ofParameter.level, ofLiteral(5), ofLiteral.level], [7, 2, -3, 2]);
  Object.defineProperty(array, Symbol.iterator, { value: () => [9].values() });
  const original = Array.prototype[Symbol.iterator];
  Array.prototype[Symbol.iterator] = function* () {
    yield 10;
    yield 1;
  } as never;
  const seen = { parameter: ofParameter(array), literal: ofLiteral(5) };
  Array.prototype[Symbol.iterator] = original;
  t.same(seen, { parameter: 9, literal: 9 });
  t.equal(ofParameter.level, 0);
  t.equal(ofLiteral.level, 0);
  t.end();
});
