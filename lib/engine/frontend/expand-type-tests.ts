/** Tests of the types of functions and objects, which do not depend on arguments. */

import { captureNamed } from './captured-names.js';
import type { Expansion } from './expansion.js';
import { recordNamed } from './expand-records.js';
import type { Frame } from './frames.js';
import type { BinaryExpression, SyntaxExpression } from './syntax.js';
import { readTypeTest } from './type-tests.js';

/** Decides a test of a function or an object that stays in the function, whatever the arguments are. */
export function expandTypeTest(
  expansion: Expansion,
  node: BinaryExpression,
  frame: Frame,
): SyntaxExpression | undefined {
  const test = readTypeTest(node);
  const isFunction = test !== undefined && expansion.functionBinding(test.operand, frame) !== undefined;
  const isObject =
    test !== undefined &&
    (recordNamed(test.operand, frame) !== undefined || captureNamed(test.operand, frame)?.kind === 'object');
  if (test === undefined || (!isFunction && !isObject)) {
    return undefined;
  }
  const isOfType = test.type === (isFunction ? 'function' : 'object');
  return expansion.at(node, frame).literal(isOfType !== test.isNegated);
}
