/** The ways in which the text of a program can become simpler: each is one replacement in the text, found on its syntax tree. */
import { parseExpressionAt } from 'acorn';

/** A part of the text, and what to put in its place. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** All replacements in a function, those that take most away first; none if it cannot be parsed. */
export function findReductions(source: string): Replacement[] {
  let root: Node;
  try {
    // In parentheses, so that a function is an expression.
    root = parseExpressionAt(source, 0, { ecmaVersion: 'latest' }) as unknown as Node;
  } catch {
    return [];
  }
  const found: Replacement[] = [];
  visit(root, (node) => reductionsOf(node, source, found));
  return found.sort((one, other) => gain(other) - gain(one));
}

export function applyReplacement(source: string, { start, end, text }: Replacement): string {
  return source.slice(0, start) + text + source.slice(end);
}

function gain({ start, end, text }: Replacement): number {
  return end - start - text.length;
}

function visit(node: Node, take: (node: Node) => void): void {
  take(node);
  childrenOf(node).forEach((child) => visit(child, take));
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof (value as Node | null)?.type === 'string');
}

function isExpression({ type }: Node): boolean {
  return type.endsWith('Expression') || type === 'Identifier' || type === 'Literal';
}

/** What an expression can be replaced by when none of its parts will do. */
const SIMPLEST = ['0', '1', 'true', 'false'];

function reductionsOf(node: Node, source: string, found: Replacement[]): void {
  const textOf = ({ start, end }: Node) => source.slice(start, end);
  const replace = (text: string, { start, end }: Node = node) => {
    if (text.length < end - start || (text.length === end - start && text < source.slice(start, end))) {
      found.push({ start, end, text });
    }
  };
  const bodyOf = (body: Node) =>
    body.type === 'BlockStatement' ? source.slice(body.start + 1, body.end - 1) : textOf(body);

  switch (node.type) {
    case 'BlockStatement':
      for (const statement of node.body as Node[]) {
        replace('', statement);
        if (statement.type === 'BlockStatement') replace(bodyOf(statement), statement);
      }
      return;
    case 'SwitchCase':
      replace('');
      for (const statement of node.consequent as Node[]) replace('', statement);
      return;
    case 'IfStatement':
      replace(textOf(node.consequent as Node));
      replace(bodyOf(node.consequent as Node));
      if (node.alternate) {
        replace(textOf(node.alternate as Node));
        replace('', { ...node, start: (node.consequent as Node).end });
      }
      return;
    case 'ForStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      replace(bodyOf(node.body as Node));
      replace(textOf(node.body as Node));
      return;
    case 'VariableDeclaration': {
      const declarators = node.declarations as Node[];
      if (declarators.length > 1) {
        for (const declarator of declarators) {
          replace(
            `${String(node.kind)} ${declarators
              .filter((other) => other !== declarator)
              .map(textOf)
              .join(', ')}`,
            {
              ...node,
              end: declarators.at(-1)!.end,
            },
          );
        }
      }
      return;
    }
    case 'VariableDeclarator':
      if (node.init) replace('', { ...node, start: (node.id as Node).end });
      return;
    case 'AssignmentPattern':
      replace(textOf(node.left as Node));
      return;
    case 'Property':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return;
  }
  if (isExpression(node)) {
    for (const child of childrenOf(node).filter(isExpression)) {
      replace(/^[\w.]+$/.test(textOf(child)) ? textOf(child) : `(${textOf(child)})`);
      replace(textOf(child));
    }
    SIMPLEST.forEach((text) => replace(text));
  }
}
