/** Calls that the kernel gives up, as callers and explain() see them. */
import t from 'tap';
import { accelerate } from '../../../../lib/index.js';

function roots(out: Float64Array, a: Float64Array): number {
  for (let i = 0; i < a.length; i++) {
    if (a[i]! < 0) throw new RangeError(`no root of ${a[i]!}`);
    out[i] = Math.sqrt(a[i]!);
  }
  return out.length;
}

const options = { compile: 'sync', level: 2 } as const;

t.test('the error and the state are those of the function, in every phase of the wrapper', (t) => {
  const fast = accelerate(roots, options);
  for (let call = 0; call < 300; call++) {
    const out = new Float64Array(3);
    if (call % 3 === 0) {
      t.throws(() => fast(out, Float64Array.of(1, 4, -1 - call)), new RangeError(`no root of ${-1 - call}`));
      t.same(out, Float64Array.of(1, 2, 0));
      t.equal(fast.level, 0);
    } else {
      t.equal(fast(out, Float64Array.of(1, 4, call * call)), 3);
      t.same(out, Float64Array.of(1, 2, call));
      t.equal(fast.level, 2);
    }
  }
  t.match(fast.stats(), { calls: 300, nativeCalls: 200, javascriptCalls: 100, abandonedCalls: 100 });
  t.end();
});

t.test('explain() counts them, with code, place and a word in the source', (t) => {
  const fast = accelerate(roots, options);
  fast(new Float64Array(1), Float64Array.of(4));
  t.same(fast.explain().signatures[0]?.abandoned, []);
  for (let call = 0; call < 2; call++) {
    t.throws(() => fast(new Float64Array(1), Float64Array.of(-4)), RangeError);
  }
  const explanation = fast.explain();
  const at = roots
    .toString()
    .split('\n')
    .findIndex((line) => line.includes('throw'));
  t.match(explanation.signatures[0]?.abandoned, [{ code: 'throw', line: at + 1, calls: 2 }]);
  t.match(explanation.toString(), /given up 2 times:\n +throw at line/);
  t.match(explanation.toString(), /\^ throw: gave the call up 2 times/);
  t.equal(explanation.status, 'COMPILED_FULL');
  t.end();
});

t.test('a call that JavaScript answers by throwing is a call of JavaScript', (t) => {
  const fast = accelerate(roots, options);
  fast(new Float64Array(1), Float64Array.of(4));
  t.equal(fast.level, 2);
  t.throws(() => fast(new Float64Array(1), null as never), TypeError);
  t.equal(fast.level, 0);
  t.match(fast.stats(), { nativeCalls: 1, javascriptCalls: 1, calls: 2 });
  t.end();
});

t.test('verified calls', (t) => {
  const fast = accelerate(roots, { ...options, verify: 10 });
  const out = new Float64Array(2);
  t.throws(() => fast(out, Float64Array.of(9, -1)), RangeError);
  t.same(out, Float64Array.of(3, 0));
  t.equal(fast(out, Float64Array.of(16, 25)), 2);
  t.same(out, Float64Array.of(4, 5));
  t.match(fast.stats(), { verifiedCalls: 1, mismatches: 0, abandonedCalls: 1 });
  t.end();
});

t.test('arrays that overlap, or are shared, stay JavaScript where the kernel would work on copies', (t) => {
  const fast = accelerate(roots, options);
  const memory = Float64Array.of(4, 9, 16, 25);
  fast(memory, memory.subarray(1, 3));
  t.same(memory, Float64Array.of(3, 4, 16, 25));
  t.equal(fast.level, 0);
  t.match(fast.explain().toString(), /overlapping-transaction/);
  const shared = new Float64Array(new SharedArrayBuffer(16));
  fast(shared, Float64Array.of(36));
  t.equal(shared[0], 6);
  t.equal(fast.level, 0);
  t.end();
});

t.test('a receiver and surplus arguments reach the function', (t) => {
  function check(this: unknown, x: number): number {
    // eslint-disable-next-line prefer-rest-params, @typescript-eslint/only-throw-error
    if (x < 0) throw [this, ...arguments];
    return x;
  }
  const fast = accelerate(check, options);
  for (let call = 0; call < 40; call++) {
    try {
      Reflect.apply(fast, 'me', [-1, 'more']);
      t.fail('must throw');
    } catch (error) {
      t.match(error, ['me', -1, 'more']);
    }
  }
  t.equal(fast.stats().abandonedCalls, 40);
  t.end();
});
