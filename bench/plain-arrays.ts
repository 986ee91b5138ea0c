/**
 * What copying costs: functions that do more and more with each element, on plain arrays as JavaScript, on the same arrays with native code,
 * copying included, and on typed arrays with native code. The three take turns in one process.
 *
 *   npm run bench:plain-arrays
 */
import { accelerate } from '../lib/index.js';
import { summarize } from './harness/statistics.js';

type Arrays = [number[], number[], number[]];
type Loop = (c: number[], a: number[], b: number[], n: number) => void;

const RUNS = 15;
const WARM_UP = 5;
/** Each run repeats the call for about so long. */
const RUN_NANOSECONDS = 5e6;
const SIZES = [10, 30, 100, 300];

/** Functions of n by n matrices. */
const LOOPS: readonly { readonly work: string; readonly source: string }[] = [
  {
    work: 'one addition per element',
    source: '(c, a, b, n) => { for (let i = 0; i < n * n; i++) c[i] = a[i] + b[i]; }',
  },
  {
    work: 'a square root and a sine',
    source: '(c, a, b, n) => { for (let i = 0; i < n * n; i++) c[i] = Math.sin(a[i]) + Math.sqrt(b[i]); }',
  },
  {
    work: 'matrix times matrix',
    source: `(c, a, b, n) => {
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) c[i * n + j] = 0;
        for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) c[i * n + j] += a[i * n + k] * b[k * n + j];
      }
    }`,
  },
];

/** A function of its own for each side, so that none sees the arrays of another. */
function make(source: string): Loop {
  return (0, eval)(source) as Loop;
}

function makeNative(source: string): Loop {
  return accelerate(make(source), { compile: 'sync', level: 2 });
}

function makeArrays(n: number): Arrays {
  const fill = (offset: number): number[] => Array.from({ length: n * n }, (_, i) => (i % 17) * 0.75 + offset);
  return [fill(0), fill(0.5), fill(0.25)];
}

/** Nanoseconds per element. */
function time(loop: Loop, [c, a, b]: Arrays, n: number, repetitions: number): number {
  const start = process.hrtime.bigint();
  for (let call = 0; call < repetitions; call++) loop(c, a, b, n);
  return Number(process.hrtime.bigint() - start) / repetitions / (n * n);
}

console.log(['work', 'n × n', 'JavaScript', 'native, plain', 'native, typed'].join(' | '), '(ns per element)');
for (const { work, source } of LOOPS) {
  for (const n of SIZES) {
    const plain = makeArrays(n);
    const typed = makeArrays(n).map((array) => Float64Array.from(array)) as unknown as Arrays;
    const sides = [
      { loop: make(source), arrays: makeArrays(n), times: [] as number[] },
      { loop: makeNative(source), arrays: plain, times: [] as number[] },
      { loop: makeNative(source), arrays: typed, times: [] as number[] },
    ];
    for (let run = -WARM_UP; run < RUNS; run++) {
      for (const { loop, arrays, times } of sides) {
        const once = time(loop, arrays, n, 1) * n * n;
        const spent = time(loop, arrays, n, Math.max(1, Math.floor(RUN_NANOSECONDS / once)));
        if (run >= 0) times.push(spent);
      }
    }
    const equal = sides.every(({ arrays }) => arrays[0].every((value, i) => Object.is(value, sides[0]!.arrays[0][i])));
    const medians = sides.map(({ times }) => summarize(times).median.toFixed(2));
    console.log([work, n, ...medians].join(' | '), equal ? '' : 'RESULTS DIFFER');
  }
}
