/** What the operating system sees: strace follows the program and every process that it starts. */
import t from 'tap';
import { cliWords, runCli, runWork, traceNetwork, workWords, type NetworkCalls } from './support/run.js';
import { makeScene, type Scene } from './support/scene.js';

t.setTimeout(600_000);

type Environment = Readonly<Record<string, string>>;

/** Everything of the package that could ever reach for the network. */
const EVERY_PATH: Readonly<Record<string, readonly string[]>> = {
  'a program': workWords({ uploadAfter: 300, flushEvery: 100, hold: 2500 }),
  'jetloop sync': cliWords('sync'),
  'jetloop doctor --hub': cliWords('doctor', '--hub'),
  'jetloop telemetry preview': cliWords('telemetry', 'preview'),
};

/** A scene in which everything wants out: a queue that is not empty, a license key, the opt-in. */
async function makeEagerScene(t: Parameters<typeof makeScene>[0]): Promise<Scene & { readonly eager: Environment }> {
  const scene = await makeScene(t);
  scene.storeCredential('key');
  await runWork(scene.env);
  return { ...scene, eager: { ...scene.env, JETLOOP_TELEMETRY_OPT_IN: '1' } };
}

async function traceEveryPath(
  t: Parameters<typeof traceNetwork>[0],
  env: Environment,
): Promise<Record<string, NetworkCalls>> {
  const calls: Record<string, NetworkCalls> = {};
  for (const [name, words] of Object.entries(EVERY_PATH)) calls[name] = await traceNetwork(t, words, env);
  return calls;
}

t.test('positive control: with every gate open, the same paths are seen to connect', async (t) => {
  const { eager, server } = await makeEagerScene(t);
  const calls = await traceEveryPath(t, eager);
  for (const name of ['a program', 'jetloop doctor --hub']) {
    t.ok(calls[name]!.sockets.length > 0 && calls[name]!.connects.length > 0, name);
  }
  t.ok(server.requests.some(({ url }) => url === '/v1/lens/heartbeat'));
  t.ok(server.requests.some(({ url }) => url === '/v1/compatibility'));
  t.ok(server.requests.some(({ url }) => url === '/v1/telemetry/metrics'));
});

t.test('E1 offline mode: no socket, no connection, no DNS query, on any path', async (t) => {
  for (const name of ['JETLOOP_OFFLINE_MODE', 'EPOCHLY_OFFLINE_MODE']) {
    const { eager, server } = await makeEagerScene(t);
    const calls = await traceEveryPath(t, { ...eager, [name]: '1' });
    for (const [path, { sockets, connects }] of Object.entries(calls)) {
      t.same(sockets, [], `${name}: ${path}`);
      t.same(connects, [], `${name}: ${path}`);
    }
    t.equal(server.connections(), 0);
  }
});

t.test('E5 no API URL: no socket, no connection, no DNS query, and nothing collected', async (t) => {
  const scene = await makeEagerScene(t);
  const before = scene.queued();
  const calls = await traceEveryPath(t, { ...scene.eager, JETLOOP_API_URL: '', JETLOOP_TELEMETRY: '1' });
  for (const [path, { sockets, connects }] of Object.entries(calls)) {
    t.same(sockets, [], path);
    t.same(connects, [], path);
  }
  t.same(scene.queued(), before);
  t.equal(scene.server.connections(), 0);
});

t.test('T2 plain HTTP over a network is refused before a name is resolved', async (t) => {
  const { eager, server } = await makeEagerScene(t);
  const calls = await traceEveryPath(t, { ...eager, JETLOOP_API_URL: 'http://hub.example' });
  for (const [path, { sockets, connects }] of Object.entries(calls)) {
    t.same(sockets, [], path);
    t.same(connects, [], path);
  }
  t.equal(server.connections(), 0);
  t.match(await runCli({ ...eager, JETLOOP_API_URL: 'http://hub.example' }, 'doctor'), {
    code: 1,
    stdout: /The value of JETLOOP_API_URL is not understood and is read as not set/,
  });
});

t.test('telemetry off: a program makes no socket', async (t) => {
  for (const set of [{ DO_NOT_TRACK: '1' }, { JETLOOP_DISABLE_TELEMETRY: '1' }, { CI: 'true' }] as Environment[]) {
    const { eager } = await makeEagerScene(t);
    const { sockets, connects } = await traceNetwork(t, EVERY_PATH['a program']!, { ...eager, ...set });
    t.same(sockets, [], JSON.stringify(set));
    t.same(connects, [], JSON.stringify(set));
  }
});
