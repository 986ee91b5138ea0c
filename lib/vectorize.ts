/** `vectorize`: a function of numbers that also maps typed arrays, element by element. */
import type { AnyFunction, FunctionStats } from './engine/dispatch/dispatcher.js';
import type { Explanation } from './engine/dispatch/explanation.js';
import { functionName } from './engine/dispatch/function-name.js';
import type { NumericArray } from './engine/dispatch/intrinsics.js';
import { originOf, registerOrigin } from './engine/dispatch/registry.js';
import { Elementwise } from './engine/elementwise/elementwise.js';
import { writeComposition, writeEntry } from './engine/elementwise/write-loop.js';
import { openSession } from './session.js';
import { InputError } from './settings/errors.js';
import { checkVectorizeOptions, type NumericArrayConstructor, type VectorizeOptions } from './settings/options.js';
import { resolveFunctionSettings } from './settings/settings.js';
import type { Level } from './settings/variables.js';

/** What a scalar function takes. */
type Scalar = number | boolean | undefined;

/** A function of scalars. */
export type ScalarFunction = (...args: never[]) => number | boolean;

/** The parameters of a scalar function, each of which may be an array. */
export type Elements<P extends readonly unknown[]> = {
  [K in keyof P]: P[K] extends Scalar ? P[K] | NumericArray : never;
};

/** What a call gives: the array where an argument is one, the scalar where none is. */
export type ElementwiseResult<A extends readonly unknown[], S, R> = [Extract<A[number], NumericArray>] extends [never]
  ? S
  : true extends { [K in keyof A]: A[K] extends NumericArray ? true : false }[number]
    ? R
    : S | R;

/** The kind of array that is made where the option `result` says nothing. */
export type DefaultResult<F extends ScalarFunction> =
  ReturnType<F> extends boolean ? Uint8Array : ReturnType<F> extends number ? Float64Array : Float64Array | Uint8Array;

/** The scalar function that `pipe` makes. */
export type Composed<F extends ScalarFunction, G extends ScalarFunction> = Extract<
  (...args: Parameters<F>) => ReturnType<G>,
  ScalarFunction
>;

/** A vectorised function: a call with scalars alone is one of the original, a call with arrays maps them. */
export interface Vectorized<F extends ScalarFunction, R extends NumericArray = DefaultResult<F>> {
  /**
   * Applies the function to the elements of arrays of one length, in ascending order; scalars are repeated.
   *
   * @returns a new array of results; the function's own result where no argument is an array
   * @throws InputError where an argument is neither an array nor a scalar, or the arrays have different lengths
   */
  <A extends Elements<Parameters<F>>>(...args: A): ElementwiseResult<A, ReturnType<F>, R>;
  /**
   * Writes the results into an array that is there, as `out[i] = fn(…)` does, for each `i` in ascending order. It may be one of the
   * arguments, or overlap them. Scalars alone fill the array.
   *
   * @returns `out`
   * @throws InputError as a call does, and where `out` is no typed array of numbers or has another length
   */
  into<Out extends NumericArray>(out: Out, ...args: Elements<Parameters<F>>): Out;
  /** The function that applies `next` to the results of this one: `f.pipe(g)(a)` is `g(f(a))` in one loop, with no array in between. */
  pipe<G extends (value: never) => number | boolean>(next: Vectorized<G, NumericArray>): Vectorized<Composed<F, G>>;
  pipe<G extends (value: never) => number | boolean, K extends NumericArrayConstructor>(
    next: Vectorized<G, NumericArray>,
    options: VectorizeOptions & { readonly result: K },
  ): Vectorized<Composed<F, G>, InstanceType<K>>;
  /** Compiles for arguments like these and results of the usual kind, without calling the function. See `Accelerated.ready`. */
  ready(...args: Elements<Parameters<F>>): Promise<Explanation>;
  /** Tells what happened to the loops around the function, and why. */
  explain(...args: Elements<Parameters<F>> | []): Explanation;
  /** Counts calls with arrays. */
  stats(): FunctionStats;
  /** The function as it was passed to `vectorize`. */
  readonly original: F;
  /** Realised level of the last call that did not take numbers alone: 0 plain JavaScript, 2 native on one core, 3 on several. */
  readonly level: Level;
}

/** A function as this module made it. */
type AnyVectorized = Vectorized<(...args: never[]) => number | boolean, NumericArray>;

/**
 * Returns a function that applies a scalar one to typed arrays, element by element, as a native loop once that is compiled and wherever that
 * is faster. The results are those of a plain loop, bit for bit; a function that cannot be compiled runs in one, and `explain()` says why.
 *
 * @example
 * const distance = vectorize((x, y) => Math.sqrt(x * x + y * y));
 * distance(xs, ys); // Float64Array
 * distance(xs, 2); // the same with 2 for each y
 * distance.into(xs, xs, ys); // no new array
 *
 * @param fn - an ordinary function; an accelerated or vectorised one is vectorised anew from its original
 * @throws InputError when `fn` is not a function, or an option is unknown or has a value that is not accepted
 */
export function vectorize<F extends ScalarFunction, K extends NumericArrayConstructor>(
  fn: F,
  options: VectorizeOptions & { readonly result: K },
): Vectorized<F, InstanceType<K>>;
export function vectorize<F extends ScalarFunction>(
  fn: F,
  options?: VectorizeOptions & { readonly result?: undefined },
): Vectorized<F>;
export function vectorize(fn: AnyFunction, options: VectorizeOptions = {}): AnyVectorized {
  if (typeof fn !== 'function')
    throw new InputError('not-a-function', `vectorize: expected a function, got ${typeof fn}`);
  const checked = checkVectorizeOptions(options);
  openSession();
  const origin = originOf(fn);
  return make(origin?.original ?? fn, checked.scope ?? origin?.scope, checked);
}

function make(original: unknown, scope: VectorizeOptions['scope'], options: VectorizeOptions): AnyVectorized {
  const scoped = { original, scope, isElementwise: true };
  const scalar = original as AnyFunction;
  const name = options.name ?? functionName(scalar);
  const elementwise = new Elementwise(scoped, name, resolveFunctionSettings(options), options.result);
  const entry = writeEntry(scalar, elementwise.arity, (...args) => elementwise.call(args));
  const vectorized = Object.defineProperties(entry, {
    into: { value: (out: unknown, ...args: unknown[]) => elementwise.into(out, args) },
    pipe: { value: (next: unknown, more: unknown = {}) => pipe(elementwise, vectorized, next, more) },
    ready: {
      value: async (...args: unknown[]) => {
        await elementwise.prepare(args);
        return elementwise.explain(args);
      },
    },
    explain: { value: (...args: unknown[]) => elementwise.explain(args) },
    stats: { value: () => elementwise.stats() },
    original: { value: original },
    level: { get: () => elementwise.level },
  }) as unknown as AnyVectorized;
  registerOrigin(vectorized, scoped);
  return vectorized;
}

function pipe(elementwise: Elementwise, first: AnyVectorized, second: unknown, options: unknown): AnyVectorized {
  const next = typeof second === 'function' ? originOf(second) : undefined;
  if (next?.isElementwise !== true) {
    throw new InputError('not-vectorized', 'pipe: expected a function that vectorize made');
  }
  const checked = checkVectorizeOptions(options);
  const composed = writeComposition(elementwise.original, next.original as AnyFunction, elementwise.arity);
  return make(composed, { first, second }, checked);
}
