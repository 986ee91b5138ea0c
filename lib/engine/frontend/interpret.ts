/**
 * The reference interpreter: slow and obvious.  It runs a kernel on real typed arrays and gives the IR its meaning, so every rule
 * is written in the plainest JavaScript there is for it.  What docs/ir.md leaves undefined is an error here: a transform
 * that emits an unproved operation is found by running its output.
 */

import type { StrictOp, Value } from './interpret-ops.js';
import { demand, InterpreterError, OPERATIONS } from './interpret-ops.js';
import type {
  ArrayParameter,
  ElementKind,
  Expression,
  Kernel,
  Loop,
  Operation,
  Position,
  Statement,
  Type,
} from './ir.js';
import { arraysOf } from './ir.js';
import { IterationLog } from './iteration-log.js';
import { declaredNames, matchCountedLoop } from './parallel-form.js';

export { InterpreterError };

/** The typed arrays that a kernel can take. */
export type NumericArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

export type Argument = NumericArray | number | boolean;

/** What a kernel gives that gave the call up: its arrays are as they were. */
export class Abandoned {
  constructor(readonly position: Position | undefined) {}
}

export interface InterpretOptions {
  /** Statements and loop tests after which the run is given up. */
  readonly steps?: number;
  /** Receives what the kernel leaves in its result array. */
  readonly results?: Float64Array;
  /** In which order the iterations of a loop that is marked `parallel` run: the numbers from 0, each once.  Ascending without one. */
  readonly order?: (iterations: number) => Iterable<number>;
}

/**
 * Runs a kernel on the arguments of the JavaScript function it comes from.  The arrays are read and written in place.
 *
 * @throws {@link InterpreterError} where the kernel does what docs/ir.md leaves undefined, where the arguments do not fit the
 * parameters, or when the budget of steps is spent.
 */
export function interpretKernel(
  kernel: Kernel,
  args: readonly Argument[],
  options: InterpretOptions = {},
): number | boolean | undefined | Abandoned {
  const interpreter = new Interpreter(options.steps ?? 10_000_000, options.order);
  const value = interpreter.run(kernel, args);
  const result = arraysOf(kernel).find(({ isResult }) => isResult === true);
  if (result !== undefined) {
    options.results?.set(interpreter.array(result.name));
  }
  return value;
}

const TAGS: Record<ElementKind, string> = {
  i8: 'Int8Array',
  u8: 'Uint8Array',
  u8c: 'Uint8ClampedArray',
  i16: 'Int16Array',
  u16: 'Uint16Array',
  i32: 'Int32Array',
  u32: 'Uint32Array',
  f32: 'Float32Array',
  f64: 'Float64Array',
};

/** Memory of the kernel's own; what is in it before the first store is undetermined, so here it is something odd. */
function makeScratch({ element, scratch }: ArrayParameter): NumericArray {
  const Constructor = (globalThis as unknown as Record<string, new (length: number) => NumericArray>)[TAGS[element]]!;
  return new Constructor(scratch ?? 0).fill(77);
}

/** How a list of statements ended, when not by reaching its end. */
type Exit =
  | { readonly kind: 'break' | 'continue'; readonly label: string }
  | { readonly kind: 'return'; readonly value: Value | undefined }
  | { readonly kind: 'abandon'; readonly position: Position | undefined };

class Interpreter {
  private readonly arrays = new Map<string, NumericArray>();
  private readonly elements = new Map<string, ElementKind>();
  /** A variable that is declared but undetermined has no entry. */
  private readonly variables = new Map<string, Value>();
  /** Of the loop marked `parallel` that runs. */
  private iterations: IterationLog | undefined;

  constructor(
    private steps: number,
    private readonly order: InterpretOptions['order'],
  ) {}

