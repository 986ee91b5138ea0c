/** Where things are sent to: by the environment, by the program, and by nobody else. */
import t from 'tap';
import { startCaptureServer } from './support/capture-server.js';
import { eventually, runCli, runWork } from './support/run.js';
import { makeScene } from './support/scene.js';

t.setTimeout(240_000);

const SENDING = { uploadAfter: 100, flushEvery: 50, hold: 2000 };

t.test('E5 configure({ apiUrl }) names the hub of a program whose environment names none', async (t) => {
  const { env, server } = await makeScene(t);
  const run = await runWork({ ...env, JETLOOP_API_URL: '' }, { ...SENDING, configure: { apiUrl: server.url } });
  t.match(run, { code: 0, stdout: 'done\n', stderr: '' });
  t.ok(await eventually(() => server.requests.length > 0));
});

t.test('E5 the environment decides where both name one', async (t) => {
  const { env, server, certificates } = await makeScene(t);
  const other = await startCaptureServer(t, certificates.right);
  await runWork(env, { ...SENDING, configure: { apiUrl: other.url } });
  t.ok(await eventually(() => server.requests.length > 0));
  t.equal(other.connections(), 0);
});

t.test('E5 configure({ apiUrl: null }) lets nothing out, and leaves nothing queued', async (t) => {
  const { env, server, queued } = await makeScene(t);
  await runWork(env, { ...SENDING, configure: { apiUrl: null } });
  t.equal(server.connections(), 0);
  t.same(queued(), []);
});

t.test('variables that name a proxy are not followed: the hub alone is connected to', async (t) => {
  const { env, server } = await makeScene(t);
  const proxy = await startCaptureServer(t, undefined);
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];
  const set = { ...env, ...Object.fromEntries(names.map((name) => [name, proxy.url])), NODE_USE_ENV_PROXY: '1' };
  await runWork(set, SENDING);
  await runCli(set, 'doctor', '--hub');
  await runCli(set, 'sync');
  t.ok(await eventually(() => server.requests.some(({ url }) => url === '/v1/telemetry/metrics')));
  t.ok(server.requests.some(({ url }) => url === '/v1/compatibility'));
  t.equal(proxy.connections(), 0);
});
