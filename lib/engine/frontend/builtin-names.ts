/** Expressions that are functions of Math and Number, or the two themselves, whatever they are called. */

import { captureNamed } from './captured-names.js';
import type { Frame } from './frames.js';
import type { Identifier, SyntaxNode } from './syntax.js';

/** The function of Math or Number that an expression is, as a dotted name. */
export function builtinNamed(node: SyntaxNode, frame: Frame): string | undefined {
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') {
    const { object } = node;
    if (isNamespace(object, frame)) {
      const name = `${object.name}.${node.property.name}`;
      return isBuiltin(name) ? name : undefined;
    }
  }
  const variable = node.type === 'Identifier' ? frame.text.names.references.get(node) : undefined;
  const found = variable === undefined ? captureNamed(node, frame) : frame.bindingOf(variable);
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
