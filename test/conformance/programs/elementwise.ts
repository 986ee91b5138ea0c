/** The loops that `vectorize` writes around scalar functions. */
import { vectorize } from '../../../lib/vectorize.js';
import { writeLoop } from '../../../lib/engine/elementwise/write-loop.js';
import type { Program, ProgramFunction } from '../program.js';
import { program } from '../program.js';

const hypotenuse = (x: number, y: number): number => Math.sqrt(x * x + y * y);
const clamp = (x: number, low: number, high: number): number => {
  if (x < low) return low;
  return x > high ? high : x;
};
const isInside = (x: number, y: number): boolean => x * x + y * y < 1;
const collatz = (start: number): number => {
  let steps = 0;
  for (let n = start | 0; n > 1 && steps < 100; steps++) n = n % 2 === 0 ? n / 2 : (3 * n + 1) | 0;
  return steps;
};
const otherwise = (x: number, y = 2): number => x ?? y;
const square = vectorize((x: number) => x * x);
const half = (x: number): number => square(x) / 2;

/** A call of the loop: its parameters are those of the scalar function, then the array of results and the end. */
function loop(shape: string, scalar: ProgramFunction, more: Readonly<Record<string, unknown>> = {}): Program {
  const kinds = shape.split(' ');
  const loop = writeLoop(
    scalar,
    kinds.map((kind) => kind === 'array'),
  );
  const names = kinds.map((_, index) => `a${index}`).join(', ');
  const source = `(loop) => (${names}, out, to) => loop(${names}, out, 1, to)`;
  const fn = ((0, eval)(source) as (inner: typeof loop) => ProgramFunction)(loop);
  return {
    ...program(`${shape} array count`, fn, { scope: { loop, scalar, ...more } }),
    name: `${scalar.name} of ${shape}`,
  };
}

export const ELEMENTWISE: readonly Program[] = [
  loop('array array', hypotenuse),
  loop('array number', hypotenuse),
  loop('array integer', Math.imul),
  loop('array number number', clamp),
  loop('array array', isInside),
  loop('array', collatz),
  loop('array', otherwise),
  loop('array', half, { square }),
];
