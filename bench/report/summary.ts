/** The figures that the project's bars are about, derived from a result. */

import { geometricMean, median } from '../harness/statistics.js';
import type { SideName } from '../sides/side.js';
import type { BenchResult, KernelResult } from './result.js';

/** The bars for one core, as the project set them itself. */
export const bars = {
  meanOverC: 1.15,
  worstOverC: 1.5,
  meanSpeedup: 2,
  kernelsSlowerThanV8: 1,
  compileMedianMs: 25,
  compileWorstMs: 120,
  loopBlockedMs: 3,
  nativeCallNs: 1000,
  handedCallNs: 30,
} as const;

export interface Figure {
  what: string;
  value: number | undefined;
  unit: string;
  /** The most (or, with `atLeast`, the least) that the bar allows; no bar leaves it out. */
  bar?: number;
  atLeast?: boolean;
  detail?: string;
}

/** Whether a figure meets its bar; undefined if it has no bar or was not measured. */
export function meetsBar({ value, bar, atLeast }: Figure): boolean | undefined {
  if (value === undefined || bar === undefined) return undefined;
  return atLeast === true ? value >= bar : value <= bar;
}

/** How many times as long `side` takes as `base`, by their medians. */
export function timeRatio(kernel: KernelResult, side: SideName, base: SideName): number | undefined {
  const numerator = kernel.times[side]?.median;
  const denominator = kernel.times[base]?.median;
  return numerator === undefined || denominator === undefined ? undefined : numerator / denominator;
}

interface Ratio {
  name: string;
  ratio: number;
}

function ratios(kernels: readonly KernelResult[], side: SideName, base: SideName): Ratio[] {
  return kernels.flatMap((kernel) => {
    const ratio = timeRatio(kernel, side, base);
    return ratio === undefined ? [] : [{ name: kernel.name, ratio }];
  });
}

const mean = (all: readonly Ratio[]) => (all.length === 0 ? undefined : geometricMean(all.map(({ ratio }) => ratio)));

function worst(all: readonly Ratio[]): Ratio | undefined {
  return all.reduce<Ratio | undefined>(
    (most, one) => (most === undefined || one.ratio > most.ratio ? one : most),
    undefined,
  );
}

/** Every figure of the summary, those with a bar first. */
export function summarizeResult({ kernels, callCost, idleLoopBlockedMs }: BenchResult): Figure[] {
  const polybench = kernels.filter(({ group }) => group === 'polybench');
  const overC = ratios(polybench, 'native', 'c');
  const worstOverC = worst(overC);
  const speedups = ratios(polybench, 'v8', 'native');
  const slower = ratios(kernels, 'native', 'v8').filter(({ ratio }) => ratio > 1);
  const routedSlower = kernels.filter(
    ({ name, routedLevel }) => slower.some((one) => one.name === name) && routedLevel !== 0,
  );
  const differing = kernels.filter(
    ({ differences }) => (differences.native ?? 0) + (differences.cores ?? 0) + (differences.auto ?? 0) > 0,
  );
  const counted = (some: readonly KernelResult[] | readonly Ratio[], measured: SideName) =>
    kernels.some(({ times }) => times[measured] !== undefined) ? some.length : undefined;
  const compiled = kernels.flatMap(({ compile }) => (compile === undefined ? [] : [compile]));
  const most = (values: readonly number[]) => (values.length === 0 ? undefined : Math.max(...values));
  const middle = (values: readonly number[]) => (values.length === 0 ? undefined : median(values));
  return [
    {
      what: 'kernels whose bits differ from plain V8',
      value: counted(differing, 'auto'),
      unit: '',
      bar: 0,
      detail: names(differing),
    },
    { what: 'native / C twin, geometric mean (PolyBench)', value: mean(overC), unit: '×', bar: bars.meanOverC },
    {
      what: 'native / C twin, worst (PolyBench)',
      value: worstOverC?.ratio,
      unit: '×',
      bar: bars.worstOverC,
      detail: worstOverC?.name ?? '',
    },
    {
      what: 'plain V8 / native, geometric mean (PolyBench)',
      value: mean(speedups),
      unit: '×',
      bar: bars.meanSpeedup,
      atLeast: true,
    },
    {
      what: 'kernels slower natively than in V8',
      value: counted(slower, 'native'),
      unit: '',
      bar: bars.kernelsSlowerThanV8,
      detail: names(slower),
    },
    {
      what: '… of these not routed back to JavaScript',
      value: counted(routedSlower, 'native'),
      unit: '',
      bar: 0,
      detail: names(routedSlower),
    },
    {
      what: 'compile, source to loaded code, median',
      value: middle(compiled.map((cost) => cost.coldMs)),
      unit: 'ms',
      bar: bars.compileMedianMs,
    },
    {
      what: 'compile, source to loaded code, worst',
      value: most(compiled.map((cost) => cost.coldMs)),
      unit: 'ms',
      bar: bars.compileWorstMs,
    },
    {
      what: 'event loop blocked by a compile, median of each kernel, worst',
      value: most(compiled.map((cost) => cost.loopBlockedMs.median)),
      unit: 'ms',
      bar: bars.loopBlockedMs,
    },
    {
      what: 'native call, 3 arrays and 1 number',
      value: callCost.nativeNs.median,
      unit: 'ns',
      bar: bars.nativeCallNs,
    },
    {
      what: 'call handed to JavaScript, over the original',
      value: callCost.handedNs.median - callCost.plainNs.median,
      unit: 'ns',
      bar: bars.handedCallNs,
    },
    { what: 'plain V8 / native, geometric mean (everything)', value: mean(ratios(kernels, 'v8', 'native')), unit: '×' },
    {
      what: 'one core / all cores, geometric mean (kernels with shared loops)',
      value: mean(ratios(kernels, 'native', 'cores')),
      unit: '×',
    },
    {
      what: 'all cores / C twin on one core, geometric mean (PolyBench, one core where no loop is shared)',
      value: mean(ratios(polybench.map(withBestOfCores), 'cores', 'c')),
      unit: '×',
    },
    { what: 'plain V8 / routed, geometric mean (everything)', value: mean(ratios(kernels, 'v8', 'auto')), unit: '×' },
    { what: 'plain V8 / C twin, geometric mean (everything)', value: mean(ratios(kernels, 'v8', 'c')), unit: '×' },
    {
      what: 'plain V8 / Numba, geometric mean (where there is a twin)',
      value: mean(ratios(kernels, 'v8', 'numba')),
      unit: '×',
    },
    {
      what: 'event loop: longest pause of all compiles',
      value: most(compiled.map((cost) => cost.loopBlockedMs.max)),
      unit: 'ms',
    },
    { what: 'event loop: longest pause in a second of doing nothing', value: idleLoopBlockedMs, unit: 'ms' },
    {
      what: 'compile from the artifact cache, median',
      value: middle(compiled.map((cost) => cost.cachedMs)),
      unit: 'ms',
    },
  ];
}

/** A kernel without shared loops takes on all cores what it takes on one. */
function withBestOfCores(kernel: KernelResult): KernelResult {
  const cores = kernel.times.cores ?? kernel.times.native;
  return cores === undefined ? kernel : { ...kernel, times: { ...kernel.times, cores } };
}

const names = (named: readonly { name: string }[]) => named.map(({ name }) => name).join(', ');
