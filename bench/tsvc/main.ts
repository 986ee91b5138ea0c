/**
 * The 151 loops of TSVC-2: which run natively, which are vectorised, by Jetloop and by clang in the C twin, and how long they take.
 *
 *   npm run bench:tsvc [-- --only s000,s111 --no-times --json FILE]
 *
 * Writes bench/results/tsvc.json, from which `node scripts/write-tsvc-docs.mjs` makes docs/tsvc.md. Fails if bits differ, or if
 * clang alone vectorises a loop that `gaps.ts` does not explain.
 */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../harness/machine.js';
import { formatNumber, layOut } from '../report/table.js';
import { benchRoot } from '../root.js';
import { CTwins, cFlags } from '../sides/c-twins.js';
import { startService } from '../sides/jetloop.js';
import { readRemarks } from './clang-remarks.js';
import { gaps } from './gaps.js';
import { makeInputs, sizes } from './inputs.js';
import { loadLoops, twinsOf, type Loop } from './loops.js';
import { compileLoop, timeLoop } from './measure-loop.js';
import { isBehind, type LoopResult, type TsvcResult, type Verdict } from './result.js';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, 'no-times': { type: 'boolean' }, json: { type: 'string' } },
  });
  const all = await loadLoops();
  const names = values.only?.split(',') ?? all.map(({ name }) => name);
  const loops = all.filter(({ name }) => names.includes(name));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'jetloop-tsvc-'));
  try {
    const result = await runLoops(loops, values['no-times'] !== true, folder);
    report(result);
    await writeResult(result, values.json ?? (values.only === undefined ? undefined : os.devNull));
    return result.loops.every(isAsExpected) ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runLoops(loops: readonly Loop[], timed: boolean, folder: string): Promise<TsvcResult> {
  const cTwins = await CTwins.find();
  const machine = describeMachine({ cCompiler: cTwins?.version ?? 'not installed', cFlags, numba: 'not used' });
  const verdicts = await readVerdicts(loops, cTwins);
  await startService();
  const results: LoopResult[] = [];
  for (const loop of loops) {
    const { native, ...compiled } = await compileLoop(loop, makeInputs(loop, sizes.full));
    const clang = verdicts.get(loop.name);
    const gap = gaps[loop.name];
    const measured = timed
      ? await timeLoop(loop, native, sizes.full, { cTwins, folder })
      : { times: {}, differences: {} };
    const result = {
      name: loop.name,
      class: loop.class,
      ...compiled,
      ...(clang && { clang }),
      ...(gap !== undefined && { gap }),
      ...measured,
    };
    results.push(result);
    console.log(describeProgress(result));
  }
  return {
    date: new Date().toISOString(),
    machine: { ...machine, loadAfter: os.loadavg()[0]! },
    size: sizes.full,
    loops: results,
  };
}

/** What clang says of each loop's twin; nothing where the C compiler is another one. */
async function readVerdicts(loops: readonly Loop[], cTwins: CTwins | undefined): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  for (const loopClass of new Set(loops.map((loop) => loop.class))) {
    const record = await cTwins?.remarks(twinsOf(loopClass));
    if (record === undefined) continue;
    const known = readRemarks(record);
    // A function without a remark has no loop left.
    for (const { name } of loops.filter((loop) => loop.class === loopClass)) {
      verdicts.set(name, known.get(name) ?? { vectorized: 0, reason: 'no loop left' });
    }
  }
  return verdicts;
}

/** Every bit the same, and no loop that clang alone vectorises without a reason that is written down. */
function isAsExpected(result: LoopResult): boolean {
  const equal = Object.values(result.differences).every((count) => count === 0);
  return equal && isBehind(result) === (result.gap !== undefined);
}

function describeProgress(result: LoopResult): string {
  const times = Object.entries(result.times).map(([side, { median }]) => `${side} ${formatNumber(median * 1000)} µs`);
  const differing = Object.entries(result.differences).filter(([, count]) => count > 0);
  return [
    result.name.padEnd(7),
    `Jetloop ${result.refusal ?? result.jetloop?.vectorized}`,
    `clang ${result.clang?.vectorized ?? '—'}`,
    ...times,
    ...differing.map(([side, count]) => `${side} DIFFERS in ${count}`),
    isAsExpected(result) ? '' : `UNEXPECTED: ${result.jetloop?.reason}`,
  ].join('  ');
}

function report({ loops }: TsvcResult): void {
  const count = (holds: (loop: LoopResult) => boolean) => String(loops.filter(holds).length);
  console.log(
    `\n${layOut(
      [
        ['loops', String(loops.length)],
        ['native', count(({ jetloop }) => jetloop !== undefined)],
        ['with vectorised loops, Jetloop', count(({ jetloop }) => (jetloop?.vectorized ?? 0) > 0)],
        ['with vectorised loops, clang', count(({ clang }) => (clang?.vectorized ?? 0) > 0)],
        ['clang vectorises more', count(isBehind)],
      ],
      [0],
    )}`,
  );
}

async function writeResult(result: TsvcResult, file = path.join(benchRoot, 'results', 'tsvc.json')): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(result, undefined, 2)}\n`);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
