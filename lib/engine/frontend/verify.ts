/**
 * Checks that a kernel is well formed and well typed: the rules of docs/ir.md, the same that the compiler's own verifier enforces.
 */

import type { ArrayParameter, Expression, Kernel, Loop, Position, Statement, Type } from './ir.js';
import { arraysOf, elementValueType, LIMITS, scratchBytes } from './ir.js';
import { OPS } from './ops.js';
import { breaksParallelForm } from './parallel-form.js';

/** One broken rule. */
export interface Problem {
  readonly message: string;
  /** Place in the JavaScript source of the nearest enclosing node that has one. */
  readonly position: Position | undefined;
}

/** Finds every broken rule of a kernel; an empty list means that the kernel is valid. */
export function verifyKernel(kernel: Kernel): Problem[] {
  return new Verifier().verify(kernel);
}

const NAME = /^[A-Za-z0-9_.$]+$/;
const INDEX_TYPES: readonly Type[] = ['f64', 'i32', 'i64'];
const INTEGER_INDEX_TYPES: readonly Type[] = ['i32', 'i64'];
const NUMERIC_TYPES: readonly Type[] = ['f64', 'i32', 'i64'];
const RETURN_TYPES: readonly Type[] = ['f64', 'bool'];

class Verifier {
  private readonly problems: Problem[] = [];
  private readonly names = new Set<string>();
  private readonly arrays = new Map<string, ArrayParameter>();
  /** Variables in scope. */
  private readonly variables = new Map<string, Type>();
  /** Labels of the enclosing statements. */
  private readonly labels = new Map<string, 'loop' | 'block'>();
  private position: Position | undefined;
  private depth = 0;
  private nodes = 0;

  verify(kernel: Kernel): Problem[] {
    if (!isKernelName(kernel.name)) {
      this.report('the name of the kernel has control characters or half of a surrogate pair');
    }
    if (kernel.parameters.length > LIMITS.parameters) {
      this.report(`more than ${LIMITS.parameters} parameters`);
    }
    for (const parameter of kernel.parameters) {
      this.claim(parameter.name);
      if (parameter.kind === 'array') {
        this.checkScratch(parameter);
        this.arrays.set(parameter.name, parameter);
      } else {
        this.variables.set(parameter.name, parameter.type);
      }
    }
    this.checkResults(kernel);
    if (scratchBytes(kernel) > LIMITS.scratchBytes) {
      this.report(`more than ${LIMITS.scratchBytes} bytes of scratch arrays`);
    }
    this.checkBlock(kernel.body);
    if (this.nodes > LIMITS.nodes) {
      this.report(`more than ${LIMITS.nodes} nodes`);
    }
    return this.problems;
  }

  private checkScratch({ name, scratch, written }: ArrayParameter): void {
    if (scratch !== undefined && !(Number.isInteger(scratch) && scratch > 0 && written)) {
      this.report(`the scratch array $${name} has ${scratch} elements${written ? '' : ' and is never written'}`);
    }
  }

  private checkResults(kernel: Kernel): void {
    const results = arraysOf(kernel).filter(({ isResult }) => isResult === true);
    if (results.length > 1) {
      this.report('more than one result array');
    }
    for (const { name, element, scratch } of results) {
      if (element !== 'f64' || scratch === undefined || scratch > LIMITS.results) {
        this.report(`the result array $${name} is not one of at most ${LIMITS.results} doubles`);
      }
    }
  }

  private checkBlock(statements: readonly Statement[]): void {
    const declared: string[] = [];
    for (const statement of statements) {
      this.inside(statement, () => {
        this.checkStatement(statement);
        if (statement.kind === 'let') {
          this.claim(statement.name);
          this.variables.set(statement.name, statement.type);
          declared.push(statement.name);
        }
      });
    }
    for (const name of declared) {
      this.variables.delete(name);
    }
  }

  private checkStatement(statement: Statement): void {
    switch (statement.kind) {
      case 'let':
        if (statement.value !== undefined) {
          this.expect(statement.value, [statement.type], `the initial value of $${statement.name}`);
        }
        break;
      case 'set': {
        const type = this.variables.get(statement.name);
        if (type === undefined) {
          this.report(`$${statement.name} is set where it is not in scope`);
        }
        this.expect(
          statement.value,
          type === undefined ? [statement.value.type] : [type],
          `the value of $${statement.name}`,
        );
        break;
      }
      case 'store': {
        const array = this.arrayNamed(statement.array);
        if (array !== undefined && !array.written) {
          this.report(`$${array.name} is stored to but declared read`);
        }
        this.expect(statement.index, statement.inbounds ? INTEGER_INDEX_TYPES : INDEX_TYPES, 'the index of a store');
        this.expect(statement.value, statement.inbounds ? NUMERIC_TYPES : ['f64'], 'the value of a store');
        break;
      }
      case 'if':
        this.expect(statement.condition, ['bool'], 'the condition of an if');
        this.checkBlock(statement.then);
        this.checkBlock(statement.otherwise);
        break;
      case 'loop':
        this.expect(statement.condition, ['bool'], 'the condition of a loop');
        this.labelled(statement.label, 'loop', () => this.checkBlock(statement.body));
        this.checkBlock(statement.step);
        this.checkMark(statement);
        break;
      case 'block':
        this.labelled(statement.label, 'block', () => this.checkBlock(statement.body));
        break;
      case 'break':
        if (!this.labels.has(statement.label)) {
          this.report(`break to $${statement.label}, which does not enclose it`);
        }
        break;
      case 'continue':
        if (this.labels.get(statement.label) !== 'loop') {
          this.report(`continue to $${statement.label}, which is not an enclosing loop`);
        }
        break;
      case 'return':
        if (statement.value !== undefined) {
          this.expect(statement.value, RETURN_TYPES, 'the returned value');
        }
        break;
    }
  }

