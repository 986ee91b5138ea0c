/** Which arrays a kernel that may give a call up has to work on copies of. */
import t from 'tap';
import { readKernel } from '../../../../lib/engine/frontend/index.js';
import { findTransactionArrays } from '../../../../lib/engine/frontend/find-transaction-arrays.js';
import { lowerFor } from './support.js';

function arraysOf(body: string): string[] {
  const params = '(array $a f64 write) (array $b f64 write) (bool $p) (scratch $s f64 2)';
  return [...findTransactionArrays(readKernel(`(kernel "k" (params ${params}) (alias none) (body ${body}))`))].sort();
}

const A = '(store $a (f64 0) (f64 1))';
const B = '(store $b (f64 0) (f64 1))';
const GIVE_UP = '(if $p (then (abandon)))';

t.test('an array that is stored to in front of an abandon', (t) => {
  t.same(arraysOf(`${A} ${B}`), []);
  t.same(arraysOf(`${GIVE_UP} ${A}`), []);
  t.same(arraysOf(`${A} ${GIVE_UP} ${B}`), ['a']);
  t.same(arraysOf(`(block $x ${A} (break $x)) ${GIVE_UP}`), ['a']);
  t.same(arraysOf(`(if $p (then ${A}) (else (abandon))) ${B}`), [], 'only one of the branches runs');
  t.same(arraysOf(`(if $p (then ${A}) (else ${B})) ${GIVE_UP}`), ['a', 'b']);
  t.same(arraysOf(`(store $s (f64 0) (f64 1)) ${GIVE_UP}`), [], 'memory of its own is nobody else to see');
  t.end();
});

t.test('what an earlier iteration stored', (t) => {
  const loop = (body: string, step = '') => `(loop $l (while $p) (body ${body}) (step ${step}))`;
  t.same(arraysOf(loop(`${GIVE_UP} ${A}`)), ['a']);
  t.same(arraysOf(loop(GIVE_UP, A)), ['a']);
  t.same(arraysOf(loop(A, GIVE_UP)), ['a']);
  t.same(arraysOf(loop(GIVE_UP) + loop(A)), []);
  t.same(arraysOf(loop(A) + loop(GIVE_UP)), ['a']);
  t.same(arraysOf(loop(loop(GIVE_UP) + loop(A) + `(block $x ${B})`)), ['a', 'b']);
  t.end();
});

t.test('throw gives up, wherever it stands, and what is thrown does not matter', (t) => {
  const a = new Float64Array(1);
  const checked = lowerFor('(a, n) => { if (!(n > 0)) throw new RangeError(`${this.n}`); a[0] = 1 / n; }', [a, 1]);
  t.ok(checked.ok && checked.transactionArrays.size === 0);
  t.match(checked, { abandonments: [{ code: 'throw', line: 1, column: 26 }] });
  const late = lowerFor('(a, n) => { a[0] = 1 / n; if (!(n > 0)) throw free(n, async () => {}); }', [a, 1]);
  t.ok(late.ok);
  t.same(late.ok && [...late.transactionArrays], ['a']);
  const overlapping = lowerFor('(a, b) => { a[0] = 1; if (b[0] > 1) throw b; }', [a, a], true);
  t.match(overlapping, { ok: false, refusals: [{ code: 'overlapping-transaction', line: 1, column: 36 }] });
  t.end();
});
