/**
 * Kernels that return objects and arrays. The native function leaves their parts in memory that both sides see and says what they are parts
 * of; the rest is a literal in a function that is written for the kernel, so that V8 makes the object as it would in the original.
 */
import { compileFunction } from 'node:vm';
import type { ResultShape, ResultShapes } from '../frontend/index.js';
import type { NativeKernel } from '../native/contract.js';

/** A kernel as dispatch calls it: it returns what the original returns, or the value that declines. */
export type Kernel = (...args: readonly unknown[]) => unknown;

let completed = 0;

/**
 * Makes the kernel that returns what the original returns.
 *
 * @param results - the elements of the kernel's result array, which it rewrites with each call
 * @param parameterCount - arguments that it is called with, captured arrays included
 */
export function completeKernel(
  kernel: NativeKernel,
  shapes: ResultShapes | undefined,
  results: Float64Array,
  parameterCount: number,
): Kernel {
  if (shapes === undefined) return kernel;
  const bindings = { kernel, results };
  const factory = compileFunction(kernelSource(shapes, parameterCount), Object.keys(bindings), {
    filename: `jetloop:kernel/${++completed}`,
  }) as (...values: unknown[]) => Kernel;
  return factory(...Object.values(bindings));
}

function kernelSource(shapes: ResultShapes, parameterCount: number): string {
  const parameters = Array.from({ length: parameterCount }, (_, index) => parameterName(index)).join(', ');
  const cases = shapes.map((shape, code) => `    case ${code}: return ${expressionOf(shape)};`);
  return `'use strict';
return (${parameters}) => {
  const code = kernel(${parameters});
  switch (code) {
${cases.join('\n')}
    default: return code;
  }
};`;
}

function parameterName(index: number): string {
  return `a${index}`;
}

function expressionOf(shape: ResultShape): string {
  switch (shape.kind) {
    case 'undefined':
      return 'undefined';
    case 'number':
    case 'boolean': {
      const value = shape.kind === 'number' ? `results[${shape.slot}]` : `results[${shape.slot}] !== 0`;
      return shape.defined === undefined ? value : `(results[${shape.defined}] !== 0 ? ${value} : undefined)`;
    }
    case 'argument':
      return parameterName(shape.index);
    case 'array':
      return `[${shape.items.map(expressionOf).join(', ')}]`;
    case 'object':
      // In parentheses: what begins with a brace may be a block.
      return `({ ${shape.fields.map(([name, value]) => `${JSON.stringify(name)}: ${expressionOf(value)}`).join(', ')} })`;
  }
}
