/** `==`, `!=`, `===` and `!==` between numbers, booleans and undefined; null only as an operand written out. */

import type { Expression } from './ir.js';
import { bool, op } from './ir.js';
import type { ExpressionLowering } from './lowering.js';
import type { BinaryExpression, SyntaxExpression } from './syntax.js';
import { lowerTypeTest } from './lower-type-tests.js';
import { readTypeTest } from './type-tests.js';
import type { Value } from './values.js';
import { both, definedness, either, not, toNumber } from './values.js';

/** Lowers an equality comparison to a condition. */
export function equality(lowerer: ExpressionLowering, node: BinaryExpression): Expression {
  const test = readTypeTest(node);
  if (test !== undefined) {
    return lowerTypeTest(lowerer, test);
  }
  const isStrict = node.operator.length === 3;
  const result =
    isNull(node.left) || isNull(node.right) ? equalsNull(lowerer, node, isStrict) : equals(lowerer, node, isStrict);
  return node.operator.startsWith('!') ? not(result) : result;
}

function equals(lowerer: ExpressionLowering, node: BinaryExpression, isStrict: boolean): Expression {
  const left = lowerer.holdValue(lowerer.value(node.left as SyntaxExpression), node.right);
  return (isStrict ? strictlyEqual : looselyEqual)(left, lowerer.value(node.right));
}

/** `===` of two values. */
export function strictlyEqual(left: Value, right: Value): Expression {
  if (left.kind === 'undefined' || right.kind === 'undefined') {
    return bothUndefined(left, right);
  }
  if (left.kind !== right.kind) {
    return bothUndefined(left, right);
  }
  return left.kind === 'number' ? equalNumbers(left, right) : equalBooleans(left, right);
}

/** `==` of two values: a boolean is compared as a number, undefined equals only itself. */
function looselyEqual(left: Value, right: Value): Expression {
  const isMixed = left.kind !== 'undefined' && right.kind !== 'undefined' && left.kind !== right.kind;
  return isMixed ? equalNumbers(left, right) : strictlyEqual(left, right);
}

/** An undefined number is NaN, which equals nothing; only two of them are equal after all. */
function equalNumbers(left: Value, right: Value): Expression {
  return either(op('f64.eq', toNumber(left), toNumber(right)), bothUndefined(left, right));
}

/** An undefined boolean is represented by false. */
function equalBooleans(
  left: Value & { kind: 'boolean' | 'number' },
  right: Value & { kind: 'boolean' | 'number' },
): Expression {
  const same = op('bool.eq', left.expression, right.expression);
  if (left.defined === undefined) {
    return both(same, definedness(right));
  }
  return right.defined === undefined
    ? both(same, left.defined)
    : both(same, op('bool.eq', left.defined, right.defined));
}

function bothUndefined(left: Value, right: Value): Expression {
  return both(not(definedness(left)), not(definedness(right)));
}

/** Nothing in a kernel is null, and only undefined equals it loosely. */
function equalsNull(lowerer: ExpressionLowering, node: BinaryExpression, isStrict: boolean): Expression {
  if (isNull(node.left) && isNull(node.right)) {
    return bool(true);
  }
  const value = lowerer.value(isNull(node.left) ? node.right : (node.left as SyntaxExpression));
  return isStrict ? bool(false) : not(definedness(value));
}

function isNull(node: BinaryExpression['left']): boolean {
  return node.type === 'Literal' && node.value === null && node.raw === 'null';
}
