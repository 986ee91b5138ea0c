/** Makes nodes of the syntax tree that stand in no source: what expansion writes in place of constructs that kernels do not have. */

import type {
  AssignmentExpression,
  BlockStatement,
  FunctionSyntax,
  Identifier,
  RecordLiteral,
  SyntaxExpression,
  SyntaxNode,
  SyntaxStatement,
  VariableDeclaration,
  VariableDeclarator,
} from './syntax.js';

/** A node at one place of the source. The kinds of acorn's nodes are too many to spell each shape out again. */
function make<Node extends SyntaxNode>(type: Node['type'], start: number, parts: object): Node {
  return { type, start, end: start, ...parts } as unknown as Node;
}

export class SyntaxBuilder {
  /** @param start - place in the source that all nodes get */
  constructor(readonly start: number) {}

  name(name: string): Identifier {
    return make('Identifier', this.start, { name });
  }

  literal(value: number | boolean): SyntaxExpression {
    return make('Literal', this.start, { value, raw: String(value) });
  }

  member(object: SyntaxExpression, property: string): SyntaxExpression {
    return make('MemberExpression', this.start, { object, property: this.name(property), computed: false });
  }

  element(object: SyntaxExpression, property: SyntaxExpression): SyntaxExpression {
    return make('MemberExpression', this.start, { object, property, computed: true });
  }

  record(fields: readonly (readonly [name: string, value: SyntaxExpression])[]): RecordLiteral {
    const properties = fields.map(([name, value]) =>
      make('Property', this.start, {
        key: this.name(name),
        value,
        kind: 'init',
        computed: false,
        method: false,
        shorthand: false,
      }),
    );
    return make<RecordLiteral>('ObjectExpression', this.start, { properties, isRecord: true });
  }

  call(callee: SyntaxExpression, ...args: readonly SyntaxNode[]): SyntaxExpression {
    return make('CallExpression', this.start, { callee, arguments: args, optional: false });
  }

  binary(operator: string, left: SyntaxExpression, right: SyntaxExpression): SyntaxExpression {
    return make('BinaryExpression', this.start, { operator, left, right });
  }

  /** `value ?? otherwise`: nothing in a kernel is null, so this is "unless undefined". */
  unlessUndefined(value: SyntaxExpression, otherwise: SyntaxExpression): SyntaxExpression {
    return make('LogicalExpression', this.start, { operator: '??', left: value, right: otherwise });
  }

  /** `void 0` */
  nothing(): SyntaxExpression {
    return make('UnaryExpression', this.start, { operator: 'void', prefix: true, argument: this.literal(0) });
  }

  assign(target: SyntaxNode, value: SyntaxExpression): AssignmentExpression {
    return make('AssignmentExpression', this.start, { operator: '=', left: target, right: value });
  }

  increment(target: Identifier): SyntaxExpression {
    return make('UpdateExpression', this.start, { operator: '++', prefix: false, argument: target });
  }

  sequence(expressions: readonly SyntaxExpression[]): SyntaxExpression {
    return expressions.length === 1 ? expressions[0]! : make('SequenceExpression', this.start, { expressions });
  }

  statements(body: readonly SyntaxStatement[], value: SyntaxExpression): SyntaxExpression {
    return make('StatementExpression', this.start, { body, value });
  }

  declarator(id: SyntaxNode, init: SyntaxExpression | null): VariableDeclarator {
    return make('VariableDeclarator', this.start, { id, init });
  }

  declaration(kind: VariableDeclaration['kind'], declarations: readonly VariableDeclarator[]): VariableDeclaration {
    return make('VariableDeclaration', this.start, { declarations, kind });
  }

  effect(expression: SyntaxExpression): SyntaxStatement {
    return make('ExpressionStatement', this.start, { expression });
  }

  block(body: readonly SyntaxStatement[]): BlockStatement {
    return make('BlockStatement', this.start, { body });
  }

  empty(): SyntaxStatement {
    return make('EmptyStatement', this.start, {});
  }

  when(test: SyntaxExpression, consequent: SyntaxStatement, alternate: SyntaxStatement | null): SyntaxStatement {
    return make('IfStatement', this.start, { test, consequent, alternate });
  }

  loop(
    init: VariableDeclaration,
    test: SyntaxExpression,
    update: SyntaxExpression,
    body: SyntaxStatement,
  ): SyntaxStatement {
    return make('ForStatement', this.start, { init, test, update, body });
  }

  labeled(label: string, body: SyntaxStatement): SyntaxStatement {
    return make('LabeledStatement', this.start, { body, label: this.name(label) });
  }

  leave(label: string): SyntaxStatement {
    return make('BreakStatement', this.start, { label: this.name(label) });
  }
}

/** A copy of a node with its direct children replaced. */
export function mapChildren<Node extends SyntaxNode>(node: Node, map: (child: SyntaxNode) => SyntaxNode): Node {
  const copy: Record<string, unknown> = { ...node };
  for (const [key, value] of Object.entries(node)) {
    if (Array.isArray(value)) {
      copy[key] = value.map((item: unknown) => (isNode(item) ? map(item) : item));
    } else if (isNode(value)) {
      copy[key] = map(value);
    }
  }
  return copy as unknown as Node;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Statements of a function's body; an arrow's expression is what it returns. */
export function bodyStatements(fn: FunctionSyntax): readonly SyntaxStatement[] {
  const { body } = fn;
  return body.type === 'BlockStatement'
    ? body.body
    : [make<SyntaxStatement>('ReturnStatement', body.start, { argument: body })];
}
