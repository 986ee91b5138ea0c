/** Measures a kernel against the limits that every reader of the IR enforces. */

import type { Expression, Kernel, Statement } from './ir.js';
import { LIMITS, scratchBytes } from './ir.js';

/** Which limit a kernel exceeds, as the end of a sentence; undefined where it keeps them all. */
export function exceededLimit(kernel: Kernel): string | undefined {
  if (kernel.parameters.length > LIMITS.parameters) {
    return `more than ${LIMITS.parameters} parameters that it uses`;
  }
  if (scratchBytes(kernel) > LIMITS.scratchBytes) {
    return `more than ${LIMITS.scratchBytes} bytes of arrays of its own`;
  }
  const meter = new Meter();
  meter.measureStatements(kernel.body, 1);
  if (meter.nodes > LIMITS.nodes) {
    return `more than ${LIMITS.nodes} nodes in the IR`;
  }
  return meter.depth > LIMITS.depth ? `more than ${LIMITS.depth} levels in the IR` : undefined;
}

class Meter {
  nodes = 0;
  depth = 0;

  measureStatements(statements: readonly Statement[], level: number): void {
    for (const statement of statements) {
      this.enter(level);
      switch (statement.kind) {
        case 'let':
        case 'set':
        case 'return':
          this.measure(statement.value, level + 1);
          break;
        case 'store':
          this.measure(statement.index, level + 1);
          this.measure(statement.value, level + 1);
          break;
        case 'if':
          this.measure(statement.condition, level + 1);
          this.measureStatements(statement.then, level + 1);
          this.measureStatements(statement.otherwise, level + 1);
          break;
        case 'loop':
          this.measure(statement.condition, level + 1);
          this.measureStatements(statement.body, level + 1);
          this.measureStatements(statement.step, level + 1);
          break;
        case 'block':
          this.measureStatements(statement.body, level + 1);
          break;
        default:
      }
    }
  }

  private measure(expression: Expression | undefined, level: number): void {
    if (expression === undefined) {
      return;
    }
    this.enter(level);
    switch (expression.kind) {
      case 'op':
        for (const operand of expression.operands) {
          this.measure(operand, level + 1);
        }
        break;
      case 'select':
        this.measure(expression.condition, level + 1);
        this.measure(expression.whenTrue, level + 1);
        this.measure(expression.whenFalse, level + 1);
        break;
      case 'load':
      case 'load.inbounds':
      case 'load.or_zero':
      case 'inbounds':
        this.measure(expression.index, level + 1);
        break;
      default:
    }
  }

  private enter(level: number): void {
    this.nodes++;
    this.depth = Math.max(this.depth, level);
  }
}
