/** The values that a function captures, described for the front end; arrays are passed to the kernel behind the arguments of each call. */
import type { Capture, FunctionText, SourceUnit } from '../frontend/index.js';
import { sourceOf, typedArrayName, TYPED_ARRAYS } from './intrinsics.js';

/** Values of captured variables by name. */
export type Scope = Readonly<Record<string, unknown>>;

/** What a function needs beside the arguments of a call. */
export interface Captured {
  readonly unit: SourceUnit;
  readonly arrays: readonly unknown[];
}

/** A function and the values of its captured variables. */
export interface ScopedFunction {
  readonly original: unknown;
  readonly scope: Scope | undefined;
  /** Whether it maps arrays element by element, and is what its text says for scalars only. */
  readonly isElementwise?: boolean;
}

/** The built-in functions of the namespaces, whatever the program calls them. */
const BUILTINS: ReadonlyMap<unknown, string> = new Map(
  (['Math', 'Number'] as const).flatMap((namespace) =>
    Object.getOwnPropertyNames(globalThis[namespace]).flatMap((name) => {
      const value = (globalThis[namespace] as unknown as Record<string, unknown>)[name];
      return typeof value === 'function' && name !== 'prototype' ? [[value, `${namespace}.${name}`] as const] : [];
    }),
  ),
);

/**
 * Reads the values once. A value that no kernel can take is left out: where the function uses it, the front end refuses the name.
 *
 * @param ownScope - the function and scope behind an accelerated function
 * @param reported - the function in whose text places are reported, where that is not the main one but one that it captures
 */
export function describeCaptured(
  main: ScopedFunction,
  ownScope: (fn: object) => ScopedFunction | undefined,
  reported: unknown = main.original,
): Captured {
  const functions: FunctionText[] = [];
  const known: { readonly scoped: ScopedFunction; readonly index: number }[] = [];
  const arrays: unknown[] = [];

  function describeFunction(scoped: ScopedFunction): number {
    const before = known.find(
      (other) => other.scoped.original === scoped.original && other.scoped.scope === scoped.scope,
    );
    if (before !== undefined) return before.index;
    const index = functions.length;
    known.push({ scoped, index });
    const captures = new Map<string, Capture>();
    functions.push({ source: sourceOf(scoped.original), captures });
    for (const [name, value] of Object.entries(scoped.scope ?? {})) {
      const capture = describeValue(value, scoped.scope);
      if (capture !== undefined) captures.set(name, capture);
    }
    return index;
  }

  function describeValue(value: unknown, scope: Scope | undefined): Capture | undefined {
    switch (typeof value) {
      case 'number':
      case 'boolean':
      case 'undefined':
        return { kind: 'constant', value };
      case 'function': {
        const builtin = BUILTINS.get(value);
        if (builtin !== undefined) return { kind: 'builtin', name: builtin };
        const scoped = ownScope(value) ?? { original: value, scope };
        return { kind: 'function', index: describeFunction(scoped), isElementwise: scoped.isElementwise === true };
      }
      default: {
        if (!TYPED_ARRAYS.has(typedArrayName(value) ?? '')) return undefined;
        if (!arrays.includes(value)) arrays.push(value);
        return { kind: 'array', hiddenIndex: arrays.indexOf(value) };
      }
    }
  }

  describeFunction(main);
  return {
    unit: {
      functions: functions as unknown as SourceUnit['functions'],
      hiddenArguments: arrays.length,
      reportedIndex: Math.max(
        known.findIndex(({ scoped }) => scoped.original === reported),
        0,
      ),
    },
    arrays,
  };
}
