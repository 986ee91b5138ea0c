/** Functions that throw, before, in the middle of and after what they write: the error and the state at the throw are the function's own. */

import type { Program } from '../program.js';
import { program } from '../program.js';

/** What follows a write may have to be undone. */
const transactional = { isTransactional: true };

export const THROWS: readonly Program[] = [
  program('array count', function throwsBeforeItWrites(a, n) {
    if (!(n >= 0)) throw new RangeError(`${n} is no count`);
    for (let i = 0; i < n; i++) a[i] = a[i] / 2;
    return n;
  }),
  program(
    'array array',
    function throwsInTheMiddle(out, a) {
      for (let i = 0; i < a.length; i++) {
        if (a[i] < -50) throw new TypeError(`element ${i} is ${a[i]}`);
        out[i] = Math.sqrt(a[i]);
      }
    },
    transactional,
  ),
  program(
    'array number',
    function throwsAtTheEnd(a, x) {
      let sum = 0;
      for (let i = 0; i < a.length; i++) {
        sum += a[i];
        a[i] = sum;
      }
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- JavaScript throws anything
      if (!(sum > x)) throw sum;
      return sum;
    },
    transactional,
  ),
  program('array', function throwsWithoutWriting(a) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- JavaScript throws anything
      if (a[i] === 7 || a[i] !== a[i]) throw { sum, at: i };
      sum += a[i];
    }
    return sum;
  }),
  program(
    'array array',
    function throwsInAHelper(out, a) {
      const root = (x: number) => {
        if (x < 0) throw Object.assign(new Error('no root'), { x });
        return Math.sqrt(x);
      };
      for (let i = 0; i < a.length; i++) out[i] = root(a[i]) + (i > 2 ? root(a[i - 2]) : 0);
    },
    transactional,
  ),
  program('array index', function throwsInASwitch(a, i) {
    switch (a[i]) {
      case undefined:
        throw new RangeError('outside');
      case 0:
        return 4;
      default:
        return a[i] * 2;
    }
  }),
  program(
    'array array',
    function checksWhatItWrote(out, a) {
      for (let i = 0; i < a.length; i++) {
        out[i] = a[i] * 2;
        if (out[i] !== a[i] * 2) throw new Error(`${a[i]} does not fit`);
      }
      return out.length;
    },
    transactional,
  ),
  program('number', function alwaysThrows(x) {
    throw x;
  }),
  program('number number', function throwsInAnArm(x, y) {
    const check = (z: number) => {
      if (z !== z) throw new Error('NaN');
      return z;
    };
    return x > 0 ? check(y) : y > 0 && check(x);
  }),
  program('array', function throwsOutOfNestedLoops(a) {
    let pairs = 0;
    for (let i = 0; i < a.length; i++) {
      for (let j = 0; j < i; j++) {
        if (a[i] === a[j]) throw new Error(`${i} and ${j} are the same`);
        pairs++;
      }
    }
    return pairs;
  }),
];
