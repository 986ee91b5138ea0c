/** Leads from places in the text of an outlined loop back to the text of its function. */

import type { Position } from '../frontend/ir.js';

/** Where a loop, copied as it stands, begins in the text of its function, and behind how many lines in the text that is compiled. */
export interface LoopPlace extends Position {
  readonly linesBefore: number;
}

/**
 * @returns the place in the text of the function; that of the loop for what stands around the loop
 */
export function mapPlace(loop: LoopPlace, { line, column }: Position): Position {
  const lineInLoop = line - loop.linesBefore;
  if (lineInLoop < 1) return { line: loop.line, column: loop.column };
  return { line: loop.line + lineInLoop - 1, column: lineInLoop === 1 ? loop.column + column : column };
}
