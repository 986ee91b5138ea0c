import { join } from 'node:path';
import t from 'tap';
import { requireCompiler, runProgram, temporaryFolder } from './run-program.js';

interface Told {
  readonly wrong: number;
  readonly levels: readonly number[];
  readonly status: string;
  readonly codes: readonly string[];
  readonly bad: string;
  readonly warnings: readonly string[];
}

const cases: readonly {
  readonly name: string;
  readonly args?: string[];
  readonly env: NodeJS.ProcessEnv;
  readonly expected: Partial<Told>;
}[] = [
  {
    name: 'level 2 pinned',
    env: { JETLOOP_LEVEL: '2' },
    expected: { levels: [0, 2], status: 'COMPILED_FULL', bad: 'UNSUPPORTED', codes: [] },
  },
  {
    name: 'level 4 falls to 3',
    env: { JETLOOP_LEVEL: '4' },
    expected: { levels: [0, 2], status: 'COMPILED_FULL', codes: ['level-unavailable'] },
  },
  {
    name: 'level 1 falls to 0',
    env: { JETLOOP_LEVEL: '1' },
    expected: { levels: [0], status: 'COMPATIBILITY_EXECUTED', codes: ['level-unavailable', 'level-zero'] },
  },
  {
    name: 'level 0',
    env: { JETLOOP_LEVEL: '0' },
    expected: { levels: [0], status: 'COMPATIBILITY_EXECUTED', codes: ['level-zero'] },
  },
  {
    name: 'forced fallback',
    env: { JETLOOP_FORCE_FALLBACK: '1', JETLOOP_LEVEL: '2' },
    expected: { levels: [0], status: 'COMPATIBILITY_EXECUTED', codes: ['forced-fallback'] },
  },
  {
    name: 'no compiler',
    env: { JETLOOP_COMPILER: join(__dirname, 'absent') },
    expected: { levels: [0], status: 'FAILED', bad: 'UNSUPPORTED' },
  },
  {
    name: 'built-ins replaced before the package is loaded',
    args: ['patched'],
    env: { JETLOOP_LEVEL: '2' },
    expected: { levels: [0], status: 'UNSUPPORTED', codes: ['builtin-patched'] },
  },
];

for (const { name, args, env, expected } of cases) {
  t.test(name, async (t) => {
    const { code, stdout, stderr } = await runProgram('environment.js', args, env);
    t.equal(code, 0, stderr);
    t.equal(stderr, '');
    t.match(JSON.parse(stdout), { wrong: 0, warnings: [], ...expected });
  });
}

t.test('values that are not understood are reported once, and ignored', async (t) => {
  const { stdout } = await runProgram('environment.js', [], { JETLOOP_LEVEL: 'fast', JETLOOP_FORCE_FALLBACK: '?' });
  const told = JSON.parse(stdout) as Told;
  t.equal(told.wrong, 0);
  t.match(told.warnings, [/^JETLOOP_LEVEL=fast is not understood/, /^JETLOOP_FORCE_FALLBACK=\? is not understood/]);
  t.equal(told.warnings.length, 2);
  const { stdout: quiet } = await runProgram('environment.js', [], {
    JETLOOP_LEVEL: 'fast',
    JETLOOP_LOG_LEVEL: 'error',
  });
  t.same((JSON.parse(quiet) as Told).warnings, []);
});

t.test('the log tells people what happens', async (t) => {
  const { stderr } = await runProgram('environment.js', [], { JETLOOP_LEVEL: '2', JETLOOP_LOG_LEVEL: 'info' });
  t.match(stderr, /^jetloop: good \(f64\[\], f64\): compiled in [\d.]+ ms$/m);
  t.match(stderr, /^jetloop: bad \(other\): stays JavaScript: argument-kind: /m);
  t.ok(stderr.includes(`jetloop: compiler process started: ${requireCompiler()}`));
});

t.test('the compiler that is asked for is used, and no other', async (t) => {
  const { stdout } = await runProgram('call-and-explain.js', ['sync'], { JETLOOP_COMPILER: temporaryFolder(t) });
  t.match(JSON.parse(stdout), { before: true, after: true, status: 'FAILED' });
});
