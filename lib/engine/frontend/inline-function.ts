/**
 * Writes the body of a function in place of a call.  Arguments are evaluated first, in order; one that is a variable which the body
 * cannot change, a constant or a function stands for the parameter itself.
 */

import { SyntaxBuilder, bodyStatements } from './build-syntax.js';
import { hasEffects } from './effects.js';
import type { Expansion } from './expansion.js';
import { declareName, declareParameter } from './expand-parameters.js';
import { makeRecord } from './expand-records.js';
import type { Binding, Closure, Exit, RecordBinding } from './frames.js';
import { Frame } from './frames.js';
import type { Variable } from './resolve-scopes.js';
import type { CallExpression, SyntaxExpression, SyntaxNode, SyntaxStatement, VariableDeclarator } from './syntax.js';
import { forEachChild, isOpaque } from './syntax.js';

/** One call that is to be replaced. */
export interface InlineRequest {
  readonly call: CallExpression;
  readonly callee: Closure;
  readonly args: readonly SyntaxNode[];
  /** The frame of the call. */
  readonly frame: Frame;
  readonly isUsed: boolean;
}

/** Calls inside each other, beyond which a function counts as endless. */
const MAXIMUM_DEPTH = 48;

export function inlineFunction(expansion: Expansion, given: InlineRequest): SyntaxExpression | undefined {
  const request = given.callee.isElementwise === true ? { ...given, args: given.args.map(scalarOnly) } : given;
  const { call, callee, args, frame, isUsed } = request;
  const { fn } = callee;
  const isHigherOrder = args.some((arg) => expansion.functionBinding(arg, frame) !== undefined);
  if (!isInlinable(expansion, request, isHigherOrder)) {
    return undefined;
  }
  const at = expansion.at(call, frame);
  const statements = bodyStatements(fn);
  const returns = returnsIn(statements);
  const [only] = returns;
  // The value of a function with one return, at its end, needs no variable.
  const isStraight = returns.length === 0 || (returns.length === 1 && only === statements.at(-1));
  const result = isUsed && !isStraight ? expansion.unassigned(`${callee.name}$result`, at) : undefined;
  const exit: Exit = { result: result?.variable, label: `${callee.name}$body`, isLeft: false };
  const inner = new Frame(fn, callee.text, callee.frame, exit);
  const prelude = bindArguments(expansion, request, inner);
  if (prelude === undefined) {
    return undefined;
  }

  const start = at.start;
  expansion.calls.push({ fn, isHigherOrder, start, note: callee.text.isNamed ? callee.name : undefined });
  prelude.push(...declareParameters(expansion, request, inner));
  let value: SyntaxExpression | undefined;
  let body: SyntaxStatement[];
  if (isStraight && isUsed) {
    const last = returns.length === 1 ? statements.at(-1) : undefined;
    body = expansion.statements(last === undefined ? statements : statements.slice(0, -1), inner, last === undefined);
    const argument = last?.type === 'ReturnStatement' ? last.argument : undefined;
    value = argument ? expansion.expression(argument, inner) : undefined;
  } else {
    body = expansion.statements(statements, inner, true);
    value = result?.read();
  }
  expansion.calls.pop();

  const declared = [...(result === undefined ? [] : [result.declarator]), ...declareVars(expansion, inner, at)];
  const all = [
    ...declared.map((declarator) => at.declaration('let', [declarator])),
    ...prelude,
    ...(exit.isLeft ? [at.labeled(exit.label, at.block(body))] : body),
  ];
  value ??= expansion.global('undefined', at);
  return all.length === 0 ? value : at.statements(all, value);
}

function isInlinable(
  expansion: Expansion,
  { call, callee, args, frame }: InlineRequest,
  isHigherOrder: boolean,
): boolean {
  const { fn, name } = callee;
  const isRecursive =
    fn === expansion.mainFunction ||
    expansion.calls.length >= MAXIMUM_DEPTH ||
    // A function that is handed another function each time, such as a callback in a callback, comes to an end.
    expansion.calls.some((outer) => outer.fn === fn && !(outer.isHigherOrder && isHigherOrder));
  if (isRecursive) {
    expansion.refuse('recursive-call', call, frame, `${name} calls itself.`);
  } else if (fn.async) {
    expansion.refuse('async-function', call, frame, `${name} is an async function.`);
  } else if (fn.generator) {
    expansion.refuse('generator-function', call, frame, `${name} is a generator.`);
  } else if (fn.params.some((param) => param.type === 'RestElement')) {
    expansion.refuse('rest-parameter', call, frame, `${name} has a rest parameter.`);
  } else if (callee.isElementwise === true && args.length > fn.params.length) {
    expansion.refuse('call-unsupported', call, frame, `${name} is vectorised, and takes fewer arguments.`);
  } else {
    const spread = args.find((arg) => arg.type === 'SpreadElement');
    if (spread === undefined) {
      return true;
    }
    expansion.refuse('spread', spread, frame);
  }
  return false;
}

/** An argument of a vectorised function, in a form in which an array, an object or a function is refused: it would be taken element by element. */
function scalarOnly(arg: SyntaxNode): SyntaxNode {
  if (arg.type === 'Literal' || arg.type === 'SpreadElement') {
    return arg;
  }
  const at = new SyntaxBuilder(arg.start);
  return at.unlessUndefined(arg as SyntaxExpression, at.nothing());
}

