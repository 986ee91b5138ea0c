/** Arrays that a function makes for itself and never gives away. */

import type { Program } from '../program.js';
import { program } from '../program.js';

export const LOCAL_ARRAYS: readonly Program[] = [
  program('array array', function weights(out, a) {
    const k = [1, 2, 1];
    for (let i = 1; i < a.length - 1; i++) {
      let s = 0;
      for (let j = 0; j < k.length; j++) s += k[j]! * a[i + j - 1];
      out[i] = s / 4;
    }
  }),
  program('array', function histogramOfBits(a) {
    const counts = new Int32Array(8);
    for (let i = 0; i < a.length; i++) counts[a[i] & 7]!++;
    let n = 0;
    for (let i = 0; i < counts.length; i++) n = n * 3 + counts[i]!;
    return n;
  }),
  program('array', function largeTable(a) {
    const seen = new Uint8Array(256);
    let n = 0;
    for (let i = 0; i < a.length; i++) {
      if (seen[a[i] & 255] === 0) n++;
      seen[a[i] & 255] = 1;
    }
    return n;
  }),
  program('array', function freshInEachIteration(a) {
    let n = 0;
    for (let i = 0; i < a.length; i++) {
      const t = new Float64Array(4);
      n += t[i & 3]!;
      t[i & 3] = a[i];
      t[1]! += 2;
      n += t[0]! + t[1]! * 2 + t[3]!;
    }
    return n;
  }),
  program('array', function outOfRange(a) {
    const t = new Float32Array([1.1, -0, NaN]);
    t[3] = 5;
    t[-1] = 5;
    t[0.5] = 5;
    let n = 0;
    for (let i = -2; i < 6; i++) if (t[i] === undefined) n++;
    return n + t[0]! * a.length + (t[1]! < 0 ? 1 : 1 / t[1]!) + t.length;
  }),
  program('array number', function everyKind(a, x) {
    const i8 = new Int8Array(2);
    const u8 = new Uint8Array(2);
    const u8c = new Uint8ClampedArray(2);
    const i16 = new Int16Array(2);
    const u16 = new Uint16Array(2);
    const i32 = new Int32Array(2);
    const u32 = new Uint32Array(2);
    const f32 = new Float32Array(2);
    const f64 = new Float64Array([x, a[0], x]);
    i8[1] = u8[1] = u8c[1] = i16[1] = u16[1] = i32[1] = u32[1] = f32[1] = f64[1] = x;
    return i8[1]! + u8[1]! + u8c[1]! + i16[1]! + u16[1]! + i32[1]! + u32[1]! + f32[1]! + f64[1]! + i8[0]! + f64[2]!;
  }),
  program('array number', function keepsItself(a, x) {
    const i8 = new Int8Array([x, x / 2, -x]);
    const u8c = new Uint8ClampedArray([x, x / 2, -x]);
    let s = i8[0]! + i8[1]! * 3 + i8[2]! * 5;
    s += u8c[0]! + u8c[1]! * 3 + u8c[2]! * 5;
    a[0] = s;
    return s;
  }),
  program('number number', function valuesInOrder(x, y) {
    const t = [x, (x = y), x + 1, (y += 1), y];
    return t[0]! + t[1]! * 2 + t[2]! * 4 + t[3]! * 8 + t[4]! * 16;
  }),
  program('array index', function readsAnywhere(a, i) {
    const k = [3, 1, 4, 1, 5];
    return (k[i] ?? -1) + (k[a.length] ?? -2) + (k.at(i) ?? -3) + k.indexOf(4) + (k.includes(9) ? 1 : 0);
  }),
  program('array', function writesInRange(a) {
    const k = [0, 0, 0];
    k[1] = 5;
    for (let i = 0; i < 3; i++) k[i]! += i + a.length;
    for (let i = 0; i < k.length; i++) k[i]! *= 2;
    return k[0]! + k[1] * 3 + k[2]! * 7;
  }),
  program('array', function stackMachine(a) {
    const stack = new Float64Array(32);
    let top = 0;
    for (let i = 0; i < a.length; i++) {
      if (a[i] > 0 && top < 31) stack[top++] = a[i];
      else if (top > 1) {
        top--;
        stack[top - 1] = stack[top - 1]! - stack[top]!;
      }
    }
    return top > 0 ? stack[top - 1] : undefined;
  }),
  program('array', function passedToHelpers(a) {
    const sum = (v: ArrayLike<number>) => {
      let s = 0;
      for (let i = 0; i < v.length; i++) s += v[i]!;
      return s;
    };
    const t = new Float64Array(5);
    const set = (v: Float64Array, from: number) => {
      for (let i = 0; i < v.length; i++) v[i] = from * i;
    };
    set(t, a.length);
    const one = sum(t);
    set(t, 0.5);
    return one + sum(t) + sum(a);
  }),
  program('array', function madeInHelper(a) {
    const median = (x: number, y: number, z: number) => {
      const t = new Float64Array([x, y, z]);
      for (let i = 0; i < 2; i++)
        for (let j = 0; j < 2; j++) if (t[j]! > t[j + 1]!) [t[j], t[j + 1]] = [t[j + 1]!, t[j]!];
      return t[1];
    };
    let s = 0;
    for (let i = 0; i + 2 < a.length; i++) s += median(a[i], a[i + 1], a[i + 2])!;
    return s + median(3, 1, 2)!;
  }),
  program('array array', function iterated(out, a) {
    const offsets = [-1, 0, 1];
    for (let i = 0; i < out.length; i++) {
      let s = 0;
      for (const d of offsets) s += a[i + d] ?? 0;
      for (const d of [2, 5]) s -= d;
      out[i] = s;
    }
    const [x, y] = offsets;
    return x! * 10 + y! + offsets.reduce((m, d) => m + d, 0.5);
  }),
  program('array', function methodsOfLocalArrays(a) {
    const t = new Float64Array(6);
    t.fill(a.length, 1, 4);
    t.reverse();
    t.copyWithin(0, 2);
    t.forEach((x, i) => {
      t[5 - i]! += x;
    });
    return t.reduce((s, x) => s * 2 + x, 0) + t.findIndex((x) => x > 3);
  }),
  program('array count', function bothBranches(a, n) {
    let s = 0;
    if (n > 3) {
      const t = new Int16Array(3);
      for (let i = 0; i < n; i++) t[i % 3]! += a[i];
      s += t[0]! + t[1]! * 2 + t[2]! * 4;
    } else {
      const t = new Int16Array(20);
      t[19] = n;
      s = t[19]! + t[0]!;
    }
    return s;
  }),
  program('array', function afterALoopThatFailsItsGuard(a) {
    const t = new Float64Array(8);
    for (let i = 0; i < a.length + 2; i++) t[i & 7] = t[(i + 1) & 7]! + a[i] * 0.5;
    for (let i = 0; i < 10; i++) t[i] = (t[i] ?? 1) + 1;
    return t[0]! + t[7]!;
  }),
];
