/** Offsets in a source text to lines and columns. */

import type { Position } from './ir.js';

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/g;

export class LineTable {
  /** Offset of the first character of each line. */
  private readonly starts: number[] = [0];

  constructor(source: string) {
    for (const match of source.matchAll(LINE_BREAK)) {
      this.starts.push(match.index + match[0].length);
    }
  }

  /** Line, from 1, and column, from 0, of an offset. */
  position(offset: number): Position {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low + 1, column: offset - this.starts[low]! };
  }

  /** The offset of a line, from 1, and a column, from 0; of the nearest line that there is. */
  offset({ line, column }: Position): number {
    return this.starts[Math.min(Math.max(line, 1), this.starts.length) - 1]! + column;
  }
}
