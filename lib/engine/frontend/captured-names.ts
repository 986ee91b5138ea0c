/** What is known of the names of a function's surroundings, and of the members of objects there: `table`, `util.readU32`. */

import type { Capture } from './captures.js';
import type { Frame } from './frames.js';
import type { SyntaxNode } from './syntax.js';

/** What an expression stands for that is a captured name, or a member of a captured object. */
export function captureNamed(node: SyntaxNode, frame: Frame): Capture | undefined {
  if (node.type === 'Identifier') {
    return frame.text.names.references.has(node) ? undefined : frame.text.captures.get(node.name);
  }
  if (node.type !== 'MemberExpression' || node.computed || node.optional || node.property.type !== 'Identifier') {
    return undefined;
  }
  const object = captureNamed(node.object, frame);
  return object?.kind === 'object' ? object.members.get(node.property.name) : undefined;
}
