/** The result of `npm run bench:tsvc`, as it is written to bench/results/tsvc.json. */

import type { Summary } from '../harness/statistics.js';
import type { Machine } from '../report/result.js';
import type { SideName } from '../sides/side.js';

/** What a compiler made of the innermost loops of one function. */
export interface Verdict {
  readonly vectorized: number;
  /** What it says of those that it did not vectorise; empty where that is none. */
  readonly reason: string;
}

export interface LoopResult {
  readonly name: string;
  readonly class: string;
  /** Why there is no native code, where there is none. */
  readonly refusal?: string;
  readonly jetloop?: Verdict;
  readonly clang?: Verdict;
  /** Why clang's twin has more vectorised loops, where it has. */
  readonly gap?: string;
  /** Milliseconds of one run; empty where nothing was timed. */
  readonly times: Partial<Record<SideName, Summary>>;
  /** Elements whose bits differ from plain V8's. */
  readonly differences: Partial<Record<SideName, number>>;
}

export interface TsvcResult {
  readonly date: string;
  readonly machine: Machine;
  /** Elements of a vector, rows of a matrix. */
  readonly size: { readonly n: number; readonly m: number };
  readonly loops: readonly LoopResult[];
}

/** Whether clang vectorises more loops of the function than Jetloop does. */
export function isBehind({ jetloop, clang }: LoopResult): boolean {
  return (clang?.vectorized ?? 0) > (jetloop?.vectorized ?? 0);
}
