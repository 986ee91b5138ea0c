/** Jetloop: each kernel once pinned to native code and once as the router serves it. */

import path from 'node:path';
import { watchEventLoop } from '../harness/event-loop-watch.js';
import { importAnew } from '../import-anew.js';
import { accelerate, type Accelerated, type Explanation } from '../../lib/index.js';
import type { CompileCost } from '../report/result.js';
import { benchRoot } from '../root.js';
import { restoreArguments, type Argument, type KernelFunction } from '../workload.js';

export const nativeLevel = 2;

/** Calls after which the router has tried JavaScript, too, if they are short enough to be made here. */
const routerCalls = 20;
const routerMs = 500;

/**
 * Milliseconds to start the compile service and have a first function ready; a process pays it once, so it must not count
 * as the compile time of whichever kernel comes first.
 */
export async function startService(): Promise<number> {
  const file = path.join(benchRoot, 'call', 'fill-with-one.mjs');
  const { default: first } = await importAnew<{ default: KernelFunction }>(file);
  const start = performance.now();
  await accelerate(first, { level: nativeLevel }).ready(new Float64Array(8));
  return performance.now() - start;
}

/** A kernel pinned to native code and what compiling it cost, or why there is no native code. */
export type Pinned = { native: Accelerated<KernelFunction>; cost: CompileCost } | { refusal: string };

/** Compiles a kernel, which nobody has compiled before, and then a second copy of it. */
export async function pinToNative(
  loadKernel: () => Promise<KernelFunction>,
  args: readonly Argument[],
): Promise<Pinned> {
  const [fresh, again] = [await loadKernel(), await loadKernel()];
  const native = accelerate(fresh, { level: nativeLevel });
  const { result: cold, longestMs } = await watchEventLoop(() => timed(() => native.ready(...args)));
  if (cold.value.status !== 'COMPILED_FULL') return { refusal: describeRefusal(cold.value) };
  const repeated = await timed(() => accelerate(again, { level: nativeLevel }).ready(...args));
  const stages = cold.value.signatures[0]?.times ?? {};
  return { native, cost: { coldMs: cold.ms, cachedMs: repeated.ms, loopBlockedMs: longestMs, stages } };
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ ms: number; value: Value }> {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}

function describeRefusal({ status, refusals, signatures }: Explanation): string {
  const codes = [...refusals, ...signatures.flatMap((signature) => signature.refusals)].map(({ code }) => code);
  return [status, ...new Set(codes)].join(' ');
}

/** A kernel that the router is free to serve, after calls enough for it to know both sides. */
export async function letRoute(
  kernel: KernelFunction,
  inputs: readonly Argument[],
  args: Argument[],
): Promise<Accelerated<KernelFunction>> {
  const routed = accelerate(kernel);
  await routed.ready(...args);
  const deadline = performance.now() + routerMs;
  for (let call = 0; call < routerCalls && performance.now() < deadline; call++) {
    restoreArguments(inputs, args);
    routed(...args);
  }
  return routed;
}
