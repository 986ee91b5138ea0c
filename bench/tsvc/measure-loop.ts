/** Compiles one loop, and times it, on every side. */

import { rm } from 'node:fs/promises';
import path from 'node:path';
import { accelerate, type Accelerated, type Explanation } from '../../lib/index.js';
import { writeArguments } from '../harness/arguments-file.js';
import { measureRounds, type Rounds } from '../harness/measure.js';
import { countDifferences, type Outcome } from '../harness/outcome.js';
import { summarize } from '../harness/statistics.js';
import type { CTwins } from '../sides/c-twins.js';
import { InProcessSide, WorkingSet } from '../sides/in-process.js';
import { nativeLevel } from '../sides/jetloop.js';
import type { Side, SideName } from '../sides/side.js';
import type { Argument, KernelFunction } from '../workload.js';
import { makeInputs, sizes, type Size } from './inputs.js';
import { loadAnew, twinsOf, type Loop } from './loops.js';
import type { LoopResult, Verdict } from './result.js';

const rounds: Rounds = { leastRounds: 5, budgetMs: 60 };

/** Enough for V8 to optimise a function for good. */
const warmUpMs = 60;

/** The C library's functions are others than the engine's. */
const inexactTwins = ['s451'];

export type Compiled = Pick<LoopResult, 'refusal' | 'jetloop'> & { native?: Accelerated<KernelFunction> };

/** The loop as native code, and what became of its inner loops. */
export async function compileLoop(loop: Loop, args: readonly Argument[]): Promise<Compiled> {
  const native = accelerate(await loadAnew(loop), { level: nativeLevel });
  const explanation = await native.ready(...args);
  if (explanation.status === 'COMPILED_FULL') return { native, jetloop: judge(explanation) };
  const signatures = explanation.signatures.flatMap(({ refusals }) => refusals);
  const codes = [...explanation.refusals, ...signatures].map(({ code }) => code);
  return { refusal: [explanation.status, ...new Set(codes)].join(' ') };
}

function judge({ signatures }: Explanation): Verdict {
  const loops = signatures.flatMap((signature) => signature.loops);
  const unproved = signatures.flatMap((signature) => signature.unproved);
  const left = loops.filter(({ vectorized, reason }) => !vectorized && !reason.startsWith('contains other loops'));
  const reasons = [
    ...left.map(({ reason }) => reason.split('\n')[0]!),
    ...(left.length === 0 ? [] : unproved.map(({ array, reason }) => `${array}: ${reason}`)),
  ];
  return { vectorized: loops.filter(({ vectorized }) => vectorized).length, reason: [...new Set(reasons)].join('; ') };
}

/** Times plain V8, the native loop and the C twin in turns. */
export async function timeLoop(
  loop: Loop,
  native: KernelFunction | undefined,
  size: Size,
  { cTwins, folder }: { cTwins: CTwins | undefined; folder: string },
): Promise<Pick<LoopResult, 'times' | 'differences'>> {
  const inputs = makeInputs(loop, size);
  const set = new WorkingSet(inputs);
  const sides: Side[] = [new InProcessSide('v8', await warmUp(loop), set)];
  if (native !== undefined) sides.push(new InProcessSide('native', native, set));
  const argumentsFile = path.join(folder, `${loop.name}.arguments`);
  await writeArguments(argumentsFile, inputs);
  const twin = await cTwins?.start(twinsOf(loop.class), argumentsFile, loop.name);
  await rm(argumentsFile);
  if (twin !== undefined) sides.push(twin);

  const differences: Partial<Record<SideName, number>> = {};
  let reference: Outcome | undefined;
  const compare = async (side: Side) => {
    const outcome = await side.outcome();
    reference ??= outcome;
    if (side.name === 'v8' || (side.name === 'c' && inexactTwins.includes(loop.name))) return;
    differences[side.name] = Math.max(differences[side.name] ?? 0, countDifferences(reference, outcome, inputs));
  };
  try {
    const samples = await measureRounds(sides, rounds, compare);
    return { times: Object.fromEntries([...samples].map(([side, times]) => [side, summarize(times)])), differences };
  } finally {
    for (const side of sides) side.close();
  }
}

/** A fresh copy of the loop with type feedback and optimised code from small arguments. */
async function warmUp(loop: Loop): Promise<KernelFunction> {
  const fn = await loadAnew(loop);
  const side = new InProcessSide('v8', fn, new WorkingSet(makeInputs(loop, sizes.quick)));
  const deadline = performance.now() + warmUpMs;
  while (performance.now() < deadline) await side.run();
  return fn;
}
