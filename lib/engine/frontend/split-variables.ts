/**
 * Gives each independent life of a variable a variable of its own.
 *
 * `let i, sum; for (i = 0; …) { sum = 0; … } for (i = 0; …) …` has one `i` and one `sum` to JavaScript, but nothing flows from one
 * assignment to the next: each is followed by every use of its value.  Split, both are local to their loop, and the optimiser need
 * not prove it.  The same goes for `var`, which JavaScript hoists to the function.
 */

import type { Scopes, Variable } from './resolve-scopes.js';
import type { AssignmentExpression, Identifier, SyntaxNode, VariableDeclarator } from './syntax.js';
import { forEachChild, isOpaque } from './syntax.js';

/** An assignment that certainly runs before everything that follows it up to `end`. */
interface Life {
  readonly origin: AssignmentExpression | VariableDeclarator;
  readonly start: number;
  readonly end: number;
}

/** Replaces, in `scopes.references`, each variable that falls into independent lives. */
export function splitVariables(body: SyntaxNode, scopes: Scopes): void {
  splitParameters(body, scopes);
  const uses = new Map<Variable, Identifier[]>();
  for (const [identifier, variable] of scopes.references) {
    if (isCandidate(variable)) {
      const list = uses.get(variable) ?? [];
      list.push(identifier);
      uses.set(variable, list);
    }
  }
  if (uses.size === 0) {
    return;
  }
  const { lives, bareDeclarations } = findLives(body, scopes.references);
  for (const [variable, identifiers] of uses) {
    const values = identifiers.filter((identifier) => !bareDeclarations.has(identifier));
    const disjoint = outermost(lives.get(variable) ?? [], values);
    const owners = values.map((use) => disjoint.find((life) => use.start >= life.start && use.start < life.end));
    if (owners.every((owner) => owner !== undefined)) {
      const parts = new Map(disjoint.map((life) => [life, { ...variable, origin: life.origin }]));
      values.forEach((use, index) => scopes.references.set(use, parts.get(owners[index]!)!));
    }
  }
}

/** `n = n | 0` as a statement of the function's body begins a life that all later uses belong to; the parameter itself stays as passed. */
function splitParameters(body: SyntaxNode, scopes: Scopes): void {
  for (const statement of body.type === 'BlockStatement' ? body.body : []) {
    const assignment = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (
      assignment?.type !== 'AssignmentExpression' ||
      assignment.operator !== '=' ||
      assignment.left.type !== 'Identifier'
    ) {
      continue;
    }
    const parameter = scopes.references.get(assignment.left);
    if (parameter?.kind !== 'parameter' || parameter.origin !== undefined) {
      continue;
    }
    const later: Variable = { name: parameter.name, kind: 'let', parameterIndex: undefined, origin: assignment };
    for (const [use, variable] of scopes.references) {
      if (variable === parameter && (use === assignment.left || use.start >= assignment.end)) {
        scopes.references.set(use, later);
      }
    }
  }
}

function isCandidate({ kind, origin }: Variable): boolean {
  return kind === 'var' || (kind === 'let' && origin?.type === 'VariableDeclarator' && !origin.init);
}

/** The lives that are in no other; those whose first value is made from the variable itself do not count. */
function outermost(lives: readonly Life[], uses: readonly Identifier[]): Life[] {
  const independent = lives.filter(({ origin }) => {
    const value = origin.type === 'AssignmentExpression' ? origin.right : (origin.init as SyntaxNode);
    return !uses.some((use) => use.start >= value.start && use.start < value.end);
  });
  return independent.filter(
    (life) => !independent.some((other) => other !== life && other.start <= life.start && other.end >= life.end),
  );
}

interface Lives {
  readonly lives: ReadonlyMap<Variable, readonly Life[]>;
  /** The names in declarations without a value, which neither read nor write. */
  readonly bareDeclarations: ReadonlySet<SyntaxNode>;
}

function findLives(root: SyntaxNode, references: ReadonlyMap<Identifier, Variable>): Lives {
  const lives = new Map<Variable, Life[]>();
  const bareDeclarations = new Set<SyntaxNode>();

  function begin(origin: Life['origin'], end: number): void {
    const target = origin.type === 'AssignmentExpression' ? origin.left : origin.id;
    const variable = target.type === 'Identifier' ? references.get(target) : undefined;
    if (variable !== undefined) {
      lives.set(variable, [...(lives.get(variable) ?? []), { origin, start: origin.start, end }]);
    }
  }

  /** `node` runs before everything else between its own end and `end`. */
  function visitFirst(node: SyntaxNode, end: number): void {
    switch (node.type) {
      case 'VariableDeclaration':
        for (const declarator of node.declarations) {
          if (declarator.init) {
            begin(declarator, end);
          }
        }
        return;
      case 'ExpressionStatement':
        visitFirst(node.expression, end);
        return;
      case 'SequenceExpression':
        for (const expression of node.expressions) {
          visitFirst(expression, end);
        }
        return;
      case 'AssignmentExpression':
        if (node.operator === '=') {
          begin(node, end);
        }
        return;
      default:
    }
  }

  function visit(node: SyntaxNode): void {
    if (node.type === 'BlockStatement' || node.type === 'StatementExpression') {
      for (const statement of node.body) {
        visitFirst(statement, node.end);
      }
    } else if (node.type === 'ForStatement' && node.init) {
      visitFirst(node.init, node.end);
    } else if (node.type === 'VariableDeclarator' && !node.init) {
      bareDeclarations.add(node.id);
    }
    if (!isOpaque(node)) {
      forEachChild(node, visit);
    }
  }

  visit(root);
  return { lives, bareDeclarations };
}
