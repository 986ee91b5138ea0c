/**
 * Finds which variable each identifier of a function means, in the functions inside it too.  Every variable becomes an object of its
 * own, so that later passes need no names and no scopes; what is not found is free (a captured variable or a global).
 */

import type { RefusalList } from './refusals.js';
import type { ParsedFunction } from './parse.js';
import type {
  AssignmentExpression,
  FunctionSyntax,
  Identifier,
  Pattern,
  SyntaxNode,
  UpdateExpression,
  VariableDeclarator,
} from './syntax.js';
import { forEachChild, isFunction, isOpaque, isVariableName } from './syntax.js';

/** A variable or parameter of a function. */
export interface Variable {
  readonly name: string;
  readonly kind: 'parameter' | 'var' | 'let' | 'const' | 'function' | 'other';
  /** Position among the parameters of the accelerated function. */
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

/** What the identifiers of the tree that is lowered mean. */
export interface Scopes {
  /** What each identifier that names a variable means. */
  readonly references: Map<Identifier, Variable>;
  /** Identifiers that name nothing in the function. */
  readonly free: ReadonlySet<Identifier>;
  /** In the order of the source. */
  readonly writes: readonly Write[];
}

/** What the identifiers of one source text mean, before anything is inlined. */
export interface Names {
  readonly references: ReadonlyMap<Identifier, Variable>;
  readonly free: ReadonlySet<Identifier>;
  /** The function that each variable belongs to. */
  readonly owners: ReadonlyMap<Variable, FunctionSyntax>;
  /** Variables that are written other than by the value in their own declaration. */
  readonly assigned: ReadonlySet<Variable>;
  /** Those of them that another function than their own writes. */
  readonly assignedFromInside: ReadonlySet<Variable>;
}

/** Resolves every identifier of a source text. */
export function resolveNames(fn: ParsedFunction, refusals: RefusalList): Names {
  return new Resolver(fn, refusals).resolve();
}

interface Scope {
  readonly parent: Scope | undefined;
  readonly variables: Map<string, Variable>;
}

class Resolver {
  private readonly references = new Map<Identifier, Variable>();
  private readonly free = new Set<Identifier>();
  private readonly owners = new Map<Variable, FunctionSyntax>();
  private readonly assigned = new Set<Variable>();
  private readonly assignedFromInside = new Set<Variable>();
  private scope: Scope = { parent: undefined, variables: new Map() };
  private owner: FunctionSyntax;

  constructor(
    private readonly fn: ParsedFunction,
    private readonly refusals: RefusalList,
  ) {
    this.owner = fn.node;
  }

  resolve(): Names {
    this.visitFunction(this.fn.node);
    const { references, free, owners, assigned, assignedFromInside } = this;
    return { references, free, owners, assigned, assignedFromInside };
  }

  private visitFunction(node: FunctionSyntax): void {
    const { scope, owner } = this;
    this.owner = node;
    this.scope = { parent: scope, variables: new Map() };
    for (const param of node.params) {
      for (const identifier of namesIn(param)) {
        if (this.scope.variables.has(identifier.name)) {
          this.refusals.add('duplicate-parameter', this.fn.position(identifier));
        }
        this.declare(identifier.name, 'parameter');
      }
    }
    // Default values do not see what the body declares.
    for (const param of node.params) {
      this.visit(param, node);
    }
    this.checkDefaults(node);
    this.hoistVars(node.body, true);
    if (node.body.type === 'BlockStatement') {
      // The body shares the parameters' scope: a let of a parameter's name is a syntax error there.
      this.declareLexical(node.body.body);
      for (const statement of node.body.body) {
        this.visit(statement, node.body);
      }
    } else {
      this.visit(node.body, node);
    }
    this.scope = scope;
    this.owner = owner;
  }

  /** Refuses default values that use a parameter which has none yet. */
  private checkDefaults({ params }: FunctionSyntax): void {
    for (const [index, param] of params.entries()) {
      const later = new Set(
        params
          .slice(index)
          .flatMap(namesIn)
          .map((identifier) => identifier.name),
      );
      const declared = new Set<SyntaxNode>(namesIn(param));
      const visit = (node: SyntaxNode): void => {
        const variable = node.type === 'Identifier' && !declared.has(node) ? this.references.get(node) : undefined;
        if (variable?.kind === 'parameter' && later.has(variable.name)) {
          this.refusals.add(
            'temporal-dead-zone',
            this.fn.position(node),
            `${variable.name} is used before it has a value.`,
          );
        }
        if (node.type === 'Property' && !node.computed) {
          visit(node.value);
        } else {
          forEachChild(node, visit);
        }
      };
      visit(param);
    }
  }

