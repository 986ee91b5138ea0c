/**
 * Finds the arrays that a function makes for itself and never gives away: `const t = new Float64Array(8)`, `const k = [1, 2, 1]`.  They
 * live in the kernel's own memory, so their size must be known.
 */

import type { ElementKind } from './ir.js';
import type { Scopes, Variable } from './resolve-scopes.js';
import type { SyntaxExpression, SyntaxNode, SyntaxStatement, VariableDeclarator } from './syntax.js';
import { forEachChild, isOpaque } from './syntax.js';

/** An array of fixed size. */
export interface LocalArray {
  readonly variable: Variable;
  readonly element: ElementKind;
  readonly count: number;
  /** What it begins with; undefined: zeros. */
  readonly values: readonly SyntaxExpression[] | undefined;
  /** What runs before the values: the body of the inlined function that returns them. */
  readonly before?: readonly SyntaxStatement[];
  /** Whether it is an array literal, which would grow, and keeps what it is given as it is. */
  readonly isPlain: boolean;
}

export const LOCAL_ARRAY_CONSTRUCTORS: ReadonlyMap<string, ElementKind> = new Map([
  ['Int8Array', 'i8'],
  ['Uint8Array', 'u8'],
  ['Uint8ClampedArray', 'u8c'],
  ['Int16Array', 'i16'],
  ['Uint16Array', 'u16'],
  ['Int32Array', 'i32'],
  ['Uint32Array', 'u32'],
  ['Float32Array', 'f32'],
  ['Float64Array', 'f64'],
]);

/** The local arrays of an expanded function, by the variable that holds each. */
export function findLocalArrays(root: SyntaxNode, scopes: Scopes): ReadonlyMap<Variable, LocalArray> {
  const writes = new Map<Variable, number>();
  for (const { target, isElement } of scopes.writes) {
    const variable = isElement ? undefined : scopes.references.get(target);
    if (variable !== undefined) {
      writes.set(variable, (writes.get(variable) ?? 0) + 1);
    }
  }
  const found = new Map<Variable, LocalArray>();
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') {
      const variable = scopes.references.get(node.id);
      const made = variable?.origin === node && writes.get(variable) === 1 ? readCreation(node, scopes) : undefined;
      if (made !== undefined && variable !== undefined) {
        found.set(variable, { variable, ...made });
      }
    }
    if (!isOpaque(node) || node === root) {
      forEachChild(node, visit);
    }
  };
  visit(root);
  return found;
}

function readCreation(declarator: VariableDeclarator, { free }: Scopes): Omit<LocalArray, 'variable'> | undefined {
  const init = initOf(declarator);
  if (init?.type === 'StatementExpression' && init.value.type === 'ArrayExpression') {
    const values = elementsOf(init.value);
    return values && { element: 'f64', count: values.length, values, before: init.body, isPlain: true };
  }
  if (init?.type === 'ArrayExpression') {
    const values = elementsOf(init);
    return values && { element: 'f64', count: values.length, values, isPlain: true };
  }
  if (init?.type !== 'NewExpression' || init.callee.type !== 'Identifier' || !free.has(init.callee)) {
    return undefined;
  }
  const element = LOCAL_ARRAY_CONSTRUCTORS.get(init.callee.name);
  const [argument, ...more] = init.arguments;
  if (element === undefined || argument === undefined || more.length > 0) {
    return undefined;
  }
  if (argument.type === 'ArrayExpression') {
    const values = elementsOf(argument);
    return values && { element, count: values.length, values, isPlain: false };
  }
  const count = argument.type === 'Literal' ? argument.value : undefined;
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0
    ? { element, count, values: undefined, isPlain: false }
    : undefined;
}

/** Expansion may have put a node of its own there. */
function initOf({ init }: VariableDeclarator): SyntaxExpression | null | undefined {
  return init;
}

/** The values of an array literal without holes and spreads. */
function elementsOf(node: SyntaxNode & { type: 'ArrayExpression' }): readonly SyntaxExpression[] | undefined {
  const values = node.elements.flatMap((element) =>
    element === null || element.type === 'SpreadElement' ? [] : [element],
  );
  return values.length > 0 && values.length === node.elements.length ? values : undefined;
}

/** The nodes that make local arrays: no other place may have such nodes. */
export function creationsOf(arrays: ReadonlyMap<Variable, LocalArray>): ReadonlySet<SyntaxNode> {
  const nodes = new Set<SyntaxNode>();
  for (const { origin } of arrays.keys()) {
    const init = origin?.type === 'VariableDeclarator' ? initOf(origin) : undefined;
    if (init) {
      nodes.add(init.type === 'StatementExpression' ? init.value : init);
      if (init.type === 'NewExpression') {
        init.arguments.filter(({ type }) => type === 'ArrayExpression').forEach((list) => nodes.add(list));
      }
    }
  }
  return nodes;
}
