/**
 * The shape of a loop that is marked `parallel` (docs/ir.md), held by the compiler's own verifier too.  Whether the iterations really
 * are independent is not looked at.
 */

import type { Expression, Loop, Statement, VariableRead } from './ir.js';

/** A loop that counts one variable up to a bound that it does not change. */
export interface CountedLoop {
  readonly counter: VariableRead;
  readonly bound: Expression;
}

/**
 * The loop as `(while (T.lt $c bound))` with `(step (set $c (T.add.nowrap $c 1)))`, where nothing else sets `$c` and nothing in the loop
 * changes the bound.
 */
export function matchCountedLoop({ condition, step, body }: Loop): CountedLoop | undefined {
  const [only, ...others] = step;
  if (condition.kind !== 'op' || only?.kind !== 'set' || others.length > 0) {
    return undefined;
  }
  const type = condition.op === 'i32.lt' ? 'i32' : 'i64';
  const [counter, bound] = condition.operands;
  if (condition.op !== `${type}.lt` || counter?.kind !== 'variable' || bound === undefined) {
    return undefined;
  }
  const { name, value } = only;
  const counts =
    name === counter.name &&
    value.kind === 'op' &&
    value.op === `${type}.add.nowrap` &&
    isRead(value.operands[0], name) &&
    value.operands[1]?.kind === 'constant' &&
    BigInt(value.operands[1].value) === 1n;
  const assigned = new Set<string>();
  forEachStatement(body, (statement) => {
    if (statement.kind === 'let' || statement.kind === 'set') {
      assigned.add(statement.name);
    }
  });
  if (!counts || assigned.has(name) || !isInvariant(bound, assigned.add(name))) {
    return undefined;
  }
  return { counter, bound };
}

/** What is wrong with a loop that is marked `parallel`; nothing for one that has the form which the mark demands. */
export function breaksParallelForm(loop: Loop, isScratch: (array: string) => boolean): string | undefined {
  if (loop.cold) {
    return 'is not cold';
  }
  if (matchCountedLoop(loop) === undefined) {
    return 'counts one variable up by 1 to a bound that does not change';
  }
  const inner = declaredNames(loop.body);
  let problem: string | undefined;
  forEachStatement(loop.body, (statement) => (problem ??= checkStatement(statement, loop, inner, isScratch)));
  return problem;
}

/** Variables and labels that are declared in the block or in a block inside it. */
export function declaredNames(body: readonly Statement[]): ReadonlySet<string> {
  const names = new Set<string>();
  forEachStatement(body, (statement) => {
    if (statement.kind === 'let') {
      names.add(statement.name);
    } else if (statement.kind === 'loop' || statement.kind === 'block') {
      names.add(statement.label);
    }
  });
  return names;
}

/** What a statement in the body does that an iteration on another core cannot. */
function checkStatement(
  statement: Statement,
  loop: Loop,
  inner: ReadonlySet<string>,
  isScratch: (array: string) => boolean,
): string | undefined {
  switch (statement.kind) {
    case 'set':
      return inner.has(statement.name) ? undefined : `sets $${statement.name} of outside`;
    case 'store':
      return isScratch(statement.array) ? `stores to the scratch array $${statement.array}` : undefined;
    case 'loop':
      return statement.parallel ? 'holds another one' : undefined;
    case 'break':
    case 'continue': {
      const goesOn = statement.kind === 'continue' && statement.label === loop.label;
      return goesOn || inner.has(statement.label) ? undefined : 'can be left from its body';
    }
    case 'return':
    case 'abandon':
      return 'can be left from its body';
    default:
      return undefined;
  }
}

function isRead(expression: Expression | undefined, name: string): boolean {
  return expression?.kind === 'variable' && expression.name === name;
}

function isInvariant(expression: Expression, assigned: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case 'constant':
    case 'length':
      return true;
    case 'variable':
      return !assigned.has(expression.name);
    case 'load':
    case 'load.inbounds':
    case 'load.or_zero':
      return false;
    case 'op':
      return expression.operands.every((operand) => isInvariant(operand, assigned));
    case 'select':
      return [expression.condition, expression.whenTrue, expression.whenFalse].every((operand) =>
        isInvariant(operand, assigned),
      );
    case 'inbounds':
      return isInvariant(expression.index, assigned);
  }
}

/** Every statement of the block and of the blocks inside it. */
function forEachStatement(statements: readonly Statement[], visit: (statement: Statement) => void): void {
  for (const statement of statements) {
    visit(statement);
    if (statement.kind === 'if') {
      forEachStatement(statement.then, visit);
      forEachStatement(statement.otherwise, visit);
    } else if (statement.kind === 'loop') {
      forEachStatement(statement.body, visit);
      forEachStatement(statement.step, visit);
    } else if (statement.kind === 'block') {
      forEachStatement(statement.body, visit);
    }
  }
}
