import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import t from 'tap';
import type { NativeElementKind, NativeKernel } from '../../../../lib/engine/native/contract.js';
import { array, compileKernel, digestOf, loadKernel, requireBinding } from './compile-kernel.js';

const { declined } = requireBinding();

const constructors = {
  i8: Int8Array,
  u8: Uint8Array,
  u8c: Uint8ClampedArray,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
};
const elements = Object.keys(constructors) as NativeElementKind[];

function lengthKernel(element: NativeElementKind): NativeKernel {
  return loadKernel(
    `(kernel "length" (params (array $a ${element} read)) (alias none) (body (return (f64.from_i64 (length $a)))))`,
    [array(0, element)],
  );
}

const copyText = `(kernel "copy" (params (array $to f64 write) (array $from f64 read)) (alias none) (body
  (let $i f64 (f64 0))
  (loop $each (while (f64.lt $i (f64.from_i64 (length $from))))
    (body (store $to $i (load $from $i)))
    (step (set $i (f64.add $i (f64 1)))))))`;
const copy = loadKernel(copyText, [array(0, 'f64', true), array(1, 'f64')]);

t.test('results are undefined, numbers and booleans', (t) => {
  const nothing = loadKernel('(kernel "nothing" (params) (alias none) (body))', []);
  t.equal(nothing(), undefined);
  const number = loadKernel('(kernel "number" (params (f64 $x)) (alias none) (body (return $x)))', [
    { index: 0, kind: 'f64' },
  ]);
  for (const x of [0, -0, 1.5, -1, NaN, Infinity, -Infinity, 5e-324, 2 ** 53, 2 ** 31]) {
    t.ok(Object.is(number(x), x), `${x}`);
  }
  const not = loadKernel('(kernel "not" (params (bool $b)) (alias none) (body (return (bool.not $b))))', [
    { index: 0, kind: 'bool' },
  ]);
  t.equal(not(false), true);
  t.equal(not(true), false);
  t.end();
});

t.test('an i32 parameter takes exactly the int32 values', (t) => {
  const same = loadKernel('(kernel "same" (params (i32 $x)) (alias none) (body (return (f64.from_i32 $x))))', [
    { index: 0, kind: 'i32' },
  ]);
  for (const x of [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)]) t.ok(Object.is(same(x), x), `${x}`);
  for (const x of [-0, 0.5, NaN, Infinity, -Infinity, 2 ** 31, -(2 ** 31) - 1, 2 ** 53]) {
    t.equal(same(x), declined, `${x}`);
  }
  t.end();
});

t.test('every array kind takes its own arrays and declines all others', (t) => {
  for (const element of elements) {
    const length = lengthKernel(element);
    for (const other of elements) {
      t.equal(length(new constructors[other](7)), element === other ? 7 : declined, `${element} given ${other}`);
    }
    const buffer = new ArrayBuffer(64);
    for (const wrong of [new BigInt64Array(7), new DataView(buffer), buffer, [1, 2], {}, null, undefined, 7, 'x']) {
      t.equal(length(wrong), declined, `${element} given ${Object.prototype.toString.call(wrong)}`);
    }
  }
  t.end();
});

t.test('values of another kind are declined, never converted', (t) => {
  const number = loadKernel('(kernel "f" (params (f64 $x)) (alias none) (body (return $x)))', [
    { index: 0, kind: 'f64' },
  ]);
  const trap = {
    valueOf() {
      throw new Error('converted');
    },
  };
  for (const wrong of ['1', true, null, undefined, 1n, Symbol('x'), {}, trap, Object(1), []]) {
    t.equal(number(wrong), declined);
  }
  const boolean = loadKernel('(kernel "b" (params (bool $x)) (alias none) (body (return $x)))', [
    { index: 0, kind: 'bool' },
  ]);
  for (const wrong of [0, 1, 'true', null, undefined, Object(true), trap]) t.equal(boolean(wrong), declined);
  t.end();
});

t.test('missing arguments are declined, extra ones ignored, and parameters find their argument', (t) => {
  const difference = '(kernel "d" (params (f64 $x) (f64 $y)) (alias none) (body (return (f64.sub $x $y))))';
  for (const last of [1, 5, 12, 200]) {
    const f = loadKernel(difference, [
      { index: last, kind: 'f64' },
      { index: 0, kind: 'f64' },
    ]);
    const args: unknown[] = Array.from({ length: last + 1 }, () => 'unused');
    args[0] = 2;
    args[last] = 10;
    t.equal(f(...args), 8, `argument ${last}`);
    t.equal(f(...args, 'extra', {}), 8);
    t.equal(f(...args.slice(0, -1)), declined);
    t.equal(f(), declined);
  }
  t.end();
});

