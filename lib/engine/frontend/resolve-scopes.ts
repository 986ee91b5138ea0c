/**
 * Finds which variable each identifier means.  Every variable becomes an object of its own, so that later passes need no names
 * and no scopes; what is not found is free (a captured variable or a global).
 */

import type { RefusalList } from './refusals.js';
import type { ParsedFunction } from './parse.js';
import type {
  AssignmentExpression,
  Identifier,
  Pattern,
  SyntaxNode,
  UpdateExpression,
  VariableDeclarator,
} from './syntax.js';
import { forEachChild, isOpaque, isVariableName } from './syntax.js';

/** A variable or parameter of the function. */
export interface Variable {
  readonly name: string;
  readonly kind: 'parameter' | 'var' | 'let' | 'const' | 'other';
  /** Position among the function's parameters. */
  readonly parameterIndex: number | undefined;
  /**
   * Where the variable comes into being: its declarator, or the assignment that starts an independent life of it.
   * Undefined: at the function's entry.
   */
  readonly origin: VariableDeclarator | AssignmentExpression | undefined;
}

/** A place that writes a variable, or an element of the array in it. */
export interface Write {
  readonly node: AssignmentExpression | UpdateExpression | VariableDeclarator;
  readonly target: Identifier;
  readonly isElement: boolean;
}

export interface Scopes {
  readonly parameters: readonly (Variable | undefined)[];
  /** What each identifier that names a variable of the function means. */
  readonly references: Map<Identifier, Variable>;
  /** Identifiers that name nothing in the function. */
  readonly free: ReadonlySet<Identifier>;
  /** In the order of the source. */
  readonly writes: readonly Write[];
}

/** Resolves every identifier of a function. */
export function resolveScopes(fn: ParsedFunction, refusals: RefusalList): Scopes {
  return new Resolver(fn, refusals).resolve();
}

interface Scope {
  readonly parent: Scope | undefined;
  readonly variables: Map<string, Variable>;
}

/** The part of the source in which a let or const variable may be used without throwing. */
interface LiveRange {
  readonly start: number;
  readonly end: number;
}

class Resolver {
  private readonly references = new Map<Identifier, Variable>();
  private readonly free = new Set<Identifier>();
  private readonly writes: Write[] = [];
  private readonly liveRanges = new Map<Variable, LiveRange>();
  private scope: Scope = { parent: undefined, variables: new Map() };

  constructor(
    private readonly fn: ParsedFunction,
    private readonly refusals: RefusalList,
  ) {}

  resolve(): Scopes {
    const { params, body } = this.fn.node;
    const parameters = params.map((param, index) => this.declareParameter(param, index));
    this.hoistVars(body);
    for (const param of params) {
      this.visit(param, this.fn.node);
    }
    if (body.type === 'BlockStatement') {
      // The body shares the parameters' scope: a let of a parameter's name is a syntax error there.
      this.declareLexical(body.body, body.end);
      for (const statement of body.body) {
        this.visit(statement, body);
      }
    } else {
      this.visit(body, this.fn.node);
    }
    this.checkUses();
    this.writes.sort((one, other) => one.node.start - other.node.start);
    return { parameters, references: this.references, free: this.free, writes: this.writes };
  }

  private declareParameter(param: Pattern, index: number): Variable | undefined {
    for (const identifier of namesIn(param)) {
      if (this.scope.variables.has(identifier.name)) {
        this.refusals.add('duplicate-parameter', this.fn.position(identifier));
      }
      this.declare(identifier.name, { kind: 'parameter', parameterIndex: index });
    }
    return param.type === 'Identifier' ? this.scope.variables.get(param.name) : undefined;
  }

  private declare(
    name: string,
    { kind, parameterIndex, origin }: Partial<Variable> & Pick<Variable, 'kind'>,
  ): Variable {
    const variable: Variable = { name, kind, parameterIndex, origin };
    this.scope.variables.set(name, variable);
    return variable;
  }

  /** Declares the var variables of the whole function, which all belong to its outermost scope. */
  private hoistVars(node: SyntaxNode): void {
    if (node.type === 'VariableDeclaration' && node.kind === 'var') {
      for (const identifier of node.declarations.flatMap((declarator) => namesIn(declarator.id))) {
        if (!this.scope.variables.has(identifier.name)) {
          this.declare(identifier.name, { kind: 'var' });
        }
      }
    }
    if (!isOpaque(node)) {
      forEachChild(node, (child) => this.hoistVars(child));
    }
  }

