import { program } from '../program.js';

/** Every supported function of Math and Number. */
export const MATH = [
  program('array array', function abs(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = Math.abs(a[i]);
  }),
  program('array array', function ceil(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = Math.ceil(a[i] / 3);
  }),
  program('array array', function floor(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = Math.floor(a[i] / 3);
  }),
  program('array array', function trunc(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = Math.trunc(a[i] / 3);
  }),
  program('array array', function round(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = Math.round(a[i]);
  }),
  program('array array', function roundHalves(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = 1 / Math.round(a[i] / 2) + Math.round(a[i] / 4 + 0.49999999999999994);
  }),
  program('array array', function signedZerosOfRounding(out, a) {
    for (let i = 0; i < a.length; i++)
      out[i] = 1 / Math.ceil(a[i] / 1e9) + 1 / Math.trunc(a[i] / 1e9) + 1 / Math.floor(-a[i] / 1e9);
  }),
  program('array array', function sqrt(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = Math.sqrt(a[i]);
  }),
  program('array array', function sign(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = Math.sign(a[i]) + 1 / Math.sign(a[i]);
  }),
  program('array array', function fround(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = Math.fround(a[i]) - Math.fround(a[i] * 1.1);
  }),
  program('array array number', function froundChain(out, a, k) {
    const f = Math.fround(k);
    for (let i = 0; i < a.length; i++) out[i] = Math.fround(Math.fround(Math.fround(a[i]) * f) + Math.fround(0.1));
  }),
  program('array array array', function min(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = Math.min(a[i], b[i]);
  }),
  program('array array array', function max(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = Math.max(a[i], b[i]);
  }),
  program('array', function minimumOfAll(a) {
    let low = Infinity;
    for (let i = 0; i < a.length; i++) low = Math.min(low, a[i]);
    return low;
  }),
  program('array', function maximumOfAll(a) {
    let high = -Infinity;
    for (let i = 0; i < a.length; i++) high = Math.max(high, a[i]);
    return high;
  }),
  program('number number', function minMaxArity(a, b) {
    return Math.min() + Math.max() + Math.min(a) - Math.max(b) + Math.min(a, b, 3) - Math.max(-1, a, b, 0);
  }),
  program('number number', function minMaxZeros(a, b) {
    return 1 / Math.min(a * 0, b * -0) + 1 / Math.max(a * -0, b * 0);
  }),
  program('array array number number', function clamp(out, a, low, high) {
    for (let i = 0; i < a.length; i++) out[i] = Math.min(Math.max(a[i], low), high);
  }),
  program('array array array', function imul(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = Math.imul(a[i], b[i]);
  }),
  program('array array', function clz32(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = Math.clz32(a[i]);
  }),
  program('number number', function pow(a, b) {
    return Math.pow(a, 2) - b ** 2 + Math.pow(b, 0.5);
  }),
  program('number', function constants(x) {
    return x * Math.PI + Math.E - Math.LN2 * Math.LN10 + Math.LOG2E / Math.LOG10E + Math.SQRT2 - Math.SQRT1_2;
  }),
  program('number', function numberConstants(x) {
    return (
      x * Number.EPSILON +
      (x < Number.MAX_SAFE_INTEGER ? 1 : 0) +
      (x > Number.MIN_SAFE_INTEGER ? 2 : 0) +
      (x === Number.POSITIVE_INFINITY ? 4 : 0) +
      (x === Number.NEGATIVE_INFINITY ? 8 : 0) +
      (Math.abs(x) <= Number.MAX_VALUE ? 16 : 0) +
      (Math.abs(x) < Number.MIN_VALUE ? 32 : 0)
    );
  }),
  program('array array', function predicates(out, a) {
    for (let i = 0; i < a.length; i++) {
      out[i] =
        (Number.isNaN(a[i]) ? 1 : 0) +
        (Number.isFinite(a[i]) ? 2 : 0) +
        (Number.isInteger(a[i]) ? 4 : 0) +
        (Number.isSafeInteger(a[i]) ? 8 : 0);
    }
  }),
  program('number', function predicateResult(x) {
    return Number.isInteger(x / 3);
  }),
  program('array array', function euclideanNorm(a, b) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return Math.sqrt(sum);
  }),
  program('array array', function toBytes(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = Math.max(0, Math.min(255, Math.round(a[i] * 255)));
  }),
  program('array', function fractionalParts(a) {
    for (let i = 0; i < a.length; i++) a[i] = a[i] / 7 - Math.floor(a[i] / 7);
  }),
  program('boolean boolean', function mathOfBooleans(a, b) {
    return Math.abs(a) + Math.max(a, b) + Math.imul(a, 3) + Math.clz32(b);
  }),
];
