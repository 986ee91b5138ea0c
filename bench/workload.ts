/** What the bench runs: one kernel with one set of arguments. */

import type { NumericArray } from '../lib/index.js';

export type Argument = number | NumericArray;

export type KernelFunction = (...args: Argument[]) => number | undefined;

export type Scale = 'full' | 'quick';

export interface Workload {
  readonly name: string;
  readonly group: 'polybench' | 'image' | 'geo';
  /** The size in words, such as `1000 × 1100 × 1200`. */
  readonly size: string;
  /** Why the size is not PolyBench's LARGE, where it is not. */
  readonly reduced: string | undefined;
  /** The arguments of every timed call; nobody writes to them. */
  readonly inputs: readonly Argument[];
  /** Small arguments for warming V8 up. */
  readonly warmUpInputs: readonly Argument[];
  /** Evaluates the kernel's file anew, so that each caller gets a function with type feedback of its own. */
  loadKernel(): Promise<KernelFunction>;
}

export function isArray(argument: Argument): argument is NumericArray {
  return typeof argument !== 'number';
}

export function copyArguments(args: readonly Argument[]): Argument[] {
  return args.map((argument) => (isArray(argument) ? argument.slice() : argument));
}