/** Evaluates the arguments, and binds the parameters that need no variable or are one. */
function bindArguments(
  expansion: Expansion,
  { callee, args, frame }: InlineRequest,
  inner: Frame,
): SyntaxStatement[] | undefined {
  const { fn, text } = callee;
  const prelude: SyntaxStatement[] = [];
  const passed = new Map<number, Variable | RecordBinding>();
  for (const [index, arg] of args.entries()) {
    const param = fn.params[index];
    const at = expansion.at(arg, frame);
    if (param === undefined) {
      if (hasEffects(arg)) {
        const effect = expansion.effect(arg as SyntaxExpression, frame);
        prelude.push(...(effect === undefined ? [] : [at.effect(effect)]));
      }
      continue;
    }
    const pattern = param.type === 'AssignmentPattern' ? param.left : param;
    const variable = pattern.type === 'Identifier' ? text.names.references.get(pattern) : undefined;
    const later = args.slice(index + 1);
    const binding = bindingOf(expansion, arg, later, frame);
    const isConstant = variable !== undefined && !text.names.assigned.has(variable);
    if (binding !== undefined && isConstant && stands(binding, param.type === 'AssignmentPattern')) {
      inner.bind(variable, binding);
      continue;
    }
    if ((binding?.kind === 'variable' || binding?.kind === 'record') && param.type !== 'Identifier') {
      passed.set(index, binding.kind === 'record' ? binding : binding.variable);
      continue;
    }
    const value = expansion.expression(arg, frame);
    const record =
      isConstant || param.type === 'ObjectPattern' ? makeRecord(expansion, 'object', value, at) : undefined;
    if (record !== undefined) {
      prelude.push(at.declaration('let', record.declarators));
      if (isConstant) {
        inner.bind(variable, record.binding);
      } else {
        passed.set(index, record.binding);
      }
      continue;
    }
    if (param.type === 'Identifier') {
      prelude.push(at.declaration('let', [declareName(expansion, param, value, inner, at)]));
    } else {
      const temporary = expansion.constant('argument', value, at);
      prelude.push(at.declaration('const', [temporary.declarator]));
      passed.set(index, temporary.variable);
    }
  }
  inner.passed = passed;
  return prelude;
}

/** Whether a binding can stand for a parameter that is never assigned; one with a default must not be undefined. */
function stands(binding: Binding, hasDefault: boolean): boolean {
  return !hasDefault || (binding.kind !== 'variable' && !(binding.kind === 'constant' && binding.value === undefined));
}

/** What an argument is without being evaluated: nothing that runs before the end of the body changes it. */
function bindingOf(
  expansion: Expansion,
  arg: SyntaxNode,
  later: readonly SyntaxNode[],
  frame: Frame,
): Binding | undefined {
  const callable = expansion.functionBinding(arg, frame);
  if (callable !== undefined) {
    return callable;
  }
  if (arg.type === 'Literal' && (typeof arg.value === 'number' || typeof arg.value === 'boolean')) {
    return { kind: 'constant', value: arg.value };
  }
  const { names } = frame.text;
  const old = arg.type === 'Identifier' ? names.references.get(arg) : undefined;
  if (old === undefined) {
    const variable = expansion.steadyVariable(arg, frame);
    return variable && { kind: 'variable', variable };
  }
  const binding = frame.bindingOf(old);
  if (binding.kind !== 'variable') {
    return binding;
  }
  const isChanged = names.assignedFromInside.has(old) || (names.assigned.has(old) && later.some(hasEffects));
  return isChanged || !expansion.isDeclared(binding.variable) ? undefined : binding;
}

/** Declares the parameters that were not bound: those with default values, with patterns, or without an argument. */
function declareParameters(
  expansion: Expansion,
  { call, callee, args }: InlineRequest,
  inner: Frame,
): SyntaxStatement[] {
  const { fn, text } = callee;
  return fn.params.flatMap((param, index) => {
    const isPassed = index < args.length;
    if (isPassed && !inner.passed.has(index)) {
      return [];
    }
    const at = expansion.at(isPassed ? args[index]! : param, inner);
    const variable = param.type === 'Identifier' ? text.names.references.get(param) : undefined;
    if (!isPassed && variable !== undefined && !text.names.assigned.has(variable)) {
      inner.bind(variable, { kind: 'constant', value: undefined });
      return [];
    }
    const declarators = declareParameter(expansion, param, inner.passed.get(index), inner, at);
    if (declarators === undefined) {
      expansion.refuse('destructuring', call, inner);
      return [];
    }
    return declarators.map((declarator) => at.declaration('let', [declarator]));
  });
}

/** The var variables of an inlined function: new ones for each call, undefined at first. */
function declareVars(expansion: Expansion, inner: Frame, at: ReturnType<Expansion['at']>): VariableDeclarator[] {
  return [...inner.bindings].flatMap(([old, binding]) => {
    if (binding.kind !== 'variable' || old.kind !== 'var') {
      return [];
    }
    const declarator = at.declarator(expansion.refer(binding.variable, at), null);
    Object.assign(binding.variable, { kind: 'let', origin: declarator } satisfies Partial<Variable>);
    return [declarator];
  });
}

/** The returns of a function itself, not of those inside. */
function returnsIn(statements: readonly SyntaxStatement[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'ReturnStatement') {
      found.push(node);
    }
    if (!isOpaque(node)) {
      forEachChild(node, visit);
    }
  };
  statements.forEach(visit);
  return found;
}
