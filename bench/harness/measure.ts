/** The order of the runs: sides take turns within a round. */

import type { Side, SideName } from '../sides/side.js';

/** A run this long needs no run before it to be warm: V8 was warmed up on small arguments. */
const longRunMs = 1000;

const mostRounds = 15;

/** Sides whose long runs are measured once: the comparison rests on the others, and they on the clock. */
const briefSides: readonly SideName[] = ['auto', 'numba'];

export interface Rounds {
  leastRounds: number;
  /** Time to spend on the rounds of one workload if its runs are short. */
  budgetMs: number;
}

export type Samples = Map<SideName, number[]>;

/**
 * Milliseconds of each side's runs. The first run of a side is a warm-up, and dropped, unless it is long. `compare` is
 * called when a side's first and last run are done, the plain side's first.
 */
export async function measureRounds(
  sides: readonly Side[],
  { leastRounds, budgetMs }: Rounds,
  compare: (side: Side) => Promise<void>,
): Promise<Samples> {
  const samples: Samples = new Map();
  const wanted = new Map<SideName, number>();
  let roundMs = 0;
  for (const side of sides) {
    const first = await side.run();
    await compare(side);
    const isLong = first >= longRunMs;
    roundMs += first;
    samples.set(side.name, isLong ? [first] : []);
    if (isLong && briefSides.includes(side.name)) wanted.set(side.name, 1);
  }
  const rounds = Math.min(Math.max(leastRounds, Math.ceil(budgetMs / roundMs)), Math.max(mostRounds, leastRounds));
  for (let round = 0; round < rounds; round++) {
    for (const side of rotate(sides, round)) {
      const taken = samples.get(side.name)!;
      if (taken.length === (wanted.get(side.name) ?? rounds)) continue;
      taken.push(await side.run());
      if (taken.length === rounds) await compare(side);
    }
  }
  return samples;
}

/** So that no side always runs right after the same other one. */
function rotate<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
