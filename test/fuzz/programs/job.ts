/**
 * The process that runs programs: native code that is wrong may end it, or never return. Before native code runs, the seed goes to a
 * file, so that the fuzzer knows which program it was.
 */
import { writeSync } from 'node:fs';
import { locateCompiler } from '../../../lib/engine/compiler/locate-compiler.js';
import { findNativeBinding } from '../../../lib/engine/native/binding.js';
import { CompilerClient } from '../../conformance/compiler-client.js';
import { ProgramChecker } from './check-program.js';
import { chooseChecks } from './choose-checks.js';
import { generateProgram } from './generate.js';
import { makeInputs } from './inputs.js';
import { emptyCounts, increase, type Answer, type RangeRequest, type Request } from './messages.js';

/** Programs that are under way at once: while one runs, the compiler works on others. */
const PIPELINED = 4;
const REPORT_MILLISECONDS = 1000;
/** The file for the seed, opened by the parent. */
const SEED_FILE = 4;

const compiler = locateCompiler(process.env.JETLOOP_COMPILER);
const addon = findNativeBinding();
if (!compiler.found) throw new Error(compiler.reason);
if (!addon.available) throw new Error(addon.reason);
const { binding } = addon;
const client = new CompilerClient(compiler.path);

process.on('message', (request: Request) => {
  void (request.kind === 'range' ? runRange(request) : runCheck(request));
});
process.on('disconnect', () => client.close());

function answer(message: Answer): void {
  process.send?.(message);
}

async function runCheck({ program, inputs, settings }: Request & { kind: 'check' }): Promise<void> {
  const checker = newChecker(0);
  answer({ kind: 'verdict', verdict: await checker.check(program, inputs, settings) });
}

async function runRange(range: RangeRequest): Promise<void> {
  let counts = emptyCounts();
  let reported = Date.now();
  let next = range.first;

  function report(): void {
    answer({ kind: 'progress', counts });
    counts = emptyCounts();
    reported = Date.now();
  }

  async function runNext(seed: number): Promise<void> {
    const generated = generateProgram(seed);
    const settings = chooseChecks(seed, range);
    const checker = newChecker(seed);
    const inputs = makeInputs(generated, seed, range.inputs);
    const verdict = await checker.check(generated.program, inputs, settings);
    counts.programs++;
    for (const [name, uses] of generated.features) increase(counts.features, name, uses);
    switch (verdict.status) {
      case 'refused':
        for (const code of new Set(verdict.codes)) increase(counts.refused, code);
        break;
      case 'rejected':
        increase(counts.rejected, verdict.reason);
        break;
      case 'differs':
        answer({ kind: 'difference', seed, difference: verdict.difference });
    }
    if (verdict.status === 'same' || verdict.status === 'differs') {
      counts.compiled++;
      counts.objects += settings.targets.length;
    }
    counts.runs += checker.tally.runs;
    counts.bytes += checker.tally.bytes;
    if (Date.now() - reported >= REPORT_MILLISECONDS) report();
  }

  async function lane(): Promise<void> {
    while (next < range.end) {
      const seed = next;
      next += range.stride;
      await runNext(seed);
    }
  }

  await Promise.all(Array.from({ length: PIPELINED }, lane));
  report();
  answer({ kind: 'done' });
}

function newChecker(seed: number): ProgramChecker {
  return new ProgramChecker(client, binding, () => {
    writeSync(SEED_FILE, Buffer.from(String(seed).padEnd(16)), 0, 16, 0);
  });
}
