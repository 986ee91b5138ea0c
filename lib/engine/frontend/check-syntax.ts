/** Refuses every construct that no kernel can have, whatever the types of the arguments. */

import type { BuiltinFunction } from './builtins.js';
import { BUILTIN_CONSTANTS, GLOBAL_VALUES, builtinFunction, builtinName } from './builtins.js';
import { fieldsOf } from './find-results.js';
import type { ParsedFunction } from './parse.js';
import type { RefusalCode, RefusalList } from './refusals.js';
import type { Scopes } from './resolve-scopes.js';
import type {
  ArrayExpression,
  CallExpression,
  Identifier,
  MemberExpression,
  SyntaxNode,
  UnaryExpression,
} from './syntax.js';
import { forEachChild, isOpaque, isVariableName } from './syntax.js';
import { readTypeTest } from './type-tests.js';

/** An expanded function. */
export type CheckedFunction = Pick<ParsedFunction, 'node' | 'position'>;

/** Adds a refusal for each unsupported node of a function, and gives the built-in functions that it calls. */
export function checkSyntax(
  fn: CheckedFunction,
  scopes: Scopes,
  creations: ReadonlySet<SyntaxNode>,
  refusals: RefusalList,
): ReadonlySet<BuiltinFunction> {
  const { node } = fn;
  if (node.async) {
    refusals.add('async-function', START);
  }
  if (node.generator) {
    refusals.add('generator-function', START);
  }
  const checker = new SyntaxChecker(fn, scopes, creations, refusals);
  for (const param of node.params) {
    checker.checkParameter(param);
  }
  checker.check(node.body, node);
  return checker.builtins;
}

/** What is evaluated to make an array or an object; its constructor and the names of its fields are no values. */
function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.type) {
    case 'NewExpression':
      return node.arguments;
    case 'ObjectExpression':
      return fieldsOf(node)?.map(([, value]) => value) ?? [];
    default:
      return (node as ArrayExpression).elements.flatMap((element) => element ?? []);
  }
}

/** Where every function begins in its own text; the node of a method begins only at its parameters. */
const START = { line: 1, column: 0 };

/** Node types that are refused wherever they stand. */
const REFUSED: Readonly<Partial<Record<SyntaxNode['type'], RefusalCode>>> = {
  ArrayExpression: 'array-literal',
  ArrayPattern: 'destructuring',
  ArrowFunctionExpression: 'closure',
  AwaitExpression: 'async-function',
  ChainExpression: 'optional-chaining',
  ClassDeclaration: 'closure',
  ClassExpression: 'closure',
  DebuggerStatement: 'debugger-statement',
  ForInStatement: 'for-in-loop',
  ForOfStatement: 'for-of-loop',
  FunctionDeclaration: 'closure',
  FunctionExpression: 'closure',
  ImportExpression: 'dynamic-import',
  MetaProperty: 'meta-property',
  NewExpression: 'new-expression',
  ObjectExpression: 'object-literal',
  ObjectPattern: 'destructuring',
  PrivateIdentifier: 'property-access',
  SpreadElement: 'spread',
  Super: 'this-reference',
  TaggedTemplateExpression: 'template',
  TemplateLiteral: 'template',
  ThisExpression: 'this-reference',
  TryStatement: 'exception-handling',
  WithStatement: 'with-statement',
  YieldExpression: 'generator-function',
};

class SyntaxChecker {
  readonly builtins = new Set<BuiltinFunction>();

  constructor(
    private readonly fn: CheckedFunction,
    private readonly scopes: Scopes,
    /** Nodes that make local arrays, or objects and arrays to be returned. */
    private readonly creations: ReadonlySet<SyntaxNode>,
    private readonly refusals: RefusalList,
  ) {}

  checkParameter(param: SyntaxNode): void {
    if (param.type === 'AssignmentPattern') {
      this.refuse('default-parameter', param);
    } else if (param.type === 'RestElement') {
      this.refuse('rest-parameter', param);
    } else if (param.type !== 'Identifier') {
      this.refuse('destructuring', param);
    }
  }

