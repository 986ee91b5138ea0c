/** Measures one workload on every side. */

import path from 'node:path';
import { writeArguments } from './harness/arguments-file.js';
import { measureRounds, type Rounds } from './harness/measure.js';
import { countDifferences, type Outcome } from './harness/outcome.js';
import { summarize } from './harness/statistics.js';
import type { KernelResult } from './report/result.js';
import type { CTwins } from './sides/c-twins.js';
import { InProcessSide, WorkingSet } from './sides/in-process.js';
import { letRoute, pinToNative } from './sides/jetloop.js';
import type { NumbaTwins } from './sides/numba-twins.js';
import type { Side } from './sides/side.js';
import type { KernelFunction, Workload } from './workload.js';

export interface Twins {
  cTwins: CTwins | undefined;
  numbaTwins: NumbaTwins | undefined;
  /** Where the arguments for the twins are put. */
  folder: string;
}

const warmUpRuns = 3;

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
  }
  const routed = await letRoute(await warmUp(workload), inputs, set.args);
  sides.push(new InProcessSide('auto', routed, set));
  sides.push(...(await startTwins(workload, twins)));

  let reference: Outcome | undefined;
  const compare = async (side: Side) => {
    const outcome = await side.outcome();
    if (side.name === 'v8') reference ??= outcome;
    else
      result.differences[side.name] = Math.max(
        result.differences[side.name] ?? 0,
        countDifferences(reference!, outcome, inputs),
      );
  };
  try {
    for (const [side, samples] of await measureRounds(sides, rounds, compare)) result.times[side] = summarize(samples);
  } finally {
    for (const side of sides) side.close();
  }
  result.routedLevel = routed.level;
  return result;
}

/** A fresh copy of the kernel with type feedback and optimised code from small arguments. */
async function warmUp(workload: Workload): Promise<KernelFunction> {
  const kernel = await workload.loadKernel();
  const small = new InProcessSide('v8', kernel, new WorkingSet(workload.warmUpInputs));
  for (let run = 0; run < warmUpRuns; run++) await small.run();
  return kernel;
}

async function startTwins({ name, inputs }: Workload, { cTwins, numbaTwins, folder }: Twins): Promise<Side[]> {
  const argumentsFile = path.join(folder, `${name}.arguments`);
  await writeArguments(argumentsFile, inputs);
  const started = [await cTwins?.start(name, argumentsFile), await numbaTwins?.start(name, argumentsFile)];
  return started.filter((twin) => twin !== undefined);
}
