/**
 * The methods of typed arrays, written in the language that kernels are made from: a call of one is replaced by its text.  Each follows the
 * steps of the specification for an array that is not detached meanwhile, which nothing in a kernel can do.
 */

import type { ArrayMethodName } from './array-method-names.js';
import type { Closure } from './frames.js';
import { parseFunction } from './parse.js';
import { RefusalList } from './refusals.js';
import { resolveNames } from './resolve-scopes.js';

interface MethodText {
  /** The first parameter is the array itself. */
  readonly source: string;
  /** Whether the method gives a number, a boolean or undefined; the others give an array, which only a statement can drop. */
  readonly hasValue: boolean;
}

/** Methods by name and, where it matters whether an argument was passed, the least number of arguments. */
export interface ArrayMethod {
  readonly closure: Closure;
  readonly hasValue: boolean;
}

/** ToIntegerOrInfinity, then a place counted from the start or, where negative, from the end; never -0. */
const RELATIVE = `
  const relative = (place) => {
    const whole = Math.trunc(place) + 0;
    if (whole !== whole) return 0;
    return whole < 0 ? Math.max(n + whole, 0) : Math.min(whole, n);
  };`;

/** V8 looks at the end only where a start was passed, unlike the specification; what counts is what this engine does. */
const FILL_IGNORES_END = new Uint8Array(1).fill(1, undefined, 0)[0] === 1;

function searching(step: string, otherwise: string): string {
  return `function (a, test) {
    const n = a.length;
    for (let k = 0; k < n; k++) { const x = a[k]; ${step} }
    return ${otherwise};
  }`;
}

function searchingBackwards(step: string, otherwise: string): string {
  return `function (a, test) {
    for (let k = a.length - 1; k >= 0; k--) { const x = a[k]; ${step} }
    return ${otherwise};
  }`;
}

const TEXTS: Readonly<Record<ArrayMethodName, MethodText>> = {
  at: {
    hasValue: true,
    source: `function (a, place) {
      const n = a.length;
      const whole = Math.trunc(place) + 0;
      const k = whole !== whole ? 0 : whole < 0 ? n + whole : whole;
      return a[k];
    }`,
  },
  fill: {
    hasValue: false,
    source: `function (a, value, start, end) {
      const n = a.length;${RELATIVE}
      const number = +value;
      const first = relative(start);
      const last = ${FILL_IGNORES_END ? 'start === undefined || ' : ''}end === undefined ? n : relative(end);
      for (let k = first; k < last; k++) a[k] = number;
    }`,
  },
  copyWithin: {
    hasValue: false,
    source: `function (a, target, start, end) {
      const n = a.length;${RELATIVE}
      const to = relative(target);
      const from = relative(start);
      const last = end === undefined ? n : relative(end);
      const count = Math.min(last - from, n - to);
      if (from < to) {
        for (let k = count - 1; k >= 0; k--) a[to + k] = a[from + k];
      } else {
        for (let k = 0; k < count; k++) a[to + k] = a[from + k];
      }
    }`,
  },
  reverse: {
    hasValue: false,
    source: `function (a) {
      const n = a.length;
      const half = Math.floor(n / 2);
      for (let k = 0; k < half; k++) {
        const lower = a[k];
        a[k] = a[n - 1 - k];
        a[n - 1 - k] = lower;
      }
    }`,
  },
  indexOf: {
    hasValue: true,
    source: `function (a, sought, start) {
      const n = a.length;${RELATIVE}
      for (let k = relative(start); k < n; k++) if (a[k] === sought) return k;
      return -1;
    }`,
  },
  includes: {
    hasValue: true,
    source: `function (a, sought, start) {
      const n = a.length;${RELATIVE}
      const first = relative(start);
      if (Number.isNaN(sought)) {
        for (let k = first; k < n; k++) if (Number.isNaN(a[k])) return true;
      } else {
        for (let k = first; k < n; k++) if (a[k] === sought) return true;
      }
      return false;
    }`,
  },
  forEach: {
    hasValue: true,
    source: `function (a, visit) {
      const n = a.length;
      for (let k = 0; k < n; k++) visit(a[k], k, a);
    }`,
  },
  reduce: {
    hasValue: true,
    source: `function (a, combine, initial) {
      const n = a.length;
      let result = initial;
      for (let k = 0; k < n; k++) result = combine(result, a[k], k, a);
      return result;
    }`,
  },
  reduceRight: {
    hasValue: true,
    source: `function (a, combine, initial) {
      let result = initial;
      for (let k = a.length - 1; k >= 0; k--) result = combine(result, a[k], k, a);
      return result;
    }`,
  },
  some: { hasValue: true, source: searching('if (test(x, k, a)) return true;', 'false') },
  every: { hasValue: true, source: searching('if (!test(x, k, a)) return false;', 'true') },
  find: { hasValue: true, source: searching('if (test(x, k, a)) return x;', 'undefined') },
  findIndex: { hasValue: true, source: searching('if (test(x, k, a)) return k;', '-1') },
  findLast: { hasValue: true, source: searchingBackwards('if (test(x, k, a)) return x;', 'undefined') },
  findLastIndex: { hasValue: true, source: searchingBackwards('if (test(x, k, a)) return k;', '-1') },
};

/** Methods that do something else with fewer arguments: there is no first value to begin with. */
const LEAST_ARGUMENTS: Readonly<Record<string, number>> = {
  reduce: 2,
  reduceRight: 2,
  forEach: 1,
  some: 1,
  every: 1,
  find: 1,
  findIndex: 1,
  findLast: 1,
  findLastIndex: 1,
};

const closures = new Map<string, Closure>();

/** A method as a function that takes the array first. */
export function arrayMethod(name: string, argumentCount: number): ArrayMethod | undefined {
  const text = Object.hasOwn(TEXTS, name) ? TEXTS[name as ArrayMethodName] : undefined;
  if (text === undefined || argumentCount < (LEAST_ARGUMENTS[name] ?? 0)) {
    return undefined;
  }
  let closure = closures.get(name);
  if (closure === undefined) {
    closure = parseMethod(name, text.source);
    closures.set(name, closure);
  }
  return { closure, hasValue: text.hasValue };
}

function parseMethod(name: string, source: string): Closure {
  const parsed = parseFunction(source);
  if (!parsed.ok) {
    throw new Error(`the text of ${name} cannot be parsed`);
  }
  const names = resolveNames(parsed.fn, new RefusalList());
  const text = { name, parsed: parsed.fn, names, captures: new Map(), isPlaced: false, isNamed: false };
  return { fn: parsed.fn.node, name, text, frame: undefined };
}
