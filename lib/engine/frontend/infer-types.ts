/**
 * Which types each variable and expression can have, given the types of the arguments.  A variable's type is the union of everything
 * that is assigned to it anywhere; a fixed point, because assignments may go round in circles.
 */

import type { AnalyzedFunction } from './analyze.js';
import { GLOBAL_VALUES, PREDICATES, builtinFunction } from './builtins.js';
import type { ElementKind } from './ir.js';
import type { Variable, Write } from './resolve-scopes.js';
import type { MemberExpression, SyntaxExpression } from './syntax.js';

/** Type of one argument of a call. */
export type ArgumentType =
  | {
      readonly kind: 'array';
      readonly element: ElementKind;
      /** An ordinary array of numbers: the kernel sees a copy of it as doubles, and gives up what a copy cannot do. */
      readonly isPlain?: true;
    }
  | { readonly kind: 'i32' }
  | { readonly kind: 'f64' }
  | { readonly kind: 'bool' }
  /** Nothing was passed, or undefined. */
  | { readonly kind: 'undefined' };

/** A set of the types below. */
export type TypeSet = number;
export const NUMBER = 1;
export const BOOLEAN = 2;
export const UNDEFINED = 4;
export const ARRAY = 8;
export const NULL = 16;
export const OBJECT = 32;

/** Types of variables and expressions for one signature. */
export interface Types {
  ofVariable(variable: Variable): TypeSet;
  /** What a write puts into its variable. */
  ofWrite(write: Write): TypeSet;
  /** What a parameter holds at the call. */
  ofParameter(parameter: Variable): TypeSet;
  ofExpression(node: SyntaxExpression): TypeSet;
}

/** Infers the types of a function's variables for one signature. */
export function inferTypes(fn: AnalyzedFunction, argumentTypes: readonly ArgumentType[]): Types {
  const inference = new TypeInference(fn, argumentTypes);
  inference.run();
  return inference;
}

class TypeInference implements Types {
  private readonly variables = new Map<Variable, TypeSet>();

  constructor(
    private readonly fn: AnalyzedFunction,
    private readonly argumentTypes: readonly ArgumentType[],
  ) {
    for (const parameter of fn.parameters) {
      this.variables.set(parameter, this.ofParameter(parameter));
    }
    for (const variable of fn.maybeUnassigned) {
      this.variables.set(variable, UNDEFINED);
    }
  }

  run(): void {
    const { writes, references } = this.fn.scopes;
    for (let changed = true; changed;) {
      changed = false;
      for (const write of writes) {
        const variable = write.isElement ? undefined : references.get(write.target);
        if (variable !== undefined) {
          const before = this.ofVariable(variable);
          const after = before | this.ofWrite(write);
          if (after !== before) {
            this.variables.set(variable, after);
            changed = true;
          }
        }
      }
    }
  }

  ofVariable(variable: Variable): TypeSet {
    return this.variables.get(variable) ?? 0;
  }

  ofParameter({ parameterIndex }: Variable): TypeSet {
    const kind = parameterIndex === undefined ? undefined : this.argumentTypes[parameterIndex]?.kind;
    switch (kind) {
      case 'array':
        return ARRAY;
      case 'bool':
        return BOOLEAN;
      case 'undefined':
        return UNDEFINED;
      default:
        return NUMBER;
    }
  }

  ofWrite({ node }: Write): TypeSet {
    return this.ofExpression(node.type === 'VariableDeclarator' ? node.init! : node);
  }

  ofExpression(node: SyntaxExpression): TypeSet {
    const { references, free } = this.fn.scopes;
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'boolean' ? BOOLEAN : node.value === null ? NULL : NUMBER;
      case 'Identifier': {
        const variable = references.get(node);
        const isUndefined = variable === undefined && GLOBAL_VALUES.get(node.name) === undefined;
        return variable !== undefined ? this.ofVariable(variable) : isUndefined ? UNDEFINED : NUMBER;
      }
      case 'MemberExpression':
        return node.computed && !this.fn.definedElements.has(node) && !this.isPlainElement(node)
          ? NUMBER | UNDEFINED
          : NUMBER;
      case 'UnaryExpression':
        return node.operator === '!' ? BOOLEAN : node.operator === 'void' ? UNDEFINED : NUMBER;
      case 'BinaryExpression':
        return COMPARISONS.has(node.operator) ? BOOLEAN : NUMBER;
      case 'AssignmentExpression':
        switch (node.operator) {
          case '=':
            return this.ofExpression(node.right);
          case '&&=':
          case '||=':
          case '??=':
            return this.ofChoice(
              node.operator,
              this.ofExpression(node.left as SyntaxExpression),
              this.ofExpression(node.right),
            );
          default:
            return NUMBER;
        }
      case 'LogicalExpression':
        return this.ofChoice(node.operator, this.ofExpression(node.left), this.ofExpression(node.right));
      case 'ConditionalExpression':
        return this.ofExpression(node.consequent) | this.ofExpression(node.alternate);
      case 'SequenceExpression':
        return this.ofExpression(node.expressions.at(-1)!);
      case 'ArrayExpression':
      case 'NewExpression':
        return ARRAY;
      case 'ObjectExpression':
        return OBJECT;
      case 'StatementExpression':
        return this.ofExpression(node.value);
      case 'CallExpression': {
        const name = builtinFunction(node.callee, free);
        return name !== undefined && PREDICATES.has(name) ? BOOLEAN : NUMBER;
      }
      default:
        return NUMBER;
    }
  }

  /** A read of a plain array either finds a number or ends the call. */
  private isPlainElement({ object }: MemberExpression): boolean {
    const array = object.type === 'Identifier' ? this.fn.scopes.references.get(object) : undefined;
    const type = array?.parameterIndex === undefined ? undefined : this.argumentTypes[array.parameterIndex];
    return type?.kind === 'array' && type.isPlain === true;
  }

  /** The left operand of `||` and `??` is never the result when it is undefined. */
  private ofChoice(operator: string, left: TypeSet, right: TypeSet): TypeSet {
    if (operator.startsWith('??')) {
      return (left & UNDEFINED) === 0 ? left : (left & ~UNDEFINED) | right;
    }
    return (operator.startsWith('||') ? left & ~UNDEFINED : left) | right;
  }
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '===', '!==', '<', '<=', '>', '>=']);
