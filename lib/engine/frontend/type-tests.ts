/** `typeof x === 'number'`: a test of a type by its name, which needs no strings. */

import type { SyntaxExpression, SyntaxNode } from './syntax.js';

/** The comparison of a type with a name. */
export interface TypeTest {
  readonly operand: SyntaxExpression;
  readonly type: string;
  readonly isNegated: boolean;
}

/** The test that an expression is; undefined for any other expression. */
export function readTypeTest(node: SyntaxNode): TypeTest | undefined {
  if (node.type !== 'BinaryExpression' || !EQUALITY.test(node.operator)) {
    return undefined;
  }
  const { left, right, operator } = node;
  const [tested, name] = left.type === 'Literal' ? [right, left] : [left, right];
  return tested.type === 'UnaryExpression' &&
    tested.operator === 'typeof' &&
    name.type === 'Literal' &&
    typeof name.value === 'string'
    ? { operand: tested.argument, type: name.value, isNegated: operator.startsWith('!') }
    : undefined;
}

const EQUALITY = /^[!=]==?$/;
