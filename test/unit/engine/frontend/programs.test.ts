/** Programs whose meaning is easily got wrong: order of evaluation, undefined, scopes, jumps. */

import t from 'tap';
import { analyzeSource } from '../../../../lib/engine/frontend/index.js';
import type { Argument } from '../../../../lib/engine/frontend/interpret.js';
import type { Program } from './support.js';
import { findDifference, kernelOf, lowerFor } from './support.js';

const f64 = (...values: number[]): Float64Array => Float64Array.from(values);

/** Sources, so that the compiler of the tests leaves them as they are. */
const PROGRAMS: readonly { source: string; calls: readonly (readonly Argument[])[] }[] = [
  // Order of evaluation
  { source: '(a, i) => { a[i] = i++; return i; }', calls: [[f64(9, 9, 9), 1]] },
  { source: '(x) => x + (x = 3) + x', calls: [[1.5]] },
  { source: '(a, b, i) => { a[i++] += b[i]; return i; }', calls: [[f64(1, 2, 3), f64(10, 20, 30), 0]] },
  { source: '(a, i) => { a[i] = a[i = 2] = i; return i; }', calls: [[f64(1, 2, 3), 0]] },
  { source: '(a, i) => a[i] + (a[i] = 7) + a[i]', calls: [[f64(1, 2, 3), 1]] },
  { source: '(a) => { a[0] += (a[0] = 5); return a[0]++ + ++a[0]; }', calls: [[f64(1)]] },
  {
    source: '(a) => (a[0] = 300.7) + a[0]',
    calls: [[Uint8Array.of(1)], [Uint8ClampedArray.of(1)], [Float32Array.of(1)]],
  },
  { source: '(x, y) => { x = y++ + (y = x--) * x; return x - y; }', calls: [[3, 4]] },
  { source: '(x) => (x > 1 ? (x = 0) : (x = 9), x) + x++', calls: [[1], [2]] },
  {
    source: '(x, y) => { (x && (y = 5)) || (y -= 1); return y * 10 + x; }',
    calls: [
      [0, 1],
      [3, 1],
    ],
  },
  { source: '(a, i) => { a[a[i]++ | 0] = a[i]; return a[i]; }', calls: [[f64(1, 2, 3), 0]] },
  { source: '(x) => Math.max(x, x = 5, x--, x)', calls: [[7], [1]] },

  // undefined
  {
    source: '(a, i) => a[i]',
    calls: [
      [f64(1), 0],
      [f64(1), 1],
      [f64(1), -1],
      [f64(1), 0.5],
      [f64(1), -0],
      [f64(1), NaN],
    ],
  },
  {
    source: '(a, i) => a[i] === undefined',
    calls: [
      [f64(NaN), 0],
      [f64(NaN), 1],
    ],
  },
  {
    source: '(a, i) => a[i] == null',
    calls: [
      [f64(0), 0],
      [f64(0), 1],
    ],
  },
  {
    source: '(a, i) => a[i] !== null',
    calls: [
      [f64(0), 0],
      [f64(0), 1],
    ],
  },
  {
    source: '(a, i) => { const x = a[i]; return x !== x; }',
    calls: [
      [f64(NaN), 0],
      [f64(NaN), 3],
    ],
  },
  {
    source: '(a, b, i) => a[i] === b[i]',
    calls: [
      [f64(1, NaN), f64(1, NaN, 2), 0],
      [f64(1, NaN), f64(1, NaN, 2), 1],
      [f64(1), f64(1), 5],
      [f64(1), f64(1, 2), 1],
    ],
  },
  {
    source: '(a, i) => { let x; if (i > 0) x = a[i]; return x ?? -1; }',
    calls: [
      [f64(1, 2), 0],
      [f64(1, 2), 1],
      [f64(1, 2), 2],
    ],
  },
  {
    source: '(a, i) => { let x = a[i]; x ??= 4; return x; }',
    calls: [
      [f64(1), 0],
      [f64(1), 1],
    ],
  },
  {
    source: '(a, i) => { let x = a[i]; x = x ?? (x = 3); return x; }',
    calls: [
      [f64(1), 0],
      [f64(1), 1],
    ],
  },
  {
    source: '(a, i) => { let x = a[i]; let y = x; x = 1; return y; }',
    calls: [
      [f64(1), 0],
      [f64(1), 1],
    ],
  },
  { source: '(n) => { let found; if (n > 2) found = n > 5; return found; }', calls: [[1], [3], [9]] },
  { source: '(n) => { let found; if (n > 2) found = n > 5; return +found; }', calls: [[1], [3], [9]] },
  { source: '(n) => { let found; if (n > 2) found = n > 5; return found === false; }', calls: [[1], [3], [9]] },
  {
    source: '(a, i) => { a[0] = a[i]; return !a[i]; }',
    calls: [
      [Int32Array.of(4, 5), 9],
      [f64(4, 5), 9],
      [f64(0, 5), 0],
    ],
  },
  {
    source: '(a, i) => (i > 0 ? a[i] : void 0)',
    calls: [
      [f64(1, 2), 0],
      [f64(1, 2), 1],
      [f64(1, 2), 2],
    ],
  },
  {
    source: '(a, b, i) => a[b[i]]',
    calls: [
      [f64(5, 6), f64(1, 0), 0],
      [f64(5, 6), f64(1, 0), 4],
    ],
  },
  {
    source: '(a, i) => Number.isNaN(a[i])',
    calls: [
      [f64(NaN), 0],
      [f64(NaN), 1],
    ],
  },
  { source: '(x) => { if (x > 1) return; return x; }', calls: [[1], [2]] },
  { source: '(x) => void (x = 2)', calls: [[1]] },
  { source: '() => undefined === undefined', calls: [[]] },

  // Results of mixed types
  {
    source: '(x, y) => x > 1 && y',
    calls: [
      [1, 2],
      [2, 2],
    ],
  },
  {
    source: '(x, y) => (x > 1 ? x < 9 || y : y)',
    calls: [
      [1, 5],
      [2, 5],
      [10, 5],
    ],
  },
  { source: '(x) => { switch (x) { case 1: return true; case 2: return 7; } }', calls: [[1], [2], [3]] },

  // Scopes
  {
    source: '(n) => { var s = 0; for (var i = 0; i < n; i++) { var s2 = s; s += i; } return s * 10 + i + (s2 || 0); }',
    calls: [[0], [4]],
  },
  { source: '(n) => { let x = 1; { let x = 2; n += x; } return n * 10 + x; }', calls: [[3]] },
  {
    source: '(n) => { for (let i = 0, m = n * 2; i < m; i++) { let i = n; n += i; if (n > 50) break; } return n; }',
    calls: [[3]],
  },
  { source: '(n) => { if (n > 1) { var y = n; } return y; }', calls: [[1], [2]] },
  {
    source:
      '(n) => { let s = 0; for (let i = 0; i < 3; i++) { let x; if (i === 1) x = n; s = s * 10 + (x ?? 1); } return s; }',
    calls: [[7]],
  },
  {
    source:
      '(n) => { let s = 0; for (var i = 0; i < 3; i++) { var x; if (i === 1) x = n; s = s * 10 + (x ?? 1); } return s; }',
    calls: [[7]],
  },
  { source: '(Math) => Math + 1', calls: [[2]] },
  { source: '(NaN, undefined) => NaN + undefined', calls: [[2, 3]] },
  { source: '(n) => { n = n | 0; n = n + 0.5; while (n > 2) n--; return n; }', calls: [[7.9]] },
  {
    source: '(a, n) => { a[0] = n; n = a[1]; return n; }',
    calls: [
      [f64(1, 2), 5],
      [f64(1), 5],
    ],
  },
  {
    source:
      '(n) => { let i, j, s = 0; for (i = 0; i < n; i++) for (j = i; j < n; j++) s += j; for (i = n; i--; ) s -= i; return s; }',
    calls: [[5]],
  },
  {
    source: '(n) => { let k = n, i; for (i = k; i < 9; i++) k = i; for (i = i - 1; i > 3; i--) k += i; return k; }',
    calls: [[2], [20]],
  },

  // Jumps
  {
    source:
      '(n) => { outer: for (let i = 0; i < n; i++) { for (let j = 0; j < n; j++) { if (j > i) continue outer; if (i * j > 6) break outer; n -= 0.25; } } return n; }',
    calls: [[7], [0]],
  },
  { source: '(n) => { let s = 0; do { if (n % 2) continue; s += n; } while (--n > 0); return s; }', calls: [[7], [0]] },
  {
    source:
      '(n) => { let s = 0; a: do { b: do { if (n % 3 === 0) continue a; s += n; if (n > 20) break b; } while (n++ < 9); } while (n++ < 15); return s; }',
    calls: [[1], [3], [30]],
  },
  {
    source: '(n) => { x: { if (n > 1) break x; n = 5; } y: if (n > 2) { n++; break y; } return n; }',
    calls: [[1], [2], [3]],
  },
  {
    source:
      '(n) => { let s = 0; for (;;) { switch (n++) { case 3: continue; case 5: s += 5; case 6: s += 6; break; default: s++; case 8: s += 100; } if (n > 10) break; } return s; }',
    calls: [[0], [5]],
  },
  {
    source: '(n) => { switch (n) { default: n += 1; case 1: n += 10; break; case 2: n += 100; } return n; }',
    calls: [[0], [1], [2]],
  },
  { source: '(n) => { switch (n > 2) { case true: return 1; case false: return 2; } }', calls: [[1], [3]] },
  {
    source: '(n, m) => { switch (n) { case m++: return m; case m++: return -m; default: return m; } }',
    calls: [
      [1, 1],
      [2, 1],
      [9, 1],
    ],
  },
  {
    source: '(n) => { while (n--) { if (n === 3) continue; if (n === 1) return n; } return -n; }',
    calls: [[5], [1], [0]],
  },
  { source: '(n) => { for (let i = 0; i < n; i++, n -= 1) ; return n; }', calls: [[9]] },
  { source: '(n) => { while (true) { if (n > 9) break; n++; } return n; }', calls: [[1]] },
  { source: '(n) => { if (n) return 1; else return 2; n = 4; }', calls: [[0], [1]] },
  { source: '(n) => { return n; n = 3; }', calls: [[1]] },

  // Stores
  {
    source: '(a, x) => { a[0] = x; a[1] = -x; a[2] = x * 1e10; a[3] = 1 / 0; a[9] = x; a[-1] = x; a[0.5] = x; }',
    calls: [
      [new Int8Array(4), 200],
      [new Uint8ClampedArray(4), 2.5],
      [new Uint16Array(4), 1.9],
      [new Uint32Array(4), -3],
      [new Float32Array(4), 0.1],
    ],
  },
  { source: '(a) => { for (let i = 0; i < a.length; i++) a[i] = i > 1; }', calls: [[f64(5, 5, 5)]] },
  {
    source: '(h, b) => { for (let i = 0; i < b.length; i++) h[b[i]]++; }',
    calls: [[f64(0, 0, 0), f64(1, 2, 1, 7, -1, 0.5)]],
  },
  {
    source: '(h, b) => { const n = b.length; for (let i = 0; i < n; i += 2) h[b[i]] += 2; }',
    calls: [[f64(0, 0, 0), f64(1, 2, 1, 7, -1)]],
  },
  {
    source: '(a) => { a[0] ||= 5; a[1] &&= 6; a[2] ??= 7; a[9] ??= 8; return (a[0] ||= 4) + (a[9] ??= 3); }',
    calls: [[f64(0, 2, NaN)], [f64(3, 0, 1)]],
  },
  { source: '(x) => { x **= 2; x %= 7; x <<= 1; x >>>= 1; x ^= -1; return x; }', calls: [[3.5], [-1]] },
];

