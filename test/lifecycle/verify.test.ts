import t from 'tap';
import { requireCompiler, runProgram, temporaryFolder, writeExecutable } from './run-program.js';

interface Told {
  readonly wrong: number;
  readonly verifiedCalls: number;
  readonly mismatches: number;
  readonly nativeCalls: number;
  readonly status: string;
  readonly codes: readonly string[];
  readonly events: readonly { readonly function: string; readonly signature: string; readonly difference: string }[];
}

async function tellWith(compiler: string, name: string): Promise<Told> {
  const { code, stdout, stderr } = await runProgram('verify.js', [name], {
    JETLOOP_COMPILER: compiler,
    JETLOOP_LOG_LEVEL: 'silent',
  });
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Told;
}

/** A compiler that compiles another program than it was given: a word of the IR is replaced by one of the same length. */
function misreading(word: string, replacement: string): string {
  return `const { spawn } = require('child_process');
const child = spawn(${JSON.stringify(requireCompiler())}, ['--serve'], { stdio: ['pipe', 'inherit', 'inherit'] });
process.stdin.on('data', (chunk) => child.stdin.write(chunk.toString('latin1').replaceAll(${JSON.stringify(word)}, ${JSON.stringify(replacement)}), 'latin1'));
process.stdin.on('end', () => child.stdin.end());
child.on('exit', (code) => process.exit(code ?? 1));`;
}

t.test('a right kernel passes and goes on', async (t) => {
  const told = await tellWith(requireCompiler(), 'sum');
  t.match(told, { wrong: 0, verifiedCalls: 3, mismatches: 0, nativeCalls: 5, status: 'COMPILED_FULL', codes: [] });
  t.same(told.events, []);
});

t.test('a kernel that writes something else is found, undone, and never used again', async (t) => {
  const compiler = writeExecutable(temporaryFolder(t), 'compiler', misreading('(f64.mul', '(f64.add'));
  const told = await tellWith(compiler, 'sum');
  t.match(told, {
    wrong: 0,
    verifiedCalls: 1,
    mismatches: 1,
    nativeCalls: 1,
    status: 'FAILED',
    codes: ['verify-mismatch'],
  });
  t.equal(told.events.length, 1);
  t.match(told.events[0], { function: 'sum', signature: 'f64[], f64[], f64', difference: /^it returned/ });
});

t.test('so is one that returns the same and leaves other contents', async (t) => {
  const compiler = writeExecutable(temporaryFolder(t), 'compiler', misreading('(f64.mul', '(f64.add'));
  const told = await tellWith(compiler, 'fill');
  t.match(told, { wrong: 0, verifiedCalls: 1, mismatches: 1, status: 'FAILED' });
  t.match(told.events[0]?.difference, /^element 0 of argument 1 is [\d.]+ instead of [\d.]+$/);
});
