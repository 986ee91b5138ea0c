/** Expressions that are functions of Math and Number, or the two themselves, whatever they are called. */

import type { Frame } from './frames.js';
import type { Identifier, SyntaxNode } from './syntax.js';

/** The function of Math or Number that an expression is, as a dotted name. */
export function builtinNamed(node: SyntaxNode, frame: Frame): string | undefined {
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') {
    const { object } = node;
    const name = isNamespace(object, frame) ? `${object.name}.${node.property.name}` : undefined;
    return name !== undefined && isBuiltin(name) ? name : undefined;
  }
  if (node.type !== 'Identifier') {
    return undefined;
  }
  const variable = frame.text.names.references.get(node);
  const found = variable === undefined ? frame.text.captures.get(node.name) : frame.bindingOf(variable);
  return found?.kind === 'builtin' ? found.name : undefined;
}

/** Whether an expression is the global Math or Number. */
export function isNamespace(node: SyntaxNode, frame: Frame): node is Identifier {
  return (
    node.type === 'Identifier' &&
    (node.name === 'Math' || node.name === 'Number') &&
    frame.text.names.free.has(node) &&
    !frame.text.captures.has(node.name)
  );
}

function isBuiltin(name: string): boolean {
  const [namespace, member] = name.split('.') as ['Math' | 'Number', string];
  return typeof (globalThis[namespace] as unknown as Record<string, unknown>)[member] === 'function';
}
