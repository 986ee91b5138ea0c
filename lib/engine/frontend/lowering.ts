/** What the lowering of one function for one signature consists of, as its parts see each other. */

import type { AnalyzedFunction } from './analyze.js';
import type { AbandonCode, AbandonSite } from './abandonments.js';
import type { BuiltinFunction } from './builtins.js';
import type { Emitter } from './emitter.js';
import type { Types } from './infer-types.js';
import type { Expression, Position } from './ir.js';
import type { Results } from './collect-results.js';
import type { MathAlgorithm } from './probe-math.js';
import type { RefusalCode, RefusalList } from './refusals.js';
import type { Variable } from './resolve-scopes.js';
import type { Slots } from './slots.js';
import type { SyntaxExpression, SyntaxStatement } from './syntax.js';
import type { Value } from './values.js';

/** What every part works with. */
export interface Lowering {
  readonly fn: AnalyzedFunction;
  readonly types: Types;
  readonly emitter: Emitter;
  readonly slots: Slots;
  readonly refusals: RefusalList;
  /** Whether a written array of the call may overlap another one. */
  readonly mayAlias: boolean;
  /** Whose bits this engine's own function gives, if kernels can compute them. */
  readonly mathAlgorithm: (name: BuiltinFunction) => MathAlgorithm | undefined;
  /** Parameters that may be read at the property "undefined". */
  readonly undefinedKeys: Set<Variable>;
  /** Where the function returns objects or arrays: what its returns have in common. */
  readonly results: Results | undefined;
  /** Where the kernel may give a call up. */
  readonly abandonments: AbandonSite[];
}

/** The lowering of expressions, as assignments, calls, comparisons and statements use it. */
export interface ExpressionLowering extends Lowering {
  /** The value of an expression. */
  value(node: SyntaxExpression): Value;
  /** ToNumber of an expression; the two results of a choice may differ in type here. */
  number(node: SyntaxExpression): Expression;
  /** ToBoolean of an expression. */
  condition(node: SyntaxExpression): Expression;
  /** Lowers statements that belong to an expression. */
  statements(list: readonly SyntaxStatement[]): void;
  /** Only the side effects of an expression. */
  effect(node: SyntaxExpression): void;

  /** A number that the operands evaluated after it do not change. */
  hold(number: Expression, ...later: readonly SyntaxExpression[]): Expression;
  /** A value that the operands evaluated after it do not change. */
  holdValue(value: Value, ...later: readonly SyntaxExpression[]): Value;
  /** The number in a form that can be used several times. */
  reusable(number: Expression): Expression;
  /** The expression, or a temporary for it where writing it twice, level upon level, would make the kernel explode. */
  duplicable(expression: Expression): Expression;

  /** `if` on a lowered condition; nothing is emitted for empty branches. */
  when(condition: Expression, node: { start: number }, then: () => void, otherwise?: () => void): void;
  /** The one of two values that a condition picks; the other is not evaluated. */
  choice(node: { start: number }, condition: Expression, whenTrue: () => Value, whenFalse: () => Value): Value;

  /** The result of a binary or compound assignment operator. */
  arithmetic(
    node: { operator: string; start: number; right: SyntaxExpression },
    left: Expression,
    right: Expression,
  ): Expression;
  /** The result of `**`. */
  power(node: { start: number }, base: Expression, exponent: Expression): Expression;

  /** Gives the call up. */
  abandon(code: AbandonCode, node: { start: number }): void;

  position(node: { start: number }): Position;
  refuse(code: RefusalCode, node: { start: number }, message?: string): void;
}
