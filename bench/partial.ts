/**
 * What partial compilation gains: functions that log, build texts or keep a Map around their loops, as JavaScript, in parts with native loops
 * (forced), and as the router has it. The three take turns in one process.
 *
 *   npm run bench:partial
 */
import { accelerate } from '../lib/index.js';
import { summarize } from './harness/statistics.js';

type Job = (a: Float64Array, b: Float64Array, n: number, width: number) => unknown;

const RUNS = 15;
const WARM_UP = 10;
/** Each run repeats the call for about so long. */
const RUN_NANOSECONDS = 5e6;

/** Functions of arrays of n numbers, in rows of some width. */
const JOBS: readonly { readonly work: string; readonly source: string; readonly widths: readonly number[] }[] = [
  {
    work: 'scale and shift between log lines',
    widths: [0],
    source: `function f(a, b, n) {
  const log = [];
  log.push(\`begin \${n}\`);
  for (let i = 0; i < n; i++) a[i] = b[i] * 1.0001 + 0.5;
  log.push(\`end \${a[0]}\`);
  return log.join();
}`,
  },
  {
    work: 'sines and a Map of results',
    widths: [0],
    source: `function f(a, b, n) {
  const results = new Map();
  for (let i = 0; i < n; i++) a[i] = Math.sin(b[i]) * Math.exp(-b[i]);
  let largest = -Infinity;
  for (let i = 0; i < n; i++) if (a[i] > largest) largest = a[i];
  results.set('largest', largest);
  return results;
}`,
  },
  {
    work: 'rows, each in a Map',
    widths: [4, 32, 256, 2048],
    source: `function f(a, b, n, width) {
  const rows = new Map();
  for (let row = 0; row * width < n; row++) {
    const start = row * width;
    for (let i = start; i < start + width; i++) a[i] = Math.sqrt(b[i]) + b[i] * b[i];
    rows.set(row, a[start]);
  }
  return rows.size;
}`,
  },
];

const SIZES = [1_000, 100_000];

/** A function of its own for each side, so that none sees the calls of another. */
function make(source: string): Job {
  return (0, eval)(`(${source})`) as Job;
}

function makeArray(n: number): Float64Array {
  return Float64Array.from({ length: n + 4096 }, (_, i) => (i % 17) * 0.75 + 0.25);
}

/** Nanoseconds per call. */
function time(
  job: Job,
  arrays: readonly [Float64Array, Float64Array],
  n: number,
  width: number,
  calls: number,
): number {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) job(...arrays, n, width);
  return Number(process.hrtime.bigint() - start) / calls;
}

console.log(['work', 'n', 'width', 'JavaScript', 'in parts', 'routed', 'status'].join(' | '), '(µs per call)');
async function main(): Promise<void> {
  for (const { work, source, widths } of JOBS) {
    for (const n of SIZES) {
      for (const width of widths) {
        const routed = accelerate(make(source));
        const jobs = [make(source), accelerate(make(source), { compile: 'sync', level: 2 }), routed];
        const sides = jobs.map((job) => ({
          job,
          arrays: [makeArray(n), makeArray(n)] as const,
          times: [] as number[],
        }));
        for (let run = -WARM_UP; run < RUNS; run++) {
          for (const { job, arrays, times } of sides) {
            const once = time(job, arrays, n, width, 1);
            const spent = time(job, arrays, n, width, Math.max(1, Math.floor(RUN_NANOSECONDS / once)));
            if (run >= 0) times.push(spent / 1000);
          }
          // Kernels that were made meanwhile arrive.
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        const first = sides[0]!.arrays[0];
        const equal = sides.every(({ arrays }) => arrays[0].every((value, i) => Object.is(value, first[i])));
        const medians = sides.map(({ times }) => summarize(times).median.toFixed(1));
        const { status } = routed.explain();
        console.log([work, n, width, ...medians, status].join(' | '), equal ? '' : 'RESULTS DIFFER');
      }
    }
  }
}

void main();
