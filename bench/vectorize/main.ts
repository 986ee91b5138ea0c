/**
 * Nanoseconds per element of scalar functions over an array of a million doubles: the array's own `map`, the loop that one writes by hand,
 * and `vectorize`, into a new array and into one that is there. All take turns in one process, and their results are compared bit for bit.
 *
 *   npm run bench:vectorize
 */
import { cpus } from 'node:os';
import { vectorize } from '../../lib/index.js';
import { median } from '../harness/statistics.js';

const ELEMENTS = 1_000_000;
const ROUNDS = 15;

type Scalar = (x: number, y: number) => number;

const functions: readonly Scalar[] = [
  function distance(x, y) {
    return Math.sqrt(x * x + y * y);
  },
  function smoothstep(x, y) {
    const t = Math.min(Math.max(x / y, 0), 1);
    return t * t * (3 - 2 * t);
  },
  function damped(x, y) {
    return Math.exp(-y) * Math.sin(x);
  },
  // Four functions, one loop.
  function chain(x, y) {
    const scaled = x * 0.5 + y;
    const bent = scaled > 1 ? Math.sqrt(scaled) : scaled;
    return bent / (1 + Math.abs(bent));
  },
];

/** The loop that one writes by hand, in code of its own for each function. */
function plainLoop(fn: Scalar): (out: Float64Array, xs: Float64Array, ys: Float64Array) => void {
  const source = '(fn) => (out, xs, ys) => { for (let i = 0; i < out.length; i++) out[i] = fn(xs[i], ys[i]); }';
  return ((0, eval)(source) as (fn: Scalar) => ReturnType<typeof plainLoop>)(fn);
}

function time(run: () => void): number {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / ELEMENTS;
}

function measure(fn: Scalar): string {
  const xs = Float64Array.from({ length: ELEMENTS }, (_, i) => Math.sin(i) * 3);
  const ys = Float64Array.from({ length: ELEMENTS }, (_, i) => 0.5 + (i % 97) / 97);
  const byHand = new Float64Array(ELEMENTS);
  const given = new Float64Array(ELEMENTS);
  const loop = plainLoop(fn);
  const vectorized = vectorize(fn, { compile: 'sync', level: 2 });
  let made = new Float64Array(0);
  const sides = {
    map: () => xs.map((x, i) => fn(x, ys[i]!)),
    loop: () => loop(byHand, xs, ys),
    made: () => (made = vectorized(xs, ys) as Float64Array<ArrayBuffer>),
    into: () => vectorized.into(given, xs, ys),
  };
  const samples = Object.entries(sides).map(([name, run]) => ({ name, run, times: [] as number[] }));
  for (let round = -2; round < ROUNDS; round++) {
    for (const { run, times } of samples) {
      const taken = time(run);
      // The first rounds warm up.
      if (round >= 0) times.push(taken);
    }
  }
  const isEqual = [made, given].every(
    ({ buffer }) => Buffer.compare(Buffer.from(buffer), Buffer.from(byHand.buffer)) === 0,
  );
  const figures = samples.map(({ times }) => median(times).toFixed(2));
  const gain = (median(samples[1]!.times) / median(samples[3]!.times)).toFixed(1);
  return `| ${[fn.name, ...figures, `${gain} ×`, isEqual ? 'equal' : 'DIFFERENT', vectorized.level].join(' | ')} |`;
}

console.log(
  `${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node.js ${process.version}, ${ELEMENTS} doubles, medians of ${ROUNDS} runs, ns per element\n`,
);
console.log('| function | map | loop by hand | vectorize | into | loop / into | bits | level |');
console.log('|---|--:|--:|--:|--:|--:|---|---|');
for (const fn of functions) console.log(measure(fn));
