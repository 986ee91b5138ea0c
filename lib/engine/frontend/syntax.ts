/** What every pass over the syntax tree needs: its node types and a walk over a node's children. */

import type * as acorn from 'acorn';

export type { FunctionNode } from './parse.js';
export type SyntaxNode = acorn.AnyNode;
export type {
  AssignmentExpression,
  BinaryExpression,
  CallExpression,
  ConditionalExpression,
  Expression as SyntaxExpression,
  ForStatement,
  Identifier,
  LogicalExpression,
  MemberExpression,
  Pattern,
  Statement as SyntaxStatement,
  SwitchStatement,
  UnaryExpression,
  UpdateExpression,
  VariableDeclaration,
  VariableDeclarator,
} from 'acorn';

/** Functions and classes inside the function: no pass looks into them. */
export function isOpaque(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ArrowFunctionExpression':
    case 'ClassExpression':
    case 'ClassDeclaration':
      return true;
    default:
      return false;
  }
}

/** Calls back for each direct child, in the order of the source. */
export function forEachChild(node: SyntaxNode, visit: (child: SyntaxNode) => void): void {
  // Nodes have no inherited properties, and for-in makes no list of them: this is the inner loop of every pass.
  for (const key in node) {
    const value: unknown = node[key as keyof SyntaxNode];
    if (typeof value !== 'object' || value === null) {
      continue;
    }
    if (Array.isArray(value)) {
      for (const item of value) {
        if (isNode(item)) {
          visit(item);
        }
      }
    } else if (isNode(value)) {
      visit(value);
    }
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Whether an identifier names a variable, read or written, and not a property, a label or the like. */
export function isVariableName(identifier: acorn.Identifier, parent: SyntaxNode): boolean {
  switch (parent.type) {
    case 'MemberExpression':
    case 'Property':
      return (
        parent.computed ||
        !('property' in parent ? parent.property === identifier : parent.key === identifier && !parent.shorthand)
      );
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return false;
    default:
      return true;
  }
}
