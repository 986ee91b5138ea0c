/** The two classes of endpoints against the gates, end to end: real programs, a real TLS server. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { OPT_OUTS } from '../support/opt-outs.js';
import { eventually, runCli, runWork } from './support/run.js';
import { makeScene, type Scene } from './support/scene.js';

t.setTimeout(600_000);

/** Lets every path try, and tells which endpoints were reached. */
async function reached({ env, server }: Scene, set: Readonly<Record<string, string>>): Promise<string[]> {
  server.requests.length = 0;
  const full = { ...env, ...set };
  // The program stays until its sender had every chance.
  await runWork(full, { uploadAfter: 200, flushEvery: 50, hold: 1800 });
  await runCli(full, 'sync');
  await runCli(full, 'doctor', '--hub');
  return [...new Set(server.requests.map(({ url }) => url))].sort();
}

const METRICS = '/v1/telemetry/metrics';
const REPORTS = '/v1/telemetry/compatibility-reports';
const HEARTBEAT = '/v1/lens/heartbeat';
const LICENSE = '/v1/compatibility';

t.test('E2 JETLOOP_DISABLE_TELEMETRY=1 suppresses telemetry alone; E3 P11 the other opt-outs equal it', async (t) => {
  const scene = await makeScene(t);
  scene.storeCredential('key');
  const optIn = { JETLOOP_TELEMETRY_OPT_IN: '1' };
  t.same(await reached(scene, optIn), [LICENSE, HEARTBEAT, REPORTS, METRICS].sort(), 'positive control');
  for (const set of [...OPT_OUTS, { JETLOOP_TELEMETRY: 'nonsense' }]) {
    t.same(await reached(scene, { ...optIn, ...set }), [LICENSE], JSON.stringify(set));
  }
});

t.test('E6 the heartbeat goes out with the opt-in and a stored key only; E7 it holds four fields', async (t) => {
  for (const optIn of [false, true]) {
    for (const stored of [false, true]) {
      const scene = await makeScene(t);
      if (stored) scene.storeCredential('key');
      const urls = await reached(scene, optIn ? { JETLOOP_TELEMETRY_OPT_IN: '1' } : {});
      t.equal(urls.includes(HEARTBEAT), optIn && stored, `opt-in ${optIn}, key ${stored}`);
      t.ok(urls.includes(METRICS), 'telemetry goes on');
      const heartbeat = scene.server.requests.find(({ url }) => url === HEARTBEAT);
      if (heartbeat === undefined) continue;
      const body = JSON.parse(heartbeat.body) as Record<string, unknown>;
      t.same(Object.keys(body).sort(), ['hostHash', 'pid', 'uptime', 'version']);
      t.match(body.hostHash, /^[0-9a-f]{64}$/);
    }
  }
});

t.test(
  'E4 JETLOOP_SEND_RAW_FINGERPRINT=1 changes no payload of the endpoints there are, and no code sets it',
  async (t) => {
    // The registration of devices is the one payload that it may change, and this version has none: nothing may differ.
    const shapes: string[][] = [];
    for (const set of [{}, { JETLOOP_SEND_RAW_FINGERPRINT: '1', EPOCHLY_SEND_RAW_FINGERPRINT: '1' }]) {
      const scene = await makeScene(t);
      scene.storeCredential('key');
      await reached(scene, { ...set, JETLOOP_TELEMETRY_OPT_IN: '1' });
      shapes.push(
        [...new Set(scene.server.requests.flatMap(({ url, headers, body }) => shapeOf(url, headers, body)))].sort(),
      );
    }
    t.ok(shapes[0]!.length > 40);
    t.same(shapes[1], shapes[0]);
    const root = join(__dirname, '../../lib');
    const built = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.m?js$/.test(name));
    t.ok(built.length > 50);
    for (const name of built) {
      const text = readFileSync(join(root, name), 'utf8');
      t.notMatch(text, /(env|environment)(\.|\[['"`])\w*SEND_RAW_FINGERPRINT\S*\s*=[^=]/, name);
    }
  },
);

/** Every name in a request, and the value of what cannot change from run to run. */
function shapeOf(url: string, headers: Readonly<Record<string, string>>, body: string): string[] {
  const names = new Set<string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${Array.isArray(value) ? '*' : key}`);
    } else {
      names.add(`${url} ${path}: ${typeof value}`);
    }
  };
  walk(JSON.parse(body), 'body');
  return (
    [...names, ...Object.keys(headers).map((name) => `${url} header ${name}`)]
      // Which refusals and buckets there are depends on the run.
      .filter((name) => !/refusals|codes/.test(name))
  );
}

t.test('T9 each class against each gate, end to end', async (t) => {
  const scene = await makeScene(t);
  scene.storeCredential('key');
  const optIn = { JETLOOP_TELEMETRY_OPT_IN: '1' };
  const all = [LICENSE, HEARTBEAT, REPORTS, METRICS].sort();
  const cases: readonly (readonly [Readonly<Record<string, string>>, readonly string[]])[] = [
    [{}, [LICENSE, REPORTS, METRICS].sort()],
    [optIn, all],
    [{ ...optIn, CI: 'true' }, [LICENSE]],
    [{ ...optIn, CI: 'true', JETLOOP_TELEMETRY: '1' }, all],
    [{ ...optIn, JETLOOP_TELEMETRY_OPT_IN: '1', EPOCHLY_TELEMETRY_OPT_IN: '0' }, [LICENSE, REPORTS, METRICS].sort()],
    [{ ...optIn, DO_NOT_TRACK: '0' }, all],
    [{ ...optIn, JETLOOP_TELEMETRY: '1', DO_NOT_TRACK: '1' }, [LICENSE]],
    [{ ...optIn, JETLOOP_OFFLINE_MODE: '1' }, []],
    [{ ...optIn, JETLOOP_API_URL: '' }, []],
    [{ ...optIn, JETLOOP_API_URL: '', EPOCHLY_API_URL: scene.server.url }, all],
  ];
  for (const [set, expected] of cases) t.same(await reached(scene, set), expected, JSON.stringify(set));
  await runCli(scene.env, 'telemetry', 'off');
  t.same(await reached(scene, optIn), [LICENSE], 'switched off by the user');
  t.ok(await eventually(() => scene.queued().length === 0));
});
