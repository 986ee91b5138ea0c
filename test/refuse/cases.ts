/**
 * What is refused, and where: « stands in front of each refused place, in the order of the source, followed in the list by its
 * code.  Arguments are the types of the call, where the refusal depends on them.
 */

import type { RefusalCode } from '../../lib/engine/frontend/index.js';

export interface RefusalCase {
  readonly source: string;
  readonly codes: readonly RefusalCode[];
  readonly argumentTypes?: readonly string[];
  readonly isOverlapping?: true;
}

const A = 'f64[]';

function parameters(count: number): string {
  return Array.from({ length: count }, (_, index) => `p${index}`).join(', ');
}

export const CASES: readonly RefusalCase[] = [
  // The function itself
  { source: '(a) => a +«', codes: ['syntax-error'] },
  { source: 'function f(a) {\n  return a «a;\n}', codes: ['syntax-error'] },
  { source: '«1 + 1', codes: ['syntax-error'] },
  { source: '«{ f() {} }', codes: ['syntax-error'] },
  { source: '«function () { [native code] }', codes: ['native-function'] },
  { source: '«function max() { [native code] }', codes: ['native-function'] },
  { source: '«class A {}', codes: ['class-constructor'] },
  { source: '«class A { constructor(a) { this.a = a; } }', codes: ['class-constructor'] },
  { source: '«function* f(a) {\n  «yield a;\n}', codes: ['generator-function', 'generator-function'] },
  { source: '«*f() {}', codes: ['generator-function'] },
  { source: '«async (a) => a', codes: ['async-function'] },
  { source: '«async function f(a) { return «await a; }', codes: ['async-function', 'async-function'] },
  { source: '«async f(a) { return a; }', codes: ['async-function'] },

  { source: `«(a) => a${' + a'.repeat(300)}`, codes: ['too-large'], argumentTypes: ['f64'] },
  {
    source: `«(${parameters(65)}) => ${parameters(65).replaceAll(',', ' +')}`,
    codes: ['too-large'],
    argumentTypes: Array<string>(65).fill('f64'),
  },

  // Parameters
  { source: '(a, «[n] = 1) => a * n', codes: ['default-parameter'] },
  { source: '(«...values) => values.length', codes: ['rest-parameter'] },
  { source: '(«{ x }, «{ y }) => x + y', codes: ['destructuring', 'destructuring'] },
  {
    source: '(a) => {\n  const «[x, ...y] = a;\n  let «{ ["length"]: n } = a;\n}',
    codes: ['destructuring', 'destructuring'],
  },
  {
    source: '(a) => {\n  const [«x] = a;\n  let { «length } = a;\n}',
    codes: ['not-an-array', 'not-an-array'],
    argumentTypes: ['f64'],
  },
  { source: 'function f(a, b, «a) { return a; }', codes: ['duplicate-parameter'] },
  { source: '(a, «b) => a + b', codes: ['missing-argument'], argumentTypes: ['f64'] },

  { source: '(a, b = «b) => a + b', codes: ['temporal-dead-zone'] },
  { source: '(n) => { const f = (x = «y, y = 1) => x + y; return f(undefined, n); }', codes: ['temporal-dead-zone'] },
  {
    source: '(n) => { const f = (x = «k) => { const k = 2; return x + k; }; return f(); }',
    codes: ['captured-variable'],
  },

  // Names
  { source: '(a) => a * «factor + «offset', codes: ['captured-variable', 'captured-variable'] },
  { source: '(a) => {\n  «count++;\n  «total = a;\n}', codes: ['captured-variable', 'captured-variable'] },
  { source: '() => { «undefined = 1; «NaN++; }', codes: ['captured-variable', 'captured-variable'] },
  { source: '(a) => { { let x = a; } return «x; }', codes: ['captured-variable'] },
  { source: '(a) => { for (let i = 0; i < a; i++) {} return «i; }', codes: ['captured-variable'] },
  { source: '() => { const k = 1; «k = 2; «k++; return k; }', codes: ['const-assignment', 'const-assignment'] },
  { source: '(n) => { for (const i = 0; i < n; «i++) {} }', codes: ['const-assignment'] },
  { source: '() => { const a = «b; const b = 1; return a; }', codes: ['temporal-dead-zone'] },
  { source: '(x) => { { const y = «x; let x = y; } }', codes: ['temporal-dead-zone'] },
  { source: '() => { let x = «x + 1; return x; }', codes: ['temporal-dead-zone'] },
  { source: '(n) => { switch (n) { case 0: let x = 1; break; case 1: return «x; } }', codes: ['temporal-dead-zone'] },
  { source: 'function f() { return «this; }', codes: ['this-reference'] },
  { source: 'f() { return «super.f; }', codes: ['this-reference'] },
  { source: 'f(a) { return a + «this.k; }', codes: ['this-reference'] },
  { source: 'function f() { return «arguments[0]; }', codes: ['arguments-object'] },
  { source: 'function f() { return «new.target; }', codes: ['meta-property'] },

  // Calls and closures
  { source: '(a, f) => «f(a)', codes: ['call-unsupported'] },
  { source: '(a) => «g(«k)', codes: ['call-unsupported', 'captured-variable'] },
  { source: '(a) => «a.fill(0)', codes: ['not-an-array'] },
  { source: '(a) => «a.reduce(Math.max, 0)', codes: ['array-as-value'], argumentTypes: [A] },
  { source: '(a) => «a.reduce(«(s, x) => s + x)', codes: ['call-unsupported', 'closure'] },
  { source: '(a) => «Math.absolute(a)', codes: ['call-unsupported'] },
  { source: '(Math) => «Math.abs(1)', codes: ['call-unsupported'] },
  { source: 'function f(n) { return n < 1 ? 1 : n * «f(n - 1); }', codes: ['recursive-call'] },
  {
    source: '(n) => { const g = (k) => h(k); function h(k) { return «g(k); } return g(n); }',
    codes: ['recursive-call'],
  },
  {
    source: '(n) => { async function g() {} function* h() {} return «g() + «h(); }',
    codes: ['async-function', 'generator-function'],
  },
  { source: '(n) => { const g = (...all) => n; return «g(); }', codes: ['rest-parameter'] },
  { source: '(a) => { const g = (x) => x; return g(«...a); }', codes: ['spread'] },
  { source: '(a) => { «g(); const g = () => a; }', codes: ['call-unsupported'] },
  { source: '(a) => { g(); const k = a; function g() { return «k; } }', codes: ['temporal-dead-zone'] },
  {
    source: '(a) => { let g = «() => 1; g = «() => 2; return «g(); }',
    codes: ['closure', 'closure', 'call-unsupported'],
  },
  { source: '(a) => { { function g() { return 1; } } return «g(); }', codes: ['call-unsupported'] },
  { source: '(x) => «Math.sin(x) + «Math.exp(x)', codes: ['math-variant-unknown', 'math-variant-unknown'] },
  { source: '(x) => «Math.hypot(x, «Math.cbrt(x))', codes: ['math-variant-unknown', 'math-variant-unknown'] },
  { source: '(x) => «Math.random()', codes: ['math-function-unsupported'] },
  { source: '(n) => «new Float64Array(n)', codes: ['new-expression'] },
  { source: '(x) => { let root = «Math.sqrt; root = x; return x; }', codes: ['function-value'] },
  { source: '(x) => { const m = «Math; return x; }', codes: ['function-value'] },
  { source: '(x) => «Math["abs"](x)', codes: ['call-unsupported'] },
  { source: '(a) => «() => a', codes: ['closure'] },
  {
    source: '(a) => {\n  function g() { return «free; }\n  return g() + «g;\n}',
    codes: ['captured-variable', 'closure'],
  },
  { source: '(a) => { let g = «function () {}; g = a; «class B {} return a; }', codes: ['closure', 'closure'] },

  // Statements
  { source: '(a) => { «try { a++; } catch (e) { a = e; } }', codes: ['exception-handling'] },
  { source: 'function f(a) { «with (a) { return 1; } }', codes: ['with-statement'] },
  { source: '(a) => { «debugger; return a; }', codes: ['debugger-statement'] },
  { source: '(a) => { «for (const k in a) { return 1; } }', codes: ['for-in-loop'] },
  {
    source: '(a, f) => { let s = 0; «for (const x of «f(a)) s += x; return s; }',
    codes: ['for-of-loop', 'call-unsupported'],
  },
  { source: '(a) => { «using b = a; }', codes: ['using-declaration'] },

  {
    source: '(a, b, n) => { a[0] = n; if (b[0] > n) «throw n; }',
    codes: ['overlapping-transaction'],
    argumentTypes: [A, A, 'f64'],
    isOverlapping: true,
  },
  { source: '(a) => { «try { a++; } finally { throw free; } }', codes: ['exception-handling'] },

  { source: '(a, x) => { «a[0] = x > 1; }', codes: ['plain-array-value'], argumentTypes: ['number[]', 'f64'] },
  { source: '(«a, x) => { a.fill(x); }', codes: ['plain-array-fill'], argumentTypes: ['number[]', 'f64'] },

  // Values
  { source: '(a) => a * «2n', codes: ['bigint'] },
  { source: '(a) => a + «"px"', codes: ['string-value'] },
  { source: 'function f(a) { "use strict"; return «"use strict"; }', codes: ['string-value'] },
  { source: '(a) => «`${a}`', codes: ['template'] },
  { source: '(a) => «tag`${a}`', codes: ['template'] },
  { source: '() => «/a/', codes: ['regex'] },
  { source: '(a) => { let x = «null; return a; }', codes: ['null-value'] },
  { source: '(a) => («{ [a]: a })', codes: ['object-literal'] },
  { source: '(a) => («{ a, __proto__: a })', codes: ['object-literal'] },
  { source: '(a) => { const p = { a }; p.a++; return «p === a; }', codes: ['object-literal'] },
  { source: '(a) => { const p = { a }; p.a = «p.b; return «p["a"]; }', codes: ['property-access', 'property-access'] },
  {
    source: '(a) => { const p = «{ a, «...a }; return «p.a; }',
    codes: ['object-literal', 'spread', 'property-access'],
  },
  { source: '(a) => «[, a]', codes: ['array-literal'] },
  { source: '(a) => { let k = «[a]; k = «[1]; return k[0]; }', codes: ['array-literal', 'array-literal'] },
  { source: '(a) => Math.max(«...a)', codes: ['spread'] },
  { source: '(a) => «typeof a', codes: ['typeof'] },
  { source: `(a) => {\n  const t = «typeof a;\n  return t === «'number';\n}`, codes: ['typeof', 'string-value'] },
  { source: `(a) => «typeof a < «'b'`, codes: ['typeof', 'string-value'] },
  { source: `(a) => typeof «b === 'undefined' ? 1 : a`, codes: ['captured-variable'] },
  { source: '(a) => «isNaN', codes: ['captured-variable'] },
  { source: '(a) => «delete a.b', codes: ['delete'] },
  { source: '(a) => «1 in a', codes: ['in-operator'] },
  { source: '(a) => «a instanceof «Float64Array', codes: ['in-operator', 'captured-variable'] },
  { source: '(a) => «a?.[0] + «a?.length', codes: ['optional-chaining', 'optional-chaining'] },
  { source: '() => «import("x")', codes: ['dynamic-import'] },

  // Arrays and properties
  { source: '(a) => «a.buffer', codes: ['property-access'] },
  { source: '(a) => a[«"length"]', codes: ['string-value'] },
  { source: '(a) => { «a.length = 0; «a.k++; }', codes: ['property-assignment', 'property-assignment'] },
  { source: '(a) => «a[0][1]', codes: ['nested-array'] },
  { source: '(a) => { «a[0][1] = 2; }', codes: ['nested-array'] },
  { source: '(a) => «a + 1', codes: ['array-as-value'], argumentTypes: [A] },
  {
    source: '(a, b) => {\n  if («a) return 1;\n  var c = «b;\n  return +«a;\n}',
    codes: ['array-as-value', 'array-as-value', 'array-as-value'],
    argumentTypes: [A, A],
  },
  {
    source: '(a, n) => { if (n) «a = 1; «a += 1; «a++; }',
    codes: ['array-assignment', 'array-assignment', 'array-assignment'],
    argumentTypes: [A, 'f64'],
  },
  { source: '(a) => «a[0] + «a.length', codes: ['not-an-array', 'not-an-array'], argumentTypes: ['f64'] },
  { source: '(a) => { «a[0] = 1; }', codes: ['not-an-array'], argumentTypes: ['bool'] },
  { source: '(a) => { const k = 1; return «k[0]; }', codes: ['not-an-array'], argumentTypes: [A] },
  { source: '(a, i) => a[«i > 0]', codes: ['boolean-index'], argumentTypes: [A, 'f64'] },
  { source: '(a, i) => { a[«!i] = 0; }', codes: ['boolean-index'], argumentTypes: [A, 'i32'] },
  { source: '(a, b, i) => { a[«b[i]]++; }', codes: ['undefined-index'], argumentTypes: [A, A, 'i32'] },
  {
    source: '(a, b, i) => { const k = b[i]; a[«k] = 1; a[+k] = 1; }',
    codes: ['undefined-index'],
    argumentTypes: [A, A, 'i32'],
  },
  {
    source: '(a) => { let k; a[«k] = 1; a[«undefined] = 1; }',
    codes: ['undefined-index', 'undefined-index'],
    argumentTypes: [A],
  },
  {
    source: '(h, b) => { for (let i = 0; i <= b.length; i++) h[«b[i]]++; }',
    codes: ['undefined-index'],
    argumentTypes: [A, A],
  },
  {
    source: '(h, b) => { for (let i = 0; i < b.length; i++) { i += 2; h[«b[i]]++; } }',
    codes: ['undefined-index'],
    argumentTypes: [A, A],
  },

  {
    source: '(i) => { const k = [1, 2]; «k[i] = 3; «k[2]++; k[1] = 3; }',
    codes: ['array-growth', 'array-growth'],
    argumentTypes: ['i32'],
  },
  {
    source: '(n) => { const k = [1, 2]; for (let i = 0; i < 3; i++) «k[i] = n; return k[0]; }',
    codes: ['array-growth'],
    argumentTypes: ['i32'],
  },
  {
    source: '(a, n) => { const k = [1, «n > 2]; k[0] = «a[n]; return k[1]; }',
    codes: ['array-literal', 'array-literal'],
    argumentTypes: [A, 'i32'],
  },
  { source: '() => { const k = new Float64Array(2); return «k; }', codes: ['array-as-value'] },

  // Results
  { source: '() => { const p = { x: 1 }; return [p, «p]; }', codes: ['result-shape'] },
  { source: '(a) => { const k = [a]; return { k, again: «k }; }', codes: ['result-shape'] },
  { source: '(a) => { const p = { a }; return [p, «p.a++]; }', codes: ['result-shape'] },
  { source: '(a) => { const k = [a]; return { k, x: «1 + (k[0] = 2) }; }', codes: ['result-shape'] },
  { source: '(a) => ({ x: «a > 0 ? [a] : a })', codes: ['result-shape'] },
  { source: '(a, b) => [«a[0] > 0 ? a : b]', codes: ['result-shape'], argumentTypes: [A, A] },
  { source: '(a) => a && «[a]', codes: ['array-literal'] },
  {
    source: `(${parameters(60)}) => «[${parameters(60)}, ${parameters(60)}, ${parameters(9)}]`,
    codes: ['too-large'],
    argumentTypes: Array<string>(60).fill('f64'),
  },
  {
    source: '() => { const k = «[]; const m = «[1, , 2]; let t = «[1]; t = 5; return 1; }',
    codes: ['array-literal', 'array-literal', 'array-literal'],
  },
  {
    source: '(n) => { const t = «new Float64Array(n); const u = «new Float64Array(0); return t[0]; }',
    codes: ['new-expression', 'new-expression'],
  },
  { source: '«() => { const t = new Float64Array(8193); return t[0]; }', codes: ['too-large'] },
  { source: '() => { const k = [1]; «k.fill(2); return k[0]; }', codes: ['call-unsupported'] },

  // Types
  { source: '(a) => { let x = 0; «x = a > 1; return x; }', codes: ['mixed-type-variable'], argumentTypes: ['f64'] },
  { source: '(p) => { if (p) { «p = 3; } return p; }', codes: ['mixed-type-variable'], argumentTypes: ['bool'] },
  {
    source: '(a) => { let ok = true; for (let i = 0; i < a; i++) { «ok &= 1; } return ok; }',
    codes: ['mixed-type-variable'],
    argumentTypes: ['i32'],
  },
  {
    source: '(a) => { let x = 1; let y = true; «x = y; return x; }',
    codes: ['mixed-type-variable'],
    argumentTypes: ['f64'],
  },
  { source: '(a) => («a > 1 ? a : false) === a', codes: ['mixed-type-value'], argumentTypes: ['f64'] },
  { source: '(a, b) => «a ** b', codes: ['power-inexact'], argumentTypes: ['f64', 'f64'] },
  { source: '(a) => «a ** 3 + «Math.pow(a, 0.3)', codes: ['power-inexact', 'power-inexact'], argumentTypes: ['f64'] },
  { source: '(a) => { «a **= 7; }', codes: ['power-inexact'], argumentTypes: ['f64'] },

  // Several at once
  {
    source:
      'function f(a, n) {\n  const s = «"x";\n  for (let i = 0; i < n; i++) {\n    a[i] = «g(i);\n  }\n  return «this;\n}',
    codes: ['string-value', 'call-unsupported', 'this-reference'],
  },
];
