/**
 * Finds the variables that may be read before they are assigned, and so hold `undefined`.  Only variables declared without a value can:
 * `let x;`, and `var` seen before its declaration.
 */

import type { Scopes, Variable } from './resolve-scopes.js';
import type { Identifier, SyntaxNode } from './syntax.js';
import { forEachChild } from './syntax.js';

/** Variables with a read that some path reaches without an assignment. */
export function findMaybeUnassigned(body: SyntaxNode, scopes: Scopes): ReadonlySet<Variable> {
  const candidates = new Set<Variable>();
  for (const variable of scopes.references.values()) {
    if (variable.kind !== 'parameter' && startsUnassigned(variable)) {
      candidates.add(variable);
    }
  }
  return candidates.size === 0 ? candidates : new AssignmentAnalysis(scopes, candidates).run(body);
}

/** Whether the variable comes into being without a value. */
export function startsUnassigned({ origin }: Variable): boolean {
  return origin === undefined || (origin.type === 'VariableDeclarator' && !origin.init);
}

/** The variables assigned on every path to a point; undefined where no path leads. */
type State = ReadonlySet<Variable> | undefined;

interface Target {
  readonly labels: readonly string[];
  readonly kind: 'loop' | 'switch' | 'label';
  breaks: State[];
  continues: State[];
}

class AssignmentAnalysis {
  private state: State = new Set();
  private readonly targets: Target[] = [];
  private readonly found = new Set<Variable>();

  constructor(
    private readonly scopes: Scopes,
    private readonly candidates: ReadonlySet<Variable>,
  ) {}

  run(body: SyntaxNode): ReadonlySet<Variable> {
    this.visit(body);
    return this.found;
  }

  private visit(node: SyntaxNode, labels: readonly string[] = []): void {
    switch (node.type) {
      case 'Identifier':
        this.read(node);
        return;
      case 'AssignmentExpression':
        this.visitAssignment(node);
        return;
      case 'VariableDeclarator':
        if (node.init) {
          this.visit(node.init);
          this.assign(node.id);
        } else {
          this.forget(node.id);
        }
        return;
      case 'LogicalExpression': {
        this.visit(node.left);
        const before = this.state;
        this.visit(node.right);
        this.state = before;
        return;
      }
      case 'ConditionalExpression':
      case 'IfStatement': {
        this.visit(node.test);
        const before = this.state;
        this.visit(node.consequent);
        const after = this.state;
        this.state = before;
        if (node.alternate) {
          this.visit(node.alternate);
        }
        this.state = intersect([after, this.state]);
        return;
      }
      case 'MemberExpression':
        this.visit(node.object);
        if (node.computed) {
          this.visit(node.property);
        }
        return;
      case 'LabeledStatement':
        this.visitLabeled(node.body, [...labels, node.label.name]);
        return;
      case 'ForStatement':
        if (node.init) {
          this.visit(node.init);
        }
        this.visitLoop(labels, { test: node.test ?? undefined, body: node.body, update: node.update ?? undefined });
        return;
      case 'WhileStatement':
        this.visitLoop(labels, { test: node.test, body: node.body });
        return;
      case 'DoWhileStatement':
        this.visitDoWhile(labels, node.body, node.test);
        return;
      case 'SwitchStatement':
        this.visitSwitch(labels, node);
        return;
      case 'BreakStatement':
      case 'ContinueStatement':
        this.jump(node.type === 'BreakStatement' ? 'breaks' : 'continues', node.label?.name);
        return;
      case 'ReturnStatement':
        if (node.argument) {
          this.visit(node.argument);
        }
        this.state = undefined;
        return;
      case 'ThrowStatement':
        this.state = undefined;
        return;
      default:
        forEachChild(node, (child) => this.visit(child));
    }
  }

  private visitAssignment(node: SyntaxNode & { type: 'AssignmentExpression' }): void {
    if (node.left.type !== 'Identifier' || node.operator !== '=') {
      this.visit(node.left);
    }
    const before = this.state;
    this.visit(node.right);
    if (node.operator === '&&=' || node.operator === '||=' || node.operator === '??=') {
      this.state = before;
    } else {
      this.assign(node.left);
    }
  }

