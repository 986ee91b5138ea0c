/** Functions inside: inlining, early returns, callbacks, default values, destructuring. */

import type { Program } from '../program.js';
import { program } from '../program.js';

export const FUNCTIONS: readonly Program[] = [
  program('array array', function arrowHelper(out, a) {
    const square = (x: number) => x * x;
    for (let i = 0; i < a.length; i++) out[i] = square(a[i]) + square(i);
  }),
  program('array array number', function closesOverParameter(out, a, k) {
    const scaled = (x: number) => x * k;
    for (let i = 0; i < out.length; i++) out[i] = scaled(a[i]);
  }),
  program('array array', function declaredBelow(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = clamp(a[i], -5, 5);
    function clamp(x: number, low: number, high: number) {
      if (x < low) return low;
      if (x > high) return high;
      return x;
    }
  }),
  program('array', function earlyReturnInLoop(a) {
    function firstNegative() {
      for (let i = 0; i < a.length; i++) {
        if (a[i] < 0) return i;
      }
      return undefined;
    }
    const found = firstNegative();
    return found === undefined ? -1 : found + firstNegative()!;
  }),
  program('array', function returnsUndefinedSometimes(a) {
    const pick = (i: number) => {
      if (a[i] > 0) return a[i];
      return;
    };
    let n = 0;
    for (let i = -1; i <= a.length; i++) {
      const x = pick(i);
      if (x === undefined) n++;
      else n += x;
    }
    return n;
  }),
  program('array', function changesOuterVariable(a) {
    let total = 0;
    let calls = 0;
    const add = (x: number) => {
      calls++;
      total += x;
      return total;
    };
    for (let i = 0; i < a.length; i++) a[i] = total + add(a[i]) * 2 + total;
    return calls;
  }),
  program('array number', function orderOfArguments(a, x) {
    let n = x;
    const f = (p: number, q: number, r: number) => p * 100 + q * 10 + r - n;
    return f(n, (n = n + 1), n++) + f(n++, n, n) + f(a[0], (a[0] = 7), a[0]);
  }),
  program('array', function assignedParameter(a) {
    function collatz(n: number) {
      let steps = 0;
      n = Math.abs(n | 0) & 63;
      while (n > 1) {
        n = n % 2 === 0 ? n / 2 : 3 * n + 1;
        steps++;
      }
      return steps;
    }
    for (let i = 0; i < a.length; i++) a[i] = collatz(a[i]);
    return collatz(27);
  }),
  program('array array', function nestedCalls(out, a) {
    const add = (x: number, y: number) => x + y;
    const twice = (f: (x: number) => number, x: number) => f(f(x));
    for (let i = 0; i < out.length; i++) out[i] = twice((x) => add(x, add(a[i], i)), a[i]);
  }),
  program('number number', function immediatelyCalled(x, y) {
    return ((a: number, b: number) => a * b - (() => a - b)())(x, y);
  }),
  program('array', function varIsFreshInEachCall(a) {
    function seen(x: number) {
      var last;
      const was = last;
      last = x;
      return was === undefined ? last : NaN;
    }
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += seen(a[i]);
    return sum;
  }),
  program(
    'array',
    function varInLoop(a) {
      const f = (n: number) => {
        let s = 0;

        for (var i = 0, j = n; i < j; i++, j--) s += i * j;

        return s + i;
      };
      let s = 0;
      for (let i = 0; i < a.length; i++) s += f(i);
      return s;
    },
    { maximumLength: 70 },
  ),
  program('number number', function booleanHelper(x, y) {
    const isLess = (a: number, b: number) => a < b;
    return isLess(x, y) && !isLess(y, x);
  }),
  program('array index', function arrayArgument(a, i) {
    const get = (array: number[], index: number) => array[index];
    const put = (array: number[], index: number, value: number) => {
      array[+index] = value;
      return array.length;
    };
    return put(a, i, get(a, i - 1)! + get(a, i + 1)!);
  }),
  program('array array', function arraysSwapped(a, b) {
    const copy = (to: number[], from: number[]) => {
      for (let i = 0; i < to.length; i++) to[i] = from[i] ?? -1;
    };
    copy(a, b);
    copy(b, a);
  }),
  program('array', function defaultValues(a) {
    const f = (x: number, y = x * 2, z = y + 1) => x + y * 10 + z * 100;
    let s = 0;
    for (let i = 0; i < 3; i++) s += f(a[i]) + f(a[i], 1) + f(a[i], undefined, a[i + 1]) + f(1, a[i + 5], a[0]);
    return s;
  }),
  program('array', function defaultWithEffect(a) {
    let n = 0;
    const f = (x: number, y = ++n) => x * y;
    return f(1) + f(2, 5) + f(a[0], a[100000]) + n;
  }),
  program('array', function conditionalCalls(a) {
    let n = 0;
    const bump = () => ++n;
    for (let i = 0; i < a.length; i++) {
      if (a[i] > 0 && bump() > 2) a[i] = n;
      a[i] = a[i] < 0 ? bump() : n;
      a[i] ||= bump();
    }
    return n;
  }),
  program('array', function callInLoopHead(a) {
    let n = 0;
    const limit = () => Math.min(++n + 3, a.length);
    for (let i = 0; i < limit(); i += 2) a[i] = n;
    while (limit() < a.length) n += 2;
    do n++;
    while (limit() < 3 && n < 5);
    return n;
  }),
  program('array', function switchInHelper(a) {
    const kind = (x: number) => {
      switch (x & 3) {
        case 0:
          return 10;
        case 1:
        case 2:
          x += 1;
          break;
        default:
          return x;
      }
      return -x;
    };
    for (let i = 0; i < a.length; i++) a[i] = kind(a[i]);
  }),
  program('array', function labelsInHelper(a) {
    const count = (from: number) => {
      let n = 0;
      outer: for (let i = from; i < a.length; i++) {
        for (let j = 0; j < 3; j++) {
          if (a[i] === j) continue outer;
          if (a[i] > 90) break outer;
          n++;
        }
      }
      return n;
    };
    return count(0) + count(3);
  }),
  program('array array', function builtinByAnotherName(out, a) {
    const { floor, abs: magnitude } = Math;
    const root = Math.sqrt;
    for (let i = 0; i < out.length; i++) out[i] = floor(a[i]) + root(magnitude(a[i]));
  }),
  program('array', function destructuringOfElements(a) {
    const [x, y = 5, , z] = a;
    let [p, q] = [x, y];
    [p, q] = [q, p];
    return x + y * 2 + z * 3 + p * 5 + q;
  }),
  program('array', function swapsElements(a) {
    for (let i = 0, j = a.length - 1; i < j; i++, j--) [a[i], a[j]] = [a[j], a[i]];
  }),
  program('array', function destructuringInOrder(a) {
    let i = 0;
    [a[i++], a[i++], i] = [i, i + 1, a[2]];
    return i;
  }),
  program('array', function lengthByDestructuring(a) {
    const { length, length: n } = a;
    return length + n;
  }),
  program(
    'array',
    function sortsByInsertion(a) {
      const less = (i: number, j: number) => a[i] < a[j];
      const swap = (i: number, j: number) => {
        const t = a[i];
        a[i] = a[j];
        a[j] = t;
      };
      for (let i = 1; i < a.length; i++) for (let j = i; j > 0 && less(j, j - 1); j--) swap(j, j - 1);
    },
    { maximumLength: 60 },
  ),
  program('array array', function convolution(out, a) {
    const at = (i: number) => (i < 0 || i >= a.length ? 0 : a[i]);
    for (let i = 0; i < out.length; i++) {
      let s = 0;
      for (let k = -2; k <= 2; k++) s += at(i + k) * (3 - Math.abs(k));
      out[i] = s;
    }
  }),
  program(
    'array count',
    function matrixIndex(a, n) {
      const at = (row: number, column: number) => row * n + column;
      let s = 0;
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) s += a[at(i, j)] - a[at(j, i)];
      return s;
    },
    { maximumLength: 40 },
  ),
];
