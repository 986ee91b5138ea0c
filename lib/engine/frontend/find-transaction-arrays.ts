/**
 * Finds the arrays that a call may have written when it is given up.  Their contents must not show, so the kernel runs on copies of them;
 * where nothing is written before the last place that can give the call up, nothing has to be copied.
 */

import type { Kernel, Statement } from './ir.js';
import { arraysOf } from './ir.js';

/**
 * The names of the arguments that may have been stored to in front of an abandon.
 *
 * @param copiedAnyway - positions of the arguments that no kernel writes itself
 */
export function findTransactionArrays(kernel: Kernel, copiedAnyway: readonly number[] = []): ReadonlySet<string> {
  const found = new Set<string>();
  new Walk(found).run(kernel.body, new Set());
  for (const { name, scratch, sourceIndex } of arraysOf(kernel)) {
    if (scratch !== undefined || copiedAnyway.includes(sourceIndex)) {
      found.delete(name);
    }
  }
  return found;
}

class Walk {
  constructor(private readonly found: Set<string>) {}

  /** Adds what the statements store to `stored`, the arrays that may have been stored to in front of them. */
  run(statements: readonly Statement[], stored: Set<string>): void {
    for (const statement of statements) {
      switch (statement.kind) {
        case 'store':
          stored.add(statement.array);
          break;
        case 'if': {
          const otherwise = new Set(stored);
          this.run(statement.then, stored);
          this.run(statement.otherwise, otherwise);
          otherwise.forEach((array) => stored.add(array));
          break;
        }
        case 'loop':
          // What one iteration gives up, any other may have stored.
          addStores([...statement.body, ...statement.step], stored);
          this.run(statement.body, stored);
          this.run(statement.step, stored);
          break;
        case 'block':
          this.run(statement.body, stored);
          break;
        case 'abandon':
          stored.forEach((array) => this.found.add(array));
          break;
        default:
      }
    }
  }
}

function addStores(statements: readonly Statement[], stored: Set<string>): void {
  for (const statement of statements) {
    switch (statement.kind) {
      case 'store':
        stored.add(statement.array);
        break;
      case 'if':
        addStores(statement.then, stored);
        addStores(statement.otherwise, stored);
        break;
      case 'loop':
        addStores(statement.body, stored);
        addStores(statement.step, stored);
        break;
      case 'block':
        addStores(statement.body, stored);
        break;
      default:
    }
  }
}
