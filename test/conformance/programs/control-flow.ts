import { program } from '../program.js';

/** Statements: branches, every loop form, jumps, scopes, switch. */
export const CONTROL_FLOW = [
  program('array array', function ifElseChain(out, a) {
    for (let i = 0; i < a.length; i++) {
      if (a[i] < -10) out[i] = -2;
      else if (a[i] < 0) out[i] = -1;
      else if (a[i] > 10) out[i] = 2;
      else out[i] = a[i] === a[i] ? 1 : 0;
    }
  }),
  program('array', function nestedTernaries(a) {
    for (let i = 0; i < a.length; i++) a[i] = a[i] > 5 ? (a[i] > 50 ? 3 : 2) : a[i] < -5 ? -1 : 0;
  }),
  program('array count', function whileLoop(a, n) {
    let i = 0;
    let sum = 0;
    while (i < n) {
      sum += a[i] > 0 ? a[i] : 1;
      i++;
    }
    return sum;
  }),
  program('array', function doWhileLoop(a) {
    let i = 0;
    do {
      a[i] = i * 2 - 1;
      i += 1;
    } while (i < a.length);
    return i;
  }),
  program('array', function doWhileOnce(a) {
    let n = 0;
    do {
      n++;
    } while (false);
    return a[0] + n;
  }),
  program('array', function loopWithoutParts(a) {
    let i = 0;
    for (;;) {
      if (i >= a.length) break;
      a[i] = -i;
      i++;
    }
    return i;
  }),
  program('array', function countDown(a) {
    for (let i = a.length - 1; i >= 0; i--) a[i] = a[i] + i;
  }),
  program('array', function countDownToZeroInTest(a) {
    let sum = 0;
    for (let i = a.length; i--;) sum = sum * 2 + a[i];
    return sum;
  }),
  program('array', function twoCounters(a) {
    for (let i = 0, j = a.length - 1; i < j; i++, j--) {
      const t = a[i];
      a[i] = a[j];
      a[j] = t;
    }
  }),
  program('array', function stepOfThree(a) {
    let sum = 0;
    for (let i = 1; i < a.length; i += 3) sum += a[i] * i;
    return sum;
  }),
  program('array', function fractionalStep(a) {
    let sum = 0;
    for (let i = 0; i < a.length; i += 0.5) sum += i % 1 === 0 ? a[i] : 1;
    return sum;
  }),
  program('array count', function boundIsParameter(a, n) {
    for (let i = 0; i < n; i++) a[i] = i;
  }),
  program('array count', function boundIncluded(a, n) {
    for (let i = 0; i <= n; i++) a[i] += 1;
  }),
  program('array count', function notEqualBound(a, n) {
    const end = n > 0 && n < 400 ? Math.trunc(n) : 0;
    for (let i = 0; i !== end; i++) a[i] = end - i;
  }),
  program('array count count', function unequalFromAnywhere(a, n, end) {
    let steps = 0;
    for (let start = 1; start < n; start++) {
      for (let i = start; i !== end; i++) {
        if (++steps > 400) return steps;
        a[i] = i - end;
      }
      start++;
    }
    return steps;
  }),
  program('array count count', function rangeOfParameters(a, from, to) {
    if (!(from >= -5)) return NaN;
    let sum = 0;
    for (let i = from; i < to; i++) sum += a[i];
    return sum;
  }),
  program('array', function continueInFor(a) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) {
      if (a[i] < 0) continue;
      if (a[i] !== a[i]) continue;
      sum += a[i];
    }
    return sum;
  }),
  program('array', function continueInWhile(a) {
    let i = 0;
    let n = 0;
    while (i < a.length) {
      i++;
      if (i % 3 === 0) continue;
      n += i;
    }
    return n;
  }),
  program('array', function continueInDoWhile(a) {
    let i = 0;
    let n = 0;
    do {
      i++;
      if (i & 1) continue;
      n += i;
    } while (i < a.length);
    return n;
  }),
  program('array', function breakAtNegative(a) {
    let i = 0;
    for (; i < a.length; i++) {
      if (a[i] < 0) break;
      a[i] = 9;
    }
    return i;
  }),
  program(
    'array',
    function earlyReturnInNest(a) {
      for (let i = 0; i < a.length; i++) {
        for (let j = i + 1; j < a.length; j++) {
          if (a[i] === a[j]) return i * 1000 + j;
        }
      }
      return -1;
    },
    { maximumLength: 70 },
  ),
  program('array', function labelledJumps(a) {
    let n = 0;
    outer: for (let i = 0; i < a.length; i++) {
      for (let j = 0; j < 5; j++) {
        if (a[i] > 50) continue outer;
        if (a[i] === 7) break outer;
        if (j > a[i]) break;
        n += 1;
      }
      n += 100;
    }
    return n;
  }),
  program('number', function labelledBlock(x) {
    let y = 1;
    done: {
      if (x > 0) break done;
      y = 2;
      if (x < -5) break done;
      y = 3;
    }
    return y;
  }),
  program('number', function switchWithFallThrough(x) {
    let y = 0;
    switch (x) {
      // @ts-expect-error falls through
      case 0:
        y += 1;
      case 1:
        y += 10;
        break;
      // @ts-expect-error falls through
      default:
        y += 100;
      case 2:
        y += 1000;
        break;
      case NaN:
        y = -1;
    }
    return y;
  }),
  program('array array', function switchInLoop(out, a) {
    for (let i = 0; i < a.length; i++) {
      switch (a[i] & 3) {
        case 0:
          out[i] = 1;
          continue;
        case 1:
        case 2: {
          out[i] = a[i] * 2;
          break;
        }
        default:
          out[i] = -1;
      }
      out[i] += 5;
    }
  }),
  program('number number', function switchOnTrue(x, y) {
    switch (true) {
      case x > y:
        return 1;
      case x < y:
        return -1;
    }
    return 0;
  }),
  program('array', function shadowedNames(a) {
    let x = 1;
    for (let i = 0; i < a.length; i++) {
      let x = a[i] * 2;
      {
        const x = 3;
        a[i] = x;
      }
      a[i] += x;
      for (let i = 0; i < 2; i++) x += i;
      a[i] += x;
    }
    return x;
  }),
  program('array', function hoistedVar(a) {
    for (var i = 0; i < a.length; i++) {
      var last = a[i];
    }
    return last === undefined ? -1 : i + last * 0;
  }),
  program('number', function varBeforeDeclaration(x) {
    if (x > 0) y = 2;
    var y;
    return y;
  }),
  program('array', function variableLivesAcrossIterations(a) {
    let previous = 0;
    for (let i = 0; i < a.length; i++) {
      const current = a[i];
      a[i] = current - previous;
      previous = current;
    }
    return previous;
  }),
  program('array', function freshVariableEachIteration(a) {
    let n = 0;
    for (let i = 0; i < a.length; i++) {
      let seen;
      if (a[i] > 0) seen = a[i];
      if (seen === undefined) n++;
    }
    return n;
  }),
  program('array', function emptyStatements(a) {
    let i = 0;
    for (; i < a.length && a[i] !== 7; i++);
    return i;
  }),
  program('array', function sequences(a) {
    let i = 0,
      n = 0;
    while (((n += 2), i < a.length)) ((a[i] = n), i++);
    // @ts-expect-error the first has no effect
    return (i, n);
  }),
  program('array', function conditionWithAssignment(a) {
    let i = 0;
    let x;
    while (i < a.length && (x = a[i]) >= 0) i++;
    return x;
  }),
  program('array', function threeNestedLoops(a) {
    let n = 0;
    for (let i = 0; i < 4; i++) for (let j = 0; j <= i; j++) for (let k = j; k < 3; k++) n += a[i + j + k] > 0 ? 1 : 2;
    return n;
  }),
  program(
    'array',
    function triangularNest(a) {
      let n = 0;
      for (let i = 0; i < a.length; i++) for (let j = 0; j < i; j++) n += a[j] < a[i] ? 1 : 0;
      return n;
    },
    { maximumLength: 70 },
  ),
  program('array', function boundChangesInLoop(a) {
    let n = a.length;
    for (let i = 0; i < n; i++) if (a[i] > 10) n--;
    return n;
  }),
  program('array', function counterChangesInLoop(a) {
    let n = 0;
    for (let i = 0; i < a.length; i++) {
      if (a[i] > 10) i++;
      n += i;
    }
    return n;
  }),
  program('array array', function invariantConditionInLoop(out, a) {
    const flag = a.length > 10;
    for (let i = 0; i < a.length; i++) {
      if (flag) out[i] = a[i];
      else out[i] = -a[i];
    }
  }),
  program('array', function returnsNothing(a) {
    for (let i = 0; i < a.length; i++) {
      if (a[i] === 7) return;
      a[i] = 1;
    }
  }),
  program('number', function returnsVoid(x) {
    if (x > 0) return void x;
    return undefined;
  }),
  program('array', (a) => a.length),
  program('number number', (x, y) => (x > y ? x : y)),
];
