/** Lists the places of an expanded function that write variables and elements. */

import type { Variable, Write } from './resolve-scopes.js';
import type { Identifier, SyntaxNode } from './syntax.js';
import { forEachChild, isOpaque } from './syntax.js';

/** Every write, in the order of evaluation. */
export function collectWrites(root: SyntaxNode): Write[] {
  const writes: Write[] = [];
  const visit = (node: SyntaxNode): void => {
    if (isOpaque(node) && node !== root) {
      return;
    }
    const write = writeOf(node);
    if (write !== undefined) {
      writes.push(write);
    }
    forEachChild(node, visit);
  };
  visit(root);
  return writes.sort((one, other) => one.node.start - other.node.start);
}

function writeOf(node: SyntaxNode): Write | undefined {
  switch (node.type) {
    case 'AssignmentExpression':
      return makeWrite(node, node.left);
    case 'UpdateExpression':
      return makeWrite(node, node.argument);
    case 'VariableDeclarator':
      return node.init ? makeWrite(node, node.id) : undefined;
    default:
      return undefined;
  }
}

function makeWrite(node: Write['node'], written: SyntaxNode): Write | undefined {
  if (written.type === 'Identifier') {
    return { node, target: written, isElement: false };
  }
  return written.type === 'MemberExpression' && written.object.type === 'Identifier'
    ? { node, target: written.object, isElement: true }
    : undefined;
}

/** Whether the identifier is where its variable is declared. */
export function isDeclarationOf(identifier: Identifier, variable: Variable): boolean {
  const { origin } = variable;
  return (
    origin?.type === 'VariableDeclarator' && identifier.start >= origin.id.start && identifier.end <= origin.id.end
  );
}
