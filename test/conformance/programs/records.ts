/** Objects and arrays that inlined functions return, take, and change, and that stay in the function. */

import type { Program } from '../program.js';
import { program } from '../program.js';

export const RECORDS: readonly Program[] = [
  program('number number', function fieldsInOrder(x, y) {
    const p = { x: x, y: (x = y), z: x + 1 };
    p.x += p.y * 2;
    p.z++;
    return p.x + p.y * 3 + p.z * 5;
  }),
  program('array array', function complexSquare(out, a) {
    const multiply = (p: { re: number; im: number }, q: { re: number; im: number }) => {
      const re = p.re * q.re - p.im * q.im;
      return { re, im: p.re * q.im + p.im * q.re };
    };
    for (let i = 0; i + 1 < a.length; i += 2) {
      const z = { re: a[i], im: a[i + 1] };
      const { re, im: imaginary = 0 } = multiply(z, z);
      const w = multiply(z, { re: 0, im: 1 });
      out[i] = re + w.re;
      out[i + 1] = imaginary - w.im;
    }
  }),
  program('array', function particle(a) {
    const p = { x: 0, v: 1, isFast: false };
    const q = p;
    function step(body: typeof p, force: number, dt = 0.5) {
      body.v += force * dt;
      body.x += body.v * dt;
      body.isFast = Math.abs(body.v) > 3;
    }
    let n = 0;
    for (let i = 0; i < a.length; i++) {
      step(p, a[i]);
      if (q.isFast) n++;
    }
    return p.x + q.v * 2 + n;
  }),
  program('array', function leastAndGreatest(a) {
    const range = (values: ArrayLike<number>) => {
      let least = Infinity;
      let greatest = -Infinity;
      for (let i = 0; i < values.length; i++) {
        least = Math.min(least, values[i]!);
        greatest = Math.max(greatest, values[i]!);
      }
      return [least, greatest];
    };
    const [least, greatest] = range(a);
    const both = range(a);
    return greatest! - least! + both[0]! * 2 + both.length;
  }),
  program('array number', function takenApartByParameters(a, x) {
    const dot = ({ x, y = 1 }: { x: number; y?: number }, [u, v = 2]: number[]) => x * u! + y * v;
    const p = { x, y: a.length };
    const q = [x, 3];
    return dot(p, q) + dot({ x: 2, y: a[0] }, a) + dot({ y: 1, x: 5 }, q);
  }),
  program('array', function freshEachTime(a) {
    let s = 0;
    for (let i = 0; i < a.length; i++) {
      const counter = { n: 0 };
      const bump = () => counter.n++;
      bump();
      if (a[i] > 0) bump();
      s += counter.n;
    }
    return s;
  }),
];
