/** Declarations: patterns are taken apart, and names that are given functions stand for them. */

import type { SyntaxBuilder } from './build-syntax.js';
import { isNamespace } from './builtin-names.js';
import type { Expansion } from './expansion.js';
import { expandPattern } from './expand-patterns.js';
import { makeRecord, recordNamed } from './expand-records.js';
import type { Binding, Frame } from './frames.js';
import type { Variable } from './resolve-scopes.js';
import type {
  Identifier,
  ObjectPattern,
  SyntaxExpression,
  SyntaxNode,
  SyntaxStatement,
  VariableDeclaration,
  VariableDeclarator,
} from './syntax.js';

/**
 * A declaration in the core language; nothing, where all its names stand for functions.
 *
 * @param isInCase - it stands directly in a case of a switch, so that its names may be in sight without having a value
 */
export function expandDeclaration(
  expansion: Expansion,
  node: VariableDeclaration,
  frame: Frame,
  isInCase: boolean,
): SyntaxStatement[] {
  const context = { declaration: node, frame, isInCase };
  const declarators = node.declarations.flatMap((declarator) => expandDeclarator(expansion, declarator, context));
  return declarators.length === 0 ? [] : withDeclarators(expansion, declarators, node, frame);
}

/** Declares one name with a value that is expanded already, as a declaration of this kind does. */
export function declareValue(
  expansion: Expansion,
  declaration: VariableDeclaration,
  target: Identifier,
  value: SyntaxExpression,
  frame: Frame,
): SyntaxStatement {
  const declarator = declareName(expansion, target, value, target, { declaration, frame, isInCase: false });
  return withDeclarators(expansion, [declarator], declaration, frame)[0]!;
}

/** Lets the names of function declarations stand for their functions, from the start of their block. */
export function hoistFunctions(list: readonly SyntaxStatement[], frame: Frame): void {
  const { names } = frame.text;
  for (const statement of list) {
    if (statement.type === 'FunctionDeclaration') {
      const variable = names.references.get(statement.id);
      if (variable?.kind === 'function' && !names.assigned.has(variable)) {
        const closure = { fn: statement, name: variable.name, text: frame.text, frame };
        frame.bind(variable, { kind: 'function', closure });
      }
    }
  }
}

interface DeclarationContext {
  readonly declaration: VariableDeclaration;
  readonly frame: Frame;
  readonly isInCase: boolean;
}

/** A var of an inlined function is a variable of that copy, undefined until it is assigned. */
function withDeclarators(
  expansion: Expansion,
  declarators: VariableDeclarator[],
  node: VariableDeclaration,
  frame: Frame,
): SyntaxStatement[] {
  if (node.kind !== 'var' || frame.exit === undefined) {
    return [expansion.placed({ ...node, declarations: declarators }, node, frame)];
  }
  const at = expansion.at(node, frame);
  const assignments = declarators.flatMap(({ id, init }) => (init ? [at.assign(id, init)] : []));
  return assignments.length === 0 ? [] : [at.effect(at.sequence(assignments))];
}

function expandDeclarator(
  expansion: Expansion,
  node: VariableDeclarator,
  context: DeclarationContext,
): VariableDeclarator[] {
  const { id, init } = node;
  const { declaration, frame } = context;
  const { names } = frame.text;
  if (id.type === 'ObjectPattern' && init && declaration.kind !== 'var') {
    const declarators = takeBuiltins(expansion, id, init, context);
    if (declarators !== undefined) {
      return declarators;
    }
  }
  if (id.type !== 'Identifier') {
    const declare = (target: Identifier, value: SyntaxExpression): VariableDeclarator[] => [
      declareName(expansion, target, value, target, context),
    ];
    return (init && expandPattern(expansion, id, init, frame, declare)) ?? [expansion.copy(node, frame)];
  }
  const variable = names.references.get(id);
  if (init && variable !== undefined && bindSteady(expansion, variable, init, context)) {
    return [];
  }
  const value = init ? expansion.expression(init, frame) : null;
  if (value !== null && variable !== undefined && isSteady(variable, context)) {
    const record = makeRecord(expansion, id.name, value, expansion.at(node, frame));
    if (record !== undefined) {
      frame.bind(variable, record.binding);
      return record.declarators;
    }
  }
  return [declareName(expansion, id, value, node, context)];
}

/** Whether a name always means what its declaration gives it. */
function isSteady(variable: Variable, { declaration, frame, isInCase }: DeclarationContext): boolean {
  return declaration.kind !== 'var' && !isInCase && !frame.text.names.assigned.has(variable);
}

/** Lets a name stand for the function, object or array that it is given; whether it is given one. */
function bindSteady(expansion: Expansion, variable: Variable, value: SyntaxNode, context: DeclarationContext): boolean {
  const { frame } = context;
  if (!isSteady(variable, context)) {
    return false;
  }
  const binding =
    expansion.functionBinding(value, frame) ??
    recordNamed(value, frame) ??
    steadyBinding(expansion, variable, value, context);
  if (binding !== undefined) {
    frame.bind(variable, binding);
  }
  return binding !== undefined;
}

/** Another variable that keeps its value, under a name of its own: `const t = table`. */
function steadyBinding(
  expansion: Expansion,
  name: Variable,
  value: SyntaxNode,
  { declaration: { kind }, frame }: DeclarationContext,
): Binding | undefined {
  const variable = expansion.steadyVariable(value, frame);
  const isKept = variable !== undefined && expansion.isDeclared(variable) && (kind === 'const' || kind === 'let');
  // What reads the name before its declaration must not find a value.
  return isKept && !frame.hasMet(name) ? { kind: 'variable', variable } : undefined;
}

/** `const { sqrt, PI } = Math`. */
function takeBuiltins(
  expansion: Expansion,
  pattern: ObjectPattern,
  init: SyntaxNode,
  context: DeclarationContext,
): VariableDeclarator[] | undefined {
  const { frame } = context;
  if (!isNamespace(init, frame)) {
    return undefined;
  }
  const declarators: VariableDeclarator[] = [];
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || property.computed || property.value.type !== 'Identifier') {
      return undefined;
    }
    const at: SyntaxBuilder = expansion.at(property, frame);
    const member = property.key.type === 'Identifier' ? at.member(init, property.key.name) : undefined;
    const variable = frame.text.names.references.get(property.value);
    if (member === undefined || variable === undefined) {
      return undefined;
    }
    if (!bindSteady(expansion, variable, member, context)) {
      const value = expansion.expression(member, frame);
      declarators.push(declareName(expansion, property.value, value, property, context));
    }
  }
  return declarators;
}

function declareName(
  expansion: Expansion,
  id: Identifier,
  init: SyntaxExpression | null,
  node: SyntaxNode,
  { declaration: { kind }, frame }: DeclarationContext,
): VariableDeclarator {
  const target = expansion.identifier(id, frame) as Identifier;
  const declarator = expansion.at(node, frame).declarator(target, init);
  expansion.markDeclared(target, kind === 'let' || kind === 'const' ? declarator : undefined);
  return declarator;
}
