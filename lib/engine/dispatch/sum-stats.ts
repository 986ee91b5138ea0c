/** The counters of several functions together. */
import type { FunctionStats } from './function-stats.js';

export function sumStats(parts: readonly FunctionStats[]): Omit<FunctionStats, 'name'> {
  const total = (pick: (one: FunctionStats) => number): number => parts.reduce((sum, one) => sum + pick(one), 0);
  return {
    calls: total((one) => one.calls),
    nativeCalls: total((one) => one.nativeCalls),
    javascriptCalls: total((one) => one.javascriptCalls),
    nativeLoops: total((one) => one.nativeLoops),
    abandonedCalls: total((one) => one.abandonedCalls),
    verifiedCalls: total((one) => one.verifiedCalls),
    mismatches: total((one) => one.mismatches),
    kernels: total((one) => one.kernels),
    compileMilliseconds: total((one) => one.compileMilliseconds),
    savedMilliseconds: total((one) => one.savedMilliseconds),
    refusals: total((one) => one.refusals),
  };
}