  private declare(name: string, kind: Variable['kind'], origin?: VariableDeclarator): void {
    const variable: Variable = { name, kind, parameterIndex: undefined, origin };
    this.scope.variables.set(name, variable);
    this.owners.set(variable, this.owner);
  }

  /**
   * Declares the var variables of the whole function, which all belong to its outermost scope.  Outside strict mode the functions of
   * inner blocks do, too, once their block is entered: whoever uses such a name outside its block meets a variable of unknown content.
   */
  private hoistVars(node: SyntaxNode, isOutermost: boolean): void {
    if (node.type === 'VariableDeclaration' && node.kind === 'var') {
      for (const identifier of node.declarations.flatMap((declarator) => namesIn(declarator.id))) {
        this.declareMissing(identifier.name, 'var');
      }
    } else if (node.type === 'FunctionDeclaration' && !isOutermost && node.id !== null) {
      this.declareMissing(node.id.name, 'other');
    }
    if (!isOpaque(node)) {
      const isBody = isOutermost && node.type === 'BlockStatement';
      forEachChild(node, (child) => this.hoistVars(child, isBody && child.type === 'FunctionDeclaration'));
    }
  }

  private declareMissing(name: string, kind: Variable['kind']): void {
    if (!this.scope.variables.has(name)) {
      this.declare(name, kind);
    }
  }

  /** Declares the let, const, class and function names of a list of statements. */
  private declareLexical(statements: readonly SyntaxNode[]): void {
    for (const statement of statements) {
      if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
        const kind = statement.kind === 'const' ? 'const' : statement.kind === 'let' ? 'let' : 'other';
        for (const declarator of statement.declarations) {
          for (const identifier of namesIn(declarator.id)) {
            this.declare(identifier.name, kind, declarator);
          }
        }
      } else if (statement.type === 'FunctionDeclaration' && statement.id !== null) {
        this.declare(statement.id.name, 'function');
      } else if (statement.type === 'ClassDeclaration' && statement.id !== null) {
        this.declare(statement.id.name, 'other');
      }
    }
  }

  private visit(node: SyntaxNode, parent: SyntaxNode): void {
    if (isFunction(node)) {
      this.visitInner(node);
      return;
    }
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
          forEachChild(node, (child) => this.visit(child, node));
          this.recordWrite(node);
        }
    }
  }

  /** A function expression may know itself by its own name, which is then seen inside only. */
  private visitInner(node: FunctionSyntax): void {
    const { scope } = this;
    if (node.type === 'FunctionExpression' && node.id) {
      this.scope = { parent: scope, variables: new Map() };
      this.declare(node.id.name, 'function');
      this.refer(node.id);
    } else if (node.type === 'FunctionDeclaration') {
      this.refer(node.id);
    }
    this.visitFunction(node);
    this.scope = scope;
  }

  private visitInNewScope(node: SyntaxNode): void {
    if (node.type === 'SwitchStatement') {
      this.visit(node.discriminant, node);
    }
    this.scope = { parent: this.scope, variables: new Map() };
    if (node.type === 'BlockStatement') {
      this.declareLexical(node.body);
    } else if (node.type === 'ForStatement' && node.init) {
      this.declareLexical([node.init]);
    } else if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') {
      this.declareLexical([node.left]);
    } else if (node.type === 'SwitchStatement') {
      // One scope for all cases.
      for (const branch of node.cases) {
        this.declareLexical(branch.consequent);
      }
    } else if (node.type === 'CatchClause' && node.param) {
      for (const identifier of namesIn(node.param)) {
        this.declare(identifier.name, 'other');
      }
    }
    forEachChild(node, (child) => {
      if (node.type !== 'SwitchStatement' || child !== node.discriminant) {
        this.visit(child, node);
      }
    });
    this.recordWrite(node);
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
    for (const identifier of writtenNames(node)) {
      const variable = this.references.get(identifier);
      if (variable !== undefined && variable.origin !== node) {
        this.assigned.add(variable);
        if (this.owners.get(variable) !== this.owner) {
          this.assignedFromInside.add(variable);
        }
      }
    }
  }
}

/** The variables that a node itself writes. */
function writtenNames(node: SyntaxNode): Identifier[] {
  switch (node.type) {
    case 'AssignmentExpression':
      return namesIn(node.left);
    case 'UpdateExpression':
      return node.argument.type === 'Identifier' ? [node.argument] : [];
    case 'VariableDeclarator':
      return node.init ? namesIn(node.id) : [];
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left.type === 'VariableDeclaration' ? [] : namesIn(node.left);
    default:
      return [];
  }
}

/** The identifiers that a pattern declares. */
export function namesIn(pattern: Pattern): Identifier[] {
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
