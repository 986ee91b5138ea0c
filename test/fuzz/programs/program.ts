/** A program of the fuzzer and its inputs, as data: they go to other processes, are made smaller, and end as files. */
import type { ArgumentType, Capture, SourceUnit } from '../../../lib/engine/frontend/index.js';
import type { NumericArray } from '../../../lib/engine/frontend/interpret.js';
import type { ElementKind } from '../../../lib/engine/frontend/ir.js';
import { CONSTRUCTORS } from '../../conformance/inputs.js';

/** What the program takes from its surroundings. Its arrays are passed behind the arguments. */
export interface ProgramScope {
  readonly constants: Readonly<Record<string, number>>;
  /** Sources of functions by name. */
  readonly functions: Readonly<Record<string, string>>;
  readonly arrays: readonly string[];
}

/** One function and the kinds of arguments that it is called with. */
export interface FuzzProgram {
  readonly source: string;
  readonly scope: ProgramScope;
  /** Of the parameters, then of the arrays in its scope. */
  readonly types: readonly ArgumentType[];
  /** Whether its arrays may overlap. */
  readonly mayAlias: boolean;
}

/** An array of an argument list: memory of its own, or a window of the memory of an argument in front of it. */
export interface ArrayArgument {
  readonly kind: ElementKind;
  readonly values: readonly number[];
  /** Elements of the buffer in front of the array. */
  readonly front: number;
  readonly windowOf?: { readonly argument: number; readonly byteOffset: number; readonly length: number };
}

export type FuzzArgument = number | boolean | undefined | ArrayArgument;

/** One call. */
export type FuzzInput = readonly FuzzArgument[];

/** A function as JavaScript calls it. */
export type Callable = (...args: readonly unknown[]) => unknown;

/** Bytes behind each array, which nothing may touch. */
const GUARD_BYTES = 24;
const GUARD_VALUE = 0x2b;

/** Makes the arguments of a call, new and equal each time. */
export function argumentMaker(input: FuzzInput): () => unknown[] {
  const images = input.map((argument) =>
    isArray(argument) && argument.windowOf === undefined ? image(argument) : undefined,
  );
  return () => {
    const buffers = images.map((bytes) => bytes?.slice().buffer);
    return input.map((argument, index) => {
      if (!isArray(argument)) {
        return argument;
      }
      const Constructor = CONSTRUCTORS[argument.kind];
      const { windowOf } = argument;
      return windowOf === undefined
        ? new Constructor(buffers[index]!, argument.front * Constructor.BYTES_PER_ELEMENT, argument.values.length)
        : new Constructor(buffers[windowOf.argument]!, windowOf.byteOffset, windowOf.length);
    });
  };
}

export function isArray(argument: FuzzArgument): argument is ArrayArgument {
  return typeof argument === 'object';
}

/** The buffer that an array lives in. */
function image({ kind, values, front }: ArrayArgument): Uint8Array {
  const Constructor = CONSTRUCTORS[kind];
  const size = Constructor.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(Math.ceil(((front + values.length) * size + GUARD_BYTES) / 8) * 8).fill(GUARD_VALUE);
  (new Constructor(bytes.buffer, front * size, values.length) as NumericArray).set(values);
  return bytes;
}

/** The program as plain JavaScript: a function of the arguments and, behind them, the arrays of its scope. */
export function plainFunction(program: FuzzProgram): Callable {
  const { constants, functions, arrays } = program.scope;
  const declarations = [
    ...Object.entries(constants).map(([name, value]) => `const ${name} = ${Object.is(value, -0) ? '-0' : value};`),
    ...Object.entries(functions).map(([name, source]) => `const ${name} = ${source};`),
  ];
  const count = program.types.length - arrays.length;
  const make = (0, eval)(
    `(function (${arrays.join(', ')}) { ${declarations.join('\n')} return (${program.source}\n); })`,
  ) as Callable;
  if (arrays.length === 0) {
    return make() as Callable;
  }
  return (...args) => (make(...args.slice(count)) as Callable)(...args.slice(0, count));
}

/** The program as the front end takes it. */
export function sourceUnit({ source, scope }: FuzzProgram): SourceUnit {
  const captures = new Map<string, Capture>([
    ...Object.entries(scope.constants).map(([name, value]) => [name, { kind: 'constant', value }] as const),
    ...Object.keys(scope.functions).map(
      (name, index) => [name, { kind: 'function', index: index + 1, isElementwise: false }] as const,
    ),
    ...scope.arrays.map((name, hiddenIndex) => [name, { kind: 'array', hiddenIndex }] as const),
  ]);
  return {
    functions: [{ source, captures }, ...Object.values(scope.functions).map((text) => ({ source: text, captures }))],
    hiddenArguments: scope.arrays.length,
    reportedIndex: 0,
  };
}
