/**
 * Lowers what a function returns where that is more than a number or a boolean: its parts go to the result array, in the order in which
 * the program makes them, and the kernel returns which of its results it is.
 */

import { ARRAY, OBJECT } from './infer-types.js';
import type { Expression, Position } from './ir.js';
import { LIMITS, f64, i32, load, op, returnValue, storeInbounds } from './ir.js';
import { fieldsOf, returnedExpressions } from './find-results.js';
import type { ExpressionLowering, Lowering } from './lowering.js';
import type { Results } from './collect-results.js';
import type { ResultShape } from './result-shapes.js';
import type { Identifier, SyntaxExpression, SyntaxNode } from './syntax.js';
import { forEachChild, isRecordLiteral } from './syntax.js';
import type { Value } from './values.js';

/** Whether the function returns objects or arrays for these arguments. */
export function returnsObjects({ fn, types }: Pick<Lowering, 'fn' | 'types'>): boolean {
  return returnedExpressions(fn.node).some((node) => (types.ofExpression(node) & (ARRAY | OBJECT)) !== 0);
}

/** Returns an object or array. */
export function returnObject(
  lowerer: ExpressionLowering,
  results: Results,
  node: SyntaxExpression,
  position: Position,
): void {
  const parts = new ResultParts(lowerer, results, position);
  const shape = parts.lower(node);
  emitReturn(lowerer, results, shape, parts.width, node, position);
}

/** Returns a number, a boolean or undefined from a function that returns objects at other times. */
export function returnPrimitive(
  lowerer: ExpressionLowering,
  results: Results,
  value: Value,
  origin: { start: number },
): void {
  const position = lowerer.position(origin);
  const parts = new ResultParts(lowerer, results, position);
  const shape = parts.take(value);
  emitReturn(lowerer, results, shape, parts.width, origin, position);
}

function emitReturn(
  lowerer: ExpressionLowering,
  results: Results,
  shape: ResultShape,
  width: number,
  node: { start: number },
  position: Position,
): void {
  if (width > LIMITS.results) {
    lowerer.refuse('too-large', node, `The result has more than ${LIMITS.results} values, flags included.`);
  }
  lowerer.emitter.emit(returnValue(f64(results.codeOf(shape, width)), position));
}

/** Whether evaluating an expanded expression may write a variable or an element: the calls that are left are of Math and the like. */
function mayChange(node: SyntaxNode): boolean {
  let found = node.type === 'AssignmentExpression' || node.type === 'UpdateExpression';
  forEachChild(node, (child) => (found ||= mayChange(child)));
  return found;
}

class ResultParts {
  width = 0;
  /** Objects and arrays that were made before, by what stands for them: a second literal would be a second object. */
  private readonly given = new Set<unknown>();

  constructor(
    private readonly lowerer: ExpressionLowering,
    private readonly results: Results,
    private readonly position: Position,
  ) {}

  lower(node: SyntaxExpression): ResultShape {
    if (this.given.size > 0 && mayChange(node)) {
      this.lowerer.refuse('result-shape', node, 'What is evaluated here may change an object that stands before it.');
      return { kind: 'undefined' };
    }
    switch (node.type) {
      case 'ObjectExpression': {
        const fields = fieldsOf(node) ?? [];
        if (isRecordLiteral(node)) {
          this.give(this.lowerer.fn.scopes.references.get(fields[0]![1] as Identifier), node);
        }
        return { kind: 'object', fields: fields.map(([name, value]) => [name, this.lower(value)] as const) };
      }
      case 'ArrayExpression': {
        const items = node.elements as readonly SyntaxExpression[];
        return { kind: 'array', items: items.map((item) => this.lower(item)) };
      }
      case 'StatementExpression':
        this.lowerer.statements(node.body);
        return this.lower(node.value);
      case 'SequenceExpression':
        node.expressions.slice(0, -1).forEach((expression) => this.lowerer.effect(expression));
        return this.lower(node.expressions.at(-1)!);
      case 'Identifier':
        return this.array(node) ?? this.take(this.lowerer.value(node));
      default:
        if ((this.lowerer.types.ofExpression(node) & (ARRAY | OBJECT)) !== 0) {
          this.lowerer.refuse('result-shape', node, 'An object or array inside the result is chosen by a condition.');
          return { kind: 'undefined' };
        }
        return this.take(this.lowerer.value(node));
    }
  }

  /** Puts a value into the result array. Nothing reads that, so it need not be held until the rest is evaluated. */
  take(value: Value): ResultShape {
    if (value.kind === 'undefined') {
      return { kind: 'undefined' };
    }
    const slot = this.store(value.kind === 'number' ? value.expression : op('f64.from_bool', value.expression));
    return value.defined === undefined
      ? { kind: value.kind, slot }
      : { kind: value.kind, slot, defined: this.store(op('f64.from_bool', value.defined)) };
  }

  /** An array that the function was given, or a small one that it has made. */
  private array(node: Identifier): ResultShape | undefined {
    const { fn, slots } = this.lowerer;
    const variable = fn.scopes.references.get(node);
    const slot = variable && slots.arrayOf(variable);
    if (variable === undefined || slot === undefined) {
      return undefined;
    }
    const own = fn.localArrays.get(variable);
    if (own === undefined) {
      return { kind: 'argument', index: fn.parameters.indexOf(variable) };
    }
    if (!own.isPlain) {
      return undefined;
    }
    this.give(variable, node);
    const items = Array.from({ length: own.count }, (_, index): ResultShape => {
      return { kind: 'number', slot: this.store(load(slot.name, f64(index), this.position)) };
    });
    return { kind: 'array', items };
  }

  private give(object: unknown, node: SyntaxExpression): void {
    if (this.given.has(object)) {
      this.lowerer.refuse('result-shape', node, 'The same object stands at two places of the result.');
    }
    this.given.add(object);
  }

  private store(value: Expression): number {
    const slot = this.width++;
    this.lowerer.emitter.emit(storeInbounds(this.results.arrayName, i32(slot), value, this.position));
    return slot;
  }
}
