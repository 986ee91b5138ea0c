/** The shape of the IR where the optimiser depends on it. */

import t from 'tap';
import { bodyText, kernelOf } from './support.js';

const A = new Float64Array(4);
const B = new Float64Array(4);

t.test('a counted loop keeps its condition and step, and needs no temporaries', (t) => {
  t.equal(
    bodyText('(a, n) => { for (let i = 0; i < n; i++) a[i] = a[i] * 2 + i; }', [A, 4]),
    '(let $i f64 (f64 0)) (loop $loop (while (f64.lt $i (f64.from_i32 $n))) (body' +
      ' (store $a $i (f64.add (f64.mul (load $a $i) (f64 2)) $i))) (step (set $i (f64.add $i (f64 1)))))',
  );
  t.end();
});

t.test('variables declared outside are local to the loop that begins their life', (t) => {
  const text = bodyText(
    '(a, b, n) => { var i, s; for (i = 0; i < n; i++) { s = 0; for (var j = 0; j < n; j++) s += a[j]; b[i] = s; } for (i = 0; i < n; i++) b[i]++; }',
    [A, B, 4],
  );
  t.match(
    text,
    /^\(let \$i f64 \(f64 0\)\) \(loop \$loop .*\(body \(let \$s f64 \(f64 0\)\) \(let \$j f64 \(f64 0\)\)/,
  );
  t.match(text, /\(let \$i\.1 f64 \(f64 0\)\)/);
  t.end();
});

t.test('a variable whose value flows on stays one variable', (t) => {
  const text = bodyText('(n) => { let i; for (i = 0; i < n; i++) { if (i * i > n) break; } return i; }', [4]);
  t.match(text, /^\(let \$i f64\) \(set \$i \(f64 0\)\)/);
  t.end();
});

t.test('a parameter converted at the start stays as passed, and a variable takes its place', (t) => {
  t.equal(
    bodyText('(n) => { n = n | 0; return n + 1; }', [1.5]),
    '(let $n.1 f64 (f64.from_i32 (i32.modulo_f64 $n))) (return (f64.add $n.1 (f64 1)))',
  );
  t.match(bodyText('(n) => { while (n > 1) n /= 2; return n; }', [1.5]), /^\(let \$n\.1 f64 \$n\)/);
  t.end();
});

t.test('conversions that cancel out are left out', (t) => {
  t.equal(
    bodyText('(x, y) => (x | 0) & ~y', [1.5, 2]),
    '(return (f64.from_i32 (i32.and (i32.modulo_f64 $x) (i32.xor $y (i32 -1)))))',
  );
  t.equal(bodyText('(x) => x >>> 0', [1.5]), '(return (f64.from_u32 (i32.modulo_f64 $x)))');
  t.equal(bodyText('(x) => -1', [1]), '(return (f64 -1))');
  t.equal(
    bodyText('(x) => (x > 1) | (x < 0)', [0.5]),
    '(return (f64.from_i32 (i32.or (i32.from_bool (f64.gt $x (f64 1))) (i32.from_bool (f64.lt $x (f64 0))))))',
  );
  t.end();
});

t.test('conditions stay lazy expressions where nothing has a side effect', (t) => {
  t.equal(
    bodyText('(x, y) => x > 0 && (y > 0 || !(x === y))', [0.5, 0.5]),
    '(return (bool.and (f64.gt $x (f64 0)) (bool.or (f64.gt $y (f64 0)) (f64.ne $x $y))))',
  );
  t.equal(bodyText('(x, y) => x > 0 ? x : y', [0.5, 0.5]), '(return (select (f64.gt $x (f64 0)) $x $y))');
  t.end();
});

t.test('whether an element is defined is tracked only where somebody asks', (t) => {
  t.equal(
    bodyText('(a, i) => { const x = a[i]; return x * 2; }', [A, 1]),
    '(let $x f64 (load $a (f64.from_i32 $i))) (return (f64.mul $x (f64 2)))',
  );
  t.match(bodyText('(a, i) => { const x = a[i]; return x; }', [A, 1]), /\(let \$x\.defined bool \(inbounds \$a/);
  t.end();
});

t.test('a value is held in a temporary exactly when a later side effect changes it', (t) => {
  t.equal(
    bodyText('(x) => x + (x = 3)', [1.5]),
    '(let $x.1 f64 $x) (let $t f64 $x.1) (set $x.1 (f64 3)) (return (f64.add $t $x.1))',
  );
  t.notMatch(bodyText('(a, b, i) => { a[i] = b[i] + (b[i + 1] = 3, i); }', [A, B, 1]), /\$b \$i\)\) \(store/);
  t.notMatch(bodyText('(a, b, i) => a[i] + (b[i] = 3)', [A, B, 1]), /\$t/, 'another array');
  t.match(String(kernelText('(a, b, i) => a[i] + (b[i] = 3)', true)), /let \$t/, 'arrays that may overlap');
  t.end();
});

function kernelText(source: string, mayAlias: boolean): string {
  return JSON.stringify(kernelOf(source, [A, B, 1], mayAlias).body).replace(/\{"kind":"let","name":"t"/, 'let $t');
}

t.test('continue in a do-while leaves a block in front of the test', (t) => {
  const text = bodyText('(n) => { do { n--; if (n > 5) continue; n--; } while (n > 0); return n; }', [9.5]);
  t.match(
    text,
    /\(loop \$loop \(while true\) \(body \(block \$next .*\(break \$next\).*\(if \(bool\.not .*\(break \$loop\)/,
  );
  t.notMatch(bodyText('(n) => { do { n--; } while (n > 0); return n; }', [9.5]), /block/);
  t.end();
});

t.test('a loop test with side effects becomes a statement of the body', (t) => {
  t.match(
    bodyText('(n) => { while (n--) { if (n > 3) continue; } return n; }', [9.5]),
    /\(loop \$loop \(while true\) \(body \(let \$t f64 \$n\.1\) \(set \$n\.1 .*\(if .*\(break \$loop\)/,
  );
  t.end();
});

t.test('cases that end by themselves are an if chain, others are nested blocks', (t) => {
  t.notMatch(
    bodyText(
      '(n) => { switch (n) { case 0: case 1: return 5; case 2: n = 7; break; default: n = 8; } return n; }',
      [2],
    ),
    /block/,
  );
  t.match(
    bodyText('(n) => { switch (n) { case 0: n = 1; case 1: n = 7; } return n; }', [2]),
    /\(block \$switch \(block \$case\.1 \(block \$case /,
  );
  t.end();
});

t.test('the kernel takes only the parameters in use and says where they come from', (t) => {
  const kernel = kernelOf('(unused, a, alsoUnused, b, n) => { for (let i = 0; i < a.length; i++) b[i] = a[i] * n; }', [
    A,
    A,
    3,
    B,
    2.5,
  ]);
  t.strictSame(kernel.parameters, [
    { kind: 'array', name: 'a', element: 'f64', written: false, usesLength: true, sourceIndex: 1 },
    { kind: 'array', name: 'b', element: 'f64', written: true, usesLength: false, sourceIndex: 3 },
    { kind: 'scalar', name: 'n', type: 'f64', sourceIndex: 4 },
  ]);
  t.end();
});

t.test('loops, loads, stores and branches say where they are in the source', (t) => {
  const [loop] = kernelOf('function f(a) {\n  while (a[0] > 1)\n    if (a[1])\n      a[2] = 0;\n}', [A]).body;
  t.match(loop, { kind: 'loop', position: { line: 2, column: 2 } });
  t.match(loop, { condition: { operands: [{ kind: 'load', position: { line: 2, column: 9 } }] } });
  t.match(loop, {
    body: [
      { kind: 'if', position: { line: 3, column: 4 }, then: [{ kind: 'store', position: { line: 4, column: 6 } }] },
    ],
  });
  t.end();
});

t.test('names that the IR cannot spell, or that meet each other, stay apart', (t) => {
  const kernel = kernelOf(
    '(ä, ö, $, t) => { const loop = ä + ö; for (;;) { const next = $ + 1; { const next = t + 1; return loop + next; } } }',
    [1, 2, 3, 4],
  );
  t.strictSame(
    kernel.parameters.map(({ name }) => name),
    ['_', '_.1', '$', 't'],
  );
  t.end();
});
