/** Whether a value that is already computed can be changed by what is evaluated after it. */

import type { Expression } from './ir.js';
import type { Lowering } from './lowering.js';
import type { SyntaxExpression } from './syntax.js';
import { someExpression } from './values.js';

/** Whether a side effect inside `node` may change what `expression` gives. */
export function mayChange(lowering: Lowering, node: SyntaxExpression, expression: Expression): boolean {
  const { writes, references } = lowering.fn.scopes;
  for (const write of writes) {
    // In the order of the source.
    if (write.node.start >= node.end) {
      return false;
    }
    const target = write.node.start >= node.start ? references.get(write.target) : undefined;
    if (target === undefined) {
      continue;
    }
    const names = write.isElement ? [] : lowering.slots.namesOf(target);
    const array = write.isElement ? lowering.slots.arrayOf(target) : undefined;
    const isAffected = someExpression(
      expression,
      (part) =>
        (part.kind === 'variable' && names.includes(part.name)) ||
        (part.kind === 'load' && array !== undefined && (lowering.mayAlias || part.array === array.name)),
    );
    if (isAffected) {
      return true;
    }
  }
  return false;
}
