import { join } from 'node:path';
import t from 'tap';
import { requireCompiler, runProgram, temporaryFolder, writeExecutable } from './run-program.js';

const frame = `const frame = (bytes) => { const size = Buffer.alloc(4); size.writeUInt32LE(bytes.length); return Buffer.concat([size, bytes]); };
const answer = (json, object = Buffer.alloc(0), times = 1) => {
  const bytes = Buffer.concat([frame(Buffer.from(JSON.stringify(json))), frame(object)]);
  process.stdout.write(Buffer.concat(Array(times).fill(bytes)));
};
let id = 0;
const serve = (onCompile) => process.stdin.on('data', (chunk) => {
  const verb = /jetloop\\/1 ([a-z-]+)\\nid (\\d+)/.exec(chunk.toString('latin1'));
  if (verb === null) return;
  id = Number(verb[2]);
  if (verb[1] === 'detect-host') answer({ id, ok: true, target: 'x86-64-v2' });
  else onCompile(id);
});`;

t.setTimeout(180_000);

/** Compilers that are none, what they do, and the code that results. */
const compilers: readonly { readonly name: string; readonly source: string; readonly code: string }[] = [
  {
    name: 'prints junk',
    source: `process.stdout.write('hello, I am a compiler\\n'.repeat(1000)); setInterval(() => {}, 1000);`,
    code: 'compiler-output',
  },
  { name: 'exits at once', source: `process.exit(3);`, code: 'compiler-crashed' },
  {
    name: 'exits at the first request',
    source: `process.stdin.on('data', () => process.exit(0));`,
    code: 'compiler-crashed',
  },
  { name: 'closes its output', source: `process.stdout.end(); setInterval(() => {}, 1000);`, code: 'compiler-crashed' },
  {
    name: 'answers another request',
    source: `${frame} process.stdin.on('data', () => answer({ id: 999, ok: true, target: 'x' }));`,
    code: 'compiler-output',
  },
  {
    name: 'answers twice',
    source: `${frame} serve((id) => { answer({ id, ok: false }, undefined, 2); });`,
    code: 'compiler-output',
  },
  {
    name: 'answers no JSON',
    source: `${frame} serve(() => process.stdout.write(Buffer.concat([frame(Buffer.from('{')), frame(Buffer.alloc(0))])));`,
    code: 'compiler-output',
  },
  {
    name: 'announces a huge frame',
    source: `process.stdin.on('data', () => process.stdout.write(Buffer.alloc(4, 0xff)));`,
    code: 'compiler-output',
  },
  {
    name: 'gives no digest',
    source: `${frame} serve((id) => answer({ id, ok: true }, Buffer.from('object')));`,
    code: 'compiler-output',
  },
  {
    name: 'refuses',
    source: `${frame} serve((id) => answer({ id, ok: false, code: 'ir-syntax', message: 'no' }));`,
    code: 'compiler-refused',
  },
  {
    name: 'gives an object that is none',
    source: `${frame} serve((id) => answer({ id, ok: true, sha256: require('crypto').createHash('sha256').update('object').digest('hex') }, Buffer.from('object')));`,
    code: 'object-refused',
  },
  {
    name: 'gives a wrong digest',
    source: `${frame} serve((id) => answer({ id, ok: true, sha256: '0'.repeat(64) }, Buffer.from('object')));`,
    code: 'object-refused',
  },
];

interface Told {
  readonly before: boolean;
  readonly after: boolean;
  readonly levelOfFirstCall: number;
  readonly level: number;
  readonly status: string;
  readonly codes: readonly string[];
}

async function tellWith(compiler: string, compile: string): Promise<Told> {
  const { code, stdout, stderr } = await runProgram('call-and-explain.js', [compile], { JETLOOP_COMPILER: compiler });
  if (code !== 0) throw new Error(`exit code ${String(code)}: ${stderr}`);
  return JSON.parse(stdout) as Told;
}

for (const { name, source, code } of compilers) {
  t.test(`a compiler that ${name}`, async (t) => {
    const compiler = writeExecutable(temporaryFolder(t), 'compiler', source);
    for (const compile of code === 'compiler-crashed' ? ['background', 'sync'] : ['background']) {
      const told = await tellWith(compiler, compile);
      t.ok(told.before && told.after, `${compile}: results are right`);
      t.equal(told.level, 0);
      t.equal(told.status, 'FAILED');
      t.same(told.codes, [code]);
    }
  });
}

t.test('a compiler that hangs is stopped at its time limit', async (t) => {
  const compiler = writeExecutable(temporaryFolder(t), 'compiler', `setInterval(() => {}, 1000);`);
  const told = await tellWith(compiler, 'background');
  t.ok(told.before && told.after);
  t.same(told.codes, ['compiler-timeout']);
});

t.test('a compiler that crashes once is tried once more', async (t) => {
  const folder = temporaryFolder(t);
  const source = `const fs = require('fs'); const mark = ${JSON.stringify(join(folder, 'crashed'))};
if (!fs.existsSync(mark)) { fs.writeFileSync(mark, ''); process.exit(1); }
const child = require('child_process').spawn(${JSON.stringify(requireCompiler())}, ['--serve'], { stdio: 'inherit' });
child.on('exit', (code) => process.exit(code ?? 1));`;
  const told = await tellWith(writeExecutable(folder, 'compiler', source), 'sync');
  t.equal(told.status, 'COMPILED_FULL');
  t.equal(told.levelOfFirstCall, 2);
});

t.test('no compiler', async (t) => {
  const told = await tellWith(join(temporaryFolder(t), 'absent'), 'background');
  t.ok(told.before && told.after);
  t.equal(told.status, 'FAILED');
  t.same(told.codes, ['compiler-missing']);
});

t.test('the compiler itself, for comparison', async (t) => {
  const told = await tellWith(requireCompiler(), 'sync');
  t.ok(told.before && told.after);
  t.equal(told.levelOfFirstCall, 2);
  t.equal(told.status, 'COMPILED_FULL');
});
