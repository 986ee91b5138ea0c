/** Calls that a kernel gives up: nothing of them shows. */
import t from 'tap';
import type { NativeParameter } from '../../../../lib/engine/native/contract.js';
import { array, compileKernel, loadKernel, requireBinding } from './compile-kernel.js';

const { declined, abandoned, abandonedAt } = requireBinding();

/** Squares, and gives up at the first negative number, or at the end where `x` is one. */
const text = `(kernel "squares" (params (array $out f64 write) (array $a f64 read) (f64 $x)) (alias none) (body
  (let $i f64 (f64 0))
  (loop $each (while (f64.lt $i (f64.from_i64 (length $a))))
    (body
      (if (f64.lt (load $a $i) (f64 0)) (then (abandon @4:11)))
      (store $out $i (f64.mul (load $a $i) (load $a $i))))
    (step (set $i (f64.add $i (f64 1)))))
  (if (f64.lt $x (f64 0)) (then (abandon @7:4294967295)))
  (return $i)))`;
const copied: NativeParameter = { index: 0, kind: 'array', element: 'f64', written: true, copied: true };
const squares = loadKernel(text, [copied, array(1, 'f64'), { index: 2, kind: 'f64' }]);

t.test('an abandoned call leaves its arrays as they were, and says where', (t) => {
  const out = new Float64Array([7, -0, NaN, 8]);
  t.equal(squares(out, new Float64Array([1, 2, -3, 4]), 1), abandoned);
  t.same(out, new Float64Array([7, -0, NaN, 8]));
  t.same([...abandonedAt], [4, 11]);
  t.equal(squares(out, new Float64Array([1, 2, 3]), -1), abandoned);
  t.same(out, new Float64Array([7, -0, NaN, 8]));
  t.same([...abandonedAt], [7, 4294967295]);
  t.not(abandoned, declined);
  t.ok(Object.isFrozen(abandoned));
  t.end();
});

t.test('the next call, and every other that ends, writes as ever', (t) => {
  const out = new Float64Array(4);
  t.equal(squares(out, new Float64Array([-1]), 1), abandoned);
  t.equal(squares(out, new Float64Array([1, 2, 3]), 1), 3);
  t.same(out, new Float64Array([1, 4, 9, 0]));
  t.equal(squares(out.subarray(1, 2), new Float64Array([5]), 1), 1);
  t.same(out, new Float64Array([1, 25, 9, 0]), 'nothing beside the view');
  t.equal(squares(new Float64Array(0), new Float64Array([5]), 1), 1);
  for (const length of [1, 600, 100_000, 9_000_000, 3]) {
    const large = new Float64Array(length);
    t.equal(squares(large, new Float64Array(length).fill(3), 1), length);
    t.ok(large[0] === 9 && large[length - 1] === 9 && large[length >> 1] === 9, `${length} elements`);
  }
  t.end();
});

t.test('what copies cannot be kept apart from is declined, untouched', (t) => {
  const memory = new Float64Array([1, 2, 3, 4, 5, 6]);
  t.equal(squares(memory.subarray(0, 4), memory.subarray(3), 1), declined);
  t.equal(squares(memory, memory, 1), declined);
  t.same(memory, new Float64Array([1, 2, 3, 4, 5, 6]));
  t.equal(squares(new Float64Array(new SharedArrayBuffer(16)), new Float64Array([1]), 1), declined);
  t.equal(squares(new Float64Array(2), new Float64Array(new SharedArrayBuffer(16)), 1), 2, 'read only is fine');
  t.end();
});

t.test('without copies a kernel that gives up first is as exact', (t) => {
  const early = loadKernel(
    `(kernel "early" (params (array $a f64 write) (f64 $x)) (alias none) (body
      (if (f64.eq $x (f64 0)) (then (abandon))) (store $a (f64 0) (f64.div (f64 1) $x))))`,
    [array(0, 'f64', true), { index: 1, kind: 'f64' }],
  );
  const a = new Float64Array(new SharedArrayBuffer(8));
  t.equal(early(a, 0), abandoned);
  t.same([...abandonedAt], [0, 0]);
  t.equal(a[0], 0);
  t.equal(early(a, 4), undefined);
  t.equal(a[0], 0.25);
  t.end();
});

t.test('the array of the place may be taken away', (t) => {
  structuredClone(abandonedAt, { transfer: [abandonedAt.buffer as ArrayBuffer] });
  t.equal(abandonedAt.length, 0);
  t.equal(squares(new Float64Array(1), new Float64Array([-1]), 1), abandoned);
  t.end();
});

t.test('a signature with copies does not allow overlap', (t) => {
  const { bytes, sha256 } = compileKernel(text);
  const parameters = [copied, array(1, 'f64'), { index: 2, kind: 'f64' }] as const;
  t.throws(() => requireBinding().load(bytes, sha256, { parameters, allowOverlap: true }), { code: 'native-argument' });
  const odd = [{ ...copied, copied: 1 as never }, ...parameters.slice(1)];
  t.throws(() => requireBinding().load(bytes, sha256, { parameters: odd, allowOverlap: false }), {
    code: 'native-argument',
    message: /copied must be a boolean/,
  });
  t.end();
});
