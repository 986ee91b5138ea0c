/** The loops of a function that may become functions of their own: nothing in them leaves them other than by reaching the end. */

import type { FunctionSyntax, SyntaxNode, SyntaxStatement } from '../frontend/syntax.js';
import { forEachChild, isFunction, isOpaque } from '../frontend/syntax.js';

/** A loop, with its labels. */
export interface LoopSite {
  readonly statement: SyntaxStatement;
  /** Whether what it leaves in variables may be seen after it has thrown. */
  readonly isGuarded: boolean;
  /** The functions that it stands in, the outermost first. */
  readonly functions: readonly FunctionSyntax[];
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
  const visit = (node: SyntaxNode, isGuarded: boolean, functions: readonly FunctionSyntax[]): void => {
    if (isFunction(node)) {
      // Whatever it leaves by an error takes its variables along.
      forEachChild(node, (child) => visit(child, false, [...functions, node]));
      return;
    }
    if (isOpaque(node)) return;
    if (isLoop(node) && isHot(node) && isSelfContained(node)) {
      const found = suit({ statement: node, isGuarded, functions });
      if (found !== undefined) {
        chosen.push(found);
        return;
      }
    }
    const isTry = node.type === 'TryStatement';
    forEachChild(node, (child) => visit(child, isGuarded || isTry, functions));
  };
  visit(fn, false, []);
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

/** Node types that mean something else elsewhere, wherever they stand in what is moved. */
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

/** Whether the parts of a node mean something else in a function elsewhere. */
export function isTied(node: SyntaxNode): boolean {
  let isFound = false;
  forEachChild(node, (child) => {
    isFound ||=
      TIED.has(child.type) ||
      (child.type === 'Identifier' && (child.name === 'arguments' || child.name === 'eval')) ||
      // Its name is a variable of its own.
      (child.type === 'FunctionExpression' && child.id !== null) ||
      isTied(child);
  });
  return isFound;
}

function isSelfContained(loop: SyntaxStatement): boolean {
  if (isTied(loop)) return false;
  const labels = new Set<string>();
  let isContained = true;
  const visit = (node: SyntaxNode): void => {
    switch (node.type) {
      case 'LabeledStatement':
        labels.add(node.label.name);
        break;
      case 'BreakStatement':
      case 'ContinueStatement':
        // A label is met before the jumps to it.
        if (node.label && !labels.has(node.label.name)) isContained = false;
        break;
      case 'ReturnStatement':
        isContained = false;
        break;
    }
    if (isContained && !isFunction(node)) forEachChild(node, visit);
  };
  visit(loop);
  return isContained;
}
