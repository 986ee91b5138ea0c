/**
 * The differential fuzzer: random programs in plain JavaScript, the interpreter, and native code at every level of this processor.
 *
 *   npm run fuzz -- [--seed N] [--programs N] [--inputs N] [--jobs N] [--time SECONDS] [--target T]... [--rotate-targets]
 *                   [--save FOLDER] [--saved N] [--fault NAME [--fault-every N]]
 *
 * Program i has the seed N + i. A fault is planted in one program of `--fault-every`, which shows that the fuzzer can fail. Exits 1 if there
 * was a difference.
 */
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { findNativeBinding } from '../../../lib/engine/native/binding.js';
import { nativeUnavailable } from '../../conformance/tiers.js';
import { hostTargets } from './host-targets.js';
import { FAULTS, type Fault } from './plant-fault.js';
import { runFuzzer } from './run-fuzzer.js';
import { describeSummary } from './summary.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    programs: { type: 'string', default: '1000' },
    inputs: { type: 'string', default: '10' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    time: { type: 'string', default: 'Infinity' },
    target: { type: 'string', multiple: true },
    'rotate-targets': { type: 'boolean', default: false },
    save: {
      type: 'string',
      default: join(dirname(require.resolve('jetloop/package.json')), 'test/conformance/regressions'),
    },
    saved: { type: 'string', default: '5' },
    fault: { type: 'string' },
    'fault-every': { type: 'string', default: '10' },
  },
});

function readCount(name: 'seed' | 'programs' | 'inputs' | 'jobs' | 'time' | 'saved' | 'fault-every'): number {
  const count = Number(values[name]);
  if (Number.isNaN(count) || count < 0 || (name !== 'time' && !Number.isSafeInteger(count))) {
    throw new Error(`--${name} is a whole number, not '${values[name]}'`);
  }
  return count;
}

function readFault(): { name: Fault; every: number } | undefined {
  if (values.fault === undefined) return undefined;
  const name = FAULTS.find((fault) => fault === values.fault);
  if (name === undefined) throw new Error(`--fault is one of ${FAULTS.join(', ')}, not '${values.fault}'`);
  return { name, every: readCount('fault-every') };
}

async function main(): Promise<void> {
  const native = findNativeBinding();
  const unavailable = nativeUnavailable();
  if (unavailable !== undefined || !native.available) throw new Error(unavailable);
  const targets = values.target ?? hostTargets(native.binding.hostFeatures());
  console.log(`targets ${targets.join(', ')}${values['rotate-targets'] ? ' in turn' : ''}, Node.js ${process.version}`);
  const { counts, seconds, differences, files } = await runFuzzer({
    seed: readCount('seed'),
    programs: readCount('programs'),
    inputs: readCount('inputs'),
    jobs: Math.max(1, readCount('jobs')),
    seconds: readCount('time'),
    targets,
    rotatesTargets: values['rotate-targets'],
    fault: readFault(),
    folder: values.save,
    saved: readCount('saved'),
    log: (line) => console.log(line),
  });
  console.log(describeSummary(counts, differences.length, { seconds }));
  if (differences.length > 0) {
    console.log(`seeds         ${differences.map(({ seed }) => seed).join(', ')}`);
    console.log(`files         ${files.join(', ')}`);
    process.exitCode = 1;
  }
}

void main();
