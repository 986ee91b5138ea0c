/** The loops of a function that may become functions of their own: nothing in them leaves them other than by reaching the end. */

import type { FunctionSyntax, SyntaxNode, SyntaxStatement } from '../frontend/syntax.js';
import { forEachChild, isFunction, isOpaque } from '../frontend/syntax.js';

/** A loop, with its labels. */
export interface LoopSite {
  readonly statement: SyntaxStatement;
  /** Whether what it leaves in variables may be seen after it has thrown. */
  readonly isGuarded: boolean;
}

const LOOPS: ReadonlySet<SyntaxNode['type']> = new Set([
  'ForStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
] as const);

/**
 * Takes the outermost loops that suit; where one does not, those inside it are looked at.
 *
 * @param suit - undefined for a loop that does not suit
 */
export function chooseLoops<Chosen>(fn: FunctionSyntax, suit: (site: LoopSite) => Chosen | undefined): Chosen[] {
  const chosen: Chosen[] = [];
  const visit = (node: SyntaxNode, isGuarded: boolean): void => {
    if (isOpaque(node)) return;
    if (isLoop(node) && isHot(node) && isSelfContained(node)) {
      const found = suit({ statement: node, isGuarded });
      if (found !== undefined) {
        chosen.push(found);
        return;
      }
    }
    const isTry = node.type === 'TryStatement';
    forEachChild(node, (child) => visit(child, isGuarded || isTry));
  };
  visit(fn.body, false);
  return chosen;
}

function isLoop(node: SyntaxNode): node is SyntaxStatement {
  return LOOPS.has(node.type) || (node.type === 'LabeledStatement' && isLoop(node.body));
}

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '**', '<<', '>>', '>>>', '&', '|', '^']);

/** Whether its body computes anything, or touches elements: what else could be faster? */
function isHot(node: SyntaxStatement): boolean {
  return node.type === 'LabeledStatement' ? isHot(node.body) : 'body' in node && doesWork(node.body as SyntaxNode);
}

function doesWork(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'MemberExpression':
      if (node.computed) return true;
      break;
    case 'BinaryExpression':
      if (ARITHMETIC.has(node.operator)) return true;
      break;
    case 'AssignmentExpression':
      if (node.operator !== '=') return true;
      break;
    case 'CallExpression':
      return true;
  }
  let does = false;
  forEachChild(node, (child) => (does ||= doesWork(child)));
  return does;
}

/** Node types that mean something else in a function of its own, wherever they stand in it. */
const TIED: ReadonlySet<SyntaxNode['type']> = new Set([
  'ThisExpression',
  'Super',
  'MetaProperty',
  'YieldExpression',
  'AwaitExpression',
  'FunctionDeclaration',
  'ClassDeclaration',
  'ClassExpression',
  'ImportExpression',
] as const);

function isSelfContained(loop: SyntaxStatement): boolean {
  const labels = new Set<string>();
  let isContained = true;
  const visit = (node: SyntaxNode, isInside: boolean): void => {
    if (TIED.has(node.type)) isContained = false;
    switch (node.type) {
      case 'LabeledStatement':
        labels.add(node.label.name);
        break;
      case 'BreakStatement':
      case 'ContinueStatement':
        // A label is met before the jumps to it.
        if (node.label && !isInside && !labels.has(node.label.name)) isContained = false;
        break;
      case 'ReturnStatement':
        if (!isInside) isContained = false;
        break;
      case 'Identifier':
        if (node.name === 'arguments' || node.name === 'eval') isContained = false;
        break;
      case 'FunctionExpression':
        // Its name is a variable of its own.
        if (node.id) isContained = false;
        break;
    }
    if (isContained) forEachChild(node, (child) => visit(child, isInside || isFunction(node)));
  };
  visit(loop, false);
  return isContained;
}
