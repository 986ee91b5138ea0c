/**
 * Times functions of npm packages beside themselves compiled, in turns, and writes the table of docs/packages.md.
 *
 *   npm run bench:packages [-- --check]
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { accelerate } from '../../lib/index.js';
import { median } from '../harness/statistics.js';
import { repositoryRoot } from '../root.js';
import path from 'node:path';
import { PACKAGE_FUNCTIONS, type PackageFunction } from './functions.js';

const ROUNDS = 31;

function microseconds(run: (args: unknown[]) => unknown, args: unknown[]): number {
  const start = process.hrtime.bigint();
  run(args);
  return Number(process.hrtime.bigint() - start) / 1000;
}

function row({ packageName, name, fn, scope, args }: PackageFunction): string {
  const fast = accelerate(fn, { compile: 'sync', level: 2, scope });
  const plain = (given: unknown[]): unknown => Reflect.apply(fn, undefined, given);
  const native = (given: unknown[]): unknown => Reflect.apply(fast, undefined, given);
  const [expected, actual] = [args(), args()];
  const isEqual =
    Object.is(plain(expected), native(actual)) && expected.every((one, index) => sameBits(one, actual[index]));
  const bits = isEqual ? 'equal' : 'DIFFERENT';
  if (fast.level !== 2) {
    const explanation = fast.explain(...(actual as never[]));
    const all = [
      ...fast.explain().refusals,
      ...explanation.refusals,
      ...explanation.signatures.flatMap(({ refusals }) => refusals),
    ];
    const first = all.find(({ line }) => line > 0) ?? all[0];
    const place = first === undefined || first.line === 0 ? '' : ` at ${first.line}:${first.column}`;
    const reason = first === undefined ? '' : `\`${first.code}\`${place}: ${first.message}`;
    return `| ${packageName} | ${name} | refused: ${reason} | | | ${bits} |`;
  }
  const times: [number[], number[]] = [[], []];
  for (let round = -20; round < ROUNDS; round++) {
    const taken = [microseconds(plain, args()), microseconds(native, args())] as const;
    if (round >= 0) taken.forEach((one, side) => times[side as 0 | 1].push(one));
  }
  const [one, other] = [median(times[0]), median(times[1])];
  const figures = [one, other].map((figure) => figure.toPrecision(3));
  return `| ${packageName} | ${name} | ${figures.join(' | ')} | ${(one / other).toFixed(2)} × | ${bits} |`;
}

function sameBits(one: unknown, other: unknown): boolean {
  return ArrayBuffer.isView(one) && ArrayBuffer.isView(other)
    ? Buffer.compare(Buffer.from(one.buffer as ArrayBuffer), Buffer.from(other.buffer as ArrayBuffer)) === 0
    : Object.is(one, other);
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const text = `# Functions of npm packages, unmodified

Written by \`npm run bench:packages\`: functions of packages as they were published, with what they capture passed as \`scope\`, forced to level 2,
whether or not that pays. Microseconds of one call, medians of ${ROUNDS}; ${cpus()[0]?.model.trim() ?? 'unknown processor'},
Node.js ${process.version}. \`test/packages\` compares results and arrays bit by bit.

| package | function | plain V8, µs | Jetloop, µs | V8 / Jetloop | bits |
| --- | --- | --: | --: | --: | --- |
${PACKAGE_FUNCTIONS.map(row).join('\n')}
`;
if (values.check) console.log(text);
else writeFileSync(path.join(repositoryRoot, 'docs', 'packages.md'), text);
