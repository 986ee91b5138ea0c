import t from 'tap';
import { accelerate, InputError, stats, type Explanation } from '../../../../lib/index.js';

function axpy(y: Float64Array, x: Float64Array, a: number): void {
  for (let i = 0; i < y.length; i++) y[i] = y[i]! + a * x[i]!;
}

/** Statuses by signature. */
function statuses(explanation: Explanation): Record<string, string> {
  return Object.fromEntries(explanation.signatures.map(({ signature, status }) => [signature, status]));
}

const array = (...values: number[]): Float64Array => Float64Array.from(values);

t.test('the wrapper looks like the original', (t) => {
  const accelerated = accelerate(axpy);
  t.equal(accelerated.name, 'axpy');
  t.equal(accelerated.length, 3);
  t.equal(accelerated.original, axpy);
  t.equal(accelerated.level, 0);
  t.same(Object.keys(accelerated), [], 'what is added is not enumerable');
  t.equal(accelerate(accelerated).original, axpy, 'accelerated again from the original');
  t.end();
});

t.test('only functions and known options are accepted', (t) => {
  for (const value of [undefined, null, 1, 'f', {}]) {
    t.throws(() => accelerate(value as never), { name: 'InputError', code: 'not-a-function' });
  }
  t.throws(() => accelerate(axpy, { turbo: true } as never), InputError);
  t.throws(() => accelerate(axpy, { relax: ['contract'] as never }), InputError);
  t.end();
});

t.test('plain JavaScript first, native once it is compiled', async (t) => {
  const accelerated = accelerate(axpy, { level: 2 });
  const y = array(1, 2, 3);
  accelerated(y, array(1, 1, 1), 0.5);
  t.equal(accelerated.level, 0);
  t.same(y, array(1.5, 2.5, 3.5));
  const explanation = await accelerated.ready(y, y, 0.5);
  t.equal(explanation.status, 'COMPILED_FULL');
  accelerated(y, array(1, 1, 1), 0.5);
  t.equal(accelerated.level, 2);
  t.same(y, array(2, 3, 4));
  t.match(accelerated.stats(), { name: 'axpy', calls: 2, nativeCalls: 1, javascriptCalls: 1, mismatches: 0 });
});

t.test('compile: sync makes the first call native', (t) => {
  const accelerated = accelerate(axpy, { compile: 'sync', level: 2 });
  const y = array(1);
  accelerated(y, array(2), 3.5);
  t.equal(accelerated.level, 2);
  t.same(y, array(8));
  t.end();
});

t.test('a program that never returns to the event loop gets its kernel too', (t) => {
  const accelerated = accelerate(axpy, { level: 2 });
  const y = array(0);
  const deadline = Date.now() + 30_000;
  while (accelerated.level === 0 && Date.now() < deadline) accelerated(y, array(1), 1);
  t.equal(accelerated.level, 2);
  t.equal(y[0], accelerated.stats().calls);
  t.end();
});

t.test('one kernel per signature; what no kernel takes stays JavaScript', async (t) => {
  const accelerated = accelerate(axpy, { level: 2 });
  const doubles = array(1, 2);
  const floats = Float32Array.of(1, 2);
  await accelerated.ready(doubles, array(1, 1), 2);
  await accelerated.ready(floats as never, array(1, 1), 2);
  accelerated(doubles, array(1, 1), 2);
  t.equal(accelerated.level, 2);
  accelerated(floats as never, array(1, 1), 2);
  t.equal(accelerated.level, 2);
  t.same(floats, Float32Array.of(3, 4));
  const object = { length: 2, 0: 1, 1: 2 };
  accelerated(object as never, array(1, 1), 2);
  t.equal(accelerated.level, 0);
  t.same(object, { length: 2, 0: 3, 1: 4 });
  accelerated(doubles, array(1, 1), 2);
  t.equal(accelerated.level, 2, 'the kernels are still there');
  t.same(doubles, array(5, 6));
  t.same(statuses(accelerated.explain()), {
    'f64[], f64[], i32': 'COMPILED_FULL',
    'f32[], f64[], i32': 'COMPILED_FULL',
    'other, f64[], i32': 'UNSUPPORTED',
  });
  t.equal(accelerated.explain().status, 'COMPILED_FULL');
  t.match(accelerated.explain(object as never, array(1), 2), {
    signatures: [{ refusals: [{ code: 'argument-kind', message: /argument 1 is an object/ }] }],
  });
});

