/** The values that a function captures, described for the front end; arrays are passed to the kernel behind the arguments of each call. */
import type { Capture, FunctionText, SourceUnit } from '../frontend/index.js';
import { isNumericArray, isPlainArray, ownMembers, sourceOf } from './intrinsics.js';

/** Values of captured variables by name. */
export type Scope = Readonly<Record<string, unknown>>;

/** What a function needs beside the arguments of a call. */
export interface Captured {
  readonly unit: SourceUnit;
  readonly arrays: readonly unknown[];
  /** Every value of the scope, as it was when the function was described; absent for what is made by us. */
  readonly scope: Scope | undefined;
}

/** A function and the values of its captured variables. */
export interface ScopedFunction {
  readonly original: unknown;
  readonly scope: Scope | undefined;
  /** Whether it maps arrays element by element, and is what its text says for scalars only. */
  readonly isElementwise?: boolean;
}

/** A function whose surroundings are described: its text, its scope, and how many objects the value is inside. */
interface CapturingFunction {
  readonly source: string;
  readonly scope: Scope | undefined;
  readonly depth: number;
}

/** Objects inside each other of which members are captured: objects may go round in circles. */
const MAXIMUM_DEPTH = 3;

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
  given: ScopedFunction,
  ownScope: (fn: object) => ScopedFunction | undefined,
  reported: unknown = given.original,
): Captured {
  // A copy of the function is given the same values as its kernels.
  const main = { ...given, scope: given.scope && { ...given.scope } };
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
    const source = sourceOf(scoped.original);
    functions.push({ source, captures });
    describeEntries(Object.entries(scoped.scope ?? {}), { source, scope: scoped.scope, depth: 0 }, captures);
    return index;
  }

  /** Whole modules may be passed: what does not occur in the text of the function is left out, functions above all, and what they need. */
  function describeEntries(entries: [string, unknown][], user: CapturingFunction, into: Map<string, Capture>): void {
    for (const [name, value] of entries) {
      const capture = user.source.includes(name) ? describeValue(value, user) : undefined;
      if (capture !== undefined) into.set(name, capture);
    }
  }

  function describeValue(value: unknown, user: CapturingFunction): Capture | undefined {
    switch (typeof value) {
      case 'number':
      case 'boolean':
      case 'undefined':
        return { kind: 'constant', value };
      case 'function': {
        const builtin = BUILTINS.get(value);
        if (builtin !== undefined) return { kind: 'builtin', name: builtin };
        const scoped = ownScope(value) ?? { original: value, scope: user.scope };
        return { kind: 'function', index: describeFunction(scoped), isElementwise: scoped.isElementwise === true };
      }
      default: {
        if (!isNumericArray(value) && !isPlainArray(value)) return describeObject(value, user);
        if (!arrays.includes(value)) arrays.push(value);
        return { kind: 'array', hiddenIndex: arrays.indexOf(value) };
      }
    }
  }

  function describeObject(value: unknown, { source, scope, depth }: CapturingFunction): Capture | undefined {
    const entries = depth < MAXIMUM_DEPTH ? ownMembers(value) : undefined;
    if (entries === undefined) return undefined;
    const members = new Map<string, Capture>();
    describeEntries(entries, { source, scope, depth: depth + 1 }, members);
    return { kind: 'object', members };
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
    scope: main.scope,
  };
}
