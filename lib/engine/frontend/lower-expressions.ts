/**
 * Lowers expressions.  IR expressions are pure, so side effects become statements in front; a value that was computed before a later
 * side effect of the same JavaScript expression changes it is held in a temporary, and only then.
 */

import type { AnalyzedFunction } from './analyze.js';
import { binaryNumber, compareNumbers, power, powerOp } from './arithmetic.js';
import { GLOBAL_VALUES, builtinConstant } from './builtins.js';
import type { Emitter } from './emitter.js';
import { equality } from './equality.js';
import { mayChange } from './interference.js';
import type { Types } from './infer-types.js';
import { BOOLEAN } from './infer-types.js';
import type { Expression, Position } from './ir.js';
import type { AbandonCode, AbandonSite } from './abandonments.js';
import { abandon, assign, bool, branch, declare, f64, op, variable } from './ir.js';
import { lowerAssignment, lowerUpdate } from './lower-assignments.js';
import { lowerCall } from './lower-calls.js';
import { lowerMember } from './lower-elements.js';
import type { Results } from './collect-results.js';
import type { ExpressionLowering, Lowering } from './lowering.js';
import type { RefusalCode, RefusalList } from './refusals.js';
import type { Variable } from './resolve-scopes.js';
import type { Slots } from './slots.js';
import type {
  BinaryExpression,
  ConditionalExpression,
  Identifier,
  LogicalExpression,
  MemberExpression,
  SyntaxExpression,
  SyntaxStatement,
  UnaryExpression,
} from './syntax.js';
import type { Value } from './values.js';
import {
  UNDEFINED_VALUE,
  booleanValue,
  choose,
  definedness,
  isBool,
  isLarger,
  isSimple,
  not,
  numberValue,
  represent,
  toCondition,
  toInt32,
  toNumber,
} from './values.js';

/** Lowers the operand of `&&`, `||`, `??` or `?:` that is the result, in the form that the context wants. */
type Arm = (node: SyntaxExpression) => Value;

export class ExpressionLowerer implements ExpressionLowering {
  readonly fn: AnalyzedFunction;
  readonly types: Types;
  readonly emitter: Emitter;
  readonly slots: Slots;
  readonly refusals: RefusalList;
  readonly mayAlias: boolean;
  readonly mathAlgorithm: Lowering['mathAlgorithm'];
  readonly undefinedKeys: Set<Variable>;
  readonly results: Results | undefined;
  readonly abandonments: AbandonSite[];

  /**
   * @param lowerStatements - lowers the statements of a {@link StatementExpression}
   */
  constructor(
    lowering: Lowering,
    readonly statements: (statements: readonly SyntaxStatement[]) => void,
  ) {
    this.fn = lowering.fn;
    this.types = lowering.types;
    this.emitter = lowering.emitter;
    this.slots = lowering.slots;
    this.refusals = lowering.refusals;
    this.mayAlias = lowering.mayAlias;
    this.mathAlgorithm = lowering.mathAlgorithm;
    this.undefinedKeys = lowering.undefinedKeys;
    this.results = lowering.results;
    this.abandonments = lowering.abandonments;
  }

