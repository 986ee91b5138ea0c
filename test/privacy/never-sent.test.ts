/** Canaries are planted in everything that a program and the engine touch; every opt-in is on; then every captured byte is searched. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname, networkInterfaces, userInfo } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { Captured } from './support/capture-server.js';
import { eventually, runCli, start, temporaryFolder, workWords } from './support/run.js';
import { makeScene } from './support/scene.js';

t.setTimeout(300_000);

/** Ways in which a text may hide in bytes. */
const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  base64: (text) => Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1),
  base64url: (text) => Buffer.from(text).toString('base64url').slice(0, -1),
  hex: (text) => Buffer.from(text).toString('hex'),
  url: (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  json: (text) => [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  reversed: (text) => [...text].reverse().join(''),
  utf16: (text) => [...text].join('\0'),
};

/** Shorter texts occur by chance in compressed bytes, and in digests. */
const LEAST_LENGTH = 8;

function findLeaks(requests: readonly Captured[], secrets: Readonly<Record<string, string>>): string[] {
  return requests.flatMap(({ bytes, body, headers, url }) => {
    const readable = [body, JSON.stringify(headers), url].join('\n').toLowerCase();
    const everything = `${bytes.toString('latin1').toLowerCase()}\n${readable}`;
    return Object.entries(secrets).flatMap(([name, secret]) => {
      if (secret.length < LEAST_LENGTH) return hasShort(readable, secret) ? [`${name} as plain in ${url}`] : [];
      return Object.entries(ENCODINGS).flatMap(([encoding, encode]) =>
        everything.includes(encode(secret).toLowerCase()) ? [`${name} as ${encoding} in ${url}`] : [],
      );
    });
  });
}

function hasShort(text: string, short: string): boolean {
  if (!/^\w+$/.test(short)) return text.includes(short.toLowerCase());
  return text.split(/[^a-z0-9._:-]+/).includes(short.toLowerCase());
}

/** Runs what follows on a host of another name, where the system lets us. */
function onHost(name: string): string[] {
  const prefix = ['unshare', '--map-root-user', '--uts', 'sh', '-c', `hostname ${name} && exec "$@"`, 'sh'];
  return spawnSync(prefix[0]!, [...prefix.slice(1), 'true']).status === 0 ? prefix : [];
}

t.test(
  'N1 N2 N3 N4 N5 T1 T3 no input, output, array, source, file, secret, name or address, with every opt-in on',
  async (t) => {
    const scene = await makeScene(t);
    scene.storeCredential('N4KEY-canary-license');
    const home = join(temporaryFolder(t), 'N5HOME-canary');
    const project = join(home, 'N3PROJECT-canary');
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, 'N3FILE-canary.txt'), 'N3CONTENT-canary');
    const env = {
      ...scene.env,
      HOME: home,
      USER: 'N5USER-canary',
      LOGNAME: 'N5USER-canary',
      HOSTNAME: 'N5HOST-canary',
      DATABASE_PASSWORD: 'N4SECRET-canary',
      AWS_SECRET_ACCESS_KEY: 'N4AWS-canary',
      JETLOOP_LICENSE_KEY: 'N4LICENSE-canary',
      JETLOOP_TELEMETRY: '1',
      JETLOOP_TELEMETRY_OPT_IN: '1',
      JETLOOP_SEND_RAW_FINGERPRINT: '1',
      JETLOOP_SEND_SOURCE: '1',
      PYVORIN_THIN_SEND_SOURCE: '1',
    };
    const canaries = { number: '1234567.8912345', text: 'N3SOURCE-canary', name: 'N3NAMEcanary' };
    const words = workWords({ uploadAfter: 200, flushEvery: 50, hold: 2500, canaries });
    const run = await start(
      [...onHost('N5HOSTREAL-canary'), 'sh', '-c', `cd '${project}' && exec "$@"`, 'sh', ...words],
      env,
    ).outcome;
    t.match(run, { code: 0, stdout: 'done\n' });
    await runCli(env, 'doctor', '--hub');
    await runCli(env, 'sync');
    const { server } = scene;
    for (const url of [
      '/v1/telemetry/metrics',
      '/v1/telemetry/compatibility-reports',
      '/v1/lens/heartbeat',
      '/v1/compatibility',
    ]) {
      t.ok(await eventually(() => server.requests.some((request) => request.url === url)), url);
    }

    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const outward = addresses.filter(({ internal }) => !internal);
    const secrets: Record<string, string> = {
      'N1 an input': '1234567.8912345',
      'N1 an output': '2469135.782469',
      'N2 the bytes of an array': Buffer.from(new Float64Array([1234567.8912345]).buffer).toString('latin1'),
      'N3 source': 'N3SOURCE-canary',
      'N3 a function name': 'N3NAMEcanary',
      'N3 a folder': 'N3PROJECT-canary',
      'N3 a file': 'N3FILE-canary',
      'N3 the content of a file': 'N3CONTENT-canary',
      'N3 a script': 'work.js',
      'N4 a secret': 'N4SECRET-canary',
      'N4 a cloud key': 'N4AWS-canary',
      'N4 a license key': 'N4LICENSE-canary',
      'N4 the stored license key': 'N4KEY-canary',
      'N5 a home': 'N5HOME-canary',
      'N5 a user': 'N5USER-canary',
      'N5 a host': 'N5HOST-canary',
      'N5 the name of the host': 'N5HOSTREAL-canary',
      'N5 the host': hostname(),
      'N5 the home': `${userInfo().homedir}/`,
      'N5 the user': userInfo().username,
      ...Object.fromEntries(outward.map(({ address }, index) => [`N5 address ${index}`, address])),
      ...Object.fromEntries(
        addresses.filter(({ mac }) => mac !== '00:00:00:00:00:00').map(({ mac }, index) => [`N5 MAC ${index}`, mac]),
      ),
    };
    t.same(findLeaks(server.requests, secrets), []);

    // Positive control: the same search finds each of them in each encoding.
    const sample = server.requests[0]!;
    for (const [name, secret] of Object.entries(secrets)) {
      for (const [encoding, encode] of Object.entries(ENCODINGS)) {
        if (secret.length < LEAST_LENGTH && encoding !== 'plain') continue;
        const planted = { ...sample, body: `${sample.body} ${encode(secret)}` };
        if (!findLeaks([planted], { [name]: secret }).some((leak) => leak.includes(` as ${encoding} `))) {
          t.fail(`the search misses ${name} as ${encoding}`);
        }
      }
    }
  },
);
