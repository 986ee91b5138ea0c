/** The counters of several functions together. */
import type { FunctionStats } from './function-stats.js';

/** The counters of a function that is compiled in parts: its calls are its own, the rest is also that of its loops. */
export function withLoops(whole: FunctionStats, loops: readonly FunctionStats[]): FunctionStats {
  const { calls, nativeCalls, javascriptCalls } = whole;
  const { nativeCalls: nativeLoops } = sumStats(loops);
  return { name: whole.name, ...sumStats([whole, ...loops]), calls, nativeCalls, javascriptCalls, nativeLoops };
}

export function sumStats(parts: readonly FunctionStats[]): Omit<FunctionStats, 'name'> {
  const total = (pick: (one: FunctionStats) => number): number => parts.reduce((sum, one) => sum + pick(one), 0);
  return {
    calls: total((one) => one.calls),
    nativeCalls: total((one) => one.nativeCalls),
    sharedCalls: total((one) => one.sharedCalls),
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
