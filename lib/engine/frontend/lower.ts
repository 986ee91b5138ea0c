/** Lowers an analysed function for one signature to a kernel. */

import type { AbandonSite } from './abandonments.js';
import type { AnalyzedFunction } from './analyze.js';
import type { BuiltinFunction } from './builtins.js';
import { exceededLimit } from './check-limits.js';
import { Emitter } from './emitter.js';
import { findTransactionArrays } from './find-transaction-arrays.js';
import type { ArgumentType, Types } from './infer-types.js';
import { BOOLEAN, NUMBER, inferTypes } from './infer-types.js';
import type { ArrayParameter, Kernel } from './ir.js';
import { arraysOf, makeResultArray } from './ir.js';
import type { Lowering } from './lowering.js';
import { StatementLowerer } from './lower-statements.js';
import { Results } from './collect-results.js';
import { returnsObjects } from './lower-results.js';
import type { MathAlgorithm } from './probe-math.js';
import { mathAlgorithm, mathVariant } from './probe-math.js';
import type { Refusal } from './refusals.js';
import { RefusalList, refuseOverflow } from './refusals.js';
import { removeUnreadFlags } from './remove-unread-flags.js';
import type { Variable } from './resolve-scopes.js';
import type { ResultShapes } from './result-shapes.js';
import { Slots } from './slots.js';

export interface LowerOptions {
  /** Whether a written array of the call may overlap another one. */
  readonly mayAlias: boolean;
  /** Name of the kernel. */
  readonly name: string;
  /** Whose bits this engine's own function gives, if the compiler has them; by default, what probing it says. */
  readonly mathAlgorithm?: (name: BuiltinFunction) => MathAlgorithm | undefined;
}

export interface LoweredFunction {
  readonly kernel: Kernel;
  /**
   * Indices of the parameters whose array may be read at the property named "undefined" (an index that was itself read out of
   * range).  The kernel takes that as undefined, which is right unless a program has given the array such a property.
   */
  readonly undefinedKeys: readonly number[];
  /** Indices of the parameters whose array must have the engine's own methods and iterator. */
  readonly methodArrays: readonly number[];
  /** Whether the iterator of array literals is taken for the engine's own. */
  readonly iteratesLiterals: boolean;
  /** Indices of the parameters that the kernel takes for undefined without looking. */
  readonly undefinedArguments: readonly number[];
  /** What the number means that the kernel returns; undefined where it is the result itself. */
  readonly results: ResultShapes | undefined;
  /** The ordinary arrays among the arguments; each is an f64 array to the kernel. */
  readonly plainArguments: readonly PlainArgument[];
  /** Where the kernel may give a call up, so that the function itself runs instead. */
  readonly abandonments: readonly AbandonSite[];
  /** Names of the arrays that a call which is given up may have written before: the kernel has to run on copies of them. */
  readonly transactionArrays: ReadonlySet<string>;
  /** Whose functions of Math the kernel computes. */
  readonly mathVariant: string;
}

/** An ordinary array of numbers, which the kernel takes a copy of. */
export interface PlainArgument {
  readonly index: number;
  /** Whether it must have the engine's own methods and iterator. */
  readonly usesMethods: boolean;
  /** The place that gives the call up where it cannot be copied: that of the parameter. */
  readonly site: AbandonSite;
}

export type LowerResult = ({ ok: true } & LoweredFunction) | { ok: false; refusals: Refusal[] };

/** Lowers a function for one signature, or gives every reason why that is not possible. */
export function lowerFunction(
  fn: AnalyzedFunction,
  argumentTypes: readonly ArgumentType[],
  options: LowerOptions,
): LowerResult {
  return refuseOverflow(() => lower(fn, argumentTypes, options));
}

