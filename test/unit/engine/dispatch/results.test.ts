/** Functions that return objects and arrays: what callers get is what the function makes. */
import t from 'tap';
import { findResultDifference, replaceCopies } from '../../../../lib/engine/dispatch/compare-results.js';
import { completeKernel } from '../../../../lib/engine/dispatch/complete-kernel.js';
import { verifyCall } from '../../../../lib/engine/dispatch/verify-call.js';
import type { NativeKernel } from '../../../../lib/engine/native/contract.js';
import { accelerate } from '../../../../lib/index.js';

const options = { compile: 'sync', level: 2 } as const;
const table = new Float64Array([1, 2, 3]);

function extremes(a: Float64Array): { least: number; greatest: number } {
  let least = Infinity;
  let greatest = -Infinity;
  for (let i = 0; i < a.length; i++) {
    least = Math.min(least, a[i]!);
    greatest = Math.max(greatest, a[i]!);
  }
  return { least, greatest };
}

t.test('each call makes an object of its own, which later calls leave alone', (t) => {
  const fast = accelerate(extremes, options);
  const results = Array.from({ length: 300 }, (_, call) => fast(Float64Array.of(call, -call, 1)));
  t.equal(fast.level, 2);
  t.equal(new Set(results).size, 300);
  results.forEach((result, call) =>
    t.strictSame(result, { least: call === 0 ? 0 : -call, greatest: Math.max(call, 1) }),
  );
  t.strictSame(Object.keys(results[5]!), ['least', 'greatest']);
  results[7]!.least = 99;
  t.strictSame(fast(Float64Array.of(1)), { least: 1, greatest: 1 });
  t.end();
});

t.test('arrays come back as themselves: arguments, plain ones and captured ones', (t) => {
  const out = new Float64Array(2);
  const filled = accelerate((array: Float64Array, x: number) => array.fill(x), options);
  t.equal(filled(out, 3), out);
  t.same(out, Float64Array.of(3, 3));
  const doubled = accelerate((array: number[]) => {
    for (let i = 0; i < array.length; i++) array[i]! *= 2;
    return { array, length: array.length };
  }, options);
  const plain = [1, 2.5];
  const result = doubled(plain);
  t.equal(result.array, plain);
  t.strictSame(result, { array: [2, 5], length: 2 });
  t.equal(doubled.level, 2);
  const captured = accelerate((x: number) => (x > 0 ? [table, x] : table), { ...options, scope: { table } });
  t.equal((captured(1.5) as unknown[])[0], table);
  t.equal(captured(-1), table);
  t.equal(captured.level, 2);
  t.end();
});

t.test('calls that are given up throw, and leave no object behind', (t) => {
  const fast = accelerate((out: Float64Array, x: number) => {
    out[0] = x;
    if (x < 0) throw new RangeError(`negative: ${x}`);
    return [x, Math.sqrt(x)];
  }, options);
  const out = new Float64Array(1);
  t.strictSame(fast(out, 4), [4, 2]);
  t.throws(() => fast(out, -4), new RangeError('negative: -4'));
  t.same(out, Float64Array.of(-4));
  t.strictSame(fast(out, 9), [9, 3]);
  t.equal(fast.level, 2);
  t.match(fast.stats(), { abandonedCalls: 1, nativeCalls: 2 });
  t.end();
});

t.test(
  'verification compares the parts, and hands out the result of the function with the caller’s own arrays',
  (t) => {
    const fast = accelerate((a: Float64Array, x: number) => ({ a, parts: [x, x > 1], none: undefined }), {
      ...options,
      verify: 3,
    });
    for (let call = 0; call < 6; call++) {
      const a = new Float64Array(1);
      const result = fast(a, call);
      t.equal(result.a, a);
      t.strictSame(result, { a, parts: [call, call > 1], none: undefined });
    }
    t.match(fast.stats(), { verifiedCalls: 3, mismatches: 0 });
    const call = verifyCall(
      (x: number) => ({ x }),
      undefined,
      ((x: number) => ({ x: x + 1 })) as unknown as NativeKernel,
      { declined: { declined: true }, abandoned: { abandoned: true } },
      [1],
    );
    t.strictSame(call, { ran: true, result: { x: 1 }, difference: 'it returned 2 instead of 1 at [x]' });
    t.end();
  },
);

t.test('what a program could tell apart is a difference', (t) => {
  const one = new Float64Array(1);
  const two = new Float64Array(1);
  const shared = {};
  const given = [one, two];
  const differ = (actual: unknown, expected: unknown) => findResultDifference(actual, expected, given) !== undefined;
  for (const [actual, expected] of [
    [0, -0],
    [undefined, null],
    [1, [1]],
    [[1], { 0: 1 }],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [[1], [1, undefined]],
    [[{ a: [NaN] }], [{ a: [1] }]],
    [one, two],
    [{ one }, { one: new Float64Array(1) }],
    [new Float64Array(1), one],
    [
      [{}, {}],
      [shared, shared],
    ],
    [
      [shared, shared],
      [{}, {}],
    ],
  ]) {
    t.ok(differ(actual, expected), `${JSON.stringify(actual)} and ${JSON.stringify(expected)}`);
  }
  for (const [actual, expected] of [
    [NaN, NaN],
    [one, one],
    [
      [one, { one }],
      [one, { one }],
    ],
    [{ a: [1, true, undefined, -0] }, { a: [1, true, undefined, -0] }],
  ]) {
    t.notOk(differ(actual, expected), JSON.stringify(actual));
  }
  t.end();
});

t.test('copies are replaced wherever they stand', (t) => {
  const own = [new Float64Array(1), 5];
  const copies = [new Float64Array(1), 5];
  const result = replaceCopies({ a: copies[0], b: [copies[0], 5] }, copies, own) as { a: unknown; b: unknown[] };
  t.equal(result.a, own[0]);
  t.equal(result.b[0], own[0]);
  t.equal(replaceCopies(copies[0], copies, own), own[0]);
  t.end();
});

t.test('names of fields are data, whatever they look like', (t) => {
  const names = ['a', 'a-b', '"', '\\', '\u2028', "');process.exit(1);('", 'constructor', '0'];
  const shape = { kind: 'object', fields: names.map((name) => [name, { kind: 'undefined' }] as const) } as const;
  const kernel = completeKernel(() => 0, [shape], new Float64Array(0), 0);
  t.strictSame(Object.keys(kernel() as object), ['0', ...names.slice(0, -1)]);
  t.end();
});