  private checkMark(loop: Loop): void {
    const isScratch = (array: string) => this.arrays.get(array)?.scratch !== undefined;
    const problem = loop.parallel ? breaksParallelForm(loop, isScratch) : undefined;
    if (problem !== undefined) {
      this.report(`a parallel loop ${problem}`);
    }
  }

  /** Checks an expression, and that its type is one of those the place allows. */
  private expect(expression: Expression, types: readonly Type[], place: string): void {
    this.inside(expression, () => {
      this.checkExpression(expression);
      if (!types.includes(expression.type)) {
        this.report(`${place} is ${expression.type}, not ${types.join(' or ')}`);
      }
    });
  }

  private checkExpression(expression: Expression): void {
    let type: Type | undefined = expression.type;
    switch (expression.kind) {
      case 'constant':
        if (!holds(expression.type, expression.value)) {
          this.report(`the constant ${String(expression.value)} is not ${expression.type}`);
        }
        break;
      case 'variable':
        type = this.variables.get(expression.name);
        if (type === undefined) {
          this.report(`$${expression.name} is read where it is not in scope`);
        }
        break;
      case 'op': {
        const { result, operands } = OPS[expression.op];
        type = result;
        if (operands.length !== expression.operands.length) {
          this.report(`${expression.op} has ${expression.operands.length} operands, not ${operands.length}`);
        }
        expression.operands.forEach((operand, index) => {
          this.expect(operand, [operands[index] ?? operand.type], `operand ${index + 1} of ${expression.op}`);
        });
        break;
      }
      case 'select':
        type = expression.whenTrue.type;
        this.expect(expression.condition, ['bool'], 'the condition of a select');
        this.expect(expression.whenTrue, [type], 'the first value of a select');
        this.expect(expression.whenFalse, [type], 'the second value of a select');
        break;
      case 'load':
        this.arrayNamed(expression.array);
        this.expect(expression.index, INDEX_TYPES, 'the index of a load');
        break;
      case 'load.inbounds': {
        const array = this.arrayNamed(expression.array);
        type = array && elementValueType(array.element);
        this.expect(expression.index, INTEGER_INDEX_TYPES, 'the index of a load.inbounds');
        break;
      }
      case 'load.or_zero': {
        const array = this.arrayNamed(expression.array);
        type = array && elementValueType(array.element);
        if (type === 'f64') this.report(`a load.or_zero of $${expression.array}, which holds no integers`);
        this.expect(expression.index, INDEX_TYPES, 'the index of a load.or_zero');
        break;
      }
      case 'length':
        this.arrayNamed(expression.array);
        break;
      case 'inbounds':
        this.arrayNamed(expression.array);
        this.expect(expression.index, INDEX_TYPES, 'the index of an inbounds');
        break;
    }
    if (type !== undefined && type !== expression.type) {
      this.report(`a node of kind ${expression.kind} says ${expression.type} but is ${type}`);
    }
  }

  private arrayNamed(name: string): ArrayParameter | undefined {
    const array = this.arrays.get(name);
    if (array === undefined) {
      this.report(`$${name} is not an array`);
    }
    return array;
  }

  private labelled(label: string, kind: 'loop' | 'block', check: () => void): void {
    this.claim(label);
    this.labels.set(label, kind);
    check();
    this.labels.delete(label);
  }

  /** Parameters, variables and labels share one name space, in which every name is unique. */
  private claim(name: string): void {
    if (!NAME.test(name)) {
      this.report(`$${name} is not a name`);
    }
    if (this.names.has(name)) {
      this.report(`$${name} is declared twice`);
    }
    this.names.add(name);
  }

  /** Runs the check of one node, which counts toward the limits and may say where it comes from. */
  private inside(node: Statement | Expression, check: () => void): void {
    const outer = this.position;
    this.position = node.position ?? outer;
    this.nodes++;
    // Depth is that of parentheses in the text, which a name and a truth value do without.
    const level = node.kind === 'variable' || (node.kind === 'constant' && node.type === 'bool') ? 0 : 1;
    this.depth += level;
    if (this.depth <= LIMITS.depth) {
      check();
    } else {
      this.report(`nested deeper than ${LIMITS.depth}`);
    }
    this.depth -= level;
    this.position = outer;
  }

  private report(message: string): void {
    this.problems.push({ message, position: this.position });
  }
}

function isKernelName(name: string): boolean {
  const isControl = (code: number) => code < 0x20 || code === 0x7f;
  return !/\p{Surrogate}/u.test(name) && !Array.from(name, (character) => character.charCodeAt(0)).some(isControl);
}

function holds(type: Type, value: number | bigint | boolean): boolean {
  switch (type) {
    case 'f64':
      return typeof value === 'number';
    case 'i32':
      return typeof value === 'number' && (value | 0) === value;
    case 'i64':
      return typeof value === 'bigint' && BigInt.asIntN(64, value) === value;
    case 'bool':
      return typeof value === 'boolean';
  }
}
