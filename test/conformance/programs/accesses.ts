import { program } from '../program.js';

/** Reads and writes at every kind of index, in range and out. */
export const ACCESSES = [
  program('array index', function readAt(a, i) {
    return a[i];
  }),
  program('array index', function readAtInArithmetic(a, i) {
    return a[i] + 1;
  }),
  program('array index number', function writeAt(a, i, x) {
    a[i] = x;
  }),
  program('array index number', function writeAtGivesTheValue(a, i, x) {
    return (a[i] = x);
  }),
  program('array index', function compoundAt(a, i) {
    a[i] += 3;
    a[i + 1] -= 1;
    return a[i]++ + --a[i + 1];
  }),
  program('array', function readBeyondBothEnds(a) {
    return a[-1] === undefined && a[a.length] === undefined && a[1e9] === undefined && a[0.5] === undefined;
  }),
  program('array', function writeBeyondBothEnds(a) {
    a[-1] = 1;
    a[a.length] = 2;
    a[4294967296] = 3;
    a[0.5] = 4;
    a[NaN] = 5;
    a[-0] = 6;
    a[2147483648] = 7;
  }),
  program('array array', function sumBeyondTheEnd(a, b) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += b[i];
    return sum;
  }),
  program('array array', function fallBackBeyondTheEnd(a, b) {
    let sum = 0;
    for (let i = -2; i < a.length + 2; i++) sum += b[i] ?? i;
    return sum;
  }),
  program('array array', function threePointStencil(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = (a[i - 1] + a[i] + a[i + 1]) / 3;
  }),
  program('array array', function innerStencil(out, a) {
    for (let i = 1; i < a.length - 1; i++) out[i] = a[i - 1] - 2 * a[i] + a[i + 1];
  }),
  program('array', function stencilInPlace(a) {
    for (let i = 1; i < a.length - 1; i++) a[i] = (a[i - 1] + a[i] + a[i + 1]) / 2;
  }),
  program('array', function shiftTowardsTheEnd(a) {
    for (let i = 0; i < a.length; i++) a[i + 1] = a[i];
  }),
  program('array', function shiftTowardsTheStart(a) {
    for (let i = 0; i < a.length; i++) a[i] = a[i + 1];
  }),
  program('array array', function copyForward(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i];
  }),
  program('array array', function copyBackward(out, a) {
    for (let i = a.length - 1; i >= 0; i--) out[i] = a[i];
  }),
  program('array array', function copyReversed(out, a) {
    for (let i = 0; i < a.length; i++) out[a.length - 1 - i] = a[i];
  }),
  program('array array count', function copyWithOffset(out, a, n) {
    for (let i = 0; i < a.length; i++) out[i + n] = a[i];
  }),
  program('array array', function everySecond(out, a) {
    for (let i = 0; i < out.length; i++) out[i] = a[2 * i];
  }),
  program('array array', function interleave(out, a) {
    for (let i = 0; i < a.length; i++) {
      out[2 * i] = a[i];
      out[2 * i + 1] = -a[i];
    }
  }),
  program('array array indices', function gather(out, a, where) {
    for (let i = 0; i < where.length; i++) out[i] = a[where[i]];
  }),
  program('array array indices', function scatter(out, a, where) {
    for (let i = 0; i < where.length; i++) out[+where[i]] = a[i];
  }),
  program('array indices', function histogram(bins, a) {
    for (let i = 0; i < a.length; i++) bins[a[i] | 0]++;
  }),
  program('array indices', function permutationCycle(out, next) {
    let at = 0;
    for (let i = 0; i < out.length; i++) {
      out[i] = at;
      at = next[at] | 0;
    }
    return at;
  }),
  program('array array', function truncatedIndex(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[(i / 2) | 0] + a[i >> 1] - a[Math.floor(i / 3)];
  }),
  program('array array', function halfIndex(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i / 2];
  }),
  program('array array', function wrappedIndex(out, a) {
    for (let i = 0; i < 50; i++) out[i] = a[i % a.length];
  }),
  program('array array', function maskedIndex(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[(i * 5) & 15];
  }),
  program('array', function ringBuffer(a) {
    let head = 0;
    for (let i = 0; i < 100; i++) {
      a[head] = i;
      head = head + 1 === a.length ? 0 : head + 1;
    }
    return head;
  }),
  program('array array count', function flattenedRows(out, a, n) {
    const width = n >= 1 && n < 20 ? Math.trunc(n) : 4;
    for (let y = 0; y * width < a.length; y++) {
      for (let x = 0; x < width; x++) out[x * width + y] = a[y * width + x];
    }
  }),
  program('array', function flattenedCube(a) {
    let sum = 0;
    for (let z = 0; z < 3; z++)
      for (let y = 0; y < 3; y++) for (let x = 0; x < 3; x++) sum += a[(z * 3 + y) * 3 + x] * (x + y - z);
    return sum;
  }),
  program('array array', function prefixSum(out, a) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) {
      sum += a[i];
      out[i] = sum;
    }
  }),
  program('array', function prefixSumInPlace(a) {
    for (let i = 1; i < a.length; i++) a[i] += a[i - 1];
  }),
  program('array', function distanceFour(a) {
    for (let i = 4; i < a.length; i++) a[i] = a[i - 4] + 1;
  }),
  program('array', function fibonacciFill(a) {
    a[0] = 0;
    a[1] = 1;
    for (let i = 2; i < a.length; i++) a[i] = a[i - 1] + a[i - 2];
  }),
  program('array array', function readAfterWriteOfOther(a, b) {
    for (let i = 0; i < a.length; i++) {
      a[i] = b[0] + 1;
      b[i] = a[0] * 2;
    }
  }),
  program('array array array', function threeArraysInTurn(a, b, c) {
    for (let i = 0; i < a.length; i++) {
      const t = a[i];
      a[i] = b[i];
      b[i] = c[i];
      c[i] = t;
    }
  }),
  program('array', function firstAndLast(a) {
    return a[0] * 2 + a[a.length - 1];
  }),
  program('array', function sameElementTwice(a) {
    for (let i = 0; i < a.length; i++) {
      a[i] = a[i] + 1;
      a[i] = a[i] * 2;
    }
  }),
  program('array', function invariantElement(a) {
    for (let i = 1; i < a.length; i++) {
      a[0] += a[i];
      a[i] = a[0];
    }
  }),
  program('array array', function lengthsOfBoth(a, b) {
    const n = Math.min(a.length, b.length);
    for (let i = 0; i < n; i++) a[i] = b[n - 1 - i];
    return a.length * 1000 + b.length;
  }),
  program('array', function indexOverflowsInt32(a) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i * 1073741824] > 0 ? 1 : 2;
    return sum;
  }),
  program('array', function negativeStep(a) {
    let sum = 0;
    for (let i = 3; i > -4; i -= 1) sum = sum * 3 + (a[i] === undefined ? 1 : 2);
    return sum;
  }),
  program('array integer', function elementOfComputedInteger(a, k) {
    return a[(k ^ 5) & 7] - a[k >>> 30] + a[k | 0] * 0;
  }),
  program('array boolean', function indexFromBoolean(a, flag) {
    return a[flag ? 1 : 0] + a[+flag];
  }),
];
