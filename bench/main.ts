/** `npm run bench`: the contents page. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { measureCallCost } from './harness/call-cost.js';
import { watchEventLoop } from './harness/event-loop-watch.js';
import { describeMachine, type MachineBefore } from './harness/machine.js';
import { readOptions, UsageError, usage, type Options } from './options.js';
import { renderHtml } from './report/html.js';
import type { BenchResult, KernelResult } from './report/result.js';
import { formatNumber, formatSummary, formatTable } from './report/table.js';
import { benchRoot } from './root.js';
import { runWorkload } from './run-workload.js';
import { CTwins, cFlags } from './sides/c-twins.js';
import { startService } from './sides/jetloop.js';
import { NumbaTwins } from './sides/numba-twins.js';
import { loadWorkload, workloadNames } from './suite.js';
import type { Scale } from './workload.js';

async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv, workloadNames);
  if ('print' in options) {
    console.log(options.print);
    return 0;
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'jetloop-bench-'));
  try {
    const result = await runBench(options, argv, folder);
    console.log(`\n${formatTable(result)}\n\n${formatSummary(result)}\n`);
    await writeReports(result, options);
    return result.kernels.every(({ differences }) => Object.values(differences).every((count) => count === 0)) ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runBench(options: Options, argv: readonly string[], folder: string): Promise<BenchResult> {
  const { scale, names, rounds } = options;
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const cTwins = await CTwins.find();
  const numbaTwins = scale === 'full' ? await NumbaTwins.find() : undefined;
  const machine = describeMachine({
    cCompiler: cTwins?.version ?? 'not installed',
    cFlags,
    numba: numbaTwins?.version ?? (scale === 'full' ? 'not installed' : 'left out of quick runs'),
  });
  announce(machine, scale);
  const { longestMs: idleLoopBlockedMs } = await watchEventLoop(() => pause(1000));
  const serviceStartMs = await startService();
  const kernels: KernelResult[] = [];
  try {
    for (const name of names) {
      const workload = await loadWorkload(name, scale);
      const kernel = await runWorkload(workload, { cTwins, numbaTwins, folder }, rounds);
      kernels.push(kernel);
      console.log(`${seconds().toFixed(0).padStart(4)} s  ${describeProgress(kernel)}`);
    }
  } finally {
    numbaTwins?.close();
  }
  const callCost = await measureCallCost();
  return {
    date: new Date().toISOString(),
    command: ['npm', 'run', 'bench', '--', ...argv],
    scale,
    seconds: seconds(),
    machine: { ...machine, loadAfter: os.loadavg()[0]! },
    kernels,
    callCost,
    serviceStartMs,
    idleLoopBlockedMs,
  };
}

function announce(machine: MachineBefore, scale: Scale): void {
  console.log(`${machine.cpu}, ${machine.cores} cores; Node.js ${machine.node}; load ${machine.loadBefore.toFixed(2)}`);
  console.log(`C: ${machine.cCompiler} ${cFlags.join(' ')}`);
  console.log(`Numba: ${machine.numba}`);
  console.log(`Jetloop ${machine.jetloop} at ${machine.commit}; ${scale} sizes\n`);
}

function describeProgress({ name, times, refusal }: KernelResult): string {
  const parts = Object.entries(times).map(([side, { median }]) => `${side} ${formatNumber(median)} ms`);
  return [name.padEnd(16), ...parts, ...(refusal === undefined ? [] : [refusal])].join('  ');
}

async function writeReports(result: BenchResult, { jsonFile }: Options): Promise<void> {
  const folder = path.join(benchRoot, 'results');
  const json = `${JSON.stringify(result, undefined, 2)}\n`;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'latest.json'), json);
  await writeFile(path.join(folder, 'latest.html'), renderHtml(result));
  if (jsonFile !== undefined) await writeFile(jsonFile, json);
  console.log('written: bench/results/latest.json and bench/results/latest.html');
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
