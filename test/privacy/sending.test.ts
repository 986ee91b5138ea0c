import t from 'tap';
import { printPreferences } from '../../lib/settings/preferences.js';
import { packageVersion } from '../../lib/settings/package-version.js';
import { validateBatch } from '../../lib/protocol/telemetry.js';
import { startCaptureServer } from './support/capture-server.js';
import { eventually, runCli, runWork, sendersOf, startWork } from './support/run.js';
import { makeScene } from './support/scene.js';

t.setTimeout(240_000);

t.test('E12 the preview and the log are the captured bytes, byte for byte', async (t) => {
  const { env, server } = await makeScene(t);
  t.match(await runWork(env), { code: 0, stdout: 'done\n' });
  const preview = await runCli(env, 'telemetry', 'preview', '--raw');
  t.equal(server.connections(), 0, 'the preview sends nothing');
  const told = JSON.parse((await runCli(env, 'telemetry', 'preview', '--json')).stdout) as {
    requests: { base64: string; payload: unknown; head: string }[];
  };
  t.match(await runCli(env, 'sync'), { code: 0, stdout: /^[1-9]\d* sent, 0 dropped\.\n$/ });

  const captured = server.allBytes();
  t.ok(captured.length > 300);
  t.ok(preview.stdoutBytes.equals(captured), 'preview --raw');
  t.ok(
    Buffer.concat(told.requests.map(({ base64 }) => Buffer.from(base64, 'base64'))).equals(captured),
    'preview --json',
  );
  t.same(
    told.requests.map(({ payload }) => payload),
    server.requests.map(({ body }) => JSON.parse(body) as unknown),
  );
  t.ok((await runCli(env, 'telemetry', 'log', '--raw')).stdoutBytes.equals(captured), 'log --raw');
  t.match(await runCli(env, 'telemetry', 'verify'), { code: 0, stdout: /whole/ });
  t.equal((await runCli(env, 'telemetry', 'preview', '--raw')).stdoutBytes.length, 0, 'nothing is left to send');

  const kinds: string[] = [];
  for (const { body } of server.requests) {
    const check = validateBatch(JSON.parse(body));
    t.ok(check.ok, 'fits the schema');
    if (check.ok) kinds.push(...check.batch.events.map(({ kind }) => kind));
  }
  for (const kind of ['session-start', 'jit', 'worker', 'workload', 'compatibility']) t.ok(kinds.includes(kind), kind);
});

t.test('T4 T5 T6 what every request looks like: no parameter in a URL, a versioned agent, no key', async (t) => {
  const scene = await makeScene(t);
  const { server } = scene;
  scene.storeCredential('SECRET-KEY-0123456789');
  const env = { ...scene.env, JETLOOP_TELEMETRY_OPT_IN: '1', JETLOOP_LICENSE_KEY: 'SECRET-KEY-0123456789' };
  t.equal((await runWork(env, { uploadAfter: 50, hold: 2500 })).code, 0);
  t.ok(await eventually(() => server.requests.some(({ url }) => url === '/v1/lens/heartbeat')), 'a heartbeat');
  t.ok(await eventually(() => server.requests.some(({ url }) => url === '/v1/telemetry/metrics')), 'telemetry');
  t.equal((await runCli(env, 'doctor', '--hub')).code, 0);
  const paths = /^\/v1\/(telemetry\/(metrics|critical-events|compatibility-reports)|lens\/heartbeat|compatibility)$/;
  for (const { url, method, headers } of server.requests) {
    t.match(url, paths);
    t.equal(method, 'POST');
    t.equal(headers['user-agent'], `jetloop/${packageVersion()}`);
    t.match(headers['idempotency-key'], /^[0-9a-f]{32}$/);
    t.same(
      Object.keys(headers).sort(),
      ['connection', 'content-encoding', 'content-length', 'content-type', 'host', 'idempotency-key', 'user-agent'],
      'no Authorization, no cookie, nothing else',
    );
  }
  t.ok(server.requests.some(({ url }) => url === '/v1/compatibility'));
  t.notOk(server.allBytes().includes('SECRET-KEY'));
  t.notOk(server.requests.some(({ body }) => body.includes('SECRET-KEY')));
});

t.test('P10 on by default once the notice was shown; off persists', async (t) => {
  const { env, server } = await makeScene(t);
  await runWork(env);
  await runCli(env, 'sync');
  const before = server.requests.length;
  t.ok(before > 0);
  t.match(await runCli(env, 'telemetry', 'off'), { code: 0, stdout: /switched off/ });
  t.match(await runCli(env, 'sync'), { code: 3, stdout: /telemetry-off, from preferences/ });
  t.equal((await runWork(env, { uploadAfter: 50, hold: 1500 })).code, 0);
  t.equal((await runWork({ ...env, JETLOOP_TELEMETRY: '1' }, { uploadAfter: 50, hold: 1500 })).code, 0);
  t.equal(server.requests.length, before);
  t.match(JSON.parse((await runCli(env, 'telemetry', 'status', '--json')).stdout), { queued: 0, choice: 'off' });
  t.match(await runCli(env, 'telemetry', 'on'), { code: 0 });
  await runWork(env);
  t.equal((await runCli(env, 'sync')).code, 0);
  t.ok(server.requests.length > before, 'on again');
});