  run(kernel: Kernel, args: readonly Argument[]): number | boolean | undefined | Abandoned {
    for (const parameter of kernel.parameters) {
      const isScratch = parameter.kind === 'array' && parameter.scratch !== undefined;
      const argument = isScratch ? makeScratch(parameter) : args[parameter.sourceIndex];
      if (parameter.kind === 'array') {
        const tag = TAGS[parameter.element];
        demand(isArray(argument) && argument[Symbol.toStringTag] === tag, () => `$${parameter.name} is not a ${tag}`);
        this.arrays.set(parameter.name, argument);
        this.elements.set(parameter.name, parameter.element);
      } else {
        demand(
          argument !== undefined && fits(parameter.type, argument),
          () => `$${parameter.name} is not ${parameter.type}`,
        );
        this.variables.set(parameter.name, argument as Value);
      }
    }
    if (!kernel.mayAlias) {
      this.requireNoOverlap(arraysOf(kernel));
    }
    const before = [...this.arrays.values()].map((array) => array.slice());
    const exit = this.runBlock(kernel.body);
    if (exit?.kind === 'abandon') {
      [...this.arrays.values()].forEach((array, index) => array.set(before[index]!));
      return new Abandoned(exit.position);
    }
    return exit?.kind === 'return' ? (exit.value as number | boolean | undefined) : undefined;
  }

  private requireNoOverlap(parameters: readonly ArrayParameter[]): void {
    for (const written of parameters.filter((parameter) => parameter.written)) {
      for (const other of parameters.filter((parameter) => parameter !== written)) {
        const apart = !overlap(this.array(written.name), this.array(other.name));
        demand(apart, () => `$${written.name} and $${other.name} overlap in a kernel of (alias none)`);
      }
    }
  }

  private runBlock(statements: readonly Statement[]): Exit | undefined {
    for (const statement of statements) {
      const exit = this.runStatement(statement);
      if (exit !== undefined) {
        return exit;
      }
    }
    return undefined;
  }

  private runStatement(statement: Statement): Exit | undefined {
    this.spendStep();
    switch (statement.kind) {
      case 'let':
        this.variables.delete(statement.name);
        if (statement.value !== undefined) {
          this.variables.set(statement.name, this.evaluate(statement.value));
        }
        return undefined;
      case 'set':
        this.variables.set(statement.name, this.evaluate(statement.value));
        return undefined;
      case 'store': {
        const array = this.array(statement.array);
        const index = this.evaluate(statement.index);
        const value = this.evaluate(statement.value);
        const valid = isValidIndex(array, index);
        demand(valid || !statement.inbounds, () => `store.inbounds to $${statement.array} at ${index}, outside`);
        if (valid) {
          this.noteAccess(statement.array, index, true);
          array[Number(index)] = this.storable(statement.array, value);
        }
        return undefined;
      }
      case 'if':
        return this.runBlock(this.evaluate(statement.condition) ? statement.then : statement.otherwise);
      case 'loop':
        return statement.parallel ? this.runParallel(statement) : this.runLoop(statement);
      case 'block': {
        const exit = this.runBlock(statement.body);
        return exit?.kind === 'break' && exit.label === statement.label ? undefined : exit;
      }
      case 'break':
      case 'continue':
        return statement;
      case 'return':
        return { kind: 'return', value: statement.value && this.evaluate(statement.value) };
      case 'abandon':
        return { kind: 'abandon', position: statement.position };
    }
  }

  private runLoop(loop: Loop): Exit | undefined {
    while (this.evaluate(loop.condition)) {
      this.spendStep();
      const exit = this.runBlock(loop.body);
      if (exit?.kind === 'break' && exit.label === loop.label) {
        break;
      }
      if (exit !== undefined && !(exit.kind === 'continue' && exit.label === loop.label)) {
        return exit;
      }
      const stepExit = this.runBlock(loop.step);
      if (stepExit !== undefined) {
        return stepExit;
      }
    }
    return undefined;
  }

  /** Runs the iterations of a parallel loop in the order that the test wants, and holds them to their independence. */
  private runParallel(loop: Loop): Exit | undefined {
    const counted = matchCountedLoop(loop);
    demand(counted !== undefined, () => `$${loop.label} is not a counted loop`);
    const { name, type } = counted.counter;
    const first = Number(this.evaluate(counted.counter));
    const iterations = Math.max(0, Number(this.evaluate(counted.bound)) - first);
    const count = (value: number): Value => (type === 'i64' ? BigInt(value) : value);
    const log = new IterationLog();
    const own = declaredNames(loop.body);
    this.iterations = log;
    for (const iteration of this.order?.(iterations) ?? upTo(iterations)) {
      this.spendStep();
      log.begin(iteration);
      for (const variable of own) {
        this.variables.delete(variable);
      }
      this.variables.set(name, count(first + iteration));
      const exit = this.runBlock(loop.body);
      demand(exit === undefined || exit.kind === 'continue', () => `$${loop.label} is left from its body`);
    }
    this.iterations = undefined;
    this.variables.set(name, count(first + iterations));
    return undefined;
  }

