/** Arguments for the loops of TSVC, made from the names of their parameters. */

import type { Argument } from '../workload.js';
import type { Loop } from './loops.js';

export interface Size {
  /** Elements of a vector. */
  readonly n: number;
  /** Rows, and columns, of a matrix. */
  readonly m: number;
}

/** The suite's own sizes, and smaller ones. */
export const sizes = { full: { n: 32000, m: 256 }, quick: { n: 2000, m: 48 } } as const;

/** The value of element `index` of the array that is parameter `position`; between -1 and 1. */
export type Draw = (position: number, index: number) => number;

/** Values of one loop's array that differ from the others', made from the usual ones. */
interface Exception {
  readonly size?: Partial<Size>;
  readonly arrays?: Readonly<Record<string, (value: number) => number>>;
}

/**
 * Where values of every sign and size would lead nowhere: a search must not end at once, and what feeds on itself must neither vanish
 * nor grow beyond all bounds.
 */
const exceptions: Readonly<Record<string, Exception>> = {
  s176: { size: { n: 4000 } },
  s232: { arrays: { aa: (value) => value / 4, bb: (value) => value / 4 } },
  s312: { arrays: { a: (value) => 1 + value / 1000 } },
  s322: { arrays: { b: (value) => value / 4, c: (value) => value / 4 } },
  s481: { arrays: { d: Math.abs } },
  s482: { arrays: { b: Math.abs, c: (value) => -Math.abs(value) } },
};

const matrices = ['aa', 'bb', 'cc', 'flat'];
const vectors = ['a', 'b', 'c', 'd', 'e'];

const numbers: Readonly<Record<string, number>> = {
  inc: 1,
  n1: 1,
  n3: 1,
  j: 1,
  k: 1,
  s: 1.5,
  s1: 0.25,
  s2: -0.5,
  t: 0,
};

/** The cases of a switch take turns. */
const cases = 4;
/** Index arrays shuffle each five elements. */
const shuffled = [4, 2, 0, 3, 1];

export function makeInputs(loop: Loop, size: Size, draw: Draw = drawEvenly): Argument[] {
  const { n, m } = { ...size, ...limit(size, exceptions[loop.name]?.size) };
  return loop.parameters.map((name, position) => {
    if (name === 'n') return n;
    if (name === 'm') return m;
    if (name === 'half') return n >> 1;
    if (name === 'x' && loop.name === 's2710') return 1;
    if (name === 't' && loop.name === 's332') return 2;
    if (name === 'ip') return Int32Array.from({ length: n }, (_, i) => i - (i % 5) + shuffled[i % 5]!);
    if (name === 'indx') return Int32Array.from({ length: n }, (_, i) => ((i + 1) % cases) + 1);
    if (name in numbers) return numbers[name]!;
    const length = matrices.includes(name) ? m * m : vectors.includes(name) || name === 'x' ? n : undefined;
    if (length === undefined) throw new Error(`${loop.name}: what is the parameter ${name}?`);
    const adapt = exceptions[loop.name]?.arrays?.[name] ?? ((value: number) => value);
    return Float64Array.from({ length }, (_, i) => adapt(draw(position, i)));
  });
}

function limit(size: Size, most: Partial<Size> = {}): Size {
  return { n: Math.min(size.n, most.n ?? Infinity), m: Math.min(size.m, most.m ?? Infinity) };
}

/** The same numbers on every machine, without a pattern that a branch predictor could learn. */
function drawEvenly(position: number, index: number): number {
  let bits = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(position + 1, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 13), 0x297a2d39);
  return (bits ^ (bits >>> 16)) / 2 ** 31;
}