t.test('P17 telemetry off while a program runs: nothing of it is sent, what is queued neither', async (t) => {
  const scene = await makeScene(t);
  const { env, server } = scene;
  const { child, outcome } = startWork(env, { flushEvery: 20, uploadAfter: 3000, hold: 5000 });
  t.ok(await eventually(() => scene.queued().length > 0), 'something is queued');
  t.match(await runCli(env, 'telemetry', 'off'), { code: 0 });
  t.same(scene.queued(), []);
  t.equal((await outcome).code, 0);
  t.equal(child.exitCode, 0);
  t.same(scene.queued(), [], 'nothing was queued afterwards');
  t.equal(server.connections(), 0);
  t.match(await runCli(env, 'telemetry', 'on'), { code: 0 });
  await runCli(env, 'sync');
  t.equal(server.connections(), 0, 'nor does it come back');
});

for (const [name, value] of [
  ['JETLOOP_TELEMETRY', '0'],
  ['DO_NOT_TRACK', '1'],
  ['JETLOOP_OFFLINE_MODE', '1'],
  ['EPOCHLY_DISABLE_TELEMETRY', 'true'],
] as const) {
  t.test(`P17 process.env.${name} = '${value}' while a program runs acts at once`, async (t) => {
    const scene = await makeScene(t);
    const work = { flushEvery: 20, uploadAfter: 3000, hold: 3000, thenSet: { [name]: value }, workAgain: true };
    const { outcome } = startWork(scene.env, work);
    t.ok(await eventually(() => scene.queued().length > 0), 'something is queued');
    t.equal((await outcome).code, 0);
    t.same(scene.queued(), [], 'what this program had queued is gone');
    t.equal(scene.server.connections(), 0);
  });
}

for (const queue of ['1', '0']) {
  t.test(`P17 forbidden by a program that ends at once: its sender stops, too (queue ${queue})`, async (t) => {
    const { env, server, queued } = await makeScene(t);
    const set = { ...env, JETLOOP_OFFLINE_QUEUE_ENABLED: queue };
    const work = { flushEvery: 20, uploadAfter: 1000, hold: 7000, thenSet: { DO_NOT_TRACK: '1' }, thenExit: true };
    const { child, outcome } = startWork(set, work);
    const ended = outcome.then(() => ({ status: 202 }));
    // The first of several batches is with the hub, which answers when the program is gone.
    server.answer = () => ended;
    t.ok(await eventually(() => server.requests.length === 1));
    t.equal(child.exitCode, null, 'the program is there still');
    t.equal((await outcome).code, 0);
    t.ok(await eventually(() => sendersOf(env.JETLOOP_STATE_DIR!).length === 0), 'the sender is gone');
    t.equal(server.requests.length, 1, 'nothing more was sent');
    t.same(queued(), []);
  });
}

t.test('P17 what is cleared while it is being sent goes no further than the batch under way', async (t) => {
  const { env, server, queued } = await makeScene(t);
  await runWork(env);
  t.ok(queued().length > 1);
  server.answer = async () => {
    await runCli(env, 'telemetry', 'clear');
    return { status: 202 };
  };
  await runCli(env, 'sync');
  t.equal(server.requests.length, 1);
  t.same(queued(), []);
});

t.test('a batch that is older than the permission is deleted, not sent', async (t) => {
  const scene = await makeScene(t);
  await runWork(scene.env);
  t.ok(scene.queued().length > 0);
  scene.writePreferences(printPreferences('on', Date.now() + 1000));
  t.match(await runCli(scene.env, 'sync'), { code: 0, stdout: /^0 sent, [1-9]\d* dropped/ });
  t.equal(scene.server.connections(), 0);
  t.same(scene.queued(), []);
});

t.test('E5 one origin: a redirection is not followed, and no second address is ever contacted', async (t) => {
  const scene = await makeScene(t);
  const other = await startCaptureServer(t, scene.certificates.right);
  scene.server.answer = () => ({ status: 307, headers: { Location: `${other.url}/v1/telemetry/metrics` } });
  await runWork(scene.env);
  t.match(await runCli(scene.env, 'sync'), { code: 1, stdout: /Stopped: status 307/ });
  t.match(await runCli(scene.env, 'doctor', '--hub'), { code: 1 });
  t.equal(other.connections(), 0);
  t.equal(scene.server.requests.length, 2);
  for (const { headers } of scene.server.requests) t.equal(headers.host, `127.0.0.1:${scene.server.port}`);
});

t.test('offline queue off: sent while the program runs, never on the disk', async (t) => {
  const scene = await makeScene(t);
  const env = { ...scene.env, JETLOOP_OFFLINE_QUEUE_ENABLED: '0' };
  const { outcome } = startWork(env, { uploadAfter: 1000, flushEvery: 20, hold: 4000 });
  t.ok(await eventually(() => scene.server.requests.length > 0), 'sent');
  t.same(scene.queued(), []);
  t.equal((await outcome).code, 0);
  t.same(scene.queued(), []);
});
