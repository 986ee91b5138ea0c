/**
 * The built-ins that dispatch relies on, taken when the package is loaded, so that a program that replaces them later can neither break
 * nor watch it; and the test whether those that kernels stand for are still the engine's own.
 */
import { performance } from 'node:perf_hooks';
import { types } from 'node:util';
import { compileFunction } from 'node:vm';
import { ARRAY_METHOD_NAMES } from '../frontend/array-method-names.js';
import { BUILTIN_FUNCTIONS } from '../frontend/builtins.js';
import type { NumericArray } from '../native/contract.js';
import { NUMERIC_ARRAY_CONSTRUCTORS } from '../../settings/options.js';

export type { NumericArray };

const { apply: callFunction, construct, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;

const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype)!;

/** A getter as a function of its receiver. */
function getterOf(key: PropertyKey): (receiver: unknown) => unknown {
  const getter = getOwnPropertyDescriptor(typedArrayPrototype, key)?.get as () => unknown;
  return Function.prototype.call.bind(getter) as (receiver: unknown) => unknown;
}

/** Name of the typed array's constructor; `undefined` for anything that is not a typed array. Runs no code of the program. */
export const typedArrayName = getterOf(Symbol.toStringTag) as (value: unknown) => string | undefined;
/** Throws for anything that is not a typed array. */
export const typedArrayLength = getterOf('length') as (value: unknown) => number;
/** Throws for anything that is not a typed array. */
export const typedArrayBuffer = getterOf('buffer') as (value: unknown) => ArrayBufferLike;
/** Throws for anything that is not a typed array. */
export const typedArrayOffset = getterOf('byteOffset') as (value: unknown) => number;
/** Throws for anything that is not a typed array. */
export const typedArrayBytes = getterOf('byteLength') as (value: unknown) => number;

/** The constructors of numeric typed arrays by name, in the order of the front end's element kinds. */
export const TYPED_ARRAYS: ReadonlyMap<
  string,
  new (buffer: ArrayBufferLike, offset: number, length: number) => NumericArray
> = new Map(NUMERIC_ARRAY_CONSTRUCTORS.map((constructor) => [constructor.name, constructor]));

/** Whether a value is a typed array of a kind that kernels take. Runs no code of the program. */
export function isNumericArray(value: unknown): value is NumericArray {
  return TYPED_ARRAYS.has(typedArrayName(value) ?? '');
}

export const apply: (target: unknown, receiver: unknown, args: ArrayLike<unknown>) => unknown = callFunction as never;
export { construct };

/** Whether a value is a typed array or a DataView, and no proxy of one. */
export const isView = Reflect.get(ArrayBuffer, 'isView') as (value: unknown) => boolean;

const { isArray } = Array;
const { isProxy } = types;
/** Whether properties can be added to an object; where not, some may be read-only. */
export const { isExtensible } = Object;
const arrayPrototype = Array.prototype;

/** Whether a value is an ordinary array of this realm: no proxy, no subclass. Runs no code of the program. */
export function isPlainArray(value: unknown): value is unknown[] {
  return !isProxy(value) && isArray(value) && getPrototypeOf(value) === arrayPrototype;
}

/** The element at 0, where that is a value of the array's own. */
export function firstElement(array: unknown[]): unknown {
  return getOwnPropertyDescriptor(array, 0)?.value;
}

/** The number of elements of an ordinary array; throws for anything else. */
export function plainLength(value: unknown): number {
  if (!isPlainArray(value)) throw new TypeError('not an array');
  return value.length;
}

/** The source of a function, whatever its `toString` was made to say. */
export const sourceOf: (target: unknown) => string = Function.prototype.call.bind(
  Reflect.get(Function.prototype, 'toString'),
) as never;

const { isModuleNamespaceObject } = types;
const { getOwnPropertyDescriptors, prototype: objectPrototype } = Object;

/** The data properties of a module or an ordinary object; undefined for anything else. Runs no code of the program. */
export function ownMembers(value: unknown): [string, unknown][] | undefined {
  if (typeof value !== 'object' || value === null || isProxy(value)) return undefined;
  const prototype = getPrototypeOf(value);
  if (prototype !== null && prototype !== objectPrototype) return undefined;
  try {
    return Object.entries(getOwnPropertyDescriptors(value)).flatMap(([name, descriptor]) =>
      'value' in descriptor ? [[name, descriptor.value as unknown]] : [],
    );
  } catch (error) {
    // A module that is not yet initialised.
    if (isModuleNamespaceObject(value)) return undefined;
    throw error;
  }
}

