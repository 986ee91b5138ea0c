/** What the expansion of one function consists of, as its parts see each other. */

import type { SyntaxBuilder } from './build-syntax.js';
import type { Binding, Closure, Frame } from './frames.js';
import type { RefusalCode } from './refusals.js';
import type { Variable } from './resolve-scopes.js';
import type {
  CallExpression,
  FunctionSyntax,
  Identifier,
  SyntaxExpression,
  SyntaxNode,
  SyntaxStatement,
  VariableDeclarator,
} from './syntax.js';

/** A variable that stands in no source, and where it comes into being. */
export interface Temporary {
  readonly variable: Variable;
  readonly declarator: VariableDeclarator;
  read(): Identifier;
}

/** A function that is being written out. */
export interface ActiveCall {
  readonly fn: FunctionSyntax;
  /** Whether it was handed a function. */
  readonly isHigherOrder: boolean;
  /** Place of the call in the main text. */
  readonly start: number;
  /** What messages say they are about, where it is not in the main text. */
  readonly note: string | undefined;
}

export interface Expansion {
  readonly mainFunction: FunctionSyntax;
  /** Outermost first. */
  readonly calls: ActiveCall[];

  /** An expression, expanded. */
  expression(node: SyntaxNode, frame: Frame): SyntaxExpression;
  /** An expression of which only the side effects matter, expanded; undefined where nothing is left of it. */
  effect(node: SyntaxExpression, frame: Frame): SyntaxExpression | undefined;
  /** Statements, expanded; `isTail` says that an inlined function ends after them. */
  statements(list: readonly SyntaxStatement[], frame: Frame, isTail: boolean): SyntaxStatement[];
  /** One statement, expanded to one. */
  statement(node: SyntaxStatement, frame: Frame, isTail: boolean): SyntaxStatement;
  /** Writes a function in place of a call, or refuses it. */
  inline(
    call: CallExpression,
    callee: Closure,
    args: readonly SyntaxNode[],
    frame: Frame,
    isUsed: boolean,
  ): SyntaxExpression;

  /** What an identifier that is read or written becomes. */
  identifier(node: Identifier, frame: Frame): SyntaxExpression;
  /** A copy of a node whose children are expanded. */
  copy<Node extends SyntaxNode>(node: Node, frame: Frame): Node;
  /** Gives a new node the place of an old one. */
  placed<Node extends SyntaxNode>(copy: Node, node: SyntaxNode, frame: Frame): Node;
  /** Makes nodes at the place of this one. */
  at(node: { start: number }, frame: Frame): SyntaxBuilder;
  /** A new identifier that means the variable. */
  refer(variable: Variable, at: SyntaxBuilder): Identifier;
  /** A new identifier that means the global of that name. */
  global(name: string, at: SyntaxBuilder): Identifier;
  /** A constant with a value that is expanded already. */
  constant(name: string, value: SyntaxExpression, at: SyntaxBuilder): Temporary;
  /** A variable without a value. */
  unassigned(name: string, at: SyntaxBuilder): Temporary;
  /** A variable with a value that is expanded already. */
  variable(name: string, value: SyntaxExpression, at: SyntaxBuilder): Temporary;
  /** The variable that an expression names, if it is one that keeps its value (an array in it stays the same). */
  steadyVariable(node: SyntaxNode, frame: Frame): Variable | undefined;
  /** The function that an expression is, if it is one that can be inlined. */
  closureOf(node: SyntaxNode, frame: Frame): Closure | undefined;
  /** The function, or built-in function, that an expression is. */
  functionBinding(node: SyntaxNode, frame: Frame): Binding | undefined;
  /** Records that a method of the array, its iterator included, is taken for the engine's own. */
  relyOnMethods(array: Variable): void;
  /** Records that a method is taken for that of typed arrays, which converts what it writes. */
  relyOnConversion(array: Variable): void;
  /** Records that the iterator of array literals is taken for the engine's own. */
  relyOnArrayIterator(): void;
  /** Whether the variable holds an array literal: its `fill` does not convert what it is given. */
  isPlainArray(variable: Variable): boolean;
  /** Whether the code in front of this point has declared the variable. */
  isDeclared(variable: Variable): boolean;
  /** Records that the variable of an identifier is declared here. */
  markDeclared(target: Identifier, origin: VariableDeclarator | undefined): void;
  refuse(code: RefusalCode, node: { start: number }, frame: Frame, message?: string): void;
}
