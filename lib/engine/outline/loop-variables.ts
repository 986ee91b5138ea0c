/** What goes into a loop and what comes out of it, where the loop becomes a function of its own. */

import type { Names, Variable } from '../frontend/resolve-scopes.js';
import { namesIn } from '../frontend/resolve-scopes.js';
import type { FunctionSyntax, Identifier, Pattern, SyntaxNode, SyntaxStatement } from '../frontend/syntax.js';
import { forEachChild, isFunction } from '../frontend/syntax.js';

/** Names of the variables around a loop that it uses, in the order in which they occur. */
export interface LoopVariables {
  readonly read: readonly string[];
  readonly written: readonly WrittenVariable[];
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

  constructor(
    private readonly root: FunctionSyntax,
    private readonly names: Names,
  ) {
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
  variablesOf(loop: SyntaxStatement): LoopVariables | undefined {
    const used = new Map<Variable, Identifier>();
    const free = new Set<string>();
    const written = new Set<Variable>();
    const declared = new Set<Variable>();
    const indexed = new Set<Variable>();
    const inClosures = new Set<Variable>();
    const visit = (node: SyntaxNode, isInClosure: boolean): void => {
      if (node.type === 'Identifier') {
        const variable = this.names.references.get(node);
        if (variable === undefined) {
          if (this.names.free.has(node)) free.add(node.name);
        } else if (this.isOutside(variable, loop)) {
          if (!used.has(variable)) used.set(variable, node);
          if (isInClosure) inClosures.add(variable);
        }
      }
      for (const identifier of writtenIn(node)) {
        const variable = this.names.references.get(identifier);
        if (variable !== undefined) written.add(variable);
      }
      if (node.type === 'VariableDeclaration' && node.kind === 'var') {
        for (const identifier of node.declarations.flatMap(({ id }) => namesIn(id))) {
          const variable = this.names.references.get(identifier);
          if (variable !== undefined) declared.add(variable);
        }
      }
      if (node.type === 'MemberExpression' && node.computed && node.object.type === 'Identifier') {
        const variable = this.names.references.get(node.object);
        if (variable !== undefined) indexed.add(variable);
      }
      forEachChild(node, (child) => visit(child, isInClosure || isFunction(node)));
    };
    visit(loop, false);
    const { assigned, assignedFromInside } = this.names;
    for (const variable of used.keys()) {
      const isWritten = written.has(variable);
      const isSteady = !isWritten && !assigned.has(variable);
      if (assignedFromInside.has(variable) || !this.hasValue(variable, loop)) return undefined;
      if (inClosures.has(variable) && !isSteady) return undefined;
      if (isWritten && (!MAY_BE_WRITTEN.has(variable.kind) || this.captured.has(variable) || indexed.has(variable))) {
        return undefined;
      }
    }
    const outside = [...used.keys()];
    return {
      read: outside.filter((variable) => !written.has(variable) && !declared.has(variable)).map(({ name }) => name),
      written: outside
        .filter((variable) => written.has(variable) || declared.has(variable))
        .map((variable) => ({
          name: variable.name,
          isDeclared: declared.has(variable),
          isRead: this.isReadOutside(variable, loop),
        })),
      free,
    };
  }

  /** Whether a variable belongs to what is around a node. */
  private isOutside(variable: Variable, node: SyntaxNode): boolean {
    const { origin } = variable;
    if (origin !== undefined) return !isWithin(origin, node);
    const owner = this.names.owners.get(variable);
    return owner === undefined || !isWithin(owner, node);
  }

  /** Whether a variable certainly may be read in front of a loop: one that is declared later, or in another case of a switch, may not. */
  private hasValue({ origin, kind }: Variable, loop: SyntaxNode): boolean {
    if (origin === undefined || kind === 'var') return true;
    return origin.end <= loop.start && !this.declaredInCases.has(origin);
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

function isWithin(inner: { start: number; end: number }, outer: { start: number; end: number }): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

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
