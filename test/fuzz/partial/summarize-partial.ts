/** Counts what became of programs that were compiled in parts. */
import type { PartialVerdict } from './check-partial.js';

export class PartialSummary {
  programs = 0;
  partial = 0;
  loops = 0;
  nativeLoops = 0;
  differences = 0;
  private leftOut = 0;

  note(verdict: PartialVerdict | undefined): void {
    if (verdict === undefined) {
      this.leftOut++;
      return;
    }
    this.programs++;
    this.partial += verdict.status === 'COMPILED_PARTIAL' ? 1 : 0;
    this.loops += verdict.loops;
    this.nativeLoops += verdict.nativeLoops;
    this.differences += verdict.difference === undefined ? 0 : 1;
  }

  describe(): string {
    return (
      `${this.programs} programs compared (${this.leftOut} left out): ${this.partial} compiled in parts, ${this.loops} loops, ` +
      `${this.nativeLoops} native runs of loops; ${this.differences} programs differ`
    );
  }
}
