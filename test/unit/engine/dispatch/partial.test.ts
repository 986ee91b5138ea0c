/** Functions that are compiled in parts, as callers, explain() and stats() see them. */
import t from 'tap';
import { explain } from '../../../../lib/engine/dispatch/explain.js';
import { accelerateWithFault } from '../../../support/faulty-partial.js';
import { accelerate, configure } from '../../../../lib/index.js';

const said: unknown[] = [];
const say = (value: unknown): void => void said.push(value);

function totals(a: Float64Array, n: number): string {
  say(`totals of ${n}`);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i]!;
  for (let i = 0; i < n; i++) {
    if (a[i]! > 100) throw new RangeError('too large');
    a[i] = a[i]! / sum;
  }
  return `sum ${sum}`;
}

const options = { scope: { say }, level: 2 } as const;
const lineOf = (text: string): number =>
  totals
    .toString()
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

t.beforeEach(() => void (said.length = 0));

t.test('name, length, text and the rest are those of the function', (t) => {
  const fast = accelerate(totals, { ...options, compile: 'sync' });
  fast(Float64Array.of(1, 3), 2);
  t.equal(fast.name, 'totals');
  t.equal(fast.length, 2);
  t.equal(fast.original, totals);
  t.equal(Reflect.get(fast, 'prototype'), totals.prototype);
  t.equal(fast.explain().source, totals.toString());
  t.end();
});

t.test('stats() and level tell of the loops', (t) => {
  const fast = accelerate(totals, { ...options, compile: 'sync' });
  t.equal(fast.level, 0);
  t.equal(fast(Float64Array.of(1, 3), 2), 'sum 4');
  t.equal(fast.level, 2);
  t.equal(fast(Float64Array.of(1, 3), 2), 'sum 4');
  t.match(fast.stats(), { name: 'totals', calls: 2, nativeCalls: 0, javascriptCalls: 2, nativeLoops: 4, kernels: 2 });
  t.ok(fast.stats().compileMilliseconds > 0);
  t.throws(() => fast(Float64Array.of(1, 300), 2), new RangeError('too large'));
  t.match(fast.stats(), { calls: 3, nativeLoops: 5, abandonedCalls: 1 });
  t.same(said, ['totals of 2', 'totals of 2', 'totals of 2']);
  t.end();
});

t.test('explain() gives the loops with their places, and why the whole stays JavaScript', (t) => {
  const fast = accelerate(totals, { ...options, compile: 'sync' });
  const places = [{ line: lineOf('for (') }, { line: lineOf('for (let i = 0; i < n; i++) {') }];
  t.match(fast.explain(), {
    status: 'NOT_COMPILED',
    loops: places.map((place) => ({ ...place, status: 'NOT_COMPILED', signatures: [] })),
  });
  t.same(said, [], 'nothing ran');
  fast(Float64Array.of(1, 3), 2);
  t.throws(() => fast(Float64Array.of(1, 300), 2));
  const explanation = fast.explain();
  t.match(explanation, {
    status: 'COMPILED_PARTIAL',
    level: 2,
    signatures: [],
    loops: places.map((place) => ({
      ...place,
      status: 'COMPILED_FULL',
      signatures: [{ status: 'COMPILED_FULL' }],
    })),
  });
  t.ok(explanation.refusals.some(({ code, line }) => code === 'template' && line === lineOf('totals of')));
  t.match(explanation.loops[1]?.signatures[0]?.abandoned, [{ code: 'throw', line: lineOf('throw'), calls: 1 }]);
  t.match(explanation.loops[1]?.signatures[0]?.loops, [{ line: places[1]!.line }]);
  const text = explanation.toString();
  t.match(text, /^totals: COMPILED_PARTIAL, runs as JavaScript, with loops that run native\n/);
  t.match(text, new RegExp(`\\n  loop at line ${places[0]!.line}, column \\d+: COMPILED_FULL, runs native\\n    \\(`));
  t.match(text, /\^ a loop of its own: COMPILED_FULL/);
  t.match(text, /\^ throw: gave the call up 1 time\n/);
  t.end();
});