t.test('programs do as plain JavaScript does', (t) => {
  for (const { source, calls } of PROGRAMS) {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    const program = new Function(`return ${source}`)() as Program;
    for (const args of calls) {
      t.equal(findDifference(program, args), undefined, source);
    }
  }
  t.end();
});

t.test('arrays that overlap', (t) => {
  const buffer = new ArrayBuffer(64);
  const whole = new Float64Array(buffer);
  const programs = [
    '(a, b) => { for (let i = 0; i < 4; i++) a[i] = b[i] + (b[i + 1] = i) + a[i]; }',
    '(a, b) => { const x = b[0]; a[0] = 9; return x + b[0]; }',
    '(a, b) => b[0] + (a[0] = 9) + b[0]',
  ];
  for (const source of programs) {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    const program = new Function(`return ${source}`)() as Program;
    for (const args of [
      [whole, whole],
      [whole, whole.subarray(1)],
      [new Uint8Array(buffer), new Int32Array(buffer, 4)],
    ]) {
      t.equal(findDifference(program, args, true), undefined, source);
    }
  }
  t.end();
});

t.test('functions of every form', (t) => {
  const forms = [
    'function (x) { return x + 1; }',
    'function named(x) { return x + 1; }',
    '(x) => x + 1',
    'x=>x+1',
    '(x) => {\n  "use strict";\n  return x + 1;\n}',
    'method(x) { return x + 1; }',
    "'quoted name'(x) { return x + 1; }",
    '[computed](x) { return x + 1; }',
    '12(x) { return x + 1; }',
    '#hidden(x) { return x + 1; }',
    'get(x) { return x + 1; }',
    'async(x) { return x + 1; }',
    'function (x) { return x + 1; /* a comment */ } // and another',
    'function(x,){return x+1}',
  ];
  for (const source of forms) {
    const kernel = kernelOf(source, [1]);
    t.match(kernel.body.at(-1), { kind: 'return', value: { op: 'f64.add' } }, source);
  }
  t.match(kernelOf('get size() { return 3; }', []).body, [{ kind: 'return', position: { line: 1, column: 13 } }]);
  t.match(kernelOf('method(x) {\r\n  return x; }', [1]).body, [{ kind: 'return', position: { line: 2, column: 2 } }]);
  t.end();
});

t.test('arrays that may be read at the property named undefined are reported', (t) => {
  const args = [f64(1), f64(1), 0];
  t.match(lowerFor('(a, b, i) => a[b[i]] + b[i]', args), { ok: true, undefinedKeys: [0] });
  t.match(lowerFor('(a, b, i) => a[+b[i]] + b[i]', args), { ok: true, undefinedKeys: [] });
  t.end();
});

t.test('the functions of Math and Number that a function calls are reported', (t) => {
  const analysis = analyzeSource('(x, Number) => Math.abs(Math.min(x, Number)) ** 2 + Math.PI');
  t.strictSame(analysis.ok && [...analysis.fn.builtins], ['Math.abs', 'Math.min']);
  t.end();
});
