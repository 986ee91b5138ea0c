/** for-of loops and the methods of typed arrays. */

/* eslint-disable @typescript-eslint/no-unsafe-call -- programs take anything */

import type { Program } from '../program.js';
import { program } from '../program.js';

export const ITERATION: readonly Program[] = [
  program('array', function sumOf(a) {
    let s = 0;
    for (const x of a) s += x;
    return s;
  }),
  program('array', function firstAbove(a) {
    for (const x of a) {
      if (x < 0) continue;
      if (x > 50) return x;
    }
  }),
  program('array', function assignsExisting(a) {
    let x = 0;
    let n = 0;
    for (x of a) if (x === 7) n++;
    return x + n;
  }),
  program('array', function seesItsOwnWrites(a) {
    let i = 0;
    for (const x of a) {
      a[i + 1] = x;
      i += 2;
    }
    return i;
  }),
  program(
    'array array',
    function entriesOf(out, a) {
      outer: for (const [i, x] of a.entries()) {
        for (const k of out.keys()) if (k > i) continue outer;
        out[i] = x * i;
      }
    },
    { maximumLength: 50 },
  ),
  program('array', function valuesOf(a) {
    let s = 0;
    for (const x of a.values()) s ^= x;
    return s;
  }),
  program('array number', function fills(a, x) {
    a.fill(x);
  }),
  program('array number index index', function fillsPart(a, x, i, j) {
    a.fill(x, i, j);
    a.fill(i > 0 ? 3 : undefined, -2);
  }),
  program('array', function fillsUnusually(a) {
    a.fill();
    a.fill(true, 1, undefined);
    a.fill(2, NaN, 1.9);
    a.fill(3, -1e300, -Infinity);
    a.fill(4, undefined, 1);
    a.copyWithin(1, undefined, 2);
  }),
  program('array index index', function copiesWithin(a, i, j) {
    a.copyWithin(i, j);
    a.copyWithin(j, i, -1);
    a.copyWithin(1, 0, i);
    a.copyWithin(-3, -0.5);
  }),
  program('array', function reverses(a) {
    a.reverse();
  }),
  program('array number index', function finds(a, x, i) {
    return a.indexOf(x) * 1000 + a.indexOf(x, i) * 10 + a.indexOf(7, -4) + a.indexOf(true) + a.indexOf();
  }),
  program('array index', function indexIsNeverNegativeZero(a, i) {
    return 1 / a.indexOf(a[0], -0) + 1 / a.indexOf(a[0], i);
  }),
  program('array number index', function includesValue(a, x, i) {
    return +a.includes(x) + a.includes(NaN) * 2 + a.includes(x, i) * 4 + a.includes(undefined) * 8 + a.includes() * 16;
  }),
  program('array index', function elementAt(a, i) {
    return (a.at(i) ?? -1) + (a.at(-1) ?? -2) * 3 + (a.at() ?? -3);
  }),
  program('array index', function elementAtItself(a, i) {
    return a.at(i);
  }),
  program('array array', function forEachWrites(out, a) {
    a.forEach((x: number, i: number) => {
      out[i] = x * 2;
    });
  }),
  program('array', function forEachWithArray(a) {
    let n = 0;
    a.forEach(function (x: number, i: number, all: number[]) {
      if (x > 3) return;
      n += all[i + 1]! > x ? 1 : all.length;
    });
    return n;
  }),
  program('array number', function reduces(a, x) {
    return a.reduce((s: number, y: number) => s + y * x, 0);
  }),
  program('array', function reducesToGreatest(a) {
    return (
      a.reduce((m: number, x: number, i: number) => (x > m ? x : m - i), -Infinity) -
      a.reduceRight((s: number, x: number) => s * 0.5 + x, 1)
    );
  }),
  program('array number', function someAndEvery(a, x) {
    return a.some((y: number) => y > x) && !a.every((y: number) => y > x) && a.some((y: number) => y);
  }),
  program('array number', function findsByTest(a, x) {
    return a.find((y: number) => y > x);
  }),
  program('array number', function findsIndexByTest(a, x) {
    let calls = 0;
    const at = a.findIndex((y: number, i: number) => (calls++, y > x || i > 100));
    return at * 1000 + a.findLastIndex((y: number) => y > x) + calls + (a.findLast((y: number) => y < x) ?? 0);
  }),
  program(
    'array array',
    function nestedCallbacks(a, b) {
      let n = 0;
      a.forEach((x: number) => b.forEach((y: number) => (n += x < y ? 1 : 0)));
      return n + (a.every((x: number) => b.some((y: number) => x === y)) ? 0.5 : 0);
    },
    { maximumLength: 40 },
  ),
];
