/** Jetloop: each kernel once pinned to native code and once as the router serves it. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { watchEventLoop } from '../harness/event-loop-watch.js';
import { importAnew } from '../import-anew.js';
import type { CompileCost } from '../report/result.js';
import { benchRoot, repositoryRoot } from '../root.js';
import type { Argument, KernelFunction } from '../workload.js';

/** The part of the public API that the bench uses. */
export interface Accelerated extends KernelFunction {
  ready(...args: Argument[]): Promise<unknown>;
  explain(...args: Argument[]): unknown;
  readonly level: number;
}

export type Accelerate = (fn: KernelFunction, options?: { level?: 'auto' | 0 | 2 }) => Accelerated;

export const nativeLevel = 2;

/** `accelerate` of the build in this repository; undefined if the library is not built. */
export async function loadAccelerate(): Promise<Accelerate | undefined> {
  const library = path.join(repositoryRoot, 'dist', 'lib', 'index.js');
  if (!existsSync(library)) return undefined;
  return ((await import(library)) as { accelerate: Accelerate }).accelerate;
}

/**
 * Milliseconds to start the compile service and have a first function ready; a process pays it once, so it must not count
 * as the compile time of whichever kernel comes first.
 */
export async function startService(accelerate: Accelerate): Promise<number> {
  const file = path.join(benchRoot, 'call', 'fill-with-one.mjs');
  const { default: first } = await importAnew<{ default: KernelFunction }>(file);
  const start = performance.now();
  await accelerate(first, { level: nativeLevel }).ready(new Float64Array(8));
  return performance.now() - start;
}

export interface Compiled {
  native: Accelerated;
  cost: CompileCost;
}

/** Compiles a kernel, which nobody has compiled before, and then a second copy of it. */
export async function compileKernel(
  accelerate: Accelerate,
  loadKernel: () => Promise<KernelFunction>,
  args: readonly Argument[],
): Promise<Compiled> {
  const [fresh, again] = [await loadKernel(), await loadKernel()];
  const native = accelerate(fresh, { level: nativeLevel });
  const cold = await watchEventLoop(() => timed(() => native.ready(...args)));
  const repeated = accelerate(again, { level: nativeLevel });
  const cachedMs = await timed(() => repeated.ready(...args));
  return { native, cost: { coldMs: cold.result, cachedMs, loopBlockedMs: cold.longestMs } };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
