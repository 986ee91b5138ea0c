/** Kernels with a result array: its elements lie in the memory that the addon shows as `results`. */
import t from 'tap';
import { requireBinding, compileKernel } from './compile-kernel.js';

const binding = requireBinding();
const text = `(kernel "two" (params (f64 $x) (result $r 2)) (alias none) (body
  (if (f64.lt $x (f64 0)) (then (abandon @1:2)))
  (store.inbounds $r (i32 0) (f64.add $x (f64 1)))
  (store.inbounds $r (i32 1) (f64.neg $x))
  (return (f64 3))))`;
const { bytes, sha256 } = compileKernel(text);
const two = binding.load(bytes, sha256, {
  parameters: [{ index: 0, kind: 'f64' }],
  allowOverlap: false,
  hasResults: true,
});

t.test('results lie there after the call', (t) => {
  t.equal(two(5), 3);
  t.same([...binding.results.subarray(0, 2)], [6, -5]);
  t.equal(two(0), 3);
  t.ok(Object.is(binding.results[1], -0));
  t.equal(two(-1), binding.abandoned);
  t.equal(two('5'), binding.declined);
  t.end();
});

t.test('the signature says whether there are any', (t) => {
  const signature = { parameters: [], allowOverlap: false, hasResults: 1 as unknown as boolean };
  t.throws(() => binding.load(bytes, sha256, signature), { code: 'native-argument' });
  t.end();
});

t.test('calls are declined once the memory is gone', (t) => {
  structuredClone(binding.results, { transfer: [binding.results.buffer as ArrayBuffer] });
  t.equal(binding.results.length, 0);
  t.equal(two(5), binding.declined);
  t.end();
});