t.test('signatures in turns: every call takes its own kernel', async (t) => {
  const accelerated = accelerate(axpy, { level: 2 });
  const doubles = array(0);
  const floats = Float32Array.of(0);
  await accelerated.ready(doubles, array(1), 1);
  await accelerated.ready(floats as never, array(1), 1);
  for (let call = 0; call < 3000; call++) accelerated((call % 2 === 0 ? doubles : floats) as Float64Array, array(1), 1);
  t.equal(doubles[0], 1500);
  t.equal(floats[0], 1500);
  t.match(accelerated.stats(), { calls: 3000, nativeCalls: 3000 });
});

t.test('overlapping arrays get a kernel of their own', async (t) => {
  const shift = accelerate(
    function shift(target: Float64Array, source: Float64Array): void {
      for (let i = 0; i < source.length; i++) target[i] = source[i]!;
    },
    { level: 2 },
  );
  await shift.ready(array(1), array(1));
  const overlapping = (): [Float64Array, Float64Array] => {
    const memory = array(1, 2, 3, 4, 5);
    return [memory.subarray(1), memory.subarray(0, 4)];
  };
  const [target, source] = overlapping();
  shift(target, source);
  t.same(target, array(1, 1, 1, 1), 'as JavaScript does it, element by element');
  t.equal(shift.level, 0);
  t.match((await shift.ready(...overlapping())).signatures, [{ overlapping: 'COMPILED_FULL' }]);
  const [again, from] = overlapping();
  shift(again, from);
  t.equal(shift.level, 2);
  t.same(again, array(1, 1, 1, 1));
});

t.test('a length of its own is respected', async (t) => {
  const accelerated = accelerate(axpy, { level: 2 });
  await accelerated.ready(array(1), array(1), 1);
  const y = array(1, 1, 1);
  Object.defineProperty(y, 'length', { value: 2 });
  accelerated(y, array(1, 1, 1), 1);
  t.equal(accelerated.level, 0);
  t.same([y[0], y[1], y[2]], [2, 2, 1]);
  accelerated(array(1), array(1), 1);
  t.equal(accelerated.level, 2);
});

t.test('a property named "undefined" is respected', async (t) => {
  const gather = accelerate(
    function gather(values: Float64Array, indices: Float64Array): number {
      return values[indices[0]!]!;
    },
    { level: 2 },
  );
  await gather.ready(array(1), array(0));
  t.equal(gather(array(5), array(0)), 5);
  t.equal(gather.level, 2);
  t.equal(gather(array(5), array()), undefined);
  const values = Object.assign(array(5), { undefined: 77 });
  t.equal(gather(values, array()), 77);
});

t.test('missing and extra arguments', async (t) => {
  const accelerated = accelerate((a: number, b: number): number => a + b, { level: 2 });
  await accelerated.ready(1, 2);
  t.equal((accelerated as (...args: unknown[]) => unknown)(1, 2, 'ignored'), 3);
  t.equal(accelerated.level, 2);
  t.ok(Number.isNaN((accelerated as (...args: unknown[]) => unknown)(1)));
  t.equal(accelerated.level, 0);
});

