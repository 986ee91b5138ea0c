import { program } from '../program.js';

/** Comparisons and conditions, with NaN, -0, undefined and booleans. */
export const COMPARISONS = [
  program('array array array', function less(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] < b[i] ? 1 : 0;
  }),
  program('array array array', function lessOrEqual(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] <= b[i] ? 1 : 0;
  }),
  program('array array array', function greater(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] > b[i] ? 1 : 0;
  }),
  program('array array array', function greaterOrEqual(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] >= b[i] ? 1 : 0;
  }),
  program('array array array', function equal(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] === b[i] ? 1 : 0;
  }),
  program('array array array', function notEqual(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] !== b[i] ? 1 : 0;
  }),
  program('array array array', function looselyEqual(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = (a[i] == b[i] ? 1 : 0) + (a[i] != b[i] ? 2 : 0);
  }),
  program('number number', function everyComparison(a, b) {
    return (
      (a < b ? 1 : 0) + (a <= b ? 2 : 0) + (a > b ? 4 : 0) + (a >= b ? 8 : 0) + (a === b ? 16 : 0) + (a != b ? 32 : 0)
    );
  }),
  program('number', function unequalToItself(a) {
    return a !== a;
  }),
  program('number number', function negatedComparisons(a, b) {
    return (!(a < b) ? 1 : 0) + (!(a >= b) ? 2 : 0) + (!(a === b) ? 4 : 0) + (!a ? 8 : 0) + (!!b ? 16 : 0);
  }),
  program('boolean boolean', function booleanComparisons(a, b) {
    return (a === b ? 1 : 0) + (a !== b ? 2 : 0) + (a < b ? 4 : 0) + (a >= b ? 8 : 0) + (a == b ? 16 : 0);
  }),
  program('boolean number', function booleanWithNumber(a, b) {
    return (a == b ? 1 : 0) + (a === b ? 2 : 0) + (a < b ? 4 : 0) + (a + b);
  }),
  program('number', function comparedWithNull(a) {
    return (a == null ? 1 : 0) + (a === null ? 2 : 0) + (a != null ? 4 : 0);
  }),
  program('number', function comparedWithUndefined(a) {
    // @ts-expect-error undefined is compared
    return (a == undefined ? 1 : 0) + (a === undefined ? 2 : 0) + (a !== undefined ? 4 : 0) + (a < undefined ? 8 : 0);
  }),
  program('array number boolean integer', function typesOfValues(a, x, b, i) {
    let seen = 0;
    if (typeof a === 'object') seen += 1;
    if (typeof x !== 'number') seen += 2;
    if ('boolean' == typeof b) seen += 4;
    if (typeof a[i] === 'undefined') seen += 8;
    if (typeof a[i] === 'number' && typeof a[0] != 'string') seen += 16;
    if (typeof (x > 1) === 'boolean' && typeof b !== 'function') seen += 32;
    return typeof seen === 'number' ? seen : -1;
  }),
  program('array integer', function notANumber(a, i) {
    return (isNaN(a[i]) ? 1 : 0) + (isFinite(a[i]) ? 2 : 0) + (isNaN(a[0] / a[1]) ? 4 : 0) + (isFinite(i) ? 8 : 0);
  }),
  program('number', function withoutArguments(x) {
    // @ts-expect-error nothing is passed
    return (isNaN() ? 1 : 0) + (isFinite(x > 1) ? 2 : 0) + (isNaN(undefined) ? 4 : 0) + (isFinite(x) ? 8 : 0);
  }),
  program('number number', function conditionsOfNumbers(a, b) {
    return (a ? 1 : 2) + (b ? 4 : 8) + (a && b ? 16 : 32) + (a || b ? 64 : 128);
  }),
  program('number number', function valuesOfAndOr(a, b) {
    return (a && b) - (b || a);
  }),
  program('boolean boolean', function booleansOfAndOr(a, b) {
    return (a && !b) || (b && !a);
  }),
  program('number number', function booleanResult(a, b) {
    return a > 0 && b > 0;
  }),
  program('number boolean', function mixedResult(a, flag) {
    if (flag) return a;
    return a > 0;
  }),
  program('array', function isSorted(a) {
    for (let i = 1; i < a.length; i++) {
      if (a[i - 1] > a[i]) return false;
    }
    return true;
  }),
  program('array array', function sameContents(a, b) {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
    return true;
  }),
  program('array number', function includes(a, x) {
    for (let i = 0; i < a.length; i++) if (a[i] === x) return true;
    return false;
  }),
  program('array number', function indexOf(a, x) {
    for (let i = 0; i < a.length; i++) if (a[i] === x) return i;
    return -1;
  }),
  program('array', function countPositive(a) {
    let n = 0;
    for (let i = 0; i < a.length; i++) if (a[i] > 0) n++;
    return n;
  }),
  program('array', function countBooleans(a) {
    let n = 0;
    // @ts-expect-error a boolean is added as 0 or 1
    for (let i = 0; i < a.length; i++) n += a[i] > 0;
    return n;
  }),
  program('array array number', function threshold(out, a, limit) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] > limit ? 255 : 0;
  }),
  program('array array number number', function band(out, a, low, high) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] >= low && a[i] < high ? a[i] : i % 2 === 0 ? -1 : 1;
  }),
  program('array array array', function blend(out, a, b) {
    for (let i = 0; i < out.length; i++) {
      const x = a[i] > b[i] || (a[i] !== a[i] && b[i] >= 0);
      out[i] = x ? a[i] : b[i];
    }
  }),
  program('array', function storeBooleans(a) {
    for (let i = 0; i < a.length; i++) a[i] = a[i] > 1;
  }),
  program('number', function booleanVariable(x) {
    let inside = x > -10;
    inside = inside && x < 10;
    if (!inside) inside = x === Infinity;
    return inside;
  }),
];
