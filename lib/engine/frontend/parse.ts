/**
 * The text of a function, as `Function.prototype.toString` gives it, to a syntax tree.  That text may be an expression, or a method
 * that only stands inside an object or class; the latter is parsed inside a wrapper whose length is taken off every position.
 */

import { parse } from 'acorn';
import type * as acorn from 'acorn';
import type { Position } from './ir.js';
import { LineTable } from './line-table.js';
import type { Refusal } from './refusals.js';
import { RefusalList } from './refusals.js';

export type FunctionNode = acorn.FunctionExpression | acorn.ArrowFunctionExpression;

/** A function's tree and where its nodes are in the function's own text. */
export interface ParsedFunction {
  readonly node: FunctionNode;
  /** What positions of nodes are ahead of positions in the text. */
  readonly textOffset: number;
  /** Whether the text is that of a method, which has a name but no `function`. */
  readonly isMethod: boolean;
  position(node: { start: number }): Position;
}

export type ParseResult = { ok: true; fn: ParsedFunction } | { ok: false; refusals: Refusal[] };

/** What may stand around the text, and how the function is found in it again. */
const WRAPPERS: readonly { before: string; after: string; find: (tree: acorn.Expression) => Found | undefined }[] = [
  { before: '(', after: '\n)', find: functionOrClass },
  { before: '({', after: '\n})', find: methodOfObject },
  { before: '(class {', after: '\n})', find: methodOfClass },
];

type Found = FunctionNode | acorn.ClassExpression;

const NATIVE = /\{\s*\[native code\]\s*\}\s*$/;

/** Parses the text of one function of any form. */
export function parseFunction(source: string): ParseResult {
  const refusals = new RefusalList();
  const lines = new LineTable(source);
  if (NATIVE.test(source)) {
    refusals.add('native-function', { line: 1, column: 0 });
    return { ok: false, refusals: refusals.sorted() };
  }
  let furthest = { offset: 0, message: 'The source is not one function.' };
  for (const { before, after, find } of WRAPPERS) {
    const tree = parseWrapped(before + source + after);
    if (!tree.ok) {
      const offset = Math.min(tree.offset - before.length, source.length);
      furthest = offset > furthest.offset ? { offset, message: tree.message } : furthest;
      continue;
    }
    const found = find(tree.expression);
    if (found === undefined) {
      furthest = { offset: 0, message: 'The source is not one function.' };
      break;
    }
    if (found.type === 'ClassExpression') {
      refusals.add('class-constructor', { line: 1, column: 0 });
      return { ok: false, refusals: refusals.sorted() };
    }
    return {
      ok: true,
      fn: {
        node: found,
        textOffset: before.length,
        isMethod: find !== functionOrClass,
        position: (node) => lines.position(Math.max(0, node.start - before.length)),
      },
    };
  }
  refusals.add('syntax-error', lines.position(furthest.offset), furthest.message);
  return { ok: false, refusals: refusals.sorted() };
}

type WrappedResult = { ok: true; expression: acorn.Expression } | { ok: false; offset: number; message: string };

function parseWrapped(text: string): WrappedResult {
  try {
    const [statement, ...more] = parse(text, { ecmaVersion: 'latest', sourceType: 'script' }).body;
    if (statement?.type !== 'ExpressionStatement' || more.length > 0) {
      return { ok: false, offset: 0, message: 'The source is not one function.' };
    }
    return { ok: true, expression: statement.expression };
  } catch (error) {
    if (error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number') {
      if (error.message.startsWith('Not enough stack space')) {
        throw new RangeError(error.message);
      }
      return { ok: false, offset: error.pos, message: error.message.replace(/ \(\d+:\d+\)$/, '.') };
    }
    throw error;
  }
}

function functionOrClass(tree: acorn.Expression): Found | undefined {
  const isOne =
    tree.type === 'FunctionExpression' || tree.type === 'ArrowFunctionExpression' || tree.type === 'ClassExpression';
  return isOne ? tree : undefined;
}

function methodOfObject(tree: acorn.Expression): Found | undefined {
  const [property, ...more] = tree.type === 'ObjectExpression' ? tree.properties : [];
  const isMethod = property?.type === 'Property' && (property.method || property.kind !== 'init') && more.length === 0;
  return isMethod && property.value.type === 'FunctionExpression' ? property.value : undefined;
}

function methodOfClass(tree: acorn.Expression): Found | undefined {
  const [member, ...more] = tree.type === 'ClassExpression' ? tree.body.body : [];
  return member?.type === 'MethodDefinition' && more.length === 0 ? member.value : undefined;
}
