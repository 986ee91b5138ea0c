import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { runCli, runInTerminal, runWork, workWords } from './support/run.js';
import { makeScene, type Scene } from './support/scene.js';

t.setTimeout(300_000);

const NOTICE = /jetloop: telemetry/;

/** A user who was never asked. */
async function makeNewUser(t: Parameters<typeof makeScene>[0]): Promise<Scene> {
  const scene = await makeScene(t);
  await runCli(scene.env, 'telemetry', 'clear');
  rmSync(join(scene.folder, 'preferences.json'));
  return scene;
}

t.test('P10 the notice is shown once per user, in a terminal, before anything is recorded or sent', async (t) => {
  const { env, server, queued } = await makeNewUser(t);
  const first = await runInTerminal(env, workWords());
  t.equal(first.code, 0, first.stdout);
  t.match(first.stdout, NOTICE);
  t.match(first.stdout, server.url);
  t.equal(first.stdout.match(/jetloop: telemetry\r?\n/g)?.length, 1);
  t.equal(server.connections(), 0, 'a short program sends nothing itself');
  const afterFirst = queued().length;
  t.ok(afterFirst > 0, 'what came after the notice is recorded');
  const second = await runInTerminal(env, workWords());
  t.notMatch(second.stdout, NOTICE);
  t.ok(queued().length > afterFirst);
  t.equal((await runWork(env)).stderr, '', 'known from now on, also without a terminal');
  t.equal((await runCli(env, 'sync')).code, 0);
  t.ok(server.requests.length > 0);
});

t.test('nobody saw the notice: no terminal, no telemetry', async (t) => {
  const { env, server, queued } = await makeNewUser(t);
  const run = await runWork(env, { uploadAfter: 50, hold: 1000 });
  t.match(run, { code: 0, stderr: '', stdout: 'done\n' });
  t.same(queued(), []);
  t.match(await runCli(env, 'sync'), { code: 3, stdout: /no-notice/ });
  t.equal(server.connections(), 0);
});

t.test(
  'continuous integration: no notice, no telemetry, in a terminal, too; JETLOOP_TELEMETRY=1 asks for it',
  async (t) => {
    const { env, server, queued } = await makeNewUser(t);
    const ci = { ...env, CI: 'true' };
    const run = await runInTerminal(ci, workWords({ uploadAfter: 50, hold: 1000 }));
    t.equal(run.stdout.trim(), 'done');
    t.same(queued(), []);
    t.equal(server.connections(), 0);
    const asked = await runWork({ ...ci, JETLOOP_TELEMETRY: '1' });
    t.equal(asked.stderr, '', 'and says nothing');
    t.ok(queued().length > 0);
  },
);

t.test('no notice where telemetry is off for another reason', async (t) => {
  for (const set of [{ JETLOOP_API_URL: '' }, { DO_NOT_TRACK: '1' }, { JETLOOP_OFFLINE_MODE: '1' }] as const) {
    const { env } = await makeNewUser(t);
    t.notMatch((await runInTerminal({ ...env, ...set }, workWords())).stdout, NOTICE, JSON.stringify(set));
  }
});

t.test('a state folder that others can reach is not used, and the program does not care', async (t) => {
  const scene = await makeScene(t);
  chmodSync(scene.folder, 0o755);
  t.match(await runWork(scene.env), { code: 0, stdout: 'done\n', stderr: '' });
  t.same(scene.queued(), []);
  t.match(await runCli(scene.env, 'telemetry', 'status'), {
    code: 3,
    stderr: /cannot be used: it is open to other users/,
  });
});

t.test('T10 the threat model names adversaries, what is kept from them, and what is out of scope', (t) => {
  const text = readFileSync(join(__dirname, '../../../docs/security/threat-model.md'), 'utf8');
  for (const heading of ['## What is protected', '## Adversaries', '## Out of scope'])
    t.ok(text.includes(heading), heading);
  const tests = /`(test\/[\w/-]+\.test\.ts)`/g;
  const named = [...text.matchAll(tests)].map(([, path]) => path!);
  t.ok(named.length >= 5, 'it names the tests that hold it to its word');
  for (const path of new Set(named)) t.ok(readFileSync(join(__dirname, '../../..', path), 'utf8').length > 0, path);
  t.end();
});
