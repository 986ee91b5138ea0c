/** `for…of` over a typed array becomes a counting loop: nothing in a kernel changes an array's length. */

import { declareValue } from './expand-declarations.js';
import type { Expansion } from './expansion.js';
import type { Frame } from './frames.js';
import type {
  ForOfStatement,
  Identifier,
  SyntaxExpression,
  SyntaxNode,
  SyntaxStatement,
  VariableDeclarator,
} from './syntax.js';
import type { Variable } from './resolve-scopes.js';

/** The loop; undefined where what is iterated over is not a variable, or its elements are taken apart. */
export function expandForOf(expansion: Expansion, node: ForOfStatement, frame: Frame): SyntaxStatement | undefined {
  const source = node.await ? undefined : readSource(expansion, node.right, frame);
  if (source === undefined) {
    return undefined;
  }
  const at = expansion.at(node, frame);
  const { array, method, declarator } = source;
  const counter = expansion.variable(`${array.name}$index`, at.literal(0), at);
  const index = (): SyntaxExpression => counter.read();
  const element = (): SyntaxExpression => at.element(expansion.refer(array, at), index());
  const values = method === 'keys' ? [index] : method === 'entries' ? [index, element] : [element];
  const targets = targetsOf(node.left, method === 'entries');
  if (targets === undefined) {
    return undefined;
  }
  expansion.relyOnMethods(array);
  const first = targets.targets.flatMap((target, position) =>
    target === null ? [] : [declareTarget(expansion, node, target, values[position]!(), frame)],
  );
  const body = expansion.statement(node.body, frame, false);
  const test = at.binary('<', index(), at.member(expansion.refer(array, at), 'length'));
  return at.loop(
    at.declaration('let', [...(declarator === undefined ? [] : [declarator]), counter.declarator]),
    test,
    at.increment(counter.read()),
    at.block([...first, body]),
  );
}

interface IteratedArray {
  readonly array: Variable;
  readonly method: 'values' | 'keys' | 'entries';
  /** Where the array comes into being, if it is made for the loop. */
  readonly declarator?: VariableDeclarator;
}

/** `a`, `a.values()`, `a.keys()` or `a.entries()`. */
function readSource(expansion: Expansion, node: SyntaxNode, frame: Frame): IteratedArray | undefined {
  const array = expansion.steadyVariable(node, frame);
  if (array !== undefined) {
    return { array, method: 'values' };
  }
  if (node.type === 'ArrayExpression') {
    const { variable, declarator } = expansion.variable(
      'list',
      expansion.expression(node, frame),
      expansion.at(node, frame),
    );
    return { array: variable, method: 'values', declarator };
  }
  const callee =
    node.type === 'CallExpression' && node.arguments.length === 0 && !node.optional ? node.callee : undefined;
  if (callee?.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') {
    return undefined;
  }
  const { name } = callee.property;
  const object = expansion.steadyVariable(callee.object, frame);
  return object !== undefined && (name === 'values' || name === 'keys' || name === 'entries')
    ? { array: object, method: name }
    : undefined;
}

/** The places that each step fills. */
function targetsOf(
  left: ForOfStatement['left'],
  isPair: boolean,
): { targets: readonly (Identifier | null)[] } | undefined {
  const target = left.type === 'VariableDeclaration' ? left.declarations[0]!.id : left;
  if (!isPair) {
    return target.type === 'Identifier' ? { targets: [target] } : undefined;
  }
  const elements = target.type === 'ArrayPattern' && target.elements.length <= 2 ? target.elements : undefined;
  const targets = elements?.flatMap((element) => (element === null || element.type === 'Identifier' ? [element] : []));
  return targets !== undefined && targets.length === elements?.length ? { targets } : undefined;
}

function declareTarget(
  expansion: Expansion,
  { left }: ForOfStatement,
  target: Identifier,
  value: SyntaxExpression,
  frame: Frame,
): SyntaxStatement {
  const at = expansion.at(target, frame);
  return left.type === 'VariableDeclaration'
    ? declareValue(expansion, left, target, value, frame)
    : at.effect(at.assign(expansion.expression(target, frame), value));
}