t.test('functions that are not compiled keep `this`, all arguments, `new`, and what they throw', (t) => {
  const owner = {
    base: 10,
    add: accelerate(function (this: { base: number }, ...more: number[]) {
      return more.reduce((sum, one) => sum + one, this.base);
    }),
  };
  for (let call = 0; call < 20; call++) t.equal(owner.add(1, 2, 3), 16);
  const counting: (...args: number[]) => number = function () {
    return arguments.length;
  };
  const count = accelerate(counting);
  for (let call = 0; call < 20; call++) t.equal(count(1, 2, 3), 3);

  class Point {
    constructor(readonly x: number) {}
  }
  const MakePoint = accelerate(Point as never) as unknown as typeof Point;
  t.ok(new MakePoint(3) instanceof Point);
  t.equal(new MakePoint(3).x, 3);
  t.throws(() => (MakePoint as unknown as () => void)(), TypeError);
  t.throws(() => new (accelerate((x: number) => x) as unknown as new () => unknown)(), TypeError);

  const failing = accelerate(() => {
    throw new RangeError('planned');
  });
  for (let call = 0; call < 3; call++) t.throws(failing, new RangeError('planned'));
  t.end();
});

t.test('many parameters', async (t) => {
  const names = Array.from({ length: 40 }, (_, index) => `p${index}`);
  const fn = (await import('node:vm')).compileFunction(`return ${names.join(' + ')};`, names) as (
    ...args: number[]
  ) => number;
  const accelerated = accelerate(fn, { level: 2 });
  const args = names.map((_, index) => index);
  await accelerated.ready(...args);
  for (let call = 0; call < 20; call++) t.equal(accelerated(...args), 780);
  t.equal(accelerated.level, 2);
});

t.test('built-ins that were replaced stop the kernel', async (t) => {
  const floor = accelerate((x: number): number => Math.floor(x), { level: 2 });
  await floor.ready(1.5);
  t.equal(floor(1.5), 1);
  t.equal(floor.level, 2);
  const original = Math.floor;
  try {
    Math.floor = () => 42;
    t.equal(floor(1.5), 42);
    t.equal(floor.level, 0);
    t.equal(floor.explain().status, 'DEOPTED');
    t.match(floor.explain().refusals, [{ code: 'builtin-patched' }]);
    const late = accelerate((x: number): number => Math.floor(x) + 1, { level: 2 });
    t.match(await late.ready(1.5), { status: 'COMPILED_FULL' });
    t.equal(late(1.5), 43);
    t.equal(late.level, 0);
  } finally {
    Math.floor = original;
  }
});

t.test('levels', async (t) => {
  const cases = [
    [0, 0, 'COMPATIBILITY_EXECUTED', ['level-zero']],
    [1, 0, 'COMPATIBILITY_EXECUTED', ['level-unavailable', 'level-zero']],
    [2, 2, 'COMPILED_FULL', []],
    [3, 2, 'COMPILED_FULL', []],
    [4, 2, 'COMPILED_FULL', ['level-unavailable']],
  ] as const;
  for (const [level, realized, status, codes] of cases) {
    const accelerated = accelerate(axpy, { level });
    const explanation = await accelerated.ready(array(1), array(1), 2);
    const y = array(1);
    accelerated(y, array(1), 2);
    t.same(y, array(3));
    t.equal(accelerated.level, realized, `level ${level}`);
    t.equal(explanation.status, status);
    t.same(
      explanation.refusals.map(({ code }) => code),
      codes,
    );
  }
});

t.test('the process counts all its functions', (t) => {
  const before = stats();
  const accelerated = accelerate(axpy, { level: 0, name: 'counted' });
  for (let call = 0; call < 100; call++) accelerated(array(1), array(1), 1);
  const after = stats();
  t.equal(after.calls - before.calls, 100);
  t.equal(after.javascriptCalls - before.javascriptCalls, 100);
  t.match(
    after.functions.find(({ name }) => name === 'counted'),
    { calls: 100, nativeCalls: 0, javascriptCalls: 100 },
  );
  t.end();
});
