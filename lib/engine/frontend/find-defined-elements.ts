/**
 * Finds element reads that cannot be out of range, and so are never undefined: `a[i]` in the body of
 * `for (let i = 0; i < a.length; i++)`.  The compiler proves far more about bounds; this is only what decides whether a value can be the
 * index of a write.
 */

import type { LocalArray } from './find-local-arrays.js';
import type { Scopes, Variable } from './resolve-scopes.js';
import type { ForStatement, MemberExpression, SyntaxExpression, SyntaxNode } from './syntax.js';
import { forEachChild } from './syntax.js';

/** The element reads of a function that are certainly not undefined. */
export function findDefinedElements(
  body: SyntaxNode,
  scopes: Scopes,
  localArrays: ReadonlyMap<Variable, LocalArray>,
): ReadonlySet<SyntaxExpression> {
  return new DefinedElements(scopes, localArrays).run(body);
}

/** Inside the loop that says so, `index` is an integer from 0 to below the array's length, or below a number. */
interface Fact {
  readonly array: Variable | undefined;
  readonly bound: number;
  readonly index: Variable;
}

class DefinedElements {
  private readonly found = new Set<SyntaxExpression>();
  private readonly writeCounts = new Map<Variable, number>();
  private facts: readonly Fact[] = [];

  constructor(
    private readonly scopes: Scopes,
    private readonly localArrays: ReadonlyMap<Variable, LocalArray>,
  ) {
    for (const { target, isElement } of scopes.writes) {
      const variable = scopes.references.get(target);
      if (variable !== undefined && !isElement) {
        this.writeCounts.set(variable, (this.writeCounts.get(variable) ?? 0) + 1);
      }
    }
  }

  run(body: SyntaxNode): ReadonlySet<SyntaxExpression> {
    this.visit(body);
    return this.found;
  }

  private visit(node: SyntaxNode): void {
    if (node.type === 'ForStatement') {
      this.visitLoop(node);
      return;
    }
    if (node.type === 'MemberExpression' && node.computed) {
      this.checkElement(node);
    }
    forEachChild(node, (child) => this.visit(child));
  }

  private visitLoop(node: ForStatement): void {
    for (const part of [node.init, node.test, node.update]) {
      if (part) {
        this.visit(part);
      }
    }
    const outer = this.facts;
    this.facts = [...outer, ...this.factsOf(node)];
    this.visit(node.body);
    this.facts = outer;
  }

  private checkElement(node: MemberExpression): void {
    const array = this.variableOf(node.object);
    const index = this.variableOf(node.property);
    const count = (array && this.localArrays.get(array)?.count) ?? 0;
    const isInside =
      index === undefined
        ? isNatural(node.property as SyntaxExpression) && this.valueOf(node.property) < count
        : array !== undefined &&
          this.facts.some((fact) => fact.index === index && (fact.array === array || fact.bound <= count));
    if (isInside) {
      this.found.add(node);
    }
  }

  /** What the loop's counting says inside its body. */
  private factsOf({ init, test, update }: ForStatement): Fact[] {
    const index = !update ? undefined : this.countedUp(update);
    // Two writes: where the variable begins, in the loop's head, and the update.
    if (index === undefined || this.writeCounts.get(index) !== 2 || !init || !beginsAtInteger(init, index)) {
      return [];
    }
    return conjuncts(test ?? undefined).flatMap((condition) => {
      const isBound =
        condition.type === 'BinaryExpression' &&
        condition.operator === '<' &&
        this.variableOf(condition.left) === index;
      const array = isBound ? this.measured(condition.right) : undefined;
      const bound = isBound && isNatural(condition.right) ? this.valueOf(condition.right) : Infinity;
      return array === undefined && bound === Infinity ? [] : [{ array, bound, index }];
    });
  }

  /** The variable that an update moves up by a whole number. */
  private countedUp(update: SyntaxExpression): Variable | undefined {
    switch (update.type) {
      case 'UpdateExpression':
        return update.operator === '++' ? this.variableOf(update.argument) : undefined;
      case 'AssignmentExpression':
        return update.operator === '+=' && isNatural(update.right) ? this.variableOf(update.left) : undefined;
      default:
        return undefined;
    }
  }

  /** The array whose length an expression is: `a.length`, or a constant made from it. */
  private measured(node: SyntaxExpression): Variable | undefined {
    if (node.type === 'MemberExpression' && !node.computed) {
      return this.variableOf(node.object);
    }
    const variable = this.variableOf(node);
    const origin = variable?.origin;
    const isConstant = variable !== undefined && this.writeCounts.get(variable) === 1;
    return isConstant && origin?.type === 'VariableDeclarator' && origin.init?.type === 'MemberExpression'
      ? this.measured(origin.init)
      : undefined;
  }

  private valueOf(node: SyntaxNode): number {
    return node.type === 'Literal' ? (node.value as number) : NaN;
  }

  private variableOf(node: SyntaxNode): Variable | undefined {
    return node.type === 'Identifier' ? this.scopes.references.get(node) : undefined;
  }
}

/** Whether a loop's head brings the variable into being with a whole number from 0 up. */
function beginsAtInteger(init: SyntaxNode, index: Variable): boolean {
  const { origin } = index;
  const first = origin?.type === 'AssignmentExpression' ? origin.right : origin?.init;
  const isInHead = origin !== undefined && origin.start >= init.start && origin.end <= init.end;
  return isInHead && !!first && isNatural(first);
}

function isNatural(node: SyntaxExpression): boolean {
  return (
    node.type === 'Literal' && typeof node.value === 'number' && Number.isSafeInteger(node.value) && node.value >= 0
  );
}

function conjuncts(test: SyntaxExpression | undefined): SyntaxExpression[] {
  if (test === undefined) {
    return [];
  }
  return test.type === 'LogicalExpression' && test.operator === '&&'
    ? [...conjuncts(test.left), ...conjuncts(test.right)]
    : [test];
}
