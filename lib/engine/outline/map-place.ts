/** Leads from places in the text of an outlined loop back to the text of its function. */

import type { Position } from '../frontend/ir.js';
import { LineTable } from '../frontend/line-table.js';

/** A piece of the text that was copied from the function: where it stands, and where it comes from. */
export interface MapPiece {
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

/**
 * @returns a function that maps places; what stands in no piece is given the place of the piece in front of it
 */
export function mapPlace(text: string, original: string, pieces: readonly MapPiece[]): (place: Position) => Position {
  const lines = new LineTable(text);
  const originalLines = new LineTable(original);
  return (place) => {
    const offset = lines.offset(place);
    const piece = pieces.findLast(({ at }) => at <= offset) ?? pieces[0];
    if (piece === undefined) return { line: 0, column: 0 };
    const inside = Math.min(Math.max(offset - piece.at, 0), piece.length);
    return originalLines.position(piece.from + inside);
  };
}
