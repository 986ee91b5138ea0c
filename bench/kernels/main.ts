/**
 * The precompiled kernels beside the loops that one writes by hand and the array's own methods, in one process, taking turns; and beside what the
 * machine can do at most. One core.
 *
 *   npm run bench:kernels
 */
import { cpus } from 'node:os';
import { kernels } from '../../lib/index.js';
import { median, medianDeviation } from '../harness/statistics.js';
import { measureLimits } from './machine-limits.js';

const ROUNDS = 7;
const ELEMENTS = 12_500_000;
const ORDER = 1024;
const SORTED = 10_000_000;
const SIGNAL = 1_000_000;
const POINTS = 1 << 20;

interface Pair {
  readonly name: string;
  /** Before each run, outside of the time. */
  readonly prepare?: () => void;
  readonly plain: () => unknown;
  readonly kernel: () => unknown;
}

function random(length: number, seed: number): Float64Array<ArrayBuffer> {
  let state = seed;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1 + state / 2 ** 60;
  });
}

const xs = random(ELEMENTS, 1);
const ys = random(ELEMENTS, 2);
const unsorted = random(SORTED, 3);
const work = new Float64Array(SORTED);
const indices = new Uint32Array(SORTED);
const left = random(ORDER * ORDER, 4);
const right = random(ORDER * ORDER, 5);
const product = new Float64Array(ORDER * ORDER);
const signal = random(SIGNAL, 6);
const weights = random(64, 7);
const filtered = new Float64Array(SIGNAL - weights.length + 1);
const re = random(POINTS, 8);
const im = random(POINTS, 9);

function sumLoop(a: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]!;
  return sum;
}

function dotLoop(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function minLoop(a: Float64Array): number {
  let least = Infinity;
  for (let i = 0; i < a.length; i++) least = Math.min(least, a[i]!);
  return least;
}

function argmaxLoop(a: Float64Array): number {
  let best = 0;
  for (let i = 1; i < a.length; i++) if (a[i]! > a[best]!) best = i;
  return best;
}

function multiplyLoops(a: Float64Array, b: Float64Array, c: Float64Array, n: number): void {
  c.fill(0);
  for (let i = 0; i < n; i++) {
    for (let p = 0; p < n; p++) {
      const factor = a[i * n + p]!;
      for (let j = 0; j < n; j++) c[i * n + j]! += factor * b[p * n + j]!;
    }
  }
}

function convolveLoops(a: Float64Array, w: Float64Array, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let k = 0; k < w.length; k++) sum += w[k]! * a[i + w.length - 1 - k]!;
    out[i] = sum;
  }
}

function histogramLoop(a: Float64Array, bins: number): Uint32Array {
  const counts = new Uint32Array(bins);
  for (let i = 0; i < a.length; i++) counts[Math.min(bins - 1, Math.floor((a[i]! + 1) * (bins / 2)))]!++;
  return counts;
}

/** Cooley and Tukey's algorithm of radix 2, as textbooks have it. */
function fftLoops(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [real[i], real[j]] = [real[j]!, real[i]!];
      [imaginary[i], imaginary[j]] = [imaginary[j]!, imaginary[i]!];
    }
  }
  for (let length = 2; length <= n; length *= 2) {
    const half = length / 2;
    const cosines = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / length));
    const sines = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / length));
    for (let first = 0; first < n; first += length) {
      for (let k = 0; k < half; k++) {
        const [i, j] = [first + k, first + k + half];
        const x = real[j]! * cosines[k]! - imaginary[j]! * sines[k]!;
        const y = real[j]! * sines[k]! + imaginary[j]! * cosines[k]!;
        real[j] = real[i]! - x;
        imaginary[j] = imaginary[i]! - y;
        real[i]! += x;
        imaginary[i]! += y;
      }
    }
  }
}

