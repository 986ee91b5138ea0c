/** Leads from places in the text of an outlined loop back to the text of its function. */

import type { Position } from '../frontend/ir.js';

/** Lines of an outlined loop's text in front of the loop itself, which is copied as it stands. */
export const LINES_BEFORE_LOOP = 1;

/**
 * @param loop - where the loop begins in the text of its function
 * @returns the place in the text of the function; that of the loop for what stands around the loop
 */
export function mapPlace(loop: Position, { line, column }: Position): Position {
  const lineInLoop = line - LINES_BEFORE_LOOP;
  if (lineInLoop < 1) return { line: loop.line, column: loop.column };
  return { line: loop.line + lineInLoop - 1, column: lineInLoop === 1 ? loop.column + column : column };
}
