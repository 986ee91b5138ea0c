/** What dispatch knows of a function that is compiled in parts: its loops, each with a dispatcher of its own, and a copy that calls them. */
import type { Original, Outline } from '../outline/index.js';
import type { LoopExplanation } from './explanation.js';
import type { FunctionStats } from './function-stats.js';
import type { Reason } from './refusals.js';

/** A function that no kernel can hold, made anew around its loops. */
export interface PartialFunction {
  /** Does what the function does. */
  readonly run: (...args: never[]) => unknown;
  readonly loops: readonly PartialLoop[];
}

export interface PartialLoop {
  /** Realised level of its last run. */
  readonly level: 0 | 2 | 3;
  /** Whether a kernel for it is being made. */
  readonly isPending: boolean;
  /** Whether its kernels are still being weighed against its JavaScript. */
  readonly isTrying: boolean;
  stats(): FunctionStats;
  /** With places in the text of the function. */
  explain(): LoopExplanation;
}

/** Knows how the parts of one function are put together. */
export interface Outlining {
  /** For whoever looks for loops in its text. */
  readonly original: Original;
  /** Why the function cannot be made anew as the outline says. */
  refusalsOf(outline: Outline): readonly Reason[];
  /** Makes it anew, or says why not. */
  assemble(outline: Outline): PartialFunction | readonly Reason[];
}
