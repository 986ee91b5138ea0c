/** Positive controls: a kernel that was made wrong on its way to the compiler must be found, made small and written down. */
import { readFileSync } from 'node:fs';
import t from 'tap';
import { locateCompiler } from '../../../lib/engine/compiler/locate-compiler.js';
import { findNativeBinding } from '../../../lib/engine/native/binding.js';
import { CompilerClient } from '../../conformance/compiler-client.js';
import { nativeUnavailable } from '../../conformance/tiers.js';
import { ProgramChecker, type CheckSettings } from './check-program.js';
import { hostTargets } from './host-targets.js';
import { FAULTS } from './plant-fault.js';
import { loadRegressions } from './regression-file.js';
import { runFuzzer } from './run-fuzzer.js';

t.setTimeout(300_000);

/** Of the part between the braces of a program that fails because of one operation. */
const SMALL = 120;

const compiler = locateCompiler(process.env.JETLOOP_COMPILER);
const native = findNativeBinding();

// A wider bound may make a loop that never ends, which takes a minute each time: `npm run fuzz -- --fault widen-bound`.
for (const [index, fault] of FAULTS.filter((name) => name !== 'widen-bound').entries()) {
  t.test(fault, { skip: nativeUnavailable() ?? false }, async (t) => {
    if (!compiler.found || !native.available) return;
    const folder = t.testdir();
    const target = hostTargets(native.binding.hostFeatures()).at(-1)!;
    const { differences, files } = await runFuzzer({
      seed: 1 + 100 * index,
      programs: 100,
      inputs: 3,
      jobs: 1,
      seconds: Infinity,
      targets: [target],
      rotatesTargets: false,
      fault: { name: fault, every: 10 },
      folder,
      saved: 1,
      log: (line) => t.comment(line),
    });
    t.ok(differences.length > 2, `${differences.length} of 10 faulty programs differ`);
    t.ok(
      differences.every(({ seed }) => seed % 10 === 0),
      'and none of the others',
    );
    t.equal(files.length, 1);

    const [regression] = await loadRegressions(folder);
    const { program, inputs } = regression!;
    t.ok(program.source.replace(/\s+/g, ' ').length < SMALL, program.source);
    t.equal(inputs.length, 1);
    t.match(readFileSync(files[0]!, 'utf8'), /^\/\/ Found by: npm run fuzz -- --seed \d+ --programs 1\n/);

    const client = new CompilerClient(compiler.path);
    const checker = new ProgramChecker(client, native.binding);
    const settings: CheckSettings = {
      targets: [target],
      passes: ['mark-parallel-loops'],
      interpretedInputs: 1,
      timeLimitMilliseconds: 4000,
    };
    t.equal(
      (await checker.check(program, inputs, { ...settings, fault })).status,
      'differs',
      'the file shows the fault',
    );
    t.same(await checker.check(program, inputs, settings), { status: 'same' }, 'and nothing else');
    client.close();
  });
}
