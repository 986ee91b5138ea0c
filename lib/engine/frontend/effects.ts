/** Whether evaluating an expression may change anything. */

import type { SyntaxNode } from './syntax.js';
import { forEachChild, isOpaque } from './syntax.js';

/** A call counts as a change: what it calls is not looked at. */
export function hasEffects(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'AssignmentExpression':
    case 'UpdateExpression':
    case 'CallExpression':
    case 'NewExpression':
      return true;
    default: {
      let found = false;
      if (!isOpaque(node)) {
        forEachChild(node, (child) => (found ||= hasEffects(child)));
      }
      return found;
    }
  }
}
