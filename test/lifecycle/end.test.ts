import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import {
  eventually,
  processesWith,
  requireCompiler,
  runProgram,
  startProgram,
  temporaryFolder,
} from './run-program.js';

t.setTimeout(180_000);

/** Exit code of each way to end. */
const ways: Readonly<Record<string, number>> = { return: 0, exit: 5, throw: 1, worker: 0, terminate: 0 };

for (const stage of ['accelerated', 'started', 'compiling', 'compiled']) {
  for (const [way, expected] of Object.entries(ways)) {
    t.test(`ends by ${way} once ${stage}`, async (t) => {
      // A name of its own, so that this run's compiler processes can be told from all others.
      const compiler = join(temporaryFolder(t), 'jetloop-compiler');
      copyFileSync(requireCompiler(), compiler);
      const { code, signal, stderr } = await runProgram('end.js', [stage, way], { JETLOOP_COMPILER: compiler });
      t.equal(signal, null);
      t.equal(code, expected, stderr);
      if (way !== 'throw') t.equal(stderr, '');
      t.ok(await eventually(() => processesWith(compiler).length === 0), 'no compiler process is left');
    });
  }
}

t.test('the compiler dies with a process that is killed', async (t) => {
  const compiler = join(temporaryFolder(t), 'jetloop-compiler');
  copyFileSync(requireCompiler(), compiler);
  const { process: program, outcome } = startProgram('hold.js', [], { JETLOOP_COMPILER: compiler });
  t.ok(await eventually(() => processesWith(compiler).some((pid) => pid !== program.pid)), 'the compiler runs');
  program.kill('SIGKILL');
  t.equal((await outcome).signal, 'SIGKILL');
  t.ok(await eventually(() => processesWith(compiler).length === 0), 'no compiler process is left');
});
