/** Collects the statements of a kernel while it is lowered, and gives out names that are unique in it. */

import type { Expression, Statement, Type } from './ir.js';
import { declare, variable } from './ir.js';
import type { Value } from './values.js';
import { isSimple } from './values.js';

export class Emitter {
  private readonly names = new Set<string>();
  private readonly counts = new Map<string, number>();
  private statements: Statement[] = [];
  /** Variables that only say whether another one is undefined; those that nobody asks are removed in the end. */
  readonly flags = new Set<string>();

  /** A name that looks like `base` and is given out once. */
  freshName(base: string): string {
    const plain = base.replace(/[^A-Za-z0-9_$]/g, '_');
    if (!this.names.has(plain) && !this.counts.has(plain)) {
      this.names.add(plain);
      return plain;
    }
    // A dot is in no JavaScript name, so these can only meet each other.
    const count = (this.counts.get(plain) ?? 0) + 1;
    this.counts.set(plain, count);
    return `${plain}.${count}`;
  }

  /** A name for the flag that says whether the variable `name` is defined. */
  freshFlag(name: string): string {
    const flag = `${name}.defined`;
    this.flags.add(flag);
    return flag;
  }

  emit(statement: Statement): void {
    this.statements.push(statement);
  }

  /** The statements that `run` emits, kept apart. */
  collect(run: () => void): Statement[] {
    const outer = this.statements;
    const inner: Statement[] = [];
    this.statements = inner;
    run();
    this.statements = outer;
    return inner;
  }

  /** Whether the current list has no statement yet. */
  get isEmpty(): boolean {
    return this.statements.length === 0;
  }

  /** Whether control never reaches the end of the current list. */
  get isTerminated(): boolean {
    const kind = this.statements.at(-1)?.kind;
    return kind === 'return' || kind === 'break' || kind === 'continue' || kind === 'abandon';
  }

  /** Declares a temporary. */
  temporary(type: Type, value?: Expression): Expression {
    const name = this.freshName('t');
    this.emit(declare(name, type, value));
    return variable(name, type);
  }

  /** The value as it is now, in a form that can be used several times. */
  stabilize(value: Value): Value {
    if (value.kind === 'undefined') {
      return value;
    }
    const { kind, expression, defined } = value;
    const isStable = isSimple(expression) && (defined === undefined || isSimple(defined));
    return isStable ? value : this.copy({ kind, expression, defined });
  }

  /** The value as it is now, whatever is assigned afterwards. */
  copy(value: Value): Value {
    if (value.kind === 'undefined') {
      return value;
    }
    const name = this.freshName('t');
    let defined: Expression | undefined;
    if (value.defined !== undefined) {
      const flag = this.freshFlag(name);
      this.emit(declare(flag, 'bool', value.defined));
      defined = variable(flag, 'bool');
    }
    this.emit(declare(name, value.expression.type, value.expression));
    return { kind: value.kind, expression: variable(name, value.expression.type), defined };
  }
}
