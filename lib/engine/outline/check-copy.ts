/**
 * Whether a function that is made anew from its text does the same. Everything that the text does not tell must not matter: what its
 * free names mean, whether it is strict code, what an arrow function takes from around it, and its being another function object.
 */

import type { ParsedFunction } from '../frontend/parse.js';
import type { Names } from '../frontend/resolve-scopes.js';
import { namesIn } from '../frontend/resolve-scopes.js';
import type { Position } from '../frontend/ir.js';
import type { FunctionSyntax, Identifier, Pattern, SyntaxNode } from '../frontend/syntax.js';
import { forEachChild, isFunction } from '../frontend/syntax.js';
import type { OutlineRefusal, OutlineRefusalCode } from './refusals.js';
import { outlineRefusal } from './refusals.js';

export type Strictness = 'strict' | 'sloppy' | 'unknown';

/** What is known of a function beside its text. */
export interface Original {
  /** As the function object shows it; meant for plain functions only. */
  readonly strictness: Strictness;
  /** Names whose values are given. */
  readonly scopeNames: readonly string[];
}

/** A name that the copy leaves to the global scope. */
export interface FreeName extends Position {
  readonly name: string;
}

/** What a copy of the function needs. */
export interface Copying {
  readonly strictness: Strictness;
  /** Free names that must be bound to the values given. */
  readonly bound: readonly string[];
  /** The other free names, each where it first stands. The copy is right where none of them means a variable of the surroundings. */
  readonly globals: readonly FreeName[];
  /** What stands against a copy. */
  readonly refusals: readonly OutlineRefusal[];
  /** What stands against one as long as nobody knows whether the function is strict code. */
  readonly strictnessRefusals: readonly OutlineRefusal[];
}

export function checkCopy(fn: ParsedFunction, names: Names, original: Original): Copying {
  const checker = new CopyChecker(fn, names, original);
  return checker.check();
}

/** Where a node stands. */
interface Place {
  /** The function whose `this` and `arguments` are meant. */
  readonly receiver: FunctionSyntax;
  readonly parent: SyntaxNode;
}

class CopyChecker {
  private readonly refusals = new Map<string, OutlineRefusal>();
  private readonly strictnessRefusals = new Map<string, OutlineRefusal>();
  private readonly bound = new Set<string>();
  private readonly globals = new Map<string, FreeName>();
  private readonly given: ReadonlySet<string>;
  private readonly strictness: Strictness;
  private readonly bodies: ReadonlySet<SyntaxNode>;

  constructor(
    private readonly fn: ParsedFunction,
    private readonly names: Names,
    original: Original,
  ) {
    this.given = new Set(original.scopeNames);
    this.strictness = strictnessOf(fn, original);
    this.bodies = bodiesIn(fn.node);
  }

  check(): Copying {
    const { node, isMethod } = this.fn;
    if (isMethod) this.refuse('copy-differs', node, 'it is a method');
    for (const param of node.params) this.visit(param, { receiver: node, parent: node });
    this.visit(node.body, { receiver: node, parent: node });
    for (const identifier of this.names.free) this.checkFreeName(identifier);
    return {
      strictness: this.strictness,
      bound: [...this.bound],
      globals: [...this.globals.values()],
      refusals: [...this.refusals.values()],
      strictnessRefusals: [...this.strictnessRefusals.values()],
    };
  }

  private checkFreeName(identifier: Identifier): void {
    const { name } = identifier;
    if (name === 'arguments') return;
    if (this.given.has(name)) this.bound.add(name);
    else if (!this.globals.has(name)) this.globals.set(name, { name, ...this.fn.position(identifier) });
  }

  private visit(node: SyntaxNode, place: Place): void {
    switch (node.type) {
      case 'ThisExpression':
        this.checkOwn(node, place, 'this');
        return;
      case 'Identifier':
        if (node.name === 'eval') this.refuse('copy-differs', node, 'it may evaluate text');
        if (node.name === 'arguments' && this.names.free.has(node)) this.checkArguments(node, place);
        return;
      case 'MetaProperty':
        this.checkOwn(node, place, 'new.target');
        return;
      case 'Super':
        if (place.receiver === this.fn.node) this.refuse('copy-differs', node, 'it uses super');
        return;
      case 'ImportExpression':
        this.refuse('copy-differs', node, 'import() finds modules from where it is written');
        break;
      case 'TaggedTemplateExpression':
        this.refuse('copy-differs', node, 'a tagged template is an object of its own in each place');
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.refuse('copy-differs', node, 'it contains a class');
        return;
      case 'WithStatement':
        this.refuse('copy-differs', node, 'it contains a with statement');
        return;
      case 'FunctionDeclaration':
        if (place.parent.type !== 'BlockStatement' || !this.isBody(place.parent)) {
          this.refuse('copy-differs', node, 'it declares a function in a block');
        }
        break;
      case 'UnaryExpression':
        if (node.operator === 'delete') this.dependOnStrictness(node, 'it deletes a property');
        break;
    }
    this.checkWrites(node);
    if (isFunction(node)) this.visitFunction(node, place);
    else forEachChild(node, (child) => this.visit(child, { ...place, parent: node }));
  }

