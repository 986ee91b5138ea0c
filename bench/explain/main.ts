/**
 * Time to the first explanation: in a fresh process, from `accelerate(fn)` of a function that cannot be compiled to its explanation, with
 * reasons, places and ways out, being printed. Loading the package is not part of it.
 *
 *   npm run bench:explain [-- --processes N]
 */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { summarize } from '../harness/statistics.js';
import { UNSUPPORTED_FUNCTIONS } from './functions.js';

interface Timing {
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
}

function explainOnce(index: number, code: string): Timing {
  const child = spawnSync(process.execPath, [path.join(__dirname, 'explain-once.js'), String(index)], {
    encoding: 'utf8',
  });
  if (child.status !== 0 || !child.stdout.includes(code)) {
    throw new Error(`no explanation with ${code}:\n${child.stdout}\n${child.stderr}`);
  }
  return JSON.parse(child.stderr) as Timing;
}

function describe(samples: readonly number[]): string {
  const { median, deviation, min, max } = summarize(samples);
  return `${median.toFixed(1)} ± ${deviation.toFixed(1)} | ${min.toFixed(1)} to ${max.toFixed(1)}`;
}

const { values } = parseArgs({ options: { processes: { type: 'string', default: '31' } } });
const processes = Number(values.processes);
console.log(
  `${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node.js ${process.version}, ${processes} processes each\n`,
);
console.log('| function | code | ms, median ± deviation | range | CPU ms, median ± deviation | range |');
console.log('|---|---|--:|--:|--:|--:|');
const all: Timing[][] = UNSUPPORTED_FUNCTIONS.map(() => []);
// All functions in turn, so that a busy moment of the machine is nobody's alone.
for (let round = 0; round < processes; round++) {
  UNSUPPORTED_FUNCTIONS.forEach(({ code }, index) => all[index]!.push(explainOnce(index, code)));
}
for (const [index, { name, code }] of UNSUPPORTED_FUNCTIONS.entries()) {
  const wall = describe(all[index]!.map(({ milliseconds }) => milliseconds));
  const cpu = describe(all[index]!.map(({ cpuMilliseconds }) => cpuMilliseconds));
  console.log(`| ${name} | \`${code}\` | ${wall} | ${cpu} |`);
}
