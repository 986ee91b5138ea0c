/**
 * Removes the variables that say whether another one is undefined where nothing in the kernel asks.  The lowering tracks every value
 * that may be undefined; most programs never look.
 */

import type { Expression, Statement } from './ir.js';
import { someExpression } from './values.js';

/** The statements without the declarations and assignments of unread flags. */
export function removeUnreadFlags(statements: readonly Statement[], flags: ReadonlySet<string>): readonly Statement[] {
  if (flags.size === 0) {
    return statements;
  }
  const live = findLiveFlags(statements, flags);
  return live.size === flags.size
    ? statements
    : removeStatements(statements, (name) => flags.has(name) && !live.has(name));
}

function findLiveFlags(statements: readonly Statement[], flags: ReadonlySet<string>): Set<string> {
  const live = new Set<string>();
  /** Flags that become live with the one that is computed from them. */
  const sources = new Map<string, string[]>();

  function flagsIn(expression: Expression): string[] {
    const found: string[] = [];
    someExpression(expression, (part) => {
      if (part.kind === 'variable' && flags.has(part.name)) {
        found.push(part.name);
      }
      return false;
    });
    return found;
  }

  function keep(names: readonly string[]): void {
    for (const name of names) {
      if (!live.has(name)) {
        live.add(name);
        keep(sources.get(name) ?? []);
      }
    }
  }

  forEachStatement(statements, (statement) => {
    if ((statement.kind === 'let' || statement.kind === 'set') && flags.has(statement.name)) {
      const found = statement.value === undefined ? [] : flagsIn(statement.value);
      sources.set(statement.name, [...(sources.get(statement.name) ?? []), ...found]);
    }
  });
  forEachStatement(statements, (statement) => {
    if (!((statement.kind === 'let' || statement.kind === 'set') && flags.has(statement.name))) {
      keep(expressionsOf(statement).flatMap(flagsIn));
    }
  });
  return live;
}

function expressionsOf(statement: Statement): Expression[] {
  switch (statement.kind) {
    case 'let':
    case 'set':
    case 'return':
      return statement.value === undefined ? [] : [statement.value];
    case 'store':
      return [statement.index, statement.value];
    case 'if':
    case 'loop':
      return [statement.condition];
    default:
      return [];
  }
}

function forEachStatement(statements: readonly Statement[], visit: (statement: Statement) => void): void {
  for (const statement of statements) {
    visit(statement);
    switch (statement.kind) {
      case 'if':
        forEachStatement(statement.then, visit);
        forEachStatement(statement.otherwise, visit);
        break;
      case 'loop':
        forEachStatement(statement.body, visit);
        forEachStatement(statement.step, visit);
        break;
      case 'block':
        forEachStatement(statement.body, visit);
        break;
      default:
    }
  }
}

function removeStatements(statements: readonly Statement[], isDead: (name: string) => boolean): Statement[] {
  return statements
    .filter((statement) => !((statement.kind === 'let' || statement.kind === 'set') && isDead(statement.name)))
    .map((statement) => {
      switch (statement.kind) {
        case 'if':
          return {
            ...statement,
            then: removeStatements(statement.then, isDead),
            otherwise: removeStatements(statement.otherwise, isDead),
          };
        case 'loop':
          return {
            ...statement,
            body: removeStatements(statement.body, isDead),
            step: removeStatements(statement.step, isDead),
          };
        case 'block':
          return { ...statement, body: removeStatements(statement.body, isDead) };
        default:
          return statement;
      }
    });
}
