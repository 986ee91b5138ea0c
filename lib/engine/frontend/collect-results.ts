/** Collects the shapes of what the returns of one kernel give back. */

import type { ResultShape, ResultShapes } from './result-shapes.js';

/** What the returns of one kernel have in common. */
export class Results {
  private readonly codes = new Map<string, number>();
  private readonly found: ResultShape[] = [];
  private width = 0;

  constructor(readonly arrayName: string) {}

  get shapes(): ResultShapes {
    return this.found;
  }

  /** Elements of the result array. */
  get count(): number {
    return this.width;
  }

  /** The number of a shape, whose slots are the first `width` ones. */
  codeOf(shape: ResultShape, width: number): number {
    this.width = Math.max(this.width, width);
    const key = JSON.stringify(shape);
    let code = this.codes.get(key);
    if (code === undefined) {
      code = this.found.push(shape) - 1;
      this.codes.set(key, code);
    }
    return code;
  }
}
