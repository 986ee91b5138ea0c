/** Functions that no kernel can hold, with loops that can be compiled: what they are made of, and what is seen of a call. */
import { isDeepStrictEqual } from 'node:util';

/** Takes down what a function says, with the contents of arrays at that moment. */
export type Say = (...values: unknown[]) => void;

export interface PartialProgram {
  readonly name: string;
  /** The function: an expression. `say` is among what it may use. */
  readonly source: string;
  /** Whether the expression stands in strict code. */
  readonly isStrict?: true;
  /** What else it takes from around it, made anew for each side. */
  readonly scope?: () => Readonly<Record<string, unknown>>;
  /** Calls one after the other, made anew for each side. */
  readonly calls: readonly (() => readonly unknown[])[];
  readonly receiver?: () => unknown;
  /** Loops that are taken out. */
  readonly loops: number;
  /** Those of them that no call runs native. */
  readonly idle?: number;
}

export type AnyFunction = (...args: never[]) => unknown;

/** A function in surroundings of its own. */
export interface Instance {
  readonly fn: AnyFunction;
  readonly scope: Readonly<Record<string, unknown>>;
  readonly said: unknown[];
  readonly receiver: unknown;
}

export function instantiate({ source, isStrict, scope, receiver }: PartialProgram): Instance {
  const said: unknown[] = [];
  const say: Say = (...values) => said.push(structuredClone(values));
  const names = { say, ...scope?.() };
  const text = `${isStrict === true ? "'use strict';" : ''} return (${source});`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the only way to choose the mode of the code
  const fn = (new Function(...Object.keys(names), text) as (...values: unknown[]) => AnyFunction)(
    ...(Object.values(names) as unknown[]),
  );
  return { fn, scope: names, said, receiver: receiver?.() };
}

/** What is seen of one call. */
export interface Outcome {
  readonly returned: unknown;
  readonly threw: unknown;
  readonly args: readonly unknown[];
  readonly receiver: unknown;
}

/** Calls, and waits for a promise, or takes the values of a generator. */
export async function observe(fn: AnyFunction, receiver: unknown, args: readonly unknown[]): Promise<Outcome> {
  let returned: unknown;
  let threw: unknown;
  try {
    returned = await Reflect.apply(fn, receiver, args as never[]);
    if (Object.prototype.toString.call(returned) === '[object Generator]')
      returned = [...(returned as Iterable<unknown>)];
  } catch (error) {
    threw =
      error instanceof Error ? { kind: error.constructor.name, message: error.message, cause: error.cause } : { error };
  }
  return { returned, threw, args, receiver };
}

/** The first difference between two sides, for people. */
export function findDifference(expected: readonly Outcome[], actual: readonly Outcome[]): string | undefined {
  for (const [index, outcome] of expected.entries()) {
    for (const key of ['threw', 'returned', 'args', 'receiver'] as const) {
      if (!isDeepStrictEqual(actual[index]?.[key], outcome[key])) return `call ${index + 1}: other ${key}`;
    }
  }
  return undefined;
}
