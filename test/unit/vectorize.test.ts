/** `vectorize` in plain JavaScript: what calls mean, what is refused, what is told. Native code is compared in test/conformance. */
import t from 'tap';
import { InputError, accelerate, stats, vectorize } from '../../lib/index.js';

const hypotenuse = (x: number, y: number): number => Math.sqrt(x * x + y * y);
const half = (x: number): number => x / 2;
const options = { level: 0 } as const;
const code = (code: string): { name: string; code: string } => ({ name: 'InputError', code });

t.test('a call maps arrays, repeats scalars, and is the original for scalars alone', (t) => {
  const vectorized = vectorize(hypotenuse, options);
  t.same(vectorized(Float64Array.of(3, 5), Int16Array.of(4, 12)), Float64Array.of(5, 13));
  t.same(vectorized(Float64Array.of(3, 0), 4), Float64Array.of(5, 4));
  t.same(vectorized(4, Float64Array.of(3, 0)), Float64Array.of(5, 4));
  t.equal(vectorized(3, 4), 5);
  t.equal(vectorized.original, hypotenuse);
  t.equal(vectorized.name, 'hypotenuse');
  t.equal(vectorized.length, 2);
  t.same(vectorized(new Float64Array(0), 1), new Float64Array(0));
  t.throws(() => void Reflect.construct(vectorized, [1, 2]), TypeError);
  t.end();
});

t.test('missing arguments, default values, booleans', (t) => {
  const vectorized = vectorize((x: number, y = 2, negative = false) => (negative ? -x : x) * y, options);
  t.same(vectorized(Float64Array.of(1, 2)), Float64Array.of(2, 4));
  t.same(vectorized(Float64Array.of(1, 2), undefined, true), Float64Array.of(-2, -4));
  t.equal(vectorized(3, 5), 15);
  t.same(vectorize(Math.max, options)(Float64Array.of(1, 2), 1.5), Float64Array.of(1.5, 2));
  t.end();
});

t.test('the kind of the results', (t) => {
  const isPositive = vectorize((x: number) => x > 0, options);
  t.same(isPositive(Float64Array.of(-1, 1)), Uint8Array.of(0, 1));
  t.equal(isPositive(1), true);
  t.same(isPositive(new Float64Array(0)), new Float64Array(0), 'nothing is known of no results');
  const rounded = vectorize((x: number) => x * 100, { ...options, result: Uint8ClampedArray });
  t.same(rounded(Float64Array.of(-1, 1.5, 9)), Uint8ClampedArray.of(0, 150, 255));
  t.same(rounded(new Float64Array(0)), new Uint8ClampedArray(0));
  t.end();
});

t.test('into an array that is there', (t) => {
  const vectorized = vectorize(hypotenuse, options);
  const out = new Int8Array(2);
  t.equal(vectorized.into(out, Float64Array.of(3, 300), 4), out);
  t.same(out, Int8Array.of(5, 44));
  t.same(vectorized.into(out, 3, 4), Int8Array.of(5, 5), 'scalars fill it');
  const numbers = Float64Array.of(1, 2, 3, 4);
  const sum = vectorize((x: number, y: number) => x + y, options);
  t.same(sum.into(numbers.subarray(1), numbers.subarray(0, 3), 1), Float64Array.of(2, 3, 4), 'in ascending order');
  t.end();
});

t.test('what cannot be right', (t) => {
  const vectorized = vectorize(hypotenuse, options);
  const two = new Float64Array(2);
  t.throws(() => vectorized(two, new Float64Array(3)), code('length-mismatch'));
  t.throws(() => vectorized.into(new Float64Array(3), two, 1), code('length-mismatch'));
  t.throws(() => vectorized.into(new Float64Array(1), two, two), code('length-mismatch'));
  for (const wrong of ['1', null, [1, 2], {}, 1n, new BigInt64Array(2), new DataView(two.buffer)]) {
    t.throws(() => vectorized(two, wrong as unknown as number), code('argument-kind'));
    t.throws(() => vectorized.into(wrong as unknown as Float64Array, two, 1), code('out-kind'));
  }
  t.throws(() => vectorize('x' as unknown as () => number), code('not-a-function'));
  t.throws(() => vectorize(hypotenuse, { result: Array as unknown as Float64ArrayConstructor }), code('option-value'));
  t.throws(() => vectorized.pipe(half as unknown as ReturnType<typeof vectorize<typeof half>>), code('not-vectorized'));
  t.throws(() => vectorized(two, '1' as unknown as number), {
    message: /^hypotenuse: argument 2 is a string; a vectorised function takes/,
  });
  t.throws(() => vectorized(two, new Float64Array(3)), InputError);
  t.end();
});

