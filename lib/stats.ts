/** `stats`: the counters of all accelerated functions together. */
import type { FunctionStats } from './engine/dispatch/dispatcher.js';
import { functionStats } from './engine/dispatch/registry.js';
import { sumStats } from './engine/dispatch/sum-stats.js';

/** Counters of this JavaScript environment (the main thread, or one worker thread). */
export interface ProcessStats {
  readonly calls: number;
  readonly nativeCalls: number;
  /** Native calls in which more than one thread took part. */
  readonly sharedCalls: number;
  readonly javascriptCalls: number;
  readonly verifiedCalls: number;
  readonly mismatches: number;
  readonly kernels: number;
  readonly compileMilliseconds: number;
  /** An estimate: what the native calls would have taken longer in JavaScript. */
  readonly savedMilliseconds: number;
  readonly refusals: number;
  /** Each function that is still in use; those that were garbage collected are not counted any more. */
  readonly functions: readonly FunctionStats[];
}

/** Counts what all accelerated functions of this environment did so far. */
export function stats(): ProcessStats {
  const functions = functionStats();
  return { ...sumStats(functions), functions };
}
