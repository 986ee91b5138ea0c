import { program } from '../program.js';

/** Assignments of every form, their values, and what undefined does. */
export const ASSIGNMENTS = [
  program('array number', function fill(a, x) {
    for (let i = 0; i < a.length; i++) a[i] = x;
  }),
  program('array', function fillWithExtremes(a) {
    a[0] = NaN;
    a[1] = Infinity;
    a[2] = -Infinity;
    a[3] = -0;
    a[4] = 1e300;
    a[5] = 4294967295.5;
    a[6] = -2147483649;
    a[7] = 5e-324;
  }),
  program('array', function halves(a) {
    for (let i = 0; i < a.length; i++) a[i] = i / 2 - 3;
  }),
  program('array', function halvesAroundTheTop(a) {
    for (let i = 0; i < a.length; i++) a[i] = 250 + i / 4;
  }),
  program('array', function assignedValueIsNotConverted(a) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i] = i * 1000.5;
    return sum;
  }),
  program('array array', function assignmentChain(a, b) {
    let x = 0;
    for (let i = 0; i < a.length; i++) x = a[i] = b[i] = i + 0.75;
    return x;
  }),
  program('array', function postfixAndPrefix(a) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i]++ * 3 - --a[i] + ++a[i] - a[i]--;
    return sum;
  }),
  program('number', function updatesOfVariables(x) {
    let y = x;
    const a = y++;
    const b = ++y;
    const c = y--;
    const d = --y;
    return a + b * 3 + c * 5 + d * 7;
  }),
  program('boolean', function updateOfBoolean(flag) {
    let x = +flag;
    x++;
    return x;
  }),
  program('array number', function compoundArithmetic(a, x) {
    for (let i = 0; i < a.length; i++) {
      a[i] += x;
      a[i] -= 0.5;
      a[i] *= 3;
      a[i] /= 2;
      a[i] %= 100;
    }
  }),
  program('array integer', function compoundBits(a, x) {
    for (let i = 0; i < a.length; i++) {
      a[i] &= x | 15;
      a[i] |= 4;
      a[i] ^= x;
      a[i] <<= 3;
      a[i] >>= 1;
      a[i] >>>= 1;
    }
  }),
  program('number number', function compoundVariables(x, y) {
    let z = x;
    z += y;
    z *= 2;
    z -= 1;
    z /= 3;
    z %= 1000;
    z |= 1;
    z <<= 2;
    z ^= y;
    z >>>= 1;
    z &= 65535;
    z >>= 1;
    return z;
  }),
  program('array number', function logicalAssignmentOfElements(a, x) {
    for (let i = 0; i < a.length; i++) {
      a[i] ||= x;
      a[i] &&= a[i] + 1;
      a[i] ??= 5;
    }
  }),
  program('number number', function logicalAssignmentOfVariables(x, y) {
    let a = x;
    let b = x;
    let c = x;
    a ||= y;
    b &&= y;
    c ??= y;
    return a * 3 + b * 5 + c;
  }),
  program('array', function parameterReassigned(a) {
    let n = a.length;
    n = n - 1;
    n = n < 0 ? 0 : n;
    for (let i = 0; i < n; i++) a[i] = n;
    return n;
  }),
  program('number count', function scalarParametersReassigned(x, n) {
    x = x * 2;
    n |= 0;
    while (n > 0) {
      x += n;
      n = n - 1;
    }
    return x;
  }),
  program('array', function swapNeighbours(a) {
    for (let i = 0; i + 1 < a.length; i += 2) {
      const t = a[i];
      a[i] = a[i + 1];
      a[i + 1] = t;
    }
  }),
  program('array', function indexWithSideEffect(a) {
    let i = 0;
    while (i < a.length) a[i++] = i;
    return i;
  }),
  program('array', function orderOfEvaluation(a) {
    let i = 0;
    a[i++] = i + a[i] + i++;
    a[i] += i++ + (a[i] = 2);
    return i;
  }),
  program('array', function targetIndexFirst(a) {
    let i = 1;
    a[i] = i = 0;
    return i;
  }),
  program('array', function compoundReadsFirst(a) {
    let x = 1;
    x += (x = 5) + x;
    a[0] += a[0] = 4;
    return x;
  }),
  program('array index', function undefinedReturned(a, i) {
    const x = a[i];
    return x;
  }),
  program('array index', function undefinedCompared(a, i) {
    const x = a[i];
    if (x === undefined) return -1;
    return x !== undefined && x == null ? -2 : 1;
  }),
  program('array array', function undefinedStored(out, a) {
    for (let i = 0; i < out.length; i++) out[i] = a[i];
  }),
  program('array', function undefinedConstantStored(a) {
    for (let i = 0; i < a.length; i += 2) a[i] = undefined;
  }),
  program('array', function carriedUndefined(a) {
    let last;
    for (let i = 0; i < a.length; i++) {
      if (a[i] > 0) last = a[i];
    }
    return last;
  }),
  program('array index', function undefinedInCondition(a, i) {
    return (a[i] ? 1 : 2) + (a[i] && a[i] > 0 ? 4 : 8) + (!a[i] ? 16 : 32);
  }),
  program('array index', function undefinedFallBack(a, i) {
    return (a[i] ?? -1) + (a[i] || -2);
  }),
  program('array index number', function undefinedEquality(a, i, x) {
    return (a[i] === x ? 1 : 0) + (a[i] != x ? 2 : 0) + (a[i] === a[i + 1] ? 4 : 0) + (a[i] == null ? 8 : 0);
  }),
  program('number', function unassignedVariable(x) {
    let y;
    if (x > 0) y = x;
    return y === undefined ? -1 : y;
  }),
  program('number', function unassignedBoolean(x) {
    let flag;
    if (x > 0) flag = true;
    if (x < -1) flag = false;
    return flag;
  }),
  program('array index', function undefinedThroughChoice(a, i) {
    const x = i > 0 ? a[i] : 7;
    return x === undefined ? -1 : x;
  }),
  program('array', function undefinedMinimum(a) {
    let low;
    for (let i = 0; i < a.length; i++) if (low === undefined || a[i] < low) low = a[i];
    return low;
  }),
  program('array number', function variableOfTwoLives(a, x) {
    let t = x > 0;
    if (t) a[0] = 1;
    {
      let t = x * 2;
      a[1] = t;
    }
    return t;
  }),
];
