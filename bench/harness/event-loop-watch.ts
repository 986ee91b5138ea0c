/** How long the event loop is blocked: finer than a timer, since it spins. */

/** Runs `work` and returns the longest time, in milliseconds, in which no event was served meanwhile. */
export async function watchEventLoop<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; longestMs: number }> {
  let longest = 0;
  let last = performance.now();
  let watching = true;
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (watching) setImmediate(tick);
  };
  setImmediate(tick);
  try {
    const result = await work();
    tick();
    return { result, longestMs: longest };
  } finally {
    watching = false;
  }
}
