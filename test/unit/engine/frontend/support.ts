/** Runs a function as plain JavaScript and as a kernel in the interpreter, and compares everything that a caller can see. */

import type { ArgumentType, Kernel, LowerResult } from '../../../../lib/engine/frontend/index.js';
import {
  analyzeSource,
  interpretKernel,
  lowerFunction,
  printKernel,
  verifyKernel,
} from '../../../../lib/engine/frontend/index.js';
import type { Argument } from '../../../../lib/engine/frontend/interpret.js';

// Functions of any signature are compared, so this is the one place that calls them untyped.
export type Program = (...args: never[]) => unknown;

const KINDS: Readonly<Record<string, (ArgumentType & { kind: 'array' })['element']>> = {
  Int8Array: 'i8',
  Uint8Array: 'u8',
  Uint8ClampedArray: 'u8c',
  Int16Array: 'i16',
  Uint16Array: 'u16',
  Int32Array: 'i32',
  Uint32Array: 'u32',
  Float32Array: 'f32',
  Float64Array: 'f64',
};

export function argumentType(argument: Argument): ArgumentType {
  switch (typeof argument) {
    case 'boolean':
      return { kind: 'bool' };
    case 'number':
      return Object.is(argument | 0, argument) ? { kind: 'i32' } : { kind: 'f64' };
    default:
      return { kind: 'array', element: KINDS[argument[Symbol.toStringTag]] as 'f64' };
  }
}

export function lowerFor(source: string, args: readonly Argument[], mayAlias = false): LowerResult {
  const analysis = analyzeSource(source);
  return analysis.ok ? lowerFunction(analysis.fn, args.map(argumentType), { mayAlias, name: 'test' }) : analysis;
}

/** The kernel of a function, or an error that says why there is none. */
export function kernelOf(source: string, args: readonly Argument[], mayAlias = false): Kernel {
  const result = lowerFor(source, args, mayAlias);
  if (!result.ok) {
    throw new Error(
      result.refusals.map(({ code, message, line, column }) => `${line}:${column} ${code}: ${message}`).join('\n'),
    );
  }
  const problems = verifyKernel(result.kernel);
  if (problems.length > 0) {
    throw new Error(`${problems.map(({ message }) => message).join('\n')}\n${printKernel(result.kernel)}`);
  }
  return result.kernel;
}

/** The statements of a kernel as text, without positions. */
export function bodyText(source: string, args: readonly Argument[]): string {
  const text = printKernel(kernelOf(source, args));
  return text
    .slice(text.indexOf('(body') + 5)
    .replace(/ @\d+:\d+/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\)\)\s*$/, '')
    .trim();
}

/** A difference between plain JavaScript and the kernel, as text; undefined where there is none. */
export function findDifference(program: Program, args: readonly Argument[], mayAlias = false): string | undefined {
  const plain = copyOf(args);
  const lowered = copyOf(args);
  const kernel = kernelOf(String(program), args, mayAlias);
  const want = (program as (...all: Argument[]) => unknown)(...plain);
  const got = interpretKernel(kernel, lowered);
  const describe = (what: string): string => `${what}\n${String(program)}\n${printKernel(kernel)}`;
  if (!Object.is(want, got)) {
    const outcome = typeof got === 'object' ? 'gives the call up' : `returns ${String(got)}`;
    return describe(`JavaScript returns ${String(want)}, the kernel ${outcome}`);
  }
  const differing = plain.findIndex((argument, index) => bytes(argument) !== bytes(lowered[index] as Argument));
  return differing < 0
    ? undefined
    : describe(`argument ${differing} differs: ${String(plain[differing])} and ${String(lowered[differing])}`);
}

/** Copies arguments; views of one buffer stay views of one buffer. */
function copyOf(args: readonly Argument[]): Argument[] {
  const buffers = new Map<ArrayBufferLike, ArrayBuffer>();
  return args.map((argument) => {
    if (typeof argument !== 'object') {
      return argument;
    }
    let buffer = buffers.get(argument.buffer);
    if (buffer === undefined) {
      buffer = argument.buffer.slice(0) as ArrayBuffer;
      buffers.set(argument.buffer, buffer);
    }
    const View = argument.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => Float64Array;
    return new View(buffer, argument.byteOffset, argument.length);
  });
}

/** The contents of an array, with one NaN for all; the number or boolean itself. */
function bytes(argument: Argument): string {
  return typeof argument === 'object'
    ? Array.from(argument, (element) => (Object.is(element, -0) ? '-0' : String(element))).join()
    : String(argument);
}
