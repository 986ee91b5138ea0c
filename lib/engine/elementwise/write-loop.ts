/** Writes the JavaScript around a scalar function: the loop over arrays, the call with scalars, the composition of two. */
import { compileFunction } from 'node:vm';
import { functionName } from '../dispatch/function-name.js';

type AnyFunction = (...args: never[]) => unknown;

let written = 0;

/**
 * The loop that a vectorised function stands for, with the scalar function's name. Its parameters are those of the scalar function, then
 * `out`, `from` and `to`.
 *
 * @param isArray - which arguments are arrays
 */
export function writeLoop(scalar: AnyFunction, isArray: readonly boolean[]): AnyFunction {
  const parameters = isArray.map((_, index) => `a${index}`);
  const args = isArray.map((array, index) => (array ? `a${index}[i]` : `a${index}`));
  return compile(
    `return function (${[...parameters, 'out', 'from', 'to'].join(', ')}) {
  for (let i = from; i < to; i++) out[i] = scalar(${args.join(', ')});
};`,
    { scalar },
    scalar.name,
  );
}

/** `second(first(…))` with as many parameters as the first has. */
export function writeComposition(first: AnyFunction, second: AnyFunction, parameterCount: number): AnyFunction {
  const parameters = Array.from({ length: parameterCount }, (_, index) => `a${index}`).join(', ');
  return compile(
    `return function (${parameters}) { return second(first(${parameters})); };`,
    { first, second },
    `${functionName(first)}.pipe(${functionName(second)})`,
  );
}

/** What callers get: numbers go straight to the scalar function, in code of its own so that the engine can inline it. */
export function writeEntry(
  scalar: AnyFunction,
  parameterCount: number,
  call: (...args: readonly unknown[]) => unknown,
): AnyFunction {
  const parameters = Array.from({ length: parameterCount }, (_, index) => `a${index}`);
  const isScalar = [
    `arguments.length === ${parameterCount}`,
    ...parameters.map((name) => `typeof ${name} === 'number'`),
  ];
  const list = parameters.join(', ');
  // A method cannot be constructed.
  const entry = compile(
    `return { entry(${list}) {
  if (${isScalar.join(' && ')}) return scalar(${list});
  return call(...arguments);
} }.entry;`,
    { scalar, call },
    scalar.name,
  );
  return Object.defineProperty(entry, 'length', { value: scalar.length, configurable: true });
}

function compile(body: string, values: Readonly<Record<string, unknown>>, name: string): AnyFunction {
  const factory = compileFunction(`'use strict';\n${body}`, Object.keys(values), {
    filename: `jetloop:vectorized/${++written}/${name}`,
  }) as (...bindings: unknown[]) => AnyFunction;
  return Object.defineProperty(factory(...Object.values(values)), 'name', { value: name, configurable: true });
}
