import t from 'tap';
import { runProgram } from './run-program.js';

t.test('import and require give one and the same package', async (t) => {
  const { code, stdout, stderr } = await runProgram('import-both.mjs');
  t.equal(code, 0, stderr);
  const { imported, required, same, seen } = JSON.parse(stdout) as Record<string, unknown>;
  t.same(imported, [
    'InputError',
    'InternalError',
    'JetloopError',
    'accelerate',
    'capabilities',
    'configure',
    'kernels',
    'stats',
    'vectorize',
  ]);
  t.same(imported, required);
  t.equal(same, true);
  t.same(seen, ['twice']);
});