t.test('64 parameters', (t) => {
  const names = Array.from({ length: 64 }, (_, i) => `$p${i}`);
  const params = names.map((name) => `(array ${name} u8 read)`).join(' ');
  const sum = names.reduce((text, name) => `(i64.add ${text} (length ${name}))`, '(i64 0)');
  const f = loadKernel(
    `(kernel "many" (params ${params}) (alias none) (body (return (f64.from_i64 ${sum}))))`,
    names.map((_, i) => array(i, 'u8')),
  );
  t.equal(f(...names.map((_, i) => new Uint8Array(i))), 2016);
  t.end();
});

t.test('views see their own window', (t) => {
  const source = Float64Array.from({ length: 16 }, (_, i) => i);
  const target = new Float64Array(16);
  t.equal(copy(new Float64Array(target.buffer, 8, 3), source.subarray(5, 8)), undefined);
  t.same([...target], [0, 5, 6, 7, ...Array<number>(12).fill(0)]);
  t.end();
});

t.test('small arrays that V8 keeps inside the object', (t) => {
  for (let n = 0; n <= 8; n++) {
    const target = new Float64Array(n);
    t.equal(
      copy(
        target,
        Float64Array.from({ length: n }, () => n),
      ),
      undefined,
    );
    t.ok(target.every((x) => x === n));
  }
  t.end();
});

t.test('a written array that overlaps another is declined, untouched', (t) => {
  const buffer = new ArrayBuffer(160);
  const all = new Float64Array(buffer).map((_, i) => i);
  new Float64Array(buffer).set(all);
  const view = (from: number, length: number): Float64Array => new Float64Array(buffer, from * 8, length);
  const allowed = loadKernel(
    copyText.replace('(alias none)', '(alias may)'),
    [array(0, 'f64', true), array(1, 'f64')],
    true,
  );
  for (const [to, from] of [
    [view(0, 5), view(0, 5)],
    [view(0, 5), view(4, 5)],
    [view(4, 5), view(0, 5)],
    [view(0, 20), view(7, 2)],
    [view(7, 2), view(0, 20)],
  ] as const) {
    t.equal(copy(to, from), declined);
    t.same([...view(0, 20)], [...all], 'nothing was touched');
  }
  t.equal(copy(view(0, 5), view(5, 5)), undefined, 'neighbours do not overlap');
  t.equal(copy(view(10, 5), view(5, 5)), undefined);
  t.equal(copy(view(3, 0), view(0, 5)), undefined, 'an empty view overlaps nothing');
  t.equal(allowed(view(0, 5), view(2, 5)), undefined, 'allowed where the kernel was compiled for it');
  t.equal(allowed(view(0, 20), view(0, 20)), undefined);
  t.end();
});

t.test('read-only arrays may overlap', (t) => {
  const dot = loadKernel(
    '(kernel "d" (params (array $a f64 read) (array $b f64 read)) (alias none) (body (return (f64.mul (load $a (f64 1)) (load $b (f64 1))))))',
    [array(0, 'f64'), array(1, 'f64')],
  );
  const a = Float64Array.of(1, 3, 5);
  t.equal(dot(a, a), 9);
  t.equal(dot(a, a.subarray(1)), 15);
  t.end();
});

t.test('overlap is about bytes, whatever the kinds', (t) => {
  const f = loadKernel(
    '(kernel "k" (params (array $a f64 read) (array $b u8 write)) (alias none) (body (store $b (f64 0) (f64 7))))',
    [array(0, 'f64'), array(1, 'u8', true)],
  );
  const buffer = new ArrayBuffer(32);
  t.equal(f(new Float64Array(buffer, 8, 2), new Uint8Array(buffer, 0, 9)), declined);
  t.equal(f(new Float64Array(buffer, 8, 2), new Uint8Array(buffer, 23, 1)), declined);
  t.same([...new Uint8Array(buffer)], [...new Uint8Array(32)]);
  t.equal(f(new Float64Array(buffer, 8, 2), new Uint8Array(buffer, 0, 8)), undefined);
  t.equal(f(new Float64Array(buffer, 8, 2), new Uint8Array(buffer, 24, 1)), undefined);
  t.end();
});

