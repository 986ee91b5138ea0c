import { mathAlgorithm } from '../../../lib/engine/frontend/probe-math.js';
import { program, programFromSource } from '../program.js';

const UNARY = [
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
  ...['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'cbrt'],
];

/** Where the engine's pow is one that the compiler knows. */
const POWERS = [
  program('array array', function inverseByPow(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = Math.pow(a[i], -1) - Math.pow(a[i], 2);
  }),
  program('array array array', function powers(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = Math.pow(a[i], b[i] / 3) + 1 / a[i] ** b[i];
  }),
  program('array array', function powersOfConstants(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] ** 3 + Math.pow(a[i], 1 / 2.4) - 2 ** a[i] + a[i] ** -2;
  }),
  programFromSource(
    'powers of numbers',
    'number number',
    '(a, b) => { let x = a; x **= b; return x + (-a) ** b - Math.pow(b, a) / Math.pow(a); }',
  ),
];

/** The functions of Math that kernels compute by the engine's algorithms. */
export const MATH_FUNCTIONS = [
  ...UNARY.map((name) =>
    programFromSource(
      name,
      'array array',
      `(out, a) => { for (let i = 0; i < a.length; i++) out[i] = Math.${name}(a[i]); }`,
    ),
  ),
  ...UNARY.map((name) =>
    programFromSource(`${name} of a number`, 'number', `(x) => Math.${name}(x) + 1 / Math.${name}(-x / 7)`),
  ),
  program('array array array', function atan2(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = Math.atan2(a[i], b[i]);
  }),
  program('number number', function atan2OfNumbers(y, x) {
    return Math.atan2(y, x) + Math.atan2(y, 1) - 1 / Math.atan2(-y, x);
  }),
  ...(mathAlgorithm('Math.pow') !== undefined ? POWERS : []),
  program('array array array', function hypot(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = Math.hypot(a[i], b[i]);
  }),
  program('number number number', function hypotArity(a, b, c) {
    return Math.hypot() + Math.hypot(a) + Math.hypot(a, b) - Math.hypot(a, b, c) / Math.hypot(c, b, a, 3);
  }),
  programFromSource(
    'Math with unusual arguments',
    'number number',
    '(a, b) => Math.sin(a, b) + Math.log(a > b) + (a > 0 ? Math.atan2(a) : Math.exp())',
  ),
  program('array array', function whereItMatters(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] > 0 ? Math.log(a[i]) : -Math.exp(a[i]);
  }),
  program('array', function sumOfMath(a) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += Math.exp(-a[i] * a[i]) * Math.cos(a[i]);
    return sum;
  }),
  program('array array array', function rotate(x, y, angles) {
    for (let i = 0; i < angles.length; i++) {
      const c = Math.cos(angles[i]);
      const s = Math.sin(angles[i]);
      const xi = x[i];
      x[i] = c * xi - s * y[i];
      y[i] = s * xi + c * y[i];
    }
  }),
  program('array count', function sineTable(out, n) {
    for (let i = 0; i < n; i++) out[i] = Math.sin((i * Math.PI) / 4) + 1 / Math.sin((-i * Math.PI) / 2);
  }),
  program('array array', function signedZerosOfMath(out, a) {
    for (let i = 0; i < a.length; i++) {
      const zero = a[i] * 0;
      out[i] =
        1 / Math.sin(zero) + 1 / Math.atan(zero) + Math.atan2(zero, zero) + 1 / Math.cbrt(zero) + 1 / Math.asinh(zero);
    }
  }),
  program('array array number', function softmax(out, a, k) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) {
      out[i] = Math.exp(a[i] / 1e4 - k / 1e9);
      sum += out[i];
    }
    for (let i = 0; i < a.length; i++) out[i] = out[i] / sum;
  }),
  program('array array', function roundedMath(out, a) {
    for (let i = 0; i < a.length; i++)
      out[i] = Math.fround(Math.tanh(Math.fround(a[i]))) + Math.floor(4 * Math.sin(a[i]));
  }),
];
