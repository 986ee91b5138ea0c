/** A side of the comparison: something that runs a workload once, on fresh arguments, and says how long it took. */

import type { Outcome } from '../harness/outcome.js';

export type SideName = 'v8' | 'native' | 'cores' | 'auto' | 'c' | 'numba';

export interface Side {
  readonly name: SideName;
  /** Restores the arguments, runs once, returns the milliseconds of the call alone. */
  run(): Promise<number>;
  /** What the last run left behind. */
  outcome(): Promise<Outcome>;
  close(): void;
}
