/** Parameters: default values and destructuring become declarations at the start of the body. */

import type { SyntaxBuilder } from './build-syntax.js';
import type { Expansion } from './expansion.js';
import { expandPattern } from './expand-patterns.js';
import type { Frame, RecordBinding } from './frames.js';
import type { Variable } from './resolve-scopes.js';
import { namesIn } from './resolve-scopes.js';
import type {
  FunctionSyntax,
  Identifier,
  Pattern,
  SyntaxExpression,
  SyntaxNode,
  SyntaxStatement,
  VariableDeclarator,
} from './syntax.js';

/**
 * Expands the parameters of the function that is compiled.
 *
 * @param parameters - receives one variable for each
 */
export function expandArguments(
  expansion: Expansion,
  fn: FunctionSyntax,
  frame: Frame,
  parameters: Variable[],
): { params: Pattern[]; prelude: SyntaxStatement[] } {
  const prelude: SyntaxStatement[] = [];
  const params = fn.params.map((param, parameterIndex): Pattern => {
    const at = expansion.at(param, frame);
    const names = namesIn(param);
    const name = names.length === 1 ? names[0]!.name : `argument${parameterIndex}`;
    const parameter: Variable = { name, kind: 'parameter', parameterIndex, origin: undefined };
    parameters.push(parameter);
    const identifier = expansion.refer(parameter, at);
    expansion.markDeclared(identifier, undefined);
    if (param.type === 'Identifier') {
      frame.bind(frame.text.names.references.get(param)!, { kind: 'variable', variable: parameter });
      return identifier;
    }
    const declarators = declareParameter(expansion, param, parameter, frame, at);
    if (declarators === undefined) {
      return expansion.expression(param, frame) as SyntaxNode as Pattern;
    }
    prelude.push(...declarators.map((declarator) => at.declaration('let', [declarator])));
    return identifier;
  });
  return { params, prelude };
}

/** Declares what a parameter names, from the value that was passed; undefined where that does not reduce. */
export function declareParameter(
  expansion: Expansion,
  param: Pattern,
  passed: Variable | RecordBinding | undefined,
  frame: Frame,
  at: SyntaxBuilder,
): VariableDeclarator[] | undefined {
  const pattern = param.type === 'AssignmentPattern' ? param.left : param;
  const fallback = param.type === 'AssignmentPattern' ? expansion.expression(param.right, frame) : undefined;
  if (pattern.type === 'Identifier') {
    if (passed?.kind === 'record') {
      return undefined;
    }
    const value = passed === undefined ? undefined : expansion.refer(passed, at);
    const init =
      value !== undefined && fallback !== undefined
        ? at.unlessUndefined(value, fallback)
        : (value ?? fallback ?? expansion.global('undefined', at));
    return [declareName(expansion, pattern, init, frame, at)];
  }
  const isTakenApart =
    pattern.type === 'ArrayPattern' || (pattern.type === 'ObjectPattern' && passed?.kind === 'record');
  if (!isTakenApart || fallback !== undefined || passed === undefined) {
    return undefined;
  }
  return expandPattern(expansion, pattern, passed, frame, (target, value) => [
    declareName(expansion, target, value, frame, expansion.at(target, frame)),
  ]);
}

/** A parameter as a variable of its own. */
export function declareName(
  expansion: Expansion,
  target: Identifier,
  value: SyntaxExpression,
  frame: Frame,
  at: SyntaxBuilder,
): VariableDeclarator {
  const { declarator, variable } = expansion.variable(target.name, value, at);
  frame.bind(frame.text.names.references.get(target)!, { kind: 'variable', variable });
  return declarator;
}
