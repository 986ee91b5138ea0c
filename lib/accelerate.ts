/** `accelerate`: the function that makes another one faster, and changes nothing else about it. */
import { outliningOf } from './engine/dispatch/assemble-partial.js';
import { describeCaptured } from './engine/dispatch/captured.js';
import { Dispatcher, type AnyFunction, type FunctionStats } from './engine/dispatch/dispatcher.js';
import { explain } from './engine/dispatch/explain.js';
import type { Explanation } from './engine/dispatch/explanation.js';
import { originOf, register, registerOrigin } from './engine/dispatch/registry.js';
import { openSession } from './session.js';
import { InputError } from './settings/errors.js';
import { checkAccelerateOptions, type AccelerateOptions } from './settings/options.js';
import { resolveFunctionSettings } from './settings/settings.js';
import type { Level } from './settings/variables.js';

/** An accelerated function: called like the original, and able to say what became of it. */
export interface Accelerated<F extends AnyFunction> {
  (...args: Parameters<F>): ReturnType<F>;
  /**
   * Compiles for arguments like these, without calling the function. Never rejects because a function cannot be compiled: the explanation says
   * so. While it is awaited, the process stays alive.
   */
  ready(...args: Parameters<F>): Promise<Explanation>;
  /**
   * Tells what happened to the function and why: the status of each signature, every loop, every refusal with its place and the way out.
   *
   * @param args - of a call, to explain that one alone
   */
  explain(...args: Parameters<F> | []): Explanation;
  /** Counts calls and what they saved. */
  stats(): FunctionStats;
  /** The function as it was passed to `accelerate`. */
  readonly original: F;
  /** Realised level of the last call: 0 plain JavaScript, 2 native on one core, 3 on several. */
  readonly level: Level;
}

/**
 * Returns a function with the same call signature and the same results, bit for bit, that runs as native SIMD code once that is compiled and
 * wherever that is faster. Functions that cannot be compiled run as they are; `explain()` says why.
 *
 * @example
 * const axpy = accelerate(function axpy(y, x, a) {
 *   for (let i = 0; i < y.length; i++) y[i] += a * x[i];
 * });
 *
 * @param fn - an ordinary function; an accelerated one is accelerated anew from its original
 * @throws InputError when `fn` is not a function, or an option is unknown or has a value that is not accepted
 */
export function accelerate<F extends AnyFunction>(fn: F, options: AccelerateOptions = {}): Accelerated<F> {
  if (typeof fn !== 'function')
    throw new InputError('not-a-function', `accelerate: expected a function, got ${typeof fn}`);
  const checked = checkAccelerateOptions(options);
  openSession();
  const made = originOf(fn);
  // A vectorised function does more than its scalar original: it is a function like any other here.
  const origin = made?.isElementwise === true ? undefined : made;
  const original = (origin?.original ?? fn) as F;
  const scoped = { original, scope: checked.scope ?? origin?.scope };
  const captured = describeCaptured(scoped, originOf);
  const settings = resolveFunctionSettings(checked);
  const outlining = outliningOf(original, checked.name, captured, settings);
  const dispatcher = new Dispatcher(original, checked.name, captured, settings, outlining);
  const accelerated = Object.defineProperties(dispatcher.wrapper, {
    ready: {
      value: async (...args: unknown[]) => {
        await dispatcher.prepare(args);
        return explain(dispatcher, args);
      },
    },
    explain: { value: (...args: unknown[]) => explain(dispatcher, args) },
    stats: { value: () => dispatcher.stats() },
    original: { value: original },
    level: { get: () => dispatcher.lastLevel },
  }) as unknown as Accelerated<F>;
  register(dispatcher);
  registerOrigin(accelerated, scoped);
  return accelerated;
}