/** Whether an array's `length` is the number of its elements, and it has no property named "undefined". */
export function hasPlainProperties(value: unknown): boolean {
  try {
    // This throws for anything but a typed array, before any code of the program could run.
    const length = typedArrayLength(value);
    return (value as NumericArray).length === length && !('undefined' in (value as NumericArray));
  } catch {
    return false;
  }
}

const METHOD_NAMES = [...ARRAY_METHOD_NAMES, 'values', 'keys', 'entries'] as const;

/** Source of the test whether an object has these methods: plain comparisons, which the optimiser can turn into next to nothing. */
function comparisons(object: string, methods: string): string {
  const named = METHOD_NAMES.map((name, index) => `${object}.${name} === ${methods}[${index}]`);
  return [...named, `${object}[iterator] === ${methods}[${METHOD_NAMES.length}]`].join(' && ');
}

/** The methods of a prototype; those that were replaced before this file was loaded equal nothing. */
function methodsOf(prototype: object): unknown[] {
  return [...METHOD_NAMES, Symbol.iterator].map((key) => {
    const present: unknown = getOwnPropertyDescriptor(prototype, key)?.value;
    return typeof present === 'function' && sourceOf(present).endsWith('{ [native code] }') ? present : Symbol();
  });
}

const makeMethodTests = compileFunction(
  `'use strict';
const { iterator } = Symbol;
const { next } = iterators;
const { ${[...TYPED_ARRAYS.keys()].join(', ')} } = constructors;
return {
  hasEngineMethods: (value) => isView(value) && iterators.next === next && ${comparisons('value', 'methods')},
  hasEngineArrayMethods: (value) => iterators.next === next && ${comparisons('value', 'arrayMethods')},
  localArraysIntact: () => iterators.next === next && ${comparisons('Array.prototype', 'arrayMethods')}
    && ${[...TYPED_ARRAYS.keys()].map((name) => `globalThis.${name} === ${name} && ${comparisons(`${name}.prototype`, 'methods')}`).join('\n    && ')},
};`,
  ['methods', 'arrayMethods', 'iterators', 'constructors', 'isView'],
  { filename: 'jetloop:methods-intact' },
) as (...values: unknown[]) => {
  hasEngineMethods: (value: unknown) => boolean;
  hasEngineArrayMethods: (value: unknown) => boolean;
  localArraysIntact: () => boolean;
};

const methodTests = makeMethodTests(
  methodsOf(typedArrayPrototype),
  methodsOf(Array.prototype),
  getPrototypeOf(new Uint8Array(0).values()),
  Object.fromEntries(TYPED_ARRAYS),
  isView,
);

/** Whether the methods and the iterator of a typed array are the engine's own. */
export const { hasEngineMethods } = methodTests;
/** Whether the methods and the iterator of an ordinary array are the engine's own. */
export const { hasEngineArrayMethods } = methodTests;
/** Whether the arrays that a function makes for itself are the engine's own, with its methods and iterators. */
export const { localArraysIntact } = methodTests;

/** Milliseconds with the resolution of the machine's clock. */
export const now: () => number = performance.now.bind(performance);

const builtins = BUILTIN_FUNCTIONS.map((name) => {
  const [member, namespace] = name.split('.').reverse() as [string, ('Math' | 'Number')?];
  const holder = namespace === undefined ? globalThis : globalThis[namespace];
  const present = (holder as unknown as Record<string, unknown>)[member];
  // One that was replaced before this file was loaded is not the engine's either: nothing may equal it.
  const isNative = typeof present === 'function' && sourceOf(present) === `function ${member}() { [native code] }`;
  return { name, original: isNative ? present : Symbol(name) };
});

/**
 * Written out, so that the optimiser turns each comparison into a dependency on the property's being constant, which costs nothing per
 * call.
 */
const makeBuiltinsIntact = compileFunction(
  `'use strict';
const { Math: math, Number: number } = globalThis;
return () => Math === math && Number === number && ${builtins.map(({ name }, index) => `${name} === original${index}`).join(' && ')};`,
  builtins.map((_, index) => `original${index}`),
  { filename: 'jetloop:builtins-intact' },
) as (...originals: unknown[]) => () => boolean;

/** Whether the built-in functions that kernels stand for are those of the engine. */
export const builtinsIntact = makeBuiltinsIntact(...builtins.map(({ original }) => original));
