/** How long the event loop is blocked, as `perf_hooks.monitorEventLoopDelay` sees it. */

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds between two looks: the finest that libuv's timers can do. */
const resolution = 1;

/**
 * Runs `work` and returns the longest time, in milliseconds, by which a timer was late meanwhile. Between two looks the loop sleeps, as the
 * loop of a server does: one that spins keeps a core busy, and then waits for whole ticks of the scheduler whenever there are more
 * threads than cores, whoever started those.
 */
export async function watchEventLoop<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; longestMs: number }> {
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  await setTimeout(2 * resolution); // the first look has nothing to be compared with
  delays.reset();
  const result = await work();
  await setTimeout(2 * resolution);
  delays.disable();
  return { result, longestMs: Math.max(0, delays.max / 1e6 - resolution) };
}
