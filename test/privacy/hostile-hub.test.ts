import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { HOSTILE_MODES, startHostileHub } from './support/hostile-hub.js';
import { eventually, runCli, runWork, sendersOf } from './support/run.js';
import { makeScene } from './support/scene.js';

t.setTimeout(300_000);

for (const mode of HOSTILE_MODES) {
  t.test(
    `a hub that is ${mode}: the program is the same, the batch waits, the hub is left alone for a while`,
    async (t) => {
      const scene = await makeScene(t);
      const hub = await startHostileHub(t, mode, scene.certificates.right);
      const env = { ...scene.env, JETLOOP_API_URL: hub.url };
      t.match(await runWork(env, { uploadAfter: 1, flushEvery: 20, hold: 1000 }), {
        code: 0,
        stdout: 'done\n',
        stderr: '',
      });
      const waiting = scene.queued().length;
      t.ok(waiting > 0, 'kept');
      // The sender of the program, or this one: both end by themselves, and leave word for the next.
      await runCli(env, 'sync');
      const path = join(scene.folder, 'back-off.json');
      const failures = (): number => {
        try {
          return (JSON.parse(readFileSync(path, 'utf8')) as { failures: number }).failures;
        } catch {
          return 0; // not written yet
        }
      };
      t.ok(await eventually(() => failures() > 0), 'a back-off is recorded');
      t.match(await runCli(env, 'sync'), { code: /^[13]$/ });
      t.equal(scene.queued().length, waiting);
      t.ok(await eventually(() => sendersOf(scene.folder).length === 0), 'no sender is left');
    },
  );
}

t.test('a hub that refuses for good gets nothing twice; one that asks to wait is left alone', async (t) => {
  const scene = await makeScene(t);
  await runWork(scene.env);
  const waiting = scene.queued().length;
  scene.server.answer = () => ({ status: 400 });
  t.match(await runCli(scene.env, 'sync'), { code: 0, stdout: `0 sent, ${waiting} dropped.\n` });
  t.equal(scene.server.requests.length, waiting);
  t.same(scene.queued(), []);

  await runWork(scene.env);
  scene.server.requests.length = 0;
  scene.server.answer = () => ({ status: 429, headers: { 'Retry-After': '3600' } });
  t.match(await runCli(scene.env, 'sync'), { code: 1, stdout: /status 429/ });
  t.match(await runCli(scene.env, 'sync'), { code: 1, stdout: /back-off/ });
  t.equal(scene.server.requests.length, 1);
  t.match(await runCli(scene.env, 'telemetry', 'status'), { stdout: /paused {6}until/ });
});

t.test('the same batch always carries the same key', async (t) => {
  const scene = await makeScene(t);
  await runWork(scene.env);
  const keys: (string | undefined)[] = [];
  for (const status of [500, 502, 202]) {
    scene.server.answer = () => ({ status });
    rmSync(join(scene.folder, 'back-off.json'), { force: true });
    scene.server.requests.length = 0;
    await runCli(scene.env, 'sync');
    keys.push(scene.server.requests[0]?.headers['idempotency-key']);
  }
  t.match(keys[0], /^[0-9a-f]{32}$/);
  t.same(keys, [keys[0], keys[0], keys[0]]);
});
