/** For scripts that use what tests use: they have no test to clean up after them. */
import type { Test } from './scene.js';

/** Runs something, then what it left to be done at its end, last things first. */
export async function withTeardown<T>(run: (t: Test) => Promise<T>): Promise<T> {
  const handlers: (() => Promise<void> | void)[] = [];
  try {
    return await run({ teardown: (handler) => void handlers.push(handler) });
  } finally {
    for (const handler of handlers.reverse()) await handler();
  }
}
