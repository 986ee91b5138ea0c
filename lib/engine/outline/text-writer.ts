/** Writes a new text out of pieces of an old one, and remembers which is which. */

import type { MapPiece } from './map-place.js';

export class TextWriter {
  text = '';
  readonly pieces: MapPiece[] = [];

  constructor(private readonly original: string) {}

  /** Adds text that stands in no original. */
  write(text: string): this {
    this.text += text;
    return this;
  }

  /** Adds what the original has between two offsets. */
  copy(from: number, to: number): this {
    if (to > from) {
      this.pieces.push({ at: this.text.length, from, length: to - from });
      this.text += this.original.slice(from, to);
    }
    return this;
  }

  /** Copies what lies between two offsets, with other text in place of some parts of it, given in order. */
  copyWith(from: number, to: number, replaced: readonly Replacement[]): this {
    let at = from;
    for (const { start, end, write } of replaced) {
      this.copy(at, start);
      write(this);
      at = end;
    }
    return this.copy(at, to);
  }
}

/** What stands in place of a part of the original. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  write(writer: TextWriter): void;
}
