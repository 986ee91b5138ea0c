/** Measures one workload on every side. */

import { rm } from 'node:fs/promises';
import path from 'node:path';
import { writeArguments } from './harness/arguments-file.js';
import { measureRounds, type Rounds } from './harness/measure.js';
import { countDifferences, type Outcome } from './harness/outcome.js';
import { summarize } from './harness/statistics.js';
import type { KernelResult } from './report/result.js';
import { timeRatio } from './report/summary.js';
import { benchRoot } from './root.js';
import type { CTwins } from './sides/c-twins.js';
import { InProcessSide, WorkingSet } from './sides/in-process.js';
import { awaitReturnToJavaScript, letRoute, pinToAllCores, pinToNative } from './sides/jetloop.js';
import type { NumbaTwins } from './sides/numba-twins.js';
import type { Side } from './sides/side.js';
import type { Argument, KernelFunction, Workload } from './workload.js';

export interface Twins {
  cTwins: CTwins | undefined;
  numbaTwins: NumbaTwins | undefined;
  /** Where the arguments for the twins are put. */
  folder: string;
}

/** Enough for V8 to optimise a function for good: a few runs, and some time for its concurrent compiler. */
const warmUpRuns = 3;
const warmUpMs = 100;

/** Runs plain V8, Jetloop and the twins in turns, and compares what they leave behind. */
export async function runWorkload(workload: Workload, twins: Twins, rounds: Rounds): Promise<KernelResult> {
  const { name, group, size, reduced, inputs } = workload;
  const set = new WorkingSet(inputs);
  const plain = await warmUp(workload);
  const sides: Side[] = [new InProcessSide('v8', plain, set)];
  const result: KernelResult = { name, group, size, times: {}, differences: {} };
  if (reduced !== undefined) result.reduced = reduced;

  const pinned = await pinToNative(() => workload.loadKernel(), set.args);
  if ('refusal' in pinned) {
    result.refusal = pinned.refusal;
  } else {
    result.compile = pinned.cost;
    sides.push(new InProcessSide('native', pinned.native, set));
    const shared = await pinToAllCores(await workload.loadKernel(), set);
    if (shared !== undefined) sides.push(new InProcessSide('cores', shared, set));
  }
  const routed = await letRoute(await warmUp(workload), set);
  const routedSide = new InProcessSide('auto', routed, set);
  sides.push(routedSide);
  sides.push(...(await startTwins(workload, twins)));

  const compare = makeComparison(result, inputs);
  try {
    const samples = await measureRounds(sides, rounds, compare);
    for (const [side, times] of samples) result.times[side] = summarize(times);
    if ((timeRatio(result, 'native', 'v8') ?? 0) > 1) {
      awaitReturnToJavaScript(routed, set);
      const again = await measureRounds([routedSide], { ...rounds, budgetMs: 0 }, compare);
      result.times.auto = summarize(again.get('auto')!);
    }
  } finally {
    for (const side of sides) side.close();
  }
  result.routedLevel = routed.level;
  return result;
}

/** Counts, into the result, where a side leaves other bits than the first run of plain V8 did. */
function makeComparison({ differences }: KernelResult, inputs: readonly Argument[]): (side: Side) => Promise<void> {
  let reference: Outcome | undefined;
  return async (side) => {
    const outcome = await side.outcome();
    reference ??= outcome;
    if (side.name === 'v8') return;
    const count = countDifferences(reference, outcome, inputs);
    differences[side.name] = Math.max(differences[side.name] ?? 0, count);
  };
}

/** A fresh copy of the kernel with type feedback and optimised code from small arguments. */
async function warmUp(workload: Workload): Promise<KernelFunction> {
  const kernel = await workload.loadKernel();
  const small = new InProcessSide('v8', kernel, new WorkingSet(workload.warmUpInputs));
  const deadline = performance.now() + warmUpMs;
  for (let run = 0; run < warmUpRuns || performance.now() < deadline; run++) await small.run();
  return kernel;
}

async function startTwins({ name, inputs }: Workload, { cTwins, numbaTwins, folder }: Twins): Promise<Side[]> {
  const argumentsFile = path.join(folder, `${name}.arguments`);
  await writeArguments(argumentsFile, inputs);
  const started = [
    await cTwins?.start(path.join(benchRoot, 'twins', `${name}.c`), argumentsFile),
    await numbaTwins?.start(name, argumentsFile),
  ];
  await rm(argumentsFile);
  return started.filter((twin) => twin !== undefined);
}
