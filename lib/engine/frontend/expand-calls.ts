/** Calls of functions that are known, and of methods of typed arrays, in place. */

import type { ArrayMethod } from './array-methods.js';
import { arrayMethod } from './array-methods.js';
import { builtinNamed } from './builtin-names.js';
import { captureNamed } from './captured-names.js';
import type { Expansion } from './expansion.js';
import type { Frame } from './frames.js';
import type { Variable } from './resolve-scopes.js';
import type { CallExpression, SyntaxExpression } from './syntax.js';

/** What a call becomes; undefined where it stays a call. */
export function expandCall(
  expansion: Expansion,
  node: CallExpression,
  frame: Frame,
  isUsed: boolean,
): SyntaxExpression | undefined {
  if (node.optional) {
    return undefined;
  }
  const closure = expansion.closureOf(node.callee, frame);
  if (closure !== undefined) {
    return expansion.inline(node, closure, node.arguments, frame, isUsed);
  }
  if (node.callee.type === 'Identifier' || captureNamed(node.callee, frame)?.kind === 'builtin') {
    return callBuiltin(expansion, node, frame);
  }
  return callMethod(expansion, node, frame, isUsed);
}

/** A call of a built-in function by another name. */
function callBuiltin(expansion: Expansion, node: CallExpression, frame: Frame): SyntaxExpression | undefined {
  const name = builtinNamed(node.callee, frame);
  if (name === undefined) {
    return undefined;
  }
  const at = expansion.at(node, frame);
  const [namespace, member] = name.split('.') as [string, string];
  // What comes behind the arguments of a function is not even converted; an array could not be.
  const taken = VARIADIC.has(name)
    ? node.arguments
    : node.arguments.filter((arg, index) => index < 2 || arg.type !== 'Identifier');
  const args = taken.map((arg) => expansion.expression(arg, frame));
  return at.call(at.member(expansion.global(namespace, at), member), ...args);
}

const VARIADIC: ReadonlySet<string> = new Set(['Math.max', 'Math.min', 'Math.hypot']);

/** A method of a typed array becomes its text in array-methods.ts. */
function callMethod(
  expansion: Expansion,
  node: CallExpression,
  frame: Frame,
  isUsed: boolean,
): SyntaxExpression | undefined {
  const call = methodCalled(expansion, node, frame);
  if (call === undefined || (isUsed && !call.method.hasValue)) {
    return undefined;
  }
  expansion.relyOnMethods(call.array);
  if (call.name === 'fill') {
    expansion.relyOnConversion(call.array);
  }
  return expansion.inline(node, call.method.closure, [call.object, ...node.arguments], frame, isUsed);
}

/** The array of a call such as `a.fill(0)`, whose value is the array itself. */
export function methodThatReturnsItsArray(
  expansion: Expansion,
  node: CallExpression,
  frame: Frame,
): SyntaxExpression | undefined {
  const call = methodCalled(expansion, node, frame);
  return call === undefined || call.method.hasValue ? undefined : call.object;
}

interface MethodCall {
  readonly object: SyntaxExpression;
  readonly array: Variable;
  readonly name: string;
  readonly method: ArrayMethod;
}

function methodCalled(
  expansion: Expansion,
  { callee, arguments: args }: CallExpression,
  frame: Frame,
): MethodCall | undefined {
  if (
    callee.type !== 'MemberExpression' ||
    callee.computed ||
    callee.optional ||
    callee.property.type !== 'Identifier' ||
    callee.object.type === 'Super'
  ) {
    return undefined;
  }
  const array = expansion.steadyVariable(callee.object, frame);
  const { name } = callee.property;
  const method = array && arrayMethod(name, args.length);
  const isOther = array !== undefined && expansion.isPlainArray(array) && name === 'fill';
  return array === undefined || method === undefined || isOther
    ? undefined
    : { object: callee.object, array, name, method };
}
