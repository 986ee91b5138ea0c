/** What a loop, and the helpers that it calls, do with the variables around them. */

import type { Names, Variable } from '../frontend/resolve-scopes.js';
import { namesIn } from '../frontend/resolve-scopes.js';
import type { Identifier, Pattern, SyntaxNode } from '../frontend/syntax.js';
import { forEachChild, isFunction } from '../frontend/syntax.js';
import type { LocalHelper } from './local-helpers.js';

export interface LoopUses {
  /** Variables from outside, in the order in which they occur; the others are among these. */
  readonly used: ReadonlySet<Variable>;
  /** Those that other things than errors are made of: kernels make no errors. */
  readonly needed: ReadonlySet<Variable>;
  readonly written: ReadonlySet<Variable>;
  /** Declared in the loop, as a `var`. */
  readonly declared: ReadonlySet<Variable>;
  /** Of which elements are read or written. */
  readonly indexed: ReadonlySet<Variable>;
  /** Used by functions: helpers, and those inside the loop. */
  readonly inClosures: ReadonlySet<Variable>;
  readonly helpers: ReadonlyMap<Variable, LocalHelper>;
  /** Names from outside the function. */
  readonly free: ReadonlySet<string>;
}

/** Whether a node, or what it stands for, lies in another. */
export function isWithin(inner: { start: number; end: number }, outer: { start: number; end: number }): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/**
 * @param known - functions that may be taken along where they are called
 */
export function collectUses(loop: SyntaxNode, names: Names, known: ReadonlyMap<Variable, LocalHelper>): LoopUses {
  const collector = new UseCollector(loop, names, known);
  collector.visit(loop, loop, { isInClosure: false, isThrown: false });
  return collector;
}

/** Where a node stands. */
interface Place {
  readonly isInClosure: boolean;
  /** Whether it belongs to what is thrown. */
  readonly isThrown: boolean;
}

class UseCollector implements LoopUses {
  readonly used = new Set<Variable>();
  readonly needed = new Set<Variable>();
  readonly written = new Set<Variable>();
  readonly declared = new Set<Variable>();
  readonly indexed = new Set<Variable>();
  readonly inClosures = new Set<Variable>();
  readonly helpers = new Map<Variable, LocalHelper>();
  readonly free = new Set<string>();
  private readonly parts: SyntaxNode[];

  constructor(
    loop: SyntaxNode,
    private readonly names: Names,
    private readonly known: ReadonlyMap<Variable, LocalHelper>,
  ) {
    this.parts = [loop];
  }

  visit(node: SyntaxNode, parent: SyntaxNode, place: Place): void {
    if (node.type === 'Identifier') this.visitIdentifier(node, parent, place);
    this.addAll(this.written, writtenIn(node));
    if (node.type === 'VariableDeclaration' && node.kind === 'var') {
      const targets = node.declarations.flatMap(({ id }) => namesIn(id));
      this.addAll(this.declared, targets);
    }
    if (node.type === 'MemberExpression' && node.computed && node.object.type === 'Identifier') {
      this.addAll(this.indexed, [node.object]);
    }
    const inside = {
      isInClosure: place.isInClosure || isFunction(node),
      isThrown: place.isThrown || node.type === 'ThrowStatement',
    };
    forEachChild(node, (child) => this.visit(child, node, inside));
  }

  private visitIdentifier(node: Identifier, parent: SyntaxNode, { isInClosure, isThrown }: Place): void {
    const variable = this.names.references.get(node);
    if (variable === undefined) {
      if (this.names.free.has(node)) this.free.add(node.name);
      return;
    }
    if (!this.isOutside(variable)) return;
    const helper = parent.type === 'CallExpression' && parent.callee === node ? this.known.get(variable) : undefined;
    if (helper === undefined) {
      this.used.add(variable);
      if (!isThrown) this.needed.add(variable);
      if (isInClosure) this.inClosures.add(variable);
    } else if (!this.helpers.has(variable)) {
      this.helpers.set(variable, helper);
      this.parts.push(helper.node);
      for (const part of [...helper.node.params, helper.node.body])
        this.visit(part, helper.node, { isInClosure: true, isThrown: false });
    }
  }

  /** Whether a variable belongs to what is around the loop and its helpers. */
  private isOutside(variable: Variable): boolean {
    const place = variable.origin ?? this.names.owners.get(variable);
    return place === undefined || !this.parts.some((part) => isWithin(place, part));
  }

  private addAll(to: Set<Variable>, identifiers: readonly Identifier[]): void {
    for (const identifier of identifiers) {
      const variable = this.names.references.get(identifier);
      if (variable !== undefined) to.add(variable);
    }
  }
}

/** The variables that a node itself writes. */
function writtenIn(node: SyntaxNode): Identifier[] {
  switch (node.type) {
    case 'AssignmentExpression':
      return namesIn(node.left);
    case 'UpdateExpression':
      return namesIn(node.argument as Pattern);
    case 'VariableDeclarator':
      return node.init ? namesIn(node.id) : [];
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left.type === 'VariableDeclaration'
        ? node.left.declarations.flatMap(({ id }) => namesIn(id))
        : namesIn(node.left);
    default:
      return [];
  }
}