const restore = (): void => {
  work.set(unsorted);
};
const pairs: readonly Pair[] = [
  { name: 'sum', plain: () => sumLoop(xs), kernel: () => kernels.sum(xs) },
  { name: 'dot', plain: () => dotLoop(xs, ys), kernel: () => kernels.dot(xs, ys) },
  { name: 'min', plain: () => minLoop(xs), kernel: () => kernels.min(xs) },
  { name: 'argmax', plain: () => argmaxLoop(xs), kernel: () => kernels.argmax(xs) },
  {
    name: 'histogram, 100 bins',
    plain: () => histogramLoop(xs, 100),
    kernel: () => kernels.histogram(xs, { bins: 100, min: -1, max: 1 }),
  },
  { name: `sort, ${SORTED}`, prepare: restore, plain: () => work.sort(), kernel: () => kernels.sort(work) },
  {
    name: `argsort, ${SORTED / 10}`,
    plain: () =>
      indices
        .subarray(0, SORTED / 10)
        .map((_, i) => i)
        .sort((a, b) => unsorted[a]! - unsorted[b]!),
    kernel: () => kernels.argsort(unsorted.subarray(0, SORTED / 10)),
  },
  {
    name: `matmul, ${ORDER}³`,
    plain: () => {
      multiplyLoops(left, right, product, ORDER);
    },
    kernel: () => kernels.matmul(left, right, { rows: ORDER, inner: ORDER, columns: ORDER }, { out: product }),
  },
  {
    name: `convolve, ${SIGNAL} with ${weights.length}`,
    plain: () => {
      convolveLoops(signal, weights, filtered);
    },
    kernel: () => kernels.convolve(signal, weights, { mode: 'valid', out: filtered }),
  },
  {
    name: `fft, ${POINTS}`,
    plain: () => {
      fftLoops(re.slice(), im.slice());
    },
    kernel: () => {
      kernels.fft(re.slice(), im.slice());
    },
  },
];

function time(prepare: (() => void) | undefined, run: () => unknown): number {
  prepare?.();
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function measure({ prepare, plain, kernel }: Pair): readonly [number[], number[]] {
  const times: [number[], number[]] = [[], []];
  for (let round = -1; round < ROUNDS; round++) {
    const taken = [time(prepare, plain), time(prepare, kernel)] as const;
    // The first round warms up.
    if (round >= 0) times.forEach((samples, side) => samples.push(taken[side]!));
  }
  return times;
}

const show = (samples: readonly number[]): string =>
  `${median(samples).toFixed(2)} ± ${medianDeviation(samples).toFixed(2)}`;
const limits = measureLimits(8 * ELEMENTS, ORDER);
console.log(
  `${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node.js ${process.version}, doubles, one core, medians of ${ROUNDS} runs ± their median deviation\n`,
);
console.log('| kernel | by hand, ms | kernel, ms | gain | |');
console.log('|---|--:|--:|--:|---|');
for (const pair of pairs) {
  const [plain, kernel] = measure(pair);
  const taken = median(kernel);
  const gain = `${(median(plain) / taken).toFixed(1)} ×`;
  console.log(`| ${[pair.name, show(plain), show(kernel), gain, remark(pair.name, taken)].join(' | ')} |`);
}
if (limits.openblasMilliseconds > 0) {
  const shape = { rows: ORDER, inner: ORDER, columns: ORDER };
  const samples = Array.from({ length: ROUNDS }, () =>
    time(undefined, () => kernels.matmul(left, right, shape, { out: product, relax: ['contract'] })),
  );
  const share = ((100 * limits.openblasMilliseconds) / median(samples)).toFixed(0);
  console.log(
    `\nmatmul with relax: ['contract']: ${show(samples)} ms; OpenBLAS on one thread: ${limits.openblasMilliseconds.toFixed(2)} ms (${share} % of its speed)`,
  );
}

/** The kernel beside the limit that holds for it. */
function remark(name: string, milliseconds: number): string {
  const arrays = { sum: 1, min: 1, argmax: 1, dot: 2 }[name];
  if (arrays !== undefined) {
    const gigabytes = (8e-6 * ELEMENTS * arrays) / milliseconds;
    const share = ((100 * gigabytes) / limits.readGigabytes).toFixed(0);
    return `${gigabytes.toFixed(1)} GB/s, ${share} % of what the memory gives (${limits.readGigabytes.toFixed(1)})`;
  }
  if (name.startsWith('matmul')) {
    const gigaflops = (2e-6 * ORDER ** 3) / milliseconds;
    const share = ((100 * gigaflops) / limits.peakGigaflops).toFixed(0);
    return `${gigaflops.toFixed(1)} GF/s, ${share} % of the peak without fusing (${limits.peakGigaflops.toFixed(1)})`;
  }
  return '';
}