  private visitFunction(node: FunctionSyntax, { receiver, parent }: Place): void {
    const isArrow = node.type === 'ArrowFunctionExpression';
    const isMethod = parent.type === 'Property' && (parent.method || parent.kind !== 'init');
    if (!isArrow && !isMethod && !node.async && !node.generator) {
      this.dependOnStrictness(node, 'it makes a function');
    }
    const inside = { receiver: isArrow ? receiver : node, parent: node };
    for (const param of node.params) this.visit(param, inside);
    this.visit(node.body, inside);
  }

  /** Whether a block is the body of a function. */
  private isBody(block: SyntaxNode): boolean {
    return this.bodies.has(block);
  }

  private checkOwn(node: SyntaxNode, { receiver }: Place, what: string): void {
    if (receiver.type === 'ArrowFunctionExpression') {
      this.refuse('copy-differs', node, `an arrow function takes ${what} from its surroundings`);
    } else if (what === 'this') {
      this.dependOnStrictness(node, 'it uses this');
    }
  }

  /** The arguments object of a function that is not strict knows the function itself, and its elements are the parameters. */
  private checkArguments(node: Identifier, place: Place): void {
    this.checkOwn(node, place, 'arguments');
    this.dependOnStrictness(node, 'it uses arguments');
    const { parent, receiver } = place;
    const isHarmless =
      parent.type === 'MemberExpression' &&
      parent.object === node &&
      (parent.computed
        ? parent.property.type === 'Literal' && typeof parent.property.value === 'number'
        : parent.property.type === 'Identifier' && parent.property.name === 'length');
    if (this.strictness === 'sloppy' && receiver === this.fn.node && !isHarmless) {
      this.refuse('copy-differs', node, 'its arguments object knows the function that was called');
    }
  }

  private checkWrites(node: SyntaxNode): void {
    const target = targetOf(node);
    if (target === undefined) return;
    if (hasMember(target)) this.dependOnStrictness(node, 'it writes a property');
    for (const identifier of namesIn(target)) {
      const variable = this.names.references.get(identifier);
      if (variable === undefined) {
        this.refuse('captured-assignment', identifier, `it assigns ${identifier.name}`, identifier.name);
      } else if (variable.kind === 'function') {
        this.dependOnStrictness(identifier, `it assigns the function ${identifier.name}`);
      }
    }
  }

  private dependOnStrictness(node: SyntaxNode, detail: string): void {
    if (this.strictness !== 'unknown' || this.strictnessRefusals.has(detail)) return;
    this.strictnessRefusals.set(detail, outlineRefusal('strictness-unknown', this.fn.position(node), detail));
  }

  /**
   * @param subject - said once, wherever it comes up
   */
  private refuse(code: OutlineRefusalCode, node: { start: number }, detail: string, subject?: string): void {
    const key = `${code}:${subject ?? node.start}`;
    if (!this.refusals.has(key)) this.refusals.set(key, outlineRefusal(code, this.fn.position(node), detail));
  }
}

/** What the directive says, or else, for a plain function, what the function object shows. */
function strictnessOf({ node, isMethod }: ParsedFunction, { strictness }: Original): Strictness {
  const statements = node.body.type === 'BlockStatement' ? node.body.body : [];
  for (const statement of statements) {
    if (statement.type !== 'ExpressionStatement' || statement.directive === undefined) break;
    if (statement.directive === 'use strict') return 'strict';
  }
  const isPlain = node.type === 'FunctionExpression' && !isMethod && !node.async && !node.generator;
  return isPlain ? strictness : 'unknown';
}

function bodiesIn(root: SyntaxNode): ReadonlySet<SyntaxNode> {
  const bodies = new Set<SyntaxNode>();
  const visit = (node: SyntaxNode): void => {
    if (isFunction(node)) bodies.add(node.body);
    forEachChild(node, visit);
  };
  visit(root);
  return bodies;
}

/** What a node writes, if it writes anything. */
function targetOf(node: SyntaxNode): Pattern | undefined {
  switch (node.type) {
    case 'AssignmentExpression':
      return node.left;
    case 'UpdateExpression':
      return node.argument as Pattern;
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left.type === 'VariableDeclaration' ? undefined : node.left;
    default:
      return undefined;
  }
}

function hasMember(pattern: Pattern): boolean {
  switch (pattern.type) {
    case 'MemberExpression':
      return true;
    case 'ObjectPattern':
      return pattern.properties.some((property) => hasMember(property.type === 'Property' ? property.value : property));
    case 'ArrayPattern':
      return pattern.elements.some((element) => element !== null && hasMember(element));
    case 'RestElement':
      return hasMember(pattern.argument);
    case 'AssignmentPattern':
      return hasMember(pattern.left);
    case 'Identifier':
      return false;
  }
}
