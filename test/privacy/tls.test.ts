import t from 'tap';
import { startCaptureServer } from './support/capture-server.js';
import { runCli, runWork } from './support/run.js';
import { makeScene } from './support/scene.js';

t.setTimeout(300_000);

t.test(
  'T2 a bad certificate is refused, whatever the environment says, and not a byte of the request is sent',
  async (t) => {
    const scene = await makeScene(t);
    await runWork(scene.env);
    const waiting = scene.queued().length;
    t.ok(waiting > 0);
    const { right, wrongHost, unknownIssuer, expired } = scene.certificates;
    for (const [name, certificate, reason] of [
      ['a wrong host name', wrongHost, /ERR_TLS_CERT_ALTNAME_INVALID/],
      ['an unknown issuer', unknownIssuer, /UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT/],
      ['an expired certificate', expired, /CERT_HAS_EXPIRED/],
    ] as const) {
      const server = await startCaptureServer(t, certificate);
      for (const set of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }] as Readonly<Record<string, string>>[]) {
        const env = { ...scene.env, ...set, JETLOOP_API_URL: server.url };
        t.match(await runCli(env, 'doctor', '--hub'), { code: 1, stdout: reason }, name);
        await runCli(env, 'sync');
      }
      t.ok(server.connections() > 0, `${name}: it was tried`);
      t.equal(server.allBytes().length, 0, `${name}: no byte`);
      t.equal(server.requests.length, 0);
    }
    t.equal(scene.queued().length, waiting, 'what could not be sent waits');

    const server = await startCaptureServer(t, right);
    t.equal(
      (await runCli({ ...scene.env, JETLOOP_API_URL: server.url }, 'doctor', '--hub')).code,
      0,
      'positive control',
    );
    const byName = { ...scene.env, JETLOOP_API_URL: server.url.replace('127.0.0.1', 'localhost') };
    t.equal((await runCli(byName, 'doctor', '--hub')).code, 0, 'by name');
    t.equal(server.requests.at(-1)?.servername, 'localhost');
  },
);

t.test('T2 plain HTTP is for loopback alone', async (t) => {
  const scene = await makeScene(t);
  const server = await startCaptureServer(t, undefined);
  for (const url of [server.url, server.url.replace('127.0.0.1', 'localhost')]) {
    t.equal((await runCli({ ...scene.env, JETLOOP_API_URL: url }, 'doctor', '--hub')).code, 0, url);
  }
  t.equal(server.requests.length, 2);
});
