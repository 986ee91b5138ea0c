/**
 * A scalar function applied to arrays element by element. For each choice of which arguments are arrays there is a loop around the
 * function, and each loop is accelerated like any function: dispatch, kernels, router and reports are those of `dispatch`.
 */
import { InputError } from '../../settings/errors.js';
import type { FunctionSettings } from '../../settings/settings.js';
import { describeCaptured, type ScopedFunction } from '../dispatch/captured.js';
import { countParameters } from '../dispatch/count-parameters.js';
import { Dispatcher, type AnyFunction, type FunctionStats } from '../dispatch/dispatcher.js';
import type { Explanation } from '../dispatch/explanation.js';
import { apply, sourceOf, typedArrayLength, typedArrayName, type NumericArray } from '../dispatch/intrinsics.js';
import { originOf, register } from '../dispatch/registry.js';
import { describeValue } from '../dispatch/signature.js';
import { explainLoops } from './explain-loops.js';
import { sumStats } from '../dispatch/sum-stats.js';
import { writeLoop } from './write-loop.js';

/** Makes an array of a length, or a view. */
export type ArrayConstructor = new (length: number) => NumericArray;

/** The results of calls that say nothing else: numbers, and booleans as 0 and 1. */
const NUMBERS: ArrayConstructor = Float64Array;
const BOOLEANS: ArrayConstructor = Uint8Array;

export class Elementwise {
  readonly original: AnyFunction;
  /** Number of parameters of the scalar function. */
  readonly arity: number;
  private readonly loops = new Map<string, Dispatcher>();
  private last: Dispatcher | undefined;
  /** The kinds of array that calls made for their results. */
  private readonly made = new Set<ArrayConstructor>();

  /**
   * @param name - in reports, and in front of the messages of errors
   * @param result - the kind of array to make for results, where it was said
   */
  constructor(
    readonly scoped: ScopedFunction,
    private readonly name: string,
    private readonly settings: FunctionSettings,
    private readonly result: ArrayConstructor | undefined,
  ) {
    this.original = scoped.original as AnyFunction;
    this.arity = countParameters(sourceOf(this.original)) ?? this.original.length;
  }

  /** Realised level of the last call. */
  get level(): 0 | 2 | 3 {
    return this.last?.lastLevel ?? 0;
  }

  /** Maps arrays to a new one; with scalars alone it is a call of the scalar function. */
  call(args: readonly unknown[]): unknown {
    const length = this.commonLength(args, undefined);
    if (length === undefined) {
      this.last = undefined;
      return apply(this.original, undefined, args);
    }
    if (this.result !== undefined) return this.run(args, new this.result(length), 0, length);
    if (length === 0) return new NUMBERS(0);
    // The first element tells what the results are. It is computed once, like every other.
    const first = apply(this.original, undefined, elementsAt(args, 0));
    const constructor = typeof first === 'boolean' ? BOOLEANS : NUMBERS;
    this.made.add(constructor);
    const out = new constructor(length);
    out[0] = first as number;
    return this.run(args, out, 1, length);
  }

  /** Maps arrays and scalars into an array that is there. */
  into(out: unknown, args: readonly unknown[]): unknown {
    if (!isNumericArray(out)) {
      throw new InputError(
        'out-kind',
        `${this.name}.into: the first argument takes the results and must be a typed array of numbers; got ${describeValue(out)}`,
      );
    }
    return this.run(args, out, 0, this.commonLength(args, out)!);
  }

  /** Compiles for arguments like these, without calling. */
  async prepare(args: readonly unknown[]): Promise<void> {
    const length = this.commonLength(args, undefined);
    if (length === undefined) return;
    const loop = this.loopFor(args);
    for (const constructor of this.resultKinds()) {
      await loop.prepare([...args, new constructor(0), 0, length]);
    }
  }

  explain(args: readonly unknown[]): Explanation {
    const length = args.length === 0 ? undefined : this.commonLength(args, undefined);
    if (length !== undefined) {
      const loop = this.loopFor(args);
      const calls = this.resultKinds().map((constructor) => [...args, new constructor(0), 0, length]);
      return explainLoops(
        this.name,
        calls.map((call) => ({ loop, args: call })),
        this.level,
      );
    }
    const loops =
      this.loops.size > 0 ? [...this.loops.values()] : [this.loopOf(new Array<boolean>(this.arity).fill(true))];
    return explainLoops(
      this.name,
      loops.map((loop) => ({ loop, args: [] })),
      this.level,
    );
  }

  stats(): FunctionStats {
    return { name: this.name, ...sumStats([...this.loops.values()].map((loop) => loop.stats())) };
  }

  private run(args: readonly unknown[], out: NumericArray, from: number, to: number): NumericArray {
    const loop = this.loopFor(args);
    this.last = loop;
    apply(loop.wrapper, undefined, [...args, out, from, to]);
    return out;
  }

  /** What calls with new arrays write: what was asked for, what was seen, or else what there may be. */
  private resultKinds(): readonly ArrayConstructor[] {
    if (this.result !== undefined) return [this.result];
    return this.made.size > 0 ? [...this.made] : [NUMBERS, BOOLEANS];
  }

  private loopFor(args: readonly unknown[]): Dispatcher {
    return this.loopOf(args.map((value) => typeof value === 'object'));
  }

  private loopOf(isArray: readonly boolean[]): Dispatcher {
    const key = isArray.join();
    let loop = this.loops.get(key);
    if (loop === undefined) {
      const original = writeLoop(this.original, isArray);
      const captured = describeCaptured(
        { original, scope: { scalar: this.original } },
        (fn) => (fn === this.original ? { ...this.scoped, isElementwise: false } : originOf(fn)),
        this.original,
      );
      loop = new Dispatcher(original, this.name, captured, this.settings);
      register(loop);
      this.loops.set(key, loop);
    }
    return loop;
  }

  /**
   * The length of the arrays, those of a call and the one for the results; undefined where there is none.
   *
   * @throws InputError for anything but scalars and arrays of one length
   */
  private commonLength(args: readonly unknown[], out: NumericArray | undefined): number | undefined {
    let length = out === undefined ? undefined : typedArrayLength(out);
    for (const [index, value] of args.entries()) {
      if (isScalar(value)) continue;
      if (!isNumericArray(value)) {
        throw new InputError(
          'argument-kind',
          `${this.name}: argument ${index + 1} is ${describeValue(value)}; a vectorised function takes typed arrays of numbers, numbers and booleans`,
        );
      }
      const own = typedArrayLength(value);
      length ??= own;
      if (own !== length) {
        const other = out === undefined ? 'the arrays before it have' : 'the array for the results has';
        throw new InputError(
          'length-mismatch',
          `${this.name}: argument ${index + 1} has ${own} elements, ${other} ${length}; arrays must have one length, only scalars are repeated`,
        );
      }
    }
    return length;
  }
}

function isScalar(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || value === undefined;
}

function isNumericArray(value: unknown): value is NumericArray {
  return typedArrayName(value)?.startsWith('Big') === false;
}

function elementsAt(args: readonly unknown[], index: number): unknown[] {
  return args.map((value) => (typeof value === 'object' ? (value as NumericArray)[index] : value));
}
