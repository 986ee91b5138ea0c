/** Tests of the types of values. */

import type { Expression } from './ir.js';
import { bool } from './ir.js';
import type { ExpressionLowering } from './lowering.js';
import type { SyntaxExpression } from './syntax.js';
import type { TypeTest } from './type-tests.js';
import { definedness, not } from './values.js';

/** Lowers a test to a condition: a constant, unless the value may be undefined. */
export function lowerTypeTest(lowerer: ExpressionLowering, { operand, type, isNegated }: TypeTest): Expression {
  const variable = operand.type === 'Identifier' ? lowerer.fn.scopes.references.get(operand) : undefined;
  const isArray = variable !== undefined && lowerer.slots.arrayOf(variable) !== undefined;
  const result = isArray ? bool(type === 'object') : isOfType(lowerer, operand, type);
  return isNegated ? not(result) : result;
}

function isOfType(lowerer: ExpressionLowering, operand: SyntaxExpression, type: string): Expression {
  const value = lowerer.value(operand);
  if (type === 'undefined') {
    return not(definedness(value));
  }
  return value.kind !== 'undefined' && value.kind === type ? definedness(value) : bool(false);
}
