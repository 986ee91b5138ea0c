/**
 * Nanoseconds per element of each function of Math over an array of a million doubles: a plain loop, the same loop accelerated, and glibc's
 * vector library. The two loops take turns in one process, and their results are compared bit for bit.
 *
 *   npm run bench:math [-- --json FILE]
 *
 * Prints the table of docs/math.md.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { accelerate } from '../../lib/index.js';
import { summarize } from '../harness/statistics.js';
import type { MeasuredFunction, Range } from './functions.js';
import { MEASURED_FUNCTIONS } from './functions.js';
import { runLibmvec } from './libmvec.js';

const ELEMENTS = 1_000_000;
const RUNS = 15;

type Loop = (out: Float64Array, a: Float64Array, b: Float64Array) => void;

interface Row {
  readonly name: string;
  /** Nanoseconds per element, each run. */
  readonly plain: number[];
  readonly native: number[];
  readonly libmvec: number[] | undefined;
  readonly differing: number;
  readonly isNative: boolean;
}

function makeLoop(fn: MeasuredFunction): Loop {
  const operands = fn.second === undefined ? 'a[i]' : 'a[i], b[i]';
  const body = `for (let i = 0; i < out.length; i++) out[i] = Math.${fn.name}(${operands});`;
  return (0, eval)(`(out, a, b) => { ${body} }`) as Loop;
}

function fill([low, high]: Range): Float64Array {
  return new Float64Array(ELEMENTS).map(() => low + (high - low) * Math.random());
}

function time(loop: Loop, ...arrays: [Float64Array, Float64Array, Float64Array]): number {
  const start = process.hrtime.bigint();
  loop(...arrays);
  return Number(process.hrtime.bigint() - start) / ELEMENTS;
}

function measure(fn: MeasuredFunction): Row {
  const plainLoop = makeLoop(fn);
  const nativeLoop = accelerate(makeLoop(fn), { compile: 'sync', level: 2, name: fn.name });
  const a = fill(fn.first);
  const b = fill(fn.second ?? fn.first);
  const expected = new Float64Array(ELEMENTS);
  const actual = new Float64Array(ELEMENTS);
  const plain: number[] = [];
  const native: number[] = [];
  for (let run = -2; run < RUNS; run++) {
    const plainTime = time(plainLoop, expected, a, b);
    const nativeTime = time(nativeLoop, actual, a, b);
    // The first runs warm up.
    if (run >= 0) {
      plain.push(plainTime);
      native.push(nativeTime);
    }
  }
  const differing = expected.reduce((count, value, index) => count + (Object.is(value, actual[index]) ? 0 : 1), 0);
  const libmvec = runLibmvec(fn, ELEMENTS, RUNS);
  return { name: fn.name, plain, native, libmvec, differing, isNative: nativeLoop.level === 2 };
}

function printRow({ name, plain, native, libmvec, differing, isNative }: Row): void {
  const [js, own] = [summarize(plain).median, summarize(native).median];
  const library = libmvec === undefined ? '–' : summarize(libmvec).median.toFixed(2);
  const measured = isNative ? [own.toFixed(2), `${(js / own).toFixed(1)} ×`, String(differing)] : ['–', '–', '–'];
  console.log(`| \`${name}\` | ${js.toFixed(2)} | ${measured.join(' | ')} | ${library} |`);
}

const { values } = parseArgs({ options: { json: { type: 'string' } } });
console.log(
  `${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node.js ${process.version}, ${ELEMENTS} doubles, medians of ${RUNS} runs\n`,
);
console.log('| function | plain JS, ns | kernel, ns | gain | differing results | libmvec, ns |');
console.log('|---|---|---|---|---|---|');
const rows: Row[] = [];
for (const fn of MEASURED_FUNCTIONS) {
  const row = measure(fn);
  rows.push(row);
  printRow(row);
}
if (values.json !== undefined) {
  writeFileSync(
    values.json,
    JSON.stringify({ cpu: cpus()[0]?.model, node: process.version, elements: ELEMENTS, rows }),
  );
}
