/** What every pass over the syntax tree needs: its node types and a walk over a node's children. */

import type * as acorn from 'acorn';

export type { FunctionNode } from './parse.js';

/**
 * Statements, then a value: what an inlined call becomes.  It is the one node that JavaScript does not have; its statements have a scope
 * of their own, and nothing in them leaves it other than by reaching the end.
 */
export interface StatementExpression {
  type: 'StatementExpression';
  start: number;
  end: number;
  body: SyntaxStatement[];
  value: SyntaxExpression;
}

/**
 * The literal that stands for an object which has become variables, where that is given away: its fields are those variables, and the same
 * ones stand for the same object.
 */
export interface RecordLiteral extends acorn.ObjectExpression {
  isRecord: true;
}

export function isRecordLiteral(node: SyntaxNode): node is RecordLiteral {
  return 'isRecord' in node;
}

export type SyntaxNode = acorn.AnyNode | StatementExpression;
export type SyntaxExpression = acorn.Expression | StatementExpression;
export type SyntaxStatement = acorn.Statement;
export type FunctionSyntax = acorn.FunctionExpression | acorn.FunctionDeclaration | acorn.ArrowFunctionExpression;
export type {
  ArrayExpression,
  AssignmentExpression,
  BinaryExpression,
  CallExpression,
  ConditionalExpression,
  BlockStatement,
  ForOfStatement,
  ForStatement,
  Identifier,
  LogicalExpression,
  MemberExpression,
  ObjectPattern,
  Pattern,
  Property,
  SwitchStatement,
  UnaryExpression,
  UpdateExpression,
  VariableDeclaration,
  VariableDeclarator,
} from 'acorn';

/** Whether a node is a function of any form. */
export function isFunction(node: SyntaxNode): node is FunctionSyntax {
  return (
    node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration' || node.type === 'ArrowFunctionExpression'
  );
}

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