t.test('a function with side effects is called once for each element, in order', (t) => {
  const seen: number[] = [];
  const count = vectorize((x: number) => seen.push(x));
  t.equal(count.explain(Float64Array.of(1)).status, 'UNSUPPORTED');
  t.same(seen, [], 'explaining calls nothing');
  t.same(count(Float64Array.of(5, 6, 7)), Float64Array.of(1, 2, 3));
  t.same(seen, [5, 6, 7]);
  const failing = vectorize((x: number) => {
    if (x > 1) throw new RangeError('too much');
    return x;
  }, options);
  const out = new Float64Array(3);
  t.throws(() => failing.into(out, Float64Array.of(1, 2, 1)), new RangeError('too much'));
  t.same(out, Float64Array.of(1, 0, 0), 'the results before the throw are there');
  t.end();
});

t.test('a refusal points into the scalar function', (t) => {
  const fn = (x: number): number => {
    const text = `${x}`;
    return text.length;
  };
  const { refusals, source } = vectorize(fn).explain();
  t.same(
    refusals.map(({ code, line }) => [code, line]),
    [
      ['template', 2],
      ['property-access', 3],
    ].slice(0, refusals.length),
  );
  t.equal(source, fn.toString());
  const helper = (x: number): number => `${x}`.length;
  const outer = vectorize((x: number) => 1 + helper(x), { scope: { helper } }).explain();
  t.equal(outer.refusals[0]?.code, 'template');
  t.equal(outer.source.slice(outer.refusals[0]?.column).slice(0, 9), 'helper(x)');
  t.match(outer.refusals[0]?.message, /in helper, called here/);
  t.end();
});

t.test('pipe applies one function to the results of another', (t) => {
  const halved = vectorize(half, options);
  const isLarge = vectorize((x: number) => x > 2, options);
  const chain = vectorize(hypotenuse, options).pipe(halved).pipe(isLarge);
  t.same(chain(Float64Array.of(3, 0), Float64Array.of(4, 1)), Uint8Array.of(1, 0));
  t.equal(chain(3, 4), true);
  t.equal(chain.name, 'hypotenuse.pipe(half).pipe(anonymous)');
  t.same(halved.pipe(halved, { result: Int8Array })(Float64Array.of(9, 4)), Int8Array.of(2, 1));
  t.end();
});

t.test('made anew from an accelerated or vectorised function; accelerated, it stays what it is', (t) => {
  const scale = 3;
  const scaled = (x: number): number => x * scale;
  const once = vectorize(accelerate(scaled, { scope: { scale } }));
  const again = vectorize(once as unknown as typeof scaled);
  t.equal(again.original, scaled);
  t.same(again(Float64Array.of(2)), Float64Array.of(6));
  t.same(accelerate(again, options)(Float64Array.of(2)), Float64Array.of(6));
  t.end();
});

t.test('counters are those of the calls with arrays', (t) => {
  const counted = vectorize((x: number, y: number) => x - y, { ...options, name: 'counted' });
  counted(1, 2);
  counted(Float64Array.of(1), 1);
  counted(Float64Array.of(1), Float64Array.of(1));
  counted.into(new Float64Array(1), 1, 2);
  t.equal(counted.stats().calls, 3);
  t.equal(counted.stats().name, 'counted');
  t.equal(
    stats()
      .functions.filter(({ name }) => name === 'counted')
      .reduce((sum, { calls }) => sum + calls, 0),
    3,
  );
  t.equal(counted.level, 0);
  t.end();
});
