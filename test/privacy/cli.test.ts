import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { cliWords, runCli, start, temporaryFolder } from './support/run.js';
import { makeScene } from './support/scene.js';

t.setTimeout(180_000);

const COMMANDS = [
  ...['run', 'doctor', 'sync', 'telemetry status', 'telemetry preview', 'telemetry log', 'telemetry verify'],
  ...['telemetry on', 'telemetry off', 'telemetry clear', 'telemetry view'],
];

t.test('every command has --help, is listed, and is documented', async (t) => {
  const env = { JETLOOP_STATE_DIR: temporaryFolder(t) };
  const list = await runCli(env, '--help');
  t.equal(list.code, 0);
  const documentation = readFileSync(join(__dirname, '../../../docs/cli.md'), 'utf8');
  for (const command of COMMANDS) {
    t.match(list.stdout, new RegExp(`^  ${command} +\\S`, 'm'));
    t.match(await runCli(env, ...command.split(' '), '--help'), { code: 0, stdout: `usage: jetloop ${command} ` });
    t.match(documentation, /off$/.test(command) ? /`telemetry on`|`off`/ : `jetloop ${command}`);
  }
});

t.test('every command but run and view answers in JSON with --json', async (t) => {
  const env = { JETLOOP_STATE_DIR: temporaryFolder(t) };
  for (const command of COMMANDS.filter((name) => name !== 'run' && name !== 'telemetry view')) {
    const { stdout, stderr } = await runCli(env, ...command.split(' '), '--json');
    t.doesNotThrow(() => JSON.parse(stdout) as unknown, command);
    t.equal(stderr, '');
  }
});

t.test('exit codes', async (t) => {
  const folder = temporaryFolder(t);
  const env = { JETLOOP_STATE_DIR: folder };
  t.equal((await runCli(env, 'doctor')).code, 0);
  t.match(await runCli({ ...env, JETLOOP_TELEMETRY: 'maybe' }, 'doctor'), {
    code: 1,
    stdout: /problem: The value of JETLOOP_TELEMETRY/,
  });
  for (const words of [
    ['nothing'],
    ['telemetry'],
    ['telemetry', 'status', '--loud'],
    ['telemetry', 'status', 'now'],
    ['run'],
    ['telemetry', 'view', '--port', 'x'],
  ]) {
    t.match(await runCli(env, ...words), { code: 2, stdout: '', stderr: /^jetloop: / }, words.join(' '));
  }
  t.match(await runCli(env, 'sync'), { code: 3, stdout: /no-api-url/ });
  writeFileSync(join(folder, 'file'), '');
  t.match(await runCli({ JETLOOP_STATE_DIR: join(folder, 'file') }, 'telemetry', 'status'), {
    code: 3,
    stderr: /cannot be used/,
  });
});

t.test('doctor names each gate, its value and where it comes from', async (t) => {
  const { env } = await makeScene(t);
  const { stdout } = await runCli({ ...env, EPOCHLY_TELEMETRY: '0', PYVORIN_THIN_SEND_SOURCE: '1' }, 'doctor');
  t.match(stdout, /^telemetry {3}closed: telemetry is disabled \(telemetry-disabled, from EPOCHLY_TELEMETRY\)$/m);
  t.match(stdout, /^JETLOOP_TELEMETRY {2,}0 {6}from EPOCHLY_TELEMETRY$/m);
  t.match(stdout, /^JETLOOP_SEND_SOURCE {2,}1 {6}from PYVORIN_THIN_SEND_SOURCE$/m);
  t.match(stdout, /^DO_NOT_TRACK {2,}0 {6}from default$/m);
});

t.test('a changed log is found', async (t) => {
  const scene = await makeScene(t);
  await runCli(scene.env, 'doctor', '--hub');
  t.equal((await runCli(scene.env, 'telemetry', 'verify')).code, 0);
  const folder = join(scene.folder, 'audit');
  let changed = 0;
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');
    if (!text.includes('/v1/compatibility')) continue;
    writeFileSync(join(folder, name), text.replace('/v1/compatibility', '/v1/compatibilitY'));
    changed++;
  }
  t.equal(changed, 1);
  t.match(await runCli(scene.env, 'telemetry', 'verify'), { code: 1, stdout: /damaged at entry 1/ });
});

t.test('run passes arguments, output, exit codes and signals through', async (t) => {
  const folder = temporaryFolder(t);
  const program = join(folder, 'program.cjs');
  writeFileSync(
    program,
    `if (require.main !== module) throw new Error('not the main program');
     console.log(JSON.stringify(process.argv.slice(2)));
     if (process.argv[2] === '--exit') process.exitCode = 7;
     if (process.argv[2] === '--die') process.kill(process.pid, 'SIGKILL');
     if (process.argv[2] === '--stay') setInterval(() => undefined, 1000);`,
  );
  const env = { JETLOOP_STATE_DIR: folder };
  t.match(await runCli(env, 'run', program, '--exit', '--json', 'a b'), {
    code: 7,
    stdout: '["--exit","--json","a b"]\n',
    stderr: '',
  });
  t.equal((await runCli(env, 'run', program, '--die')).code, 137);
  const { child, outcome } = start(cliWords('run', program, '--stay'), env);
  child.stdout?.once('data', () => child.kill('SIGTERM'));
  t.equal((await outcome).code, 143);
});
