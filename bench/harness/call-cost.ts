/** What one call costs, apart from its work: a function over three tiny arrays and a number. */

import path from 'node:path';
import { importAnew } from '../import-anew.js';
import type { CallCost } from '../report/result.js';
import { benchRoot } from '../root.js';
import { accelerate, type Accelerated } from '../../lib/index.js';
import { nativeLevel } from '../sides/jetloop.js';
import type { Argument, KernelFunction } from '../workload.js';
import { summarize } from './statistics.js';

const calls = 20_000;
const rounds = 25;
const warmUpRounds = 10;

interface CallModule {
  default: KernelFunction;
  callRepeatedly(call: KernelFunction, calls: number, ...args: Argument[]): void;
}

/** Nanoseconds of a call of the original, of native code, and of a wrapper that hands the call to JavaScript. */
export async function measureCallCost(): Promise<CallCost> {
  const args: Argument[] = [new Float64Array([1]), new Float64Array([2]), new Float64Array(1), 0.5];
  const batches = [
    await prepareBatch((original) => original, args),
    await prepareBatch((original) => accelerate(original, { level: nativeLevel }), args),
    await prepareBatch((original) => accelerate(original, { level: 0 }), args),
  ];
  const samples = batches.map((): number[] => []);
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    batches.forEach((batch, side) => {
      const ns = batch();
      if (round >= warmUpRounds) samples[side]!.push(ns);
    });
  }
  const [plainNs, nativeNs, handedNs] = samples.map(summarize);
  return { plainNs: plainNs!, nativeNs: nativeNs!, handedNs: handedNs! };
}

/** A function that times one batch of calls, with code and type feedback of its own, and returns nanoseconds per call. */
async function prepareBatch(
  wrap: (original: KernelFunction) => KernelFunction,
  args: readonly Argument[],
): Promise<() => number> {
  const module = await importAnew<CallModule>(path.join(benchRoot, 'call', 'add-scaled.mjs'));
  const call = wrap(module.default);
  if ('ready' in call) await (call as Accelerated<KernelFunction>).ready(...args);
  return () => {
    const start = process.hrtime.bigint();
    module.callRepeatedly(call, calls, ...args);
    return Number(process.hrtime.bigint() - start) / calls;
  };
}