t.test('detached arrays are declined', (t) => {
  const length = lengthKernel('f64');
  const a = new Float64Array(4);
  const view = new Float64Array(a.buffer, 8);
  const empty = new Float64Array(0);
  structuredClone(a.buffer, { transfer: [a.buffer] });
  structuredClone(empty.buffer, { transfer: [empty.buffer] });
  t.equal(length(a), declined);
  t.equal(length(view), declined);
  t.equal(length(empty), declined);
  t.equal(length(new Float64Array(0)), 0, 'an empty array is not detached');
  t.end();
});

t.test('resizable buffers: length-tracking and out-of-bounds views', (t) => {
  interface Resizable extends ArrayBuffer {
    resize(bytes: number): void;
  }
  const Constructor = ArrayBuffer as unknown as new (bytes: number, options: { maxByteLength: number }) => Resizable;
  const length = lengthKernel('f64');
  const buffer = new Constructor(32, { maxByteLength: 80 });
  const tracking = new Float64Array(buffer);
  const trackingFrom = new Float64Array(buffer, 16);
  const fixed = new Float64Array(buffer, 8, 2);
  for (const bytes of [32, 80, 24, 20, 16, 8, 0, 64]) {
    buffer.resize(bytes);
    for (const view of [tracking, trackingFrom, fixed]) t.equal(length(view), view.length, `${bytes} bytes`);
  }
  t.equal(copy(tracking, Float64Array.of(9, 8)), undefined);
  t.same([...tracking.subarray(0, 3)], [9, 8, 0]);
  t.equal(copy(trackingFrom, fixed), declined, 'they overlap');
  t.end();
});

t.test('shared buffers', (t) => {
  const length = lengthKernel('f64');
  const shared = new Float64Array(new SharedArrayBuffer(64));
  t.equal(length(shared), 8);
  t.equal(length(new Float64Array(new SharedArrayBuffer(0))), 0);
  t.equal(copy(shared, Float64Array.of(1, 2, 3)), undefined);
  t.same([...shared], [1, 2, 3, 0, 0, 0, 0, 0]);
  t.equal(copy(new Float64Array(shared.buffer, 8, 2), shared), declined, 'overlap within a shared buffer');

  interface Growable extends SharedArrayBuffer {
    grow(bytes: number): void;
  }
  const Constructor = SharedArrayBuffer as unknown as new (bytes: number, o: { maxByteLength: number }) => Growable;
  const growable = new Constructor(16, { maxByteLength: 64 });
  const tracking = new Float64Array(growable);
  t.equal(length(tracking), 2);
  growable.grow(48);
  t.equal(length(tracking), 6);
  t.end();
});

t.test('Node.js buffers are byte arrays, wherever in the pool they lie', (t) => {
  const length = lengthKernel('u8');
  for (let n = 1; n < 20; n++) t.equal(length(Buffer.from('x'.repeat(n))), n);
  t.end();
});

t.test('a patched prototype is not asked', (t) => {
  const a = new Float64Array(3);
  Object.defineProperty(a, 'length', { value: 100 });
  Object.setPrototypeOf(a, null);
  t.equal(lengthKernel('f64')(a), 3);
  t.end();
});

t.test('a mapped object goes with the last function that calls it', async (t) => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const codeMappings = (): number =>
    readFileSync('/proc/self/maps', 'utf8').match(/ r-xp 0+ 00:00 0 *$/gm)?.length ?? 0;
  const { bytes } = compileKernel('(kernel "one" (params) (alias none) (body (return (f64 1))))');
  const load = (i: number): NativeKernel => {
    const distinct = Uint8Array.of(...bytes, i); // bytes behind the last segment mean nothing, but make another object
    return requireBinding().load(distinct, digestOf(distinct), { parameters: [], allowOverlap: false });
  };
  const count = 100;
  const before = codeMappings();
  let kernels = Array.from({ length: count }, (_, i) => load(i));
  const again = load(0);
  collectGarbage();
  t.ok(codeMappings() >= before + count, 'one mapping each while they are reachable');
  t.ok(kernels.every((kernel) => kernel() === 1));
  kernels = [];
  for (let round = 0; round < 20 && codeMappings() > before + count / 4; round++) {
    collectGarbage();
    await new Promise(setImmediate); // finalizers run between tasks
  }
  t.ok(codeMappings() <= before + count / 4, 'unmapped after the collection');
  t.equal(again(), 1, 'the one still in use stays');
});