  /** Declares the let, const, class and function names of a list of statements. */
  private declareLexical(statements: readonly SyntaxNode[], scopeEnd: number): void {
    for (const statement of statements) {
      if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
        const kind = statement.kind === 'const' ? 'const' : statement.kind === 'let' ? 'let' : 'other';
        for (const declarator of statement.declarations) {
          for (const identifier of namesIn(declarator.id)) {
            const variable = this.declare(identifier.name, { kind, origin: declarator });
            this.liveRanges.set(variable, { start: declarator.end, end: scopeEnd });
          }
        }
      } else if (
        (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') &&
        statement.id !== null
      ) {
        this.declare(statement.id.name, { kind: 'other' });
      }
    }
  }

  private visit(node: SyntaxNode, parent: SyntaxNode): void {
    switch (node.type) {
      case 'Identifier':
        if (isVariableName(node, parent)) {
          this.refer(node);
        }
        return;
      case 'BlockStatement':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'SwitchStatement':
      case 'CatchClause':
        this.visitInNewScope(node);
        return;
      default:
        if (!isOpaque(node)) {
          this.recordWrite(node);
          forEachChild(node, (child) => this.visit(child, node));
        }
    }
  }

  private visitInNewScope(node: SyntaxNode): void {
    if (node.type === 'SwitchStatement') {
      this.visit(node.discriminant, node);
    }
    this.scope = { parent: this.scope, variables: new Map() };
    if (node.type === 'BlockStatement') {
      this.declareLexical(node.body, node.end);
    } else if (node.type === 'ForStatement' && node.init) {
      this.declareLexical([node.init], node.end);
    } else if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') {
      this.declareLexical([node.left], node.end);
    } else if (node.type === 'SwitchStatement') {
      // One scope for all cases, but a jump to a later case skips the declarations of the earlier ones.
      for (const branch of node.cases) {
        this.declareLexical(branch.consequent, branch.end);
      }
    } else if (node.type === 'CatchClause' && node.param) {
      for (const identifier of namesIn(node.param)) {
        this.declare(identifier.name, { kind: 'other' });
      }
    }
    forEachChild(node, (child) => {
      if (node.type !== 'SwitchStatement' || child !== node.discriminant) {
        this.visit(child, node);
      }
    });
    this.scope = this.scope.parent!;
  }

  private refer(identifier: Identifier): void {
    let scope: Scope | undefined = this.scope;
    while (scope !== undefined) {
      const variable = scope.variables.get(identifier.name);
      if (variable !== undefined) {
        this.references.set(identifier, variable);
        return;
      }
      scope = scope.parent;
    }
    this.free.add(identifier);
  }

  private recordWrite(node: SyntaxNode): void {
    const written =
      node.type === 'AssignmentExpression'
        ? node.left
        : node.type === 'UpdateExpression'
          ? node.argument
          : node.type === 'VariableDeclarator' && node.init
            ? node.id
            : undefined;
    const write = node as Write['node'];
    if (written?.type === 'Identifier') {
      this.writes.push({ node: write, target: written, isElement: false });
    } else if (written?.type === 'MemberExpression' && written.object.type === 'Identifier') {
      this.writes.push({ node: write, target: written.object, isElement: true });
    }
  }

  /** Refuses what would throw: uses before the declaration, and assignments to constants. */
  private checkUses(): void {
    for (const [identifier, variable] of this.references) {
      const range = this.liveRanges.get(variable);
      const declared = variable.origin?.type === 'VariableDeclarator' ? variable.origin.id : identifier;
      const isDeclaration = identifier.start >= declared.start && identifier.end <= declared.end;
      if (range !== undefined && !isDeclaration && (identifier.start < range.start || identifier.start >= range.end)) {
        this.refusals.add(
          'temporal-dead-zone',
          this.fn.position(identifier),
          `${variable.name} is used before its declaration.`,
        );
      }
    }
    for (const { node, target, isElement } of this.writes) {
      if (this.references.get(target)?.kind === 'const' && !isElement && node.type !== 'VariableDeclarator') {
        this.refusals.add('const-assignment', this.fn.position(target), `The constant ${target.name} is assigned.`);
      }
    }
  }
}

/** The identifiers that a pattern declares. */
function namesIn(pattern: Pattern): Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'Property' ? property.value : property),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : namesIn(element)));
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'MemberExpression':
      return [];
  }
}
