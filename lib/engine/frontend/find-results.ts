/** Finds what an expanded function returns, and the literals that are made only to be returned. */

import type { FunctionNode, SyntaxExpression, SyntaxNode } from './syntax.js';
import { forEachChild, isOpaque } from './syntax.js';

/** The expressions whose value a function returns. */
export function returnedExpressions({ body }: FunctionNode): SyntaxExpression[] {
  if (body.type !== 'BlockStatement') {
    return [body];
  }
  const found: SyntaxExpression[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'ReturnStatement' && node.argument) {
      found.push(node.argument);
    }
    if (!isOpaque(node)) {
      forEachChild(node, visit);
    }
  };
  visit(body);
  return found;
}

/** The literals of objects and arrays that a function returns, and those in them; where one has more than plain parts, it is left out. */
export function returnedLiterals(fn: FunctionNode): ReadonlySet<SyntaxNode> {
  const literals = new Set<SyntaxNode>();
  const visit = (node: SyntaxNode): void => {
    switch (node.type) {
      case 'StatementExpression':
        visit(node.value);
        return;
      case 'SequenceExpression':
        visit(node.expressions.at(-1)!);
        return;
      case 'ConditionalExpression':
        visit(node.consequent);
        visit(node.alternate);
        return;
      case 'ArrayExpression':
        if (node.elements.every((element) => element !== null && element.type !== 'SpreadElement')) {
          literals.add(node);
          node.elements.forEach((element) => visit(element));
        }
        return;
      case 'ObjectExpression': {
        const fields = fieldsOf(node);
        if (fields !== undefined) {
          literals.add(node);
          fields.forEach(([, value]) => visit(value));
        }
        return;
      }
      default:
    }
  };
  returnedExpressions(fn).forEach(visit);
  return literals;
}

/** The names and values of an object literal in which each name stands once; undefined where it is more than that. */
export function fieldsOf(
  node: SyntaxNode & { type: 'ObjectExpression' },
): readonly (readonly [name: string, value: SyntaxExpression])[] | undefined {
  const fields = new Map<string, SyntaxExpression>();
  for (const property of node.properties) {
    if (property.type !== 'Property' || property.kind !== 'init' || property.method || property.computed) {
      return undefined;
    }
    const name = nameOf(property.key);
    // In a literal, __proto__ sets the prototype.
    if (name === undefined || name === '__proto__' || fields.has(name)) {
      return undefined;
    }
    fields.set(name, property.value);
  }
  return [...fields];
}

function nameOf(key: SyntaxNode): string | undefined {
  switch (key.type) {
    case 'Identifier':
      return key.name;
    case 'Literal':
      return typeof key.value === 'string' || typeof key.value === 'number' ? String(key.value) : undefined;
    default:
      return undefined;
  }
}