  private noteAccess(array: string, index: Value, writes: boolean): void {
    const isAlone = this.iterations?.note(array, Number(index), writes) ?? true;
    demand(isAlone, () => `iterations of a parallel loop meet in $${array} at ${index}`);
  }

  private evaluate(expression: Expression): Value {
    switch (expression.kind) {
      case 'constant':
        return expression.value;
      case 'variable': {
        const value = this.variables.get(expression.name);
        demand(value !== undefined, () => `$${expression.name} is read before it is set`);
        return value;
      }
      case 'op':
        return this.evaluateOperation(expression);
      case 'select':
        return this.evaluate(this.evaluate(expression.condition) ? expression.whenTrue : expression.whenFalse);
      case 'load': {
        const index = this.evaluate(expression.index);
        const array = this.array(expression.array);
        if (!isValidIndex(array, index)) {
          return NaN;
        }
        this.noteAccess(expression.array, index, false);
        return array[Number(index)]!;
      }
      case 'load.inbounds': {
        const index = this.evaluate(expression.index);
        const element = this.array(expression.array)[Number(index)];
        demand(element !== undefined, () => `load.inbounds of $${expression.array} at ${index}, outside`);
        this.noteAccess(expression.array, index, false);
        return expression.type === 'i64' ? BigInt(element) : element;
      }
      case 'load.or_zero': {
        const element = this.array(expression.array)[Number(this.evaluate(expression.index))] ?? 0;
        return expression.type === 'i64' ? BigInt(element) : element;
      }
      case 'length':
        return BigInt(this.array(expression.array).length);
      case 'inbounds':
        return isValidIndex(this.array(expression.array), this.evaluate(expression.index));
    }
  }

  private evaluateOperation({ op, operands }: Operation): Value {
    const [first, second] = operands as [Expression, Expression | undefined];
    const left = this.evaluate(first);
    if (second === undefined) {
      return (OPERATIONS[op as StrictOp] as Unary)(left);
    }
    if (op === 'bool.and') {
      return left && this.evaluate(second);
    }
    if (op === 'bool.or') {
      return left || this.evaluate(second);
    }
    return (OPERATIONS[op] as Binary)(left, this.evaluate(second));
  }

  /** A value in the form that the typed array itself converts as JavaScript does. */
  private storable(name: string, value: Value): number {
    if (typeof value !== 'bigint') {
      return value as number;
    }
    switch (this.elements.get(name)) {
      case 'u8c':
        return value < 0n ? 0 : value > 255n ? 255 : Number(value);
      case 'f32':
      case 'f64':
        return Number(value);
      default:
        return Number(BigInt.asIntN(32, value));
    }
  }

  array(name: string): NumericArray {
    const array = this.arrays.get(name);
    demand(array !== undefined, () => `$${name} is not an array`);
    return array;
  }

  private spendStep(): void {
    demand(this.steps-- > 0, () => 'the budget of steps is spent');
  }
}

type Unary = (operand: Value) => Value;
type Binary = (left: Value, right: Value) => Value;

function isArray(argument: Argument | undefined): argument is NumericArray {
  return ArrayBuffer.isView(argument);
}

function fits(type: Type, argument: Argument): boolean {
  switch (type) {
    case 'i32':
      return typeof argument === 'number' && Object.is(argument | 0, argument);
    case 'f64':
      return typeof argument === 'number';
    default:
      return typeof argument === 'boolean';
  }
}

function overlap(a: NumericArray, b: NumericArray): boolean {
  return (
    a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength
  );
}

function* upTo(count: number): Iterable<number> {
  for (let number = 0; number < count; number++) {
    yield number;
  }
}

/** An integer (-0 counts as 0) that is at least 0 and less than the length. */
function isValidIndex(array: NumericArray, index: Value): boolean {
  const number = Number(index);
  return Number.isInteger(number) && number >= 0 && number < array.length;
}
