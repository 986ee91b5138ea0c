/** What goes into a loop and what comes out of it, where the loop becomes a function of its own. */

import type { Names, Variable } from '../frontend/resolve-scopes.js';
import type { FunctionSyntax, Identifier, SyntaxNode } from '../frontend/syntax.js';
import { forEachChild, isFunction } from '../frontend/syntax.js';
import { collectUses, isWithin } from './collect-uses.js';
import type { LoopSite } from './find-loops.js';
import type { LocalHelper } from './local-helpers.js';
import { findLocalHelpers } from './local-helpers.js';

/** Names of the variables around a loop that it uses, in the order in which they occur. */
export interface LoopVariables {
  readonly read: readonly string[];
  /** Those that it only needs to make an error, which no kernel does. */
  readonly mentioned: readonly string[];
  readonly written: readonly WrittenVariable[];
  /** Functions inside the function that it calls, in the order of the source. */
  readonly helpers: readonly LocalHelper[];
  /** Everything that it takes from around the function. */
  readonly free: ReadonlySet<string>;
}

export interface WrittenVariable {
  readonly name: string;
  /** Whether the loop declares it, as a `var`. */
  readonly isDeclared: boolean;
  /** Whether what the loop leaves in it may be read somewhere else. */
  readonly isRead: boolean;
}

/** Answers for the loops of one function which variables go in and come out. */
export class LoopSurroundings {
  /** Variables that other functions than their own use. */
  private readonly captured = new Set<Variable>();
  /** Where each variable is read or written: all its places but those that only declare it. */
  private readonly places = new Map<Variable, Identifier[]>();
  /** What a switch declares for all of its cases: a jump to one of them may have skipped it. */
  private readonly declaredInCases = new Set<SyntaxNode>();
  /** For each variable, the loops that give it a value before anything else. */
  private readonly counted = new Map<Variable, SyntaxNode[]>();

  private readonly helpers: ReadonlyMap<Variable, LocalHelper>;

  constructor(
    root: FunctionSyntax,
    private readonly names: Names,
  ) {
    this.helpers = findLocalHelpers(root, names);
    this.visit(root, root);
  }

  private visit(node: SyntaxNode, owner: FunctionSyntax, parent: SyntaxNode = node): void {
    const variable = node.type === 'Identifier' ? this.names.references.get(node) : undefined;
    if (variable !== undefined) {
      append(this.places, variable, node as Identifier);
      if (this.names.owners.get(variable) !== owner) this.captured.add(variable);
    }
    if (node.type === 'ForStatement') {
      for (const identifier of countersOf(node.init)) {
        const counter = this.names.references.get(identifier);
        if (counter !== undefined) append(this.counted, counter, node);
      }
    }
    if (node.type === 'SwitchCase') {
      const declarations = node.consequent.filter((statement) => statement.type === 'VariableDeclaration');
      for (const one of declarations.flatMap(({ declarations: list }) => list)) this.declaredInCases.add(one);
    }
    const isFilled = parent.type === 'ForInStatement' || parent.type === 'ForOfStatement';
    const inner = isFunction(node) ? node : owner;
    forEachChild(node, (child) => {
      const isUse = child.type !== 'VariableDeclarator' || child.init !== null || isFilled;
      if (isUse) this.visit(child, inner, node);
    });
  }

  /** Undefined where the loop as a function of its own could not do the same. */
  variablesOf({ statement: loop, functions }: LoopSite): LoopVariables | undefined {
    const uses = collectUses(loop, this.names, this.helpers);
    const { used, written, declared, indexed, inClosures } = uses;
    const { assigned, assignedFromInside, owners } = this.names;
    const own = functions.at(-1);
    for (const variable of used) {
      const isWritten = written.has(variable);
      const isSteady = !isWritten && !assigned.has(variable);
      if (assignedFromInside.has(variable) || !this.hasValue(variable, loop, functions)) return undefined;
      if ((inClosures.has(variable) || owners.get(variable) !== own) && !isSteady) return undefined;
      if (isWritten && (!MAY_BE_WRITTEN.has(variable.kind) || this.captured.has(variable) || indexed.has(variable))) {
        return undefined;
      }
    }
    const helpers = [...uses.helpers].sort(([, one], [, other]) => one.node.start - other.node.start);
    if (!helpers.every(([variable]) => this.hasValue(variable, loop, functions))) return undefined;
    // Helpers come from other scopes: one name must not mean two things.
    const all = [...used, ...uses.helpers.keys()].map(({ name }) => name);
    if (new Set(all).size < all.length || all.some((name) => uses.free.has(name))) return undefined;
    const variables = [...used];
    const changing = variables.filter((variable) => written.has(variable) || declared.has(variable));
    const steady = variables.filter((variable) => !changing.includes(variable));
    return {
      read: steady.filter((variable) => uses.needed.has(variable)).map(({ name }) => name),
      mentioned: steady.filter((variable) => !uses.needed.has(variable)).map(({ name }) => name),
      written: changing.map((variable) => ({
        name: variable.name,
        isDeclared: declared.has(variable),
        isRead: this.isReadOutside(variable, loop),
      })),
      helpers: helpers.map(([, helper]) => helper),
      free: uses.free,
    };
  }

  /**
   * Whether a variable certainly may be read in front of a loop: one that is declared later, or in another case of a switch, may not. In a
   * function inside, it may where that function only comes into being afterwards.
   */
  private hasValue(variable: Variable, loop: SyntaxNode, functions: readonly FunctionSyntax[]): boolean {
    const { origin, kind } = variable;
    if (origin === undefined || kind === 'var') return true;
    const level = functions.findIndex((fn) => fn === this.names.owners.get(variable));
    const user = functions[level + 1] ?? loop;
    const isHoisted = user.type === 'FunctionDeclaration';
    return level >= 0 && !isHoisted && origin.end <= user.start && !this.declaredInCases.has(origin);
  }

  /**
   * Whether anything but the loop may read what it leaves in a variable. Counters are given a value by each loop that uses them: nobody reads
   * what the loop before left.
   */
  private isReadOutside(variable: Variable, loop: SyntaxNode): boolean {
    const others = (this.counted.get(variable) ?? []).filter((other) => !isWithin(loop, other));
    const places = this.places.get(variable) ?? [];
    return places.some((place) => !isWithin(place, loop) && !others.some((other) => isWithin(place, other)));
  }
}

/** Kinds of variables that can be assigned, as far as the copy of a function does the same with them. */
const MAY_BE_WRITTEN: ReadonlySet<Variable['kind']> = new Set(['parameter', 'var', 'let'] as const);

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** What the head of a loop assigns and does not read. */
function countersOf(init: SyntaxNode | null | undefined): Identifier[] {
  if (!init) return [];
  const occurring: string[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Identifier') occurring.push(node.name);
    forEachChild(node, visit);
  };
  visit(init);
  const targets =
    init.type === 'VariableDeclaration'
      ? init.declarations.flatMap(({ id, init: value }) => (value && id.type === 'Identifier' ? [id] : []))
      : (init.type === 'SequenceExpression' ? init.expressions : [init]).flatMap((part) =>
          part.type === 'AssignmentExpression' && part.operator === '=' && part.left.type === 'Identifier'
            ? [part.left]
            : [],
        );
  return targets.filter(({ name }) => occurring.filter((other) => other === name).length === 1);
}
