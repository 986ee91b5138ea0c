/** Jetloop: each kernel once pinned to native code and once as the router serves it. */

import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { watchEventLoop } from '../harness/event-loop-watch.js';
import { summarize } from '../harness/statistics.js';
import { importAnew } from '../import-anew.js';
import { accelerate, type Accelerated, type Explanation } from '../../lib/index.js';
import type { CompileCost } from '../report/result.js';
import { benchRoot } from '../root.js';
import type { Argument, KernelFunction } from '../workload.js';
import type { WorkingSet } from './in-process.js';

export const nativeLevel = 2;

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

/**
 * How often a kernel is compiled to see what it does to the event loop. Most pauses that such a watch sees come from the machine: it
 * sees them when nothing is compiled, too. What is due to compiling is there each time.
 */
const watchedCompiles = 5;

/** In which V8's own threads come to rest: they still optimise what was warmed up and sweep what earlier kernels left. */
const settleMs = 100;

/** Compiles a kernel, which nobody has compiled before, and then a second copy of it. */
export async function pinToNative(
  loadKernel: () => Promise<KernelFunction>,
  args: readonly Argument[],
): Promise<Pinned> {
  const [fresh, again] = [await loadKernel(), await loadKernel()];
  const native = accelerate(fresh, { level: nativeLevel });
  await setTimeout(settleMs);
  const { result: cold, longestMs } = await watchEventLoop(() => timed(() => native.ready(...args)));
  if (cold.value.status !== 'COMPILED_FULL') return { refusal: describeRefusal(cold.value) };
  const repeated = await timed(() => accelerate(again, { level: nativeLevel }).ready(...args));
  const stages = cold.value.signatures[0]?.times ?? {};
  const pauses = [longestMs];
  while (pauses.length < watchedCompiles) {
    // Another name makes another kernel: what was compiled before is not found in the cache.
    const anew = accelerate(await loadKernel(), { level: nativeLevel, name: `watched_${pauses.length}` });
    pauses.push((await watchEventLoop(() => anew.ready(...args))).longestMs);
  }
  return { native, cost: { coldMs: cold.ms, cachedMs: repeated.ms, loopBlockedMs: summarize(pauses), stages } };
}

/** The level that shares loops among the machine's cores. */
const sharedLevel = 3;

/** A kernel pinned to native code on all cores; `undefined` where none of its loops was shared in a call with these arguments. */
export async function pinToAllCores(
  kernel: KernelFunction,
  set: WorkingSet,
): Promise<Accelerated<KernelFunction> | undefined> {
  const shared = accelerate(kernel, { level: sharedLevel });
  await shared.ready(...set.args);
  set.restore();
  shared(...set.args);
  return shared.level === sharedLevel ? shared : undefined;
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

/** A kernel that the router is free to serve. */
export async function letRoute(kernel: KernelFunction, set: WorkingSet): Promise<Accelerated<KernelFunction>> {
  const routed = accelerate(kernel);
  await routed.ready(...set.args);
  callRepeatedly(routed, set, { calls: 20, ms: 500 });
  return routed;
}

/**
 * Calls until the router goes back to JavaScript. It tries JavaScript only after some calls, the later the longer they take; where native
 * code is slower, the routed figure is about what it does then.
 */
export function awaitReturnToJavaScript(routed: Accelerated<KernelFunction>, set: WorkingSet): void {
  callRepeatedly(routed, set, { calls: 200, ms: 10_000 }, () => {
    const [signature] = routed.explain(...set.args).signatures;
    return signature?.routing.every(({ route }) => route === 'javascript') === true;
  });
}

function callRepeatedly(
  call: KernelFunction,
  set: WorkingSet,
  most: { calls: number; ms: number },
  isEnough = () => false,
): void {
  const deadline = performance.now() + most.ms;
  for (let made = 0; made < most.calls && performance.now() < deadline && !isEnough(); made++) {
    set.restore();
    call(...set.args);
  }
}