  private visitLabeled(body: SyntaxNode, labels: readonly string[]): void {
    if (LABELLED_BY_THEMSELVES.has(body.type)) {
      this.visit(body, labels);
    } else {
      const target = this.inside({ labels, kind: 'label', breaks: [], continues: [] }, () => this.visit(body));
      this.state = intersect([this.state, ...target.breaks]);
    }
  }

  private visitLoop(
    labels: readonly string[],
    { test, body, update }: { test: SyntaxNode | undefined; body: SyntaxNode; update?: SyntaxNode | undefined },
  ): void {
    if (test !== undefined) {
      this.visit(test);
    }
    const whenFalse = test === undefined || isLiteralTrue(test) ? undefined : this.state;
    const target = this.inside({ labels, kind: 'loop', breaks: [], continues: [] }, () => this.visit(body));
    this.state = intersect([this.state, ...target.continues]);
    if (update !== undefined) {
      this.visit(update);
    }
    this.state = intersect([whenFalse, ...target.breaks]);
  }

  private visitDoWhile(labels: readonly string[], body: SyntaxNode, test: SyntaxNode): void {
    const target = this.inside({ labels, kind: 'loop', breaks: [], continues: [] }, () => this.visit(body));
    this.state = intersect([this.state, ...target.continues]);
    this.visit(test);
    this.state = intersect([isLiteralTrue(test) ? undefined : this.state, ...target.breaks]);
  }

  private visitSwitch(labels: readonly string[], node: SyntaxNode & { type: 'SwitchStatement' }): void {
    this.visit(node.discriminant);
    const entry = this.state;
    const target = this.inside({ labels, kind: 'switch', breaks: [], continues: [] }, () => {
      this.state = undefined;
      for (const branch of node.cases) {
        const fallenThrough = this.state;
        this.state = entry;
        if (branch.test) {
          this.visit(branch.test);
        }
        this.state = intersect([fallenThrough, entry]);
        for (const statement of branch.consequent) {
          this.visit(statement);
        }
      }
    });
    const withoutMatch = node.cases.some((branch) => !branch.test) ? undefined : entry;
    this.state = intersect([this.state, withoutMatch, ...target.breaks]);
  }

  private inside(target: Target, visit: () => void): Target {
    this.targets.push(target);
    visit();
    this.targets.pop();
    return target;
  }

  private jump(list: 'breaks' | 'continues', label: string | undefined): void {
    const target = this.targets.findLast(({ labels, kind }) =>
      label !== undefined ? labels.includes(label) : kind === 'loop' || (kind === 'switch' && list === 'breaks'),
    );
    target?.[list].push(this.state);
    this.state = undefined;
  }

  private read(identifier: Identifier): void {
    const variable = this.candidate(identifier);
    if (variable !== undefined && this.state?.has(variable) === false) {
      this.found.add(variable);
    }
  }

  private assign(target: SyntaxNode): void {
    const variable = this.candidate(target);
    if (variable !== undefined && this.state !== undefined) {
      this.state = new Set(this.state).add(variable);
    }
  }

  /** A let without a value is undefined again each time its block is entered; a var keeps what it has. */
  private forget(target: SyntaxNode): void {
    const variable = this.candidate(target);
    if (variable?.kind === 'let' && this.state?.has(variable) === true) {
      const rest = new Set(this.state);
      rest.delete(variable);
      this.state = rest;
    }
  }

  private candidate(node: SyntaxNode): Variable | undefined {
    const variable = node.type === 'Identifier' ? this.scopes.references.get(node) : undefined;
    return variable !== undefined && this.candidates.has(variable) ? variable : undefined;
  }
}

const LABELLED_BY_THEMSELVES: ReadonlySet<string> = new Set([
  'LabeledStatement',
  'ForStatement',
  'WhileStatement',
  'DoWhileStatement',
  'SwitchStatement',
]);

function isLiteralTrue(node: SyntaxNode): boolean {
  return node.type === 'Literal' && node.value === true;
}

function intersect(states: readonly State[]): State {
  let result: State;
  for (const state of states) {
    if (state !== undefined) {
      result = result === undefined ? state : new Set([...result].filter((variable) => state.has(variable)));
    }
  }
  return result;
}
