/** Compares functions of Math in kernels with this engine's own, bit for bit. */

import { accelerate } from '../../lib/index.js';
import { PROBED_FUNCTIONS } from '../../lib/engine/frontend/probe-math.js';
import { MathInputs } from './math-inputs.js';

/** Computes `out` from the operands, element by element. */
export type ElementLoop = (out: Float64Array, a: Float64Array, b: Float64Array) => void;

/** One result that differs. */
export interface MathDifference {
  readonly operands: readonly number[];
  readonly expected: number;
  readonly actual: number;
}

export interface MathComparison {
  readonly compared: number;
  /** How many results differ. */
  readonly differing: number;
  /** The first of them. */
  readonly examples: readonly MathDifference[];
}

/** Names without `Math.`, with the number of operands. */
export const MATH_OPERANDS: ReadonlyMap<string, number> = new Map(
  PROBED_FUNCTIONS.map((name) => name.slice('Math.'.length)).map((name) => [
    name,
    ['atan2', 'pow', 'hypot'].includes(name) ? 2 : 1,
  ]),
);

/** Elements per call; the last call is shorter by a few, so that remainders of vectors are met too. */
const BATCH = 1 << 14;
const EXAMPLES = 5;

/** The source of the loop that calls a function on every element. */
function loopSource(name: string, operands: number): string {
  return `(out, a, b) => { for (let i = 0; i < out.length; i++) out[i] = Math.${name}(a[i]${operands > 1 ? ', b[i]' : ''}); }`;
}

/** The loop as plain JavaScript. */
export function plainLoop(name: string): ElementLoop {
  return (0, eval)(loopSource(name, MATH_OPERANDS.get(name) ?? 1)) as ElementLoop;
}

/**
 * The loop as native code.
 *
 * @returns the loop, or why it stays JavaScript
 */
export function nativeLoop(name: string): ElementLoop | string {
  const loop = accelerate(plainLoop(name), { compile: 'sync', level: 2, name });
  const [out, a, b] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)] as const;
  loop(out, a, b);
  return loop.level === 2 ? loop : loop.explain(out, a, b).toString();
}

/** Compares two loops on as many inputs as told. */
export function compareMath(name: string, actual: ElementLoop, inputs: number, seed: number): MathComparison {
  const operands = MATH_OPERANDS.get(name) ?? 1;
  const expected = plainLoop(name);
  const source = new MathInputs(seed);
  const examples: MathDifference[] = [];
  let compared = 0;
  let differing = 0;
  while (compared < inputs) {
    const count = Math.min(BATCH - 3, inputs - compared);
    const [a, b, right, found] = Array.from({ length: 4 }, () => new Float64Array(count)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    source.fill(a, b, operands);
    expected(right, a, b);
    actual(found, a, b);
    for (let i = 0; i < count; i++) {
      if (!Object.is(right[i], found[i])) {
        differing++;
        if (examples.length < EXAMPLES) {
          examples.push({ operands: [a[i]!, b[i]!].slice(0, operands), expected: right[i]!, actual: found[i]! });
        }
      }
    }
    compared += count;
  }
  return { compared, differing, examples };
}
