/** What the front end makes of accesses to ordinary arrays among the arguments. */
import t from 'tap';
import type { ArgumentType, LowerResult } from '../../../../lib/engine/frontend/index.js';
import { analyzeSource, lowerFunction, printKernel } from '../../../../lib/engine/frontend/index.js';

const PLAIN: ArgumentType = { kind: 'array', element: 'f64', isPlain: true };
const TYPED: ArgumentType = { kind: 'array', element: 'f64' };
const NUMBER: ArgumentType = { kind: 'f64' };

function lower(source: string, types: readonly ArgumentType[], mayAlias = false): LowerResult {
  const analysis = analyzeSource(source);
  return analysis.ok ? lowerFunction(analysis.fn, types, { mayAlias, name: 'f' }) : analysis;
}

function textOf(source: string, types: readonly ArgumentType[]): string {
  const lowered = lower(source, types);
  return lowered.ok ? printKernel(lowered.kernel) : JSON.stringify(lowered.refusals);
}

t.test('an access outside the array gives the call up; one that is proved inside needs no test', (t) => {
  const inside = textOf('(a) => { let s = 0; for (let i = 0; i < a.length; i++) s += a[i]; return s; }', [PLAIN]);
  t.notMatch(inside, /abandon/);
  const anywhere = textOf('(a, i) => a[i]', [PLAIN, NUMBER]);
  t.match(anywhere, /\(if @1:\d+ \(bool\.not \(inbounds \$a \$i\)\)\s+\(then\s+\(abandon @1:\d+\)\)\)/);
  t.notMatch(textOf('(a, i) => a[i]', [TYPED, NUMBER]), /abandon/, 'typed arrays are read anywhere');
  t.end();
});

t.test('what is written is a number, or the call is given up', (t) => {
  t.match(lower('(a, b, i) => { a[0] = b[i]; }', [PLAIN, TYPED, NUMBER]), {
    ok: true,
    abandonments: [
      { code: 'outside-array', column: 15 },
      { code: 'undefined-element', column: 22 },
    ],
  });
  t.match(
    textOf('(a, b, i) => { a[0] = b[i]; }', [PLAIN, TYPED, NUMBER]),
    /\(bool\.not \$t\.defined\)\s+\(then\s+\(abandon @1:22\)\)\)\s+\(store @1:15 \$a/,
  );
  t.match(lower('(a, b) => { a[0] = b[0] > 1; }', [PLAIN, TYPED]), { refusals: [{ code: 'plain-array-value' }] });
  t.match(lower('(a, b) => { a[0] = b[0] > 1; }', [TYPED, PLAIN]), { ok: true });
  t.end();
});

t.test('the kernel works on copies of ordinary arrays anyway', (t) => {
  const source = '(a, b, i) => { a[0] = 1; if (b[i] > 0) throw 1; }';
  const lowered = lower(source, [PLAIN, PLAIN, NUMBER]);
  t.same(lowered.ok && [...lowered.transactionArrays], []);
  t.ok(lower(source, [PLAIN, PLAIN, NUMBER], true).ok, 'one array passed twice, too');
  const mixed = lower(source, [TYPED, PLAIN, NUMBER]);
  t.same(mixed.ok && [...mixed.transactionArrays], ['a'], 'the typed one has to be copied');
  t.end();
});

t.test('which arguments are copied, and the place where that fails', (t) => {
  const lowered = lower('(unused, a, b, x) => a.indexOf(2) + b.length + x', [PLAIN, PLAIN, PLAIN, NUMBER]);
  t.match(lowered, {
    ok: true,
    plainArguments: [
      { index: 1, usesMethods: true, site: { code: 'unfit-array', line: 1, column: 9 } },
      { index: 2, usesMethods: false, site: { code: 'unfit-array', line: 1, column: 12 } },
    ],
    methodArrays: [],
  });
  t.end();
});
