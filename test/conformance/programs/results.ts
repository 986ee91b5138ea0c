/** Objects and arrays that functions return. */

import type { Program } from '../program.js';
import { program } from '../program.js';

export const RESULTS: readonly Program[] = [
  program('array', function twoNumbers(a) {
    let least = Infinity;
    let greatest = -Infinity;
    for (let i = 0; i < a.length; i++) {
      least = Math.min(least, a[i]);
      greatest = Math.max(greatest, a[i]);
    }
    return [least, greatest];
  }),
  program('number number number number', (a, b, c, d) => ({ re: a * c - b * d, im: a * d + b * c })),
  program('number', function fixedFields(x) {
    return { x, y: -x, ok: x > 0, none: undefined, constant: true, 'a-b': x * 2, 7: 1, default: 0 };
  }),
  program('array index', function maybeUndefined(a, k) {
    return { value: a[k], next: a[k + 1], isThere: a[k] !== undefined };
  }),
  program('number number', function fieldsInOrder(x, y) {
    return [x++, x, (y = x + y), y--, x * y];
  }),
  program('array number', function atSeveralPlaces(a, limit) {
    for (let i = 0; i < a.length; i++) {
      if (a[i] > limit) return { found: true, index: i, value: a[i] };
      if (a[i] !== a[i]) return { found: false, index: i };
    }
    if (limit < 0) return [limit];
    if (limit > 10) return limit;
    if (limit > 5) return limit > 6;
    if (limit > 3) return;
    return a.length === 0 ? [] : {};
  }),
  program('array number', function chosen(a, x) {
    return x > 0 ? { x } : x < 0 ? [a[0], x] : (a[0], -0);
  }),
  program('array', function builtUp(a) {
    const r = { sum: 0, count: 0, isEmpty: true };
    for (let i = 0; i < a.length; i++) {
      r.sum += a[i];
      r.count++;
      r.isEmpty = false;
    }
    return r;
  }),
  program('array', function moments(a) {
    const out = [0, 0, 0, 0];
    for (let i = 0; i < a.length; i++) {
      for (let k = 0; k < 4; k++) out[k]! += a[i] ** k;
    }
    return out;
  }),
  program('array', function ofHelpers(a) {
    const range = (values: ArrayLike<number>) => {
      let least = Infinity;
      let greatest = -Infinity;
      for (let i = 0; i < values.length; i++) {
        least = Math.min(least, values[i]!);
        greatest = Math.max(greatest, values[i]!);
      }
      return { least, greatest };
    };
    return range(a);
  }),
  program('array', function nested(a) {
    const size = { n: a.length };
    return { size, first: [a[0], a[1]], box: { low: [[-0]], high: { isHigh: a[0] > 1 } } };
  }),
  program('array array', function sameArray(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] * 2;
    return out;
  }),
  program('array array boolean', (a, b, isFirst) => (isFirst ? a : b)),
  program('array array', (a, b) => ({ a, b, first: b[0], again: [a, a] })),
  program('array number', (a: Float64Array, x: number) => a.fill(x)),
  program('array index index', (a: Float64Array, from: number, to: number) =>
    from > to ? a.copyWithin(from, to) : a.copyWithin(to, from, to + 3),
  ),
  program('array', (a: Float64Array) => a.reverse()),
  program('array number', function sometimesItself(a, x) {
    if (x > 1) return a;
    return x < 0 ? a[0] : undefined;
  }),
  program('array', function afterPartialWrites(a) {
    a[0] = 1;
    const [x, y] = [a[0], a[1]];
    a[1] = x;
    return { x, y, z: a[1] };
  }),
  program(
    'array array',
    function throwsOrReturns(out, a) {
      let sum = 0;
      for (let i = 0; i < a.length; i++) {
        if (a[i] < -90) throw new RangeError(`element ${i}`);
        sum += a[i];
        out[i] = sum;
      }
      return { out, sum };
    },
    { isTransactional: true },
  ),
  program('array', function keptAndGiven(a) {
    const counts = [0, 0];
    const total = { sum: 0 };
    for (let i = 0; i < a.length; i++) {
      if (a[i] < 0) counts[0]!++;
      else counts[1]!++;
      total.sum += a[i];
    }
    return { mean: total.sum / a.length, total, counts };
  }),
  program('number', function sixtyFour(x) {
    // prettier-ignore
    return [
      x, x + 1, x + 2, x + 3, x + 4, x + 5, x + 6, x + 7, x + 8, x + 9, x + 10, x + 11, x + 12, x + 13, x + 14, x + 15,
      x, x - 1, x - 2, x - 3, x - 4, x - 5, x - 6, x - 7, x - 8, x - 9, x - 10, x - 11, x - 12, x - 13, x - 14, x - 15,
      x, x * 1, x * 2, x * 3, x * 4, x * 5, x * 6, x * 7, x * 8, x * 9, x * 10, x * 11, x * 12, x * 13, x * 14, x * 15,
      x, x / 1, x / 2, x / 3, x / 4, x / 5, x / 6, x / 7, x / 8, x / 9, x / 10, x / 11, x / 12, x / 13, x / 14, x / 15,
    ];
  }),
];