  check(node: SyntaxNode, parent: SyntaxNode): void {
    const code = REFUSED[node.type];
    if (this.creations.has(node)) {
      partsOf(node).forEach((part) => this.check(part, node));
      return;
    }
    if (code !== undefined) {
      this.refuse(code, node);
    }
    switch (node.type) {
      case 'Identifier':
        this.checkIdentifier(node, parent);
        return;
      case 'MemberExpression':
        this.checkMember(node);
        return;
      case 'CallExpression':
        this.checkCall(node);
        return;
      case 'ExpressionStatement':
        if (node.directive === undefined) {
          this.check(node.expression, node);
        }
        return;
      case 'Literal':
        this.checkLiteral(node, parent);
        return;
      case 'UnaryExpression':
        this.checkUnary(node);
        return;
      case 'BinaryExpression': {
        const test = readTypeTest(node);
        if (test !== undefined) {
          this.check(test.operand, node);
          return;
        }
        if (node.operator === 'in' || node.operator === 'instanceof') {
          this.refuse('in-operator', node);
        }
        break;
      }
      case 'VariableDeclaration':
        if (node.kind === 'using' || node.kind === 'await using') {
          this.refuse('using-declaration', node);
        }
        break;
      case 'AssignmentExpression':
      case 'UpdateExpression': {
        const target = node.type === 'UpdateExpression' ? node.argument : node.left;
        if (target.type === 'MemberExpression' && !target.computed) {
          this.refuse('property-assignment', target);
          return;
        }
        if (target.type === ('Literal' as SyntaxNode['type'])) {
          // Expansion wrote its value in place of its name.
          this.refuse('captured-variable', target, 'A captured variable is assigned whose value was passed.');
          return;
        }
        break;
      }
      // Refused as a whole: what is inside would only repeat it.
      case 'NewExpression':
      case 'ImportExpression':
      case 'ObjectPattern':
      case 'ArrayPattern':
      case 'MetaProperty':
      case 'ChainExpression':
      case 'TaggedTemplateExpression':
        return;
      default:
        if (isOpaque(node)) {
          return;
        }
    }
    forEachChild(node, (child) => this.check(child, node));
  }

  private checkIdentifier(node: Identifier, parent: SyntaxNode): void {
    if (!isVariableName(node, parent) || !this.scopes.free.has(node) || GLOBAL_VALUES.has(node.name)) {
      // The three global values cannot be assigned; doing it throws or does nothing.
      const isWritten =
        (parent.type === 'AssignmentExpression' && parent.left === node) || parent.type === 'UpdateExpression';
      if (isWritten && this.scopes.free.has(node)) {
        this.refuse('captured-variable', node, `The global ${node.name} is assigned.`);
      }
    } else if (node.name === 'arguments') {
      this.refuse('arguments-object', node);
    } else if (node.name === 'Math' || node.name === 'Number') {
      this.refuse('function-value', node);
    } else {
      this.refuse('captured-variable', node, `The variable ${node.name} belongs to the function's surroundings.`);
    }
  }

  private checkMember(node: MemberExpression): void {
    const name = builtinName(node, this.scopes.free);
    if (name !== undefined) {
      if (!BUILTIN_CONSTANTS.has(name)) {
        this.refuse('function-value', node, `${name} is used as a value.`);
      }
      return;
    }
    if (REFUSED[node.object.type] === undefined) {
      const isNested =
        node.object.type === 'MemberExpression' && builtinName(node.object, this.scopes.free) === undefined;
      const isLength = !node.computed && node.property.type === 'Identifier' && node.property.name === 'length';
      if (isNested) {
        this.refuse('nested-array', node);
      } else if (node.object.type !== 'Identifier' || !(node.computed || isLength)) {
        this.refuse('property-access', node);
      }
    }
    this.check(node.object, node);
    if (node.computed) {
      this.check(node.property, node);
    }
  }

  private checkCall(node: CallExpression): void {
    const builtin = builtinFunction(node.callee, this.scopes.free);
    const name = builtinName(node.callee, this.scopes.free);
    if (builtin !== undefined) {
      this.builtins.add(builtin);
    } else if (name !== undefined && MATH_FUNCTIONS.has(name)) {
      this.refuse('math-function-unsupported', node, `${name} has no exact native version yet.`);
    } else {
      this.refuse('call-unsupported', node);
    }
    for (const argument of node.arguments) {
      this.check(argument, node);
    }
  }

  private checkLiteral(node: SyntaxNode & { type: 'Literal' }, parent: SyntaxNode): void {
    if (typeof node.value === 'string') {
      this.refuse('string-value', node);
    } else if (node.bigint !== undefined) {
      this.refuse('bigint', node);
    } else if (node.regex !== undefined) {
      this.refuse('regex', node);
    } else if (node.value === null && !(parent.type === 'BinaryExpression' && EQUALITY.has(parent.operator))) {
      this.refuse('null-value', node);
    }
  }

  private checkUnary(node: UnaryExpression): void {
    if (node.operator === 'delete' || node.operator === 'typeof') {
      this.refuse(node.operator, node);
    } else {
      this.check(node.argument, node);
    }
  }

  private refuse(code: RefusalCode, node: { start: number }, message?: string): void {
    this.refusals.add(code, this.fn.position(node), message);
  }
}

const EQUALITY: ReadonlySet<string> = new Set(['==', '!=', '===', '!==']);

/** Every function of Math, so that an unsupported one is told from a misspelt one. */
const MATH_FUNCTIONS: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(Math)
    .filter((name) => typeof Math[name as keyof Math] === 'function')
    .map((name) => `Math.${name}`),
);