function lower(fn: AnalyzedFunction, argumentTypes: readonly ArgumentType[], options: LowerOptions): LowerResult {
  const refusals = new RefusalList();
  fn.parameters.forEach((_, index) => {
    if (argumentTypes[index] === undefined) {
      refusals.add('missing-argument', fn.position(fn.node.params[index] ?? fn.node));
    }
  });
  const types = inferTypes(fn, argumentTypes);
  refuseMixedVariables(fn, types, refusals);
  refuseFills(fn, argumentTypes, refusals);

  const emitter = new Emitter();
  const slots = new Slots(emitter, types);
  const undefinedKeys = new Set<Variable>();
  const abandonments: AbandonSite[] = [];
  const algorithms = new Set<MathAlgorithm>();
  const { mathAlgorithm: algorithmOf = mathAlgorithm } = options;
  const lowering: Lowering = {
    fn,
    types,
    emitter,
    slots,
    refusals,
    mayAlias: options.mayAlias,
    mathAlgorithm: (name) => {
      const algorithm = algorithmOf(name);
      if (algorithm !== undefined) {
        algorithms.add(algorithm);
      }
      return algorithm;
    },
    undefinedKeys,
    results: returnsObjects({ fn, types }) ? new Results(emitter.freshName('result')) : undefined,
    abandonments,
  };
  const body = emitter.collect(() => {
    slots.declareParameters(fn, argumentTypes);
    for (const variable of hoistedVariables(fn)) {
      slots.declareVariable(variable, fn.maybeUnassigned.has(variable) ? { kind: 'undefined' } : undefined);
    }
    new StatementLowerer(lowering).body();
  });
  if (!refusals.isEmpty) {
    return { ok: false, refusals: refusals.sorted() };
  }
  const kernel: Kernel = {
    name: options.name,
    parameters: [...slots.kernelParameters(), ...resultParameter(lowering.results)],
    mayAlias: options.mayAlias,
    body: removeUnreadFlags(body, emitter.flags),
  };
  const indices = [...fn.parameters.keys()];
  const limit = exceededLimit(kernel);
  if (limit !== undefined) {
    refusals.add('too-large', { line: 1, column: 0 }, `The function has ${limit}.`);
    return { ok: false, refusals: refusals.sorted() };
  }
  const isPlain = (index: number): boolean => isPlainType(argumentTypes[index]);
  const plainIndices = indices.filter(isPlain);
  const transactionArrays = findTransactionArrays(kernel, plainIndices);
  if (options.mayAlias && transactionArrays.size > 0) {
    const place = abandonments[0]!;
    refusals.add('overlapping-transaction', place);
    return { ok: false, refusals: refusals.sorted() };
  }
  const passed = arraysOf(kernel).map(({ sourceIndex }) => sourceIndex);
  const plainArguments = plainIndices
    .filter((index) => passed.includes(index))
    .map((index): PlainArgument => {
      const place = fn.position(fn.node.params[index] ?? fn.node);
      const usesMethods = fn.methodArrays.has(fn.parameters[index]!);
      return { index, usesMethods, site: { code: 'unfit-array', line: place.line, column: place.column } };
    });
  const keys = fn.parameters.flatMap((parameter, index) => (undefinedKeys.has(parameter) ? [index] : []));
  return {
    ok: true,
    kernel,
    undefinedKeys: keys,
    iteratesLiterals: fn.iteratesLiterals,
    methodArrays: indices.filter((index) => fn.methodArrays.has(fn.parameters[index]!) && !isPlain(index)),
    undefinedArguments: slots.undefinedArguments,
    results: lowering.results?.shapes,
    abandonments,
    transactionArrays,
    plainArguments,
    mathVariant: mathVariant(algorithms),
  };
}

function resultParameter(results: Results | undefined): ArrayParameter[] {
  return results === undefined || results.count === 0 ? [] : [makeResultArray(results.arrayName, results.count)];
}

/** Refuses variables that hold a number at one time and a boolean at another, where the second type comes in. */
function refuseMixedVariables(fn: AnalyzedFunction, types: Types, refusals: RefusalList): void {
  const { writes, references } = fn.scopes;
  const seen = new Map<Variable, number>(fn.parameters.map((parameter) => [parameter, types.ofParameter(parameter)]));
  for (const write of writes) {
    const variable = write.isElement ? undefined : references.get(write.target);
    if (variable === undefined || !isMixed(types.ofVariable(variable))) {
      continue;
    }
    const before = seen.get(variable) ?? 0;
    const after = before | types.ofWrite(write);
    if (!isMixed(before) && isMixed(after)) {
      const message = `${variable.name} holds a number at one time and a boolean at another.`;
      refusals.add('mixed-type-variable', fn.position(write.target), message);
    }
    seen.set(variable, after);
  }
}

function isPlainType(type: ArgumentType | undefined): boolean {
  return type?.kind === 'array' && type.isPlain === true;
}

/** The text of `fill` is that of typed arrays, which convert what they are given. */
function refuseFills(fn: AnalyzedFunction, argumentTypes: readonly ArgumentType[], refusals: RefusalList): void {
  for (const [index, parameter] of fn.parameters.entries()) {
    if (fn.filledArrays.has(parameter) && isPlainType(argumentTypes[index])) {
      refusals.add('plain-array-fill', fn.position(fn.node.params[index] ?? fn.node));
    }
  }
}

function isMixed(types: number): boolean {
  return (types & NUMBER) !== 0 && (types & BOOLEAN) !== 0;
}

/** The var variables that come into being at the function's entry. */
function hoistedVariables(fn: AnalyzedFunction): Set<Variable> {
  const hoisted = new Set<Variable>();
  for (const variable of fn.scopes.references.values()) {
    if (variable.kind === 'var' && variable.origin === undefined) {
      hoisted.add(variable);
    }
  }
  return hoisted;
}
