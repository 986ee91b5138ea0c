import t from 'tap';
import { accelerate } from '../../../../lib/index.js';

t.test('before any call: what the source alone tells', (t) => {
  const good = accelerate(function good(a: Float64Array) {
    a[0] = 1;
  });
  t.match(good.explain(), { function: 'good', status: 'NOT_COMPILED', level: 0, refusals: [], signatures: [] });
  const bad = accelerate(function bad(a: number) {
    return [a].map((x) => x);
  });
  const { status, refusals } = bad.explain();
  t.equal(status, 'UNSUPPORTED');
  t.ok(refusals.length >= 1);
  for (const { code, message, hint, line } of refusals) t.ok(code && message && hint && line >= 1);
  t.end();
});

t.test('before any call, for the arguments of one', (t) => {
  const accelerated = accelerate((a: Float64Array) => a[0]);
  t.match(accelerated.explain(new Float64Array(1)), { signatures: [{ signature: 'f64[]', status: 'NOT_COMPILED' }] });
  t.match(accelerated.explain(5 as never), {
    status: 'UNSUPPORTED',
    signatures: [{ signature: 'i32', status: 'UNSUPPORTED', refusals: [{ code: 'not-an-array' }] }],
  });
  t.end();
});

t.test('once compiled: loops, times, routing', async (t) => {
  const accelerated = accelerate(
    function fill(a: Float64Array, n: number) {
      for (let i = 0; i < n; i++) {
        a[i] = i * 0.5;
      }
    },
    { level: 2 },
  );
  const explanation = await accelerated.ready(new Float64Array(8), 8);
  t.equal(explanation.status, 'COMPILED_FULL');
  const [signature] = explanation.signatures;
  t.match(signature, { signature: 'f64[], i32', status: 'COMPILED_FULL', refusals: [] });
  t.equal(signature?.loops.length, 1);
  t.equal(
    explanation.source.split('\n')[signature!.loops[0]!.line - 1]!.trimStart().slice(0, 3),
    'for',
    'the loop is where it says',
  );
  t.ok(signature!.times!.total! > 0 && signature!.times!.compiler! > 0);
  accelerated(new Float64Array(8), 8);
  t.match(accelerated.explain().signatures[0]?.routing, [{ size: 16, route: 'native' }]);
});

t.test('the report for people: numbered source, a mark under each place', async (t) => {
  const accelerated = accelerate(
    function fill(a: Float64Array, n: number) {
      for (let i = 0; i < n; i++) {
        a[i] = 1;
      }
    },
    { level: 2, name: 'my fill' },
  );
  const lines = String(await accelerated.ready(new Float64Array(8), 8)).split('\n');
  t.match(lines[0], /^my fill: COMPILED_FULL, runs native$/);
  t.match(lines[1], /^ {2}\(f64\[\], i32\): COMPILED_FULL/);
  const loop = lines.findIndex((line) => /^\d \| +for \(let i/.test(line));
  t.ok(loop > 0);
  t.equal(lines[loop + 1]!.indexOf('^'), lines[loop]!.indexOf('for'), 'the mark stands under the loop');
  t.match(lines[loop + 1], /(not )?vectorised/);

  const refused = String(accelerate((x: number) => x + Math.random()).explain()).split('\n');
  t.match(refused[0], /UNSUPPORTED/);
  t.match(refused[1], /math-function-unsupported at line 1, column \d+: /);
  t.equal(refused.at(-1)!.indexOf('^'), refused.at(-2)!.indexOf('Math.random'));
});

t.test('an explanation is data', async (t) => {
  const accelerated = accelerate((a: number) => a + 1, { level: 2 });
  const explanation = await accelerated.ready(1.5);
  t.same(JSON.parse(JSON.stringify(explanation)), { ...explanation });
  t.notOk(Object.keys(explanation).includes('toString'));
});
