import t from 'tap';
import { runProgram } from './run-program.js';

t.setTimeout(180_000);

t.test('killing the compiler at random moments during 200 compilations never changes a result', async (t) => {
  const { code, stdout, stderr } = await runProgram('kill-compiler.js', ['200', '20240229']);
  t.equal(code, 0, stderr);
  const { kills, wrong, native } = JSON.parse(stdout) as { kills: number; wrong: number; native: number };
  t.equal(wrong, 0, 'every call gave the right result');
  t.ok(kills >= 20, `the compiler was killed ${kills} times`);
  t.ok(native >= 20, `${native} functions were compiled all the same: the compiler comes back`);
});
