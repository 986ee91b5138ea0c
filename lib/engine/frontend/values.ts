/**
 * A JavaScript value while it is lowered: an IR expression, and whether the value is `undefined` after all.
 *
 * A number that is undefined is represented by NaN and a boolean that is undefined by false, so that arithmetic and conditions, which
 * see no difference, need no test; whoever sees one asks `defined`.
 */

import type { Constant, Expression } from './ir.js';
import { bool, f64, i32, op, select } from './ir.js';

export type Value =
  | { readonly kind: 'number' | 'boolean'; readonly expression: Expression; readonly defined: Expression | undefined }
  | { readonly kind: 'undefined' };

export const UNDEFINED_VALUE: Value = { kind: 'undefined' };

const TRUE = bool(true);
const FALSE = bool(false);

export function numberValue(expression: Expression, defined?: Expression): Value {
  return { kind: 'number', expression, defined };
}

export function booleanValue(expression: Expression, defined?: Expression): Value {
  return { kind: 'boolean', expression, defined };
}

/** ToNumber. */
export function toNumber(value: Value): Expression {
  switch (value.kind) {
    case 'undefined':
      return f64(NaN);
    case 'number':
      return value.expression;
    case 'boolean': {
      const number = numberFromBoolean(value.expression);
      return value.defined === undefined ? number : choose(value.defined, number, f64(NaN));
    }
  }
}

/** ToBoolean. */
export function toCondition(value: Value): Expression {
  switch (value.kind) {
    case 'undefined':
      return FALSE;
    case 'number':
      return conditionFromNumber(value.expression);
    case 'boolean':
      return value.expression;
  }
}

/** Whether the value is anything but undefined. */
export function definedness(value: Value): Expression {
  return value.kind === 'undefined' ? FALSE : (value.defined ?? TRUE);
}

/** The representation of a value in a variable of the given type. */
export function represent(value: Value, kind: 'number' | 'boolean'): Expression {
  if (value.kind === 'undefined') {
    return kind === 'number' ? f64(NaN) : FALSE;
  }
  return kind === 'number' ? toNumber(value) : toCondition(value);
}

function numberFromBoolean(expression: Expression): Expression {
  return isBool(expression) ? f64(expression.value ? 1 : 0) : op('f64.from_bool', expression);
}

function conditionFromNumber(number: Expression): Expression {
  if (number.kind === 'constant' && number.type === 'f64') {
    return bool(Boolean(number.value));
  }
  const operand = number.kind === 'op' ? number.operands[0] : undefined;
  if (operand !== undefined && number.kind === 'op') {
    switch (number.op) {
      case 'f64.from_i32':
      case 'f64.from_u32':
        return op('bool.from_i32', operand);
      case 'f64.from_bool':
        return operand;
      default:
    }
  }
  return op('bool.from_f64', number);
}

/** ToInt32; a number made from an int32 is taken apart again. */
export function toInt32(number: Expression): Expression {
  if (number.kind === 'constant' && number.type === 'f64') {
    return i32(number.value | 0);
  }
  const operand = number.kind === 'op' ? number.operands[0] : undefined;
  if (operand !== undefined && number.kind === 'op') {
    switch (number.op) {
      case 'f64.from_i32':
      case 'f64.from_u32':
        return operand;
      case 'f64.from_bool':
        return op('i32.from_bool', operand);
      default:
    }
  }
  return op('i32.modulo_f64', number);
}

/** `condition ? whenTrue : whenFalse`, as a lazy `and`/`or` where it is one. */
export function choose(condition: Expression, whenTrue: Expression, whenFalse: Expression): Expression {
  if (isBool(condition)) {
    return condition.value ? whenTrue : whenFalse;
  }
  if (isBool(whenFalse)) {
    return whenFalse.value ? either(not(condition), whenTrue) : both(condition, whenTrue);
  }
  if (isBool(whenTrue)) {
    return whenTrue.value ? either(condition, whenFalse) : both(not(condition), whenFalse);
  }
  return select(condition, whenTrue, whenFalse);
}

export function both(left: Expression, right: Expression): Expression {
  if (isBool(left)) {
    return left.value ? right : FALSE;
  }
  return isBool(right) ? (right.value ? left : FALSE) : op('bool.and', left, right);
}

export function either(left: Expression, right: Expression): Expression {
  if (isBool(left)) {
    return left.value ? TRUE : right;
  }
  return isBool(right) ? (right.value ? TRUE : left) : op('bool.or', left, right);
}

export function not(condition: Expression): Expression {
  if (isBool(condition)) {
    return bool(!condition.value);
  }
  if (condition.kind === 'op') {
    const [first, second] = condition.operands as readonly [Expression, Expression];
    switch (condition.op) {
      case 'bool.not':
        return first;
      case 'f64.eq':
        return op('f64.ne', first, second);
      case 'f64.ne':
        return op('f64.eq', first, second);
      default:
    }
  }
  return op('bool.not', condition);
}

/** Whether the expression is `true` or `false`. */
export function isBool(expression: Expression): expression is Constant & { type: 'bool' } {
  return expression.kind === 'constant' && expression.type === 'bool';
}

/** Whether evaluating it twice costs nothing. */
export function isSimple(expression: Expression): boolean {
  switch (expression.kind) {
    case 'constant':
    case 'variable':
      return true;
    case 'op':
      return expression.op === 'f64.from_i32' && isSimple(expression.operands[0]!);
    default:
      return false;
  }
}

/** Calls back for an expression and every one inside it until the callback answers true; whether it did. */
export function someExpression(root: Expression, test: (expression: Expression) => boolean): boolean {
  if (test(root)) {
    return true;
  }
  switch (root.kind) {
    case 'op':
      return root.operands.some((operand) => someExpression(operand, test));
    case 'select':
      return [root.condition, root.whenTrue, root.whenFalse].some((part) => someExpression(part, test));
    case 'load':
    case 'load.inbounds':
    case 'load.or_zero':
    case 'inbounds':
      return someExpression(root.index, test);
    default:
      return false;
  }
}

/** Whether an expression has more nodes than that. */
export function isLarger(root: Expression, size: number): boolean {
  let count = 0;
  return someExpression(root, () => ++count > size);
}

/** Whether an expression contains a read of an array's elements. */
export function readsElements(root: Expression): boolean {
  return someExpression(root, ({ kind }) => kind === 'load' || kind === 'load.inbounds' || kind === 'load.or_zero');
}

/** Whether an expression reads the variable. */
export function readsVariable(root: Expression, name: string): boolean {
  return someExpression(root, (part) => part.kind === 'variable' && part.name === name);
}