  value(node: SyntaxExpression): Value {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'boolean'
          ? booleanValue(bool(node.value))
          : numberValue(f64(node.value as number));
      case 'Identifier':
        return this.identifier(node);
      case 'MemberExpression':
        return this.member(node);
      case 'UnaryExpression':
        return this.unary(node);
      case 'BinaryExpression':
        return this.binary(node);
      case 'LogicalExpression':
        return this.isBoolean(node)
          ? booleanValue(this.condition(node))
          : this.logical(
              node,
              (arm) => this.value(arm),
              (value) => value,
            );
      case 'ConditionalExpression':
        return this.conditional(node, (arm) => this.value(arm));
      case 'SequenceExpression':
        return this.sequence(node.expressions, (last) => this.value(last));
      case 'AssignmentExpression':
        return lowerAssignment(this, node, true);
      case 'UpdateExpression':
        return lowerUpdate(this, node, true);
      case 'CallExpression':
        return lowerCall(this, node);
      case 'StatementExpression':
        this.statements(node.body);
        return this.value(node.value);
      default:
        throw new Error(`unchecked syntax: ${node.type}`);
    }
  }

  number(node: SyntaxExpression): Expression {
    const arm: Arm = (choice) => numberValue(this.number(choice));
    switch (node.type) {
      case 'LogicalExpression':
        return toNumber(
          this.isBoolean(node) ? this.value(node) : this.logical(node, arm, (value) => numberValue(toNumber(value))),
        );
      case 'ConditionalExpression':
        return toNumber(this.conditional(node, arm));
      case 'SequenceExpression':
        return this.sequence(node.expressions, (last) => this.number(last));
      case 'StatementExpression':
        this.statements(node.body);
        return this.number(node.value);
      default:
        return toNumber(this.value(node));
    }
  }

  condition(node: SyntaxExpression): Expression {
    const arm: Arm = (choice) => booleanValue(this.condition(choice));
    switch (node.type) {
      case 'LogicalExpression': {
        if (node.operator === '??') {
          return toCondition(this.logical(node, arm, (value) => booleanValue(toCondition(value))));
        }
        const left = this.condition(node.left);
        const constant = (): Value => booleanValue(bool(node.operator === '||'));
        const right = (): Value => arm(node.right);
        const isAnd = node.operator === '&&';
        return toCondition(this.choice(node, left, isAnd ? right : constant, isAnd ? constant : right));
      }
      case 'ConditionalExpression':
        return toCondition(this.conditional(node, arm));
      case 'SequenceExpression':
        return this.sequence(node.expressions, (last) => this.condition(last));
      case 'StatementExpression':
        this.statements(node.body);
        return this.condition(node.value);
      case 'UnaryExpression':
        return node.operator === '!' ? not(this.condition(node.argument)) : toCondition(this.value(node));
      default:
        return toCondition(this.value(node));
    }
  }

  effect(node: SyntaxExpression): void {
    switch (node.type) {
      case 'AssignmentExpression':
        lowerAssignment(this, node, false);
        return;
      case 'UpdateExpression':
        lowerUpdate(this, node, false);
        return;
      case 'SequenceExpression':
        for (const expression of node.expressions) {
          this.effect(expression);
        }
        return;
      case 'StatementExpression':
        this.statements(node.body);
        this.effect(node.value);
        return;
      case 'UnaryExpression':
        this.effect(node.argument);
        return;
      case 'ConditionalExpression':
        this.when(
          this.condition(node.test),
          node,
          () => this.effect(node.consequent),
          () => this.effect(node.alternate),
        );
        return;
      case 'LogicalExpression': {
        const decides = node.operator === '??' ? definedness(this.value(node.left)) : this.condition(node.left);
        this.when(node.operator === '&&' ? decides : not(decides), node, () => this.effect(node.right));
        return;
      }
      default:
        this.value(node);
    }
  }

  hold(number: Expression, ...later: readonly SyntaxExpression[]): Expression {
    return later.some((node) => mayChange(this, node, number)) ? this.emitter.temporary(number.type, number) : number;
  }

  holdValue(value: Value, ...later: readonly SyntaxExpression[]): Value {
    if (value.kind === 'undefined') {
      return value;
    }
    const parts = value.defined === undefined ? [value.expression] : [value.expression, value.defined];
    const isChanged = later.some((node) => parts.some((part) => mayChange(this, node, part)));
    return isChanged ? this.emitter.copy(value) : value;
  }

  reusable(number: Expression): Expression {
    return isSimple(number) ? number : this.emitter.temporary(number.type, number);
  }

  /** `if` on lowered conditions; nothing is emitted for empty branches. */
  when(
    condition: Expression,
    node: { start: number },
    then: () => void,
    otherwise: () => void = () => undefined,
  ): void {
    if (isBool(condition)) {
      (condition.value ? then : otherwise)();
      return;
    }
    const whenTrue = this.emitter.collect(then);
    const whenFalse = this.emitter.collect(otherwise);
    if (whenTrue.length > 0) {
      this.emitter.emit(branch(condition, whenTrue, whenFalse, this.position(node)));
    } else if (whenFalse.length > 0) {
      this.emitter.emit(branch(not(condition), whenFalse, [], this.position(node)));
    }
  }

  choice(node: { start: number }, condition: Expression, whenTrue: () => Value, whenFalse: () => Value): Value {
    if (isBool(condition)) {
      return condition.value ? whenTrue() : whenFalse();
    }
    let first: Value = UNDEFINED_VALUE;
    let second: Value = UNDEFINED_VALUE;
    const then = this.emitter.collect(() => (first = whenTrue()));
    const otherwise = this.emitter.collect(() => (second = whenFalse()));
    const kind = this.commonKind(node, first, second);
    if (kind === 'undefined') {
      this.when(condition, node, () => then.forEach((statement) => this.emitter.emit(statement)));
      return UNDEFINED_VALUE;
    }
    const one = represent(first, kind);
    const other = represent(second, kind);
    const isTracked =
      definedness(first).kind !== 'constant' || definedness(second).kind !== 'constant' || first.kind !== second.kind;
    if (then.length === 0 && otherwise.length === 0) {
      const decides = isTracked ? this.duplicable(condition) : condition;
      const defined = isTracked ? choose(decides, definedness(first), definedness(second)) : undefined;
      return { kind, expression: choose(decides, one, other), defined };
    }
    const name = this.emitter.freshName('t');
    const flag = isTracked ? this.emitter.freshFlag(name) : undefined;
    const type = kind === 'number' ? 'f64' : 'bool';
    if (flag !== undefined) {
      this.emitter.emit(declare(flag, 'bool'));
      then.push(assign(flag, definedness(first)));
      otherwise.push(assign(flag, definedness(second)));
    }
    this.emitter.emit(declare(name, type));
    then.push(assign(name, one));
    otherwise.push(assign(name, other));
    this.emitter.emit(branch(condition, then, otherwise, this.position(node)));
    return { kind, expression: variable(name, type), defined: flag === undefined ? undefined : variable(flag, 'bool') };
  }

  abandon(code: AbandonCode, node: { start: number }): void {
    const { line, column } = this.position(node);
    if (!this.abandonments.some((site) => site.line === line && site.column === column)) {
      this.abandonments.push({ code, line, column });
    }
    this.emitter.emit(abandon({ line, column }));
  }

  position(node: { start: number }): Position {
    return this.fn.position(node);
  }

  refuse(code: RefusalCode, node: { start: number }, message?: string): void {
    this.refusals.add(code, this.position(node), message);
  }

  /** Whether `&&` or `||` connects conditions, so that its value is its truth. */
  private isBoolean(node: LogicalExpression): boolean {
    return node.operator !== '??' && this.types.ofExpression(node) === BOOLEAN;
  }

  duplicable(expression: Expression): Expression {
    return isLarger(expression, 40) ? this.emitter.temporary(expression.type, expression) : expression;
  }

  private identifier(node: Identifier): Value {
    const target = this.fn.scopes.references.get(node);
    if (target === undefined) {
      const value = GLOBAL_VALUES.get(node.name);
      return value === undefined ? UNDEFINED_VALUE : numberValue(f64(value));
    }
    if (this.slots.arrayOf(target) !== undefined) {
      this.refuse('array-as-value', node);
    }
    return this.slots.read(target);
  }

  private member(node: MemberExpression): Value {
    const constant = builtinConstant(node, this.fn.scopes.free);
    if (constant !== undefined) {
      return numberValue(f64(constant));
    }
    return lowerMember(this, node);
  }

  private unary(node: UnaryExpression): Value {
    switch (node.operator) {
      case '!':
        return booleanValue(this.condition(node));
      case 'void':
        this.effect(node.argument);
        return UNDEFINED_VALUE;
      case '-': {
        const operand = this.number(node.argument);
        const isConstant = operand.kind === 'constant' && operand.type === 'f64';
        return numberValue(isConstant ? f64(-operand.value) : op('f64.neg', operand));
      }
      case '~':
        return numberValue(this.complement(node.argument));
      default:
        return numberValue(this.number(node.argument));
    }
  }

  /** `~x`; `~~x` only converts. */
  private complement(argument: SyntaxExpression): Expression {
    if (argument.type === 'UnaryExpression' && argument.operator === '~') {
      return op('f64.from_i32', toInt32(this.number(argument.argument)));
    }
    return binaryNumber('^', this.number(argument), f64(-1))!;
  }

  private binary(node: BinaryExpression): Value {
    const left = node.left as SyntaxExpression;
    if (EQUALITIES.has(node.operator)) {
      return booleanValue(equality(this, node));
    }
    const first = this.hold(this.number(left), node.right);
    const second = this.number(node.right);
    const comparison = compareNumbers(node.operator, first, second);
    return comparison === undefined ? numberValue(this.arithmetic(node, first, second)) : booleanValue(comparison);
  }

  arithmetic(
    node: { operator: string; start: number; right: SyntaxExpression },
    left: Expression,
    right: Expression,
  ): Expression {
    const operator = node.operator.replace(/=$/, '');
    if (operator === '**') {
      return this.power(node, left, right);
    }
    return binaryNumber(operator, left, right)!;
  }

  power(node: { start: number }, base: Expression, exponent: Expression): Expression {
    const exact = power(this.reusable(base), exponent);
    if (exact !== undefined) {
      return exact;
    }
    const algorithm = this.mathAlgorithm('Math.pow');
    if (algorithm === undefined) {
      this.refuse('power-inexact', node);
    }
    return op(powerOp(algorithm), base, exponent);
  }

  private logical(node: LogicalExpression, arm: Arm, convert: (value: Value) => Value): Value {
    const left = this.emitter.stabilize(this.value(node.left));
    const decides = node.operator === '??' ? definedness(left) : toCondition(left);
    const keep = (): Value => convert(node.operator === '&&' ? left : defined(left));
    const next = (): Value => arm(node.right);
    return node.operator === '&&' ? this.choice(node, decides, next, keep) : this.choice(node, decides, keep, next);
  }

  private conditional(node: ConditionalExpression, arm: Arm): Value {
    return this.choice(
      node,
      this.condition(node.test),
      () => arm(node.consequent),
      () => arm(node.alternate),
    );
  }

  private sequence<T>(expressions: readonly SyntaxExpression[], lowerLast: (last: SyntaxExpression) => T): T {
    for (const expression of expressions.slice(0, -1)) {
      this.effect(expression);
    }
    return lowerLast(expressions.at(-1)!);
  }

  private commonKind(node: { start: number }, first: Value, second: Value): Value['kind'] {
    if (first.kind === 'undefined') {
      return second.kind;
    }
    if (second.kind !== 'undefined' && second.kind !== first.kind) {
      this.refuse('mixed-type-value', node);
    }
    return first.kind;
  }
}

/** The same value where it is known not to be undefined. */
function defined(value: Value): Value {
  return value.kind === 'undefined' ? value : { ...value, defined: undefined };
}

const EQUALITIES: ReadonlySet<string> = new Set(['==', '!=', '===', '!==']);
