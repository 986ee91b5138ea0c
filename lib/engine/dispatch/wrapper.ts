/**
 * The function that callers get. Its source is written for each accelerated function and compiled by `vm`, so that V8 keeps feedback of
 * its own for each: one wrapper shared by all would be megamorphic and cost hundreds of nanoseconds per call, this one costs a few.
 */
import { compileFunction } from 'node:vm';
import type { Abandoned, Declined } from '../native/contract.js';
import type { Kernel } from './complete-kernel.js';
import {
  apply,
  builtinsIntact,
  construct,
  hasEngineMethods,
  hasPlainProperties,
  isView,
  localArraysIntact,
  plainLength,
  typedArrayLength,
} from './intrinsics.js';

/** What the wrapper does with the next calls. The dispatcher sets it, the wrapper follows it without a thought. */
export interface CallState {
  /** Calls until the dispatcher wants to see one; below zero it sees this one. */
  credit: number;
  /** The kernel for the arguments seen last; `null` hands every call to JavaScript. */
  kernel: Kernel | null;
  /** Bit per argument: its properties must be its own (see `guardedArguments`). */
  guards: number;
  /** Bit per argument: its methods must be the engine's own. */
  methods: number;
  /** Whether the kernel stands for arrays that the function makes for itself. */
  makesArrays: boolean;
  /** Route per size class where some sizes go to JavaScript, `null` where none does. */
  routes: Uint8Array | null;
  /** Bit per argument that counts for the size. */
  sizes: number;
  nativeCalls: number;
  /** The function in parts, where it is compiled so: it runs in place of the original. The level says then that it did. */
  partial: AnyFunction | null;
  /** Level of the last call: 2 for all native ones, see `lastKernel`. */
  level: 0 | 2;
  /** The kernel that ran last: it knows on how many threads. */
  lastKernel: Kernel | null;
}

/** Every call is JavaScript's, and the dispatcher sees the first. */
export function newCallState(): CallState {
  return {
    credit: 0,
    kernel: null,
    guards: 0,
    methods: 0,
    makesArrays: false,
    routes: null,
    sizes: 0,
    nativeCalls: 0,
    partial: null,
    level: 0,
    lastKernel: null,
  };
}

export const ROUTE_UNKNOWN = 0;
export const ROUTE_NATIVE = 1;
export const ROUTE_JAVASCRIPT = 2;

/** Functions with more parameters have no bits left; the dispatcher sees each of their calls. */
export const MAXIMUM_FAST_ARITY = 30;

/** The part of a wrapper's work that the dispatcher does. */
export interface WrapperHooks {
  readonly state: CallState;
  readonly declined: Declined | undefined;
  readonly abandoned: Abandoned | undefined;
  /** Captured arrays, which the kernel takes behind the arguments. */
  readonly hidden: readonly unknown[];
  /**
   * Answers a call that the wrapper does not. It takes the arguments one by one: an `arguments` object that is only ever passed on by `apply`
   * is never allocated, one that is a value itself would be, in every call.
   */
  readonly observe: (this: unknown, ...args: unknown[]) => unknown;
  /** Answers a call that the kernel gave up. */
  readonly takeOver: (this: unknown, ...args: unknown[]) => unknown;
}

type AnyFunction = (...args: never[]) => unknown;

let wrappers = 0;

/** Makes the wrapper of a function: same name, same length, constructible if the original is, and transparent for `this` and all arguments. */
export function createWrapper(
  original: AnyFunction,
  name: string,
  parameterCount: number,
  hooks: WrapperHooks,
): AnyFunction {
  const arity = Math.min(parameterCount, MAXIMUM_FAST_ARITY);
  const hiddenCount = Math.min(hooks.hidden.length, MAXIMUM_FAST_ARITY - arity);
  const constructible = Object.hasOwn(original, 'prototype');
  const bindings = {
    original,
    ...hooks,
    apply,
    construct,
    builtinsIntact,
    hasEngineMethods,
    localArraysIntact,
    hasPlainProperties,
    isView,
    plainLength,
    typedArrayLength,
  };
  const factory = compileFunction(wrapperSource(arity, hiddenCount, constructible), Object.keys(bindings), {
    filename: `jetloop:wrapper/${++wrappers}/${name}`,
  }) as (...values: unknown[]) => AnyFunction;
  const wrapper = factory(...Object.values(bindings));
  Object.defineProperty(wrapper, 'name', { value: original.name, configurable: true });
  Object.defineProperty(wrapper, 'length', { value: original.length, configurable: true });
  if (constructible) wrapper.prototype = original.prototype as unknown;
  return wrapper;
}

function wrapperSource(arity: number, hiddenCount: number, constructible: boolean): string {
  const parameters = Array.from({ length: arity }, (_, index) => `a${index}`).join(', ');
  const hidden = Array.from({ length: hiddenCount }, (_, index) => `h${index}`);
  const names = [...(arity === 0 ? [] : parameters.split(', ')), ...hidden];
  const guards = names
    .map((name, index) => `(state.guards & ${1 << index}) !== 0 && !hasPlainProperties(${name})`)
    .join(' || ');
  const methods = names
    .map((name, index) => `(state.methods & ${1 << index}) !== 0 && !hasEngineMethods(${name})`)
    .join(' || ');
  const sizes = names
    .map((name, index) => `if ((state.sizes & ${1 << index}) !== 0) { ${addExtent(name)} }`)
    .join('\n      ');
  const body = `{
  ${constructible ? 'if (new.target !== undefined) return construct(original, arguments, new.target);' : ''}
  if (--state.credit < 0) return apply(observe, this, arguments);
  const kernel = state.kernel;
  if (kernel === null) {
    state.level = 0;
    if (state.partial !== null) {
      state.level = 2;
      return apply(state.partial, this, arguments);
    }
    return apply(original, this, arguments);
  }
  if (state.routes !== null) {
    let size = 0;
    try {
      ${sizes}
    } catch {
      return apply(observe, this, arguments);
    }
    if (state.routes[Math.clz32(size)] === ${ROUTE_JAVASCRIPT}) {
      state.level = 0;
      return apply(original, this, arguments);
    }
  }
  if (!builtinsIntact() || (state.makesArrays && !localArraysIntact())${guards === '' ? '' : ` || (state.guards !== 0 && (${guards})) || (state.methods !== 0 && (${methods}))`}) return apply(observe, this, arguments);
  const result = kernel(${names.join(', ')});
  if (result === declined) return apply(observe, this, arguments);
  if (result === abandoned) return apply(takeOver, this, arguments);
  state.nativeCalls++;
  state.level = 2;
  state.lastKernel = kernel;
  return result;
}`;
  const prologue = hidden.length === 0 ? '' : `const [${hidden.join(', ')}] = hidden;\n`;
  // A method cannot be constructed, a function expression can.
  return constructible
    ? `'use strict';\n${prologue}return function (${parameters}) ${body};`
    : `'use strict';\n${prologue}return { wrapper(${parameters}) ${body} }.wrapper;`;
}

/**
 * Adds what `extent` of signature.ts gives, and throws where the value is neither a number nor an array. Reading an element, which no
 * program can notice, gives V8 the feedback with which it inlines the length of the array.
 */
function addExtent(name: string): string {
  return (
    `if (typeof ${name} === 'number') size += ${name} < 0 ? -${name} : ${name}; ` +
    `else if (isView(${name})) { ${name}[0]; size += typedArrayLength(${name}); } else size += plainLength(${name});`
  );
}
