/** What the fuzzer found once: each program in every tier and at every level of this processor. */
import { dirname, join } from 'node:path';
import t from 'tap';
import { locateCompiler } from '../../lib/engine/compiler/locate-compiler.js';
import { findNativeBinding } from '../../lib/engine/native/binding.js';
import { ProgramChecker } from '../fuzz/programs/check-program.js';
import { hostTargets } from '../fuzz/programs/host-targets.js';
import { loadRegressions } from '../fuzz/programs/regression-file.js';
import { CompilerClient } from './compiler-client.js';
import { nativeUnavailable } from './tiers.js';

const FOLDER = join(dirname(require.resolve('jetloop/package.json')), 'test', 'conformance', 'regressions');

const compiler = locateCompiler(process.env.JETLOOP_COMPILER);
const native = findNativeBinding();

t.test('regressions', { skip: nativeUnavailable() ?? false }, async (t) => {
  if (!compiler.found || !native.available) return;
  const client = new CompilerClient(compiler.path);
  t.teardown(() => client.close());
  const checker = new ProgramChecker(client, native.binding);
  const settings = {
    targets: hostTargets(native.binding.hostFeatures()),
    passes: ['version-loops', 'narrow-numbers', 'split-loops', 'mark-parallel-loops'],
    interpretedInputs: Infinity,
    timeLimitMilliseconds: 4000,
  };
  const regressions = await loadRegressions(FOLDER);
  t.ok(regressions.length > 0, 'there are some');
  for (const { name, program, inputs } of regressions) {
    t.same(await checker.check(program, inputs, settings), { status: 'same' }, name);
  }
});
