/**
 * Lowers accesses to ordinary arrays among the arguments.  The kernel sees their numbers in a typed array; where that would show, because
 * there is no element, or the new one is no number, it gives the call up.
 */

import type { Expression } from './ir.js';
import { inbounds } from './ir.js';
import type { ExpressionLowering } from './lowering.js';
import type { ArraySlot } from './slots.js';
import type { MemberExpression, SyntaxExpression } from './syntax.js';
import type { Value } from './values.js';
import { definedness, not, readsElements } from './values.js';

/** Gives the call up where the array has no element at the index; the index in a form that can be used again. */
export function requireElement(
  lowerer: ExpressionLowering,
  array: ArraySlot,
  index: Expression,
  node: MemberExpression,
): Expression {
  if (lowerer.fn.definedElements.has(node)) {
    return index;
  }
  const place = readsElements(index) ? lowerer.reusable(index) : lowerer.duplicable(index);
  lowerer.when(not(inbounds(array.name, place)), node, () => lowerer.abandon('outside-array', node));
  return place;
}

/**
 * Refuses what is no number, and gives the call up where it is undefined.
 *
 * @param source - the expression that is written, where there is one
 */
export function requireNumber(
  lowerer: ExpressionLowering,
  value: Value,
  node: MemberExpression,
  source: SyntaxExpression = node,
): void {
  if (value.kind === 'boolean') {
    lowerer.refuse('plain-array-value', node);
    return;
  }
  lowerer.when(not(definedness(value)), source, () => lowerer.abandon('undefined-element', source));
}