t.test('compiled in the background', async (t) => {
  const fast = accelerate(totals, options);
  t.match(await fast.ready(new Float64Array(1), 1), { status: 'NOT_COMPILED', loops: [{}, {}] });
  t.same(said, []);
  while (fast.explain().status !== 'COMPILED_PARTIAL') {
    t.equal(fast(Float64Array.of(1, 3), 2), 'sum 4');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  t.equal(fast(Float64Array.of(1, 3), 2), 'sum 4');
  t.equal(fast.level, 2);
});

t.test('arguments that no kernel takes: the loops do without them', (t) => {
  const label = accelerate(
    function label(a: Float64Array, text: string) {
      for (let i = 0; i < a.length; i++) a[i] = a[i]! + 1;
      return `${text} ${a[0]!}`;
    },
    { level: 2, compile: 'sync' },
  );
  t.equal(label(Float64Array.of(1), 'a'), 'a 2');
  t.match(label.explain(), { status: 'COMPILED_PARTIAL', loops: [{ status: 'COMPILED_FULL' }] });
  t.end();
});

t.test('constructed, it is the function that runs', (t) => {
  const Counter = accelerate(
    function Counter(this: { sum: number; text: string }, a: Float64Array) {
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += a[i]!;
      this.sum = sum;
      this.text = `${new.target.name}`;
    },
    { level: 2, compile: 'sync' },
  ) as unknown as new (a: Float64Array) => { sum: number; text: string };
  for (let call = 0; call < 3; call++) t.match(new Counter(Float64Array.of(1, 2)), { sum: 3, text: 'Counter' });
  t.end();
});

t.test('generators are those of the function', (t) => {
  const original = (0, eval)(`(function* (a) {
  'use strict';
  for (let i = 0; i < a.length; i++) a[i] += 1;
  yield \`\${a[0]}\`;
})`) as (a: Float64Array) => Iterator<string>;
  const fast = accelerate(original, { level: 2, compile: 'sync' });
  for (let call = 0; call < 3; call++) {
    const generator = fast(Float64Array.of(1));
    t.equal(Object.getPrototypeOf(generator), original.prototype);
    t.same(generator.next(), { value: '2', done: false });
  }
  t.equal(fast.explain().status, 'COMPILED_PARTIAL');
  t.end();
});

t.test('a copy that cannot be made is told, and the function runs', (t) => {
  const dispatcher = accelerateWithFault(totals, { say }, (outline) => ({ ...outline, copy: '(' }));
  const call = (): unknown => Reflect.apply(dispatcher.wrapper, undefined, [Float64Array.of(1, 3), 2] as never[]);
  t.equal(call(), 'sum 4');
  t.equal(call(), 'sum 4');
  const { status, refusals, loops } = explain(dispatcher, []);
  t.match({ status, loops }, { status: 'UNSUPPORTED', loops: [] });
  t.match(refusals.at(-1), { code: 'copy-differs', message: /the copy could not be made/ });
  t.end();
});

t.test('the function in parts is measured against the function itself', async (t) => {
  const rows = Int32Array.from({ length: 2000 }, (_, index) => index);
  const a = new Float64Array(2 * rows.length).fill(0.5);
  const out = new Float64Array(rows.length);
  const small = accelerate(function small(rows: Int32Array, a: Float64Array, out: Float64Array) {
    const seen = new Map<number, number>();
    for (const row of rows) {
      let sum = 0;
      for (let i = 0; i < 2; i++) sum += a[2 * row + i]!;
      out[row] = sum;
      if (sum !== 1) seen.set(row, sum);
    }
    return seen.size;
  });
  // How long that takes depends on the machine; that it comes to it does not.
  for (let call = 0; small.explain().routing[0]?.nativeMilliseconds === undefined && call < 100_000; call++) {
    t.equal(small(rows, a, out), 0);
    await new Promise((resolve) => setImmediate(resolve));
  }
  t.match(small.explain().routing, [{ nativeMilliseconds: Number }]);
  t.match(small.explain().toString(), /in parts, sizes \d+ to \d+: /);
  t.end();
});

t.test('with level 0 nothing is taken apart', (t) => {
  configure({ level: 0 });
  t.teardown(() => configure({ level: 'auto' }));
  const fast = accelerate(totals, { scope: { say }, compile: 'sync' });
  t.equal(fast(Float64Array.of(1, 3), 2), 'sum 4');
  t.match(fast.explain(), { status: 'COMPATIBILITY_EXECUTED', loops: [] });
  t.match(fast.stats(), { calls: 1, nativeLoops: 0 });
  t.end();
});
