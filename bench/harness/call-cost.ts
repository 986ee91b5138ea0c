/** What one call costs, apart from its work: a function over three tiny arrays and a number. */

import type { CallCost } from '../report/result.js';
import { nativeLevel, type Accelerate } from '../sides/jetloop.js';
import type { Argument, KernelFunction } from '../workload.js';
import { summarize } from './statistics.js';

const calls = 20_000;
const rounds = 25;
const warmUpRounds = 10;

const source = 'for (let i = 0; i < c.length; i++) c[i] = a[i] + s * b[i];';

/** A function object of its own each time, so that its calls are optimised for one target. */
function makeFunction(): KernelFunction {
  return new Function('a', 'b', 'c', 's', source) as KernelFunction;
}

/** A caller of its own for each function, for the same reason. */
function makeBatch(call: KernelFunction, args: readonly Argument[]): () => number {
  const run = new Function('call, a, b, c, s, calls', 'for (let i = 0; i < calls; i++) call(a, b, c, s);') as (
    ...all: unknown[]
  ) => void;
  return () => {
    const start = process.hrtime.bigint();
    run(call, ...args, calls);
    return Number(process.hrtime.bigint() - start) / calls;
  };
}

/** Nanoseconds of a call of the original, of native code, and of a wrapper that hands the call to JavaScript. */
export async function measureCallCost(accelerate: Accelerate): Promise<CallCost> {
  const args: Argument[] = [new Float64Array([1]), new Float64Array([2]), new Float64Array(1), 0.5];
  const native = accelerate(makeFunction(), { level: nativeLevel });
  await native.ready(...args);
  const handed = accelerate(makeFunction(), { level: 0 });
  const batches = [makeFunction(), native, handed].map((call) => makeBatch(call, args));
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
