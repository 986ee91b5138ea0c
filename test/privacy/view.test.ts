import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import t from 'tap';
import { cliWords, eventually, runCli, runWork, start, temporaryFolder } from './support/run.js';
import { makeScene, type Scene } from './support/scene.js';

t.setTimeout(180_000);

/** Starts the viewer on a scene with something sent and something waiting. */
async function startViewer(t: Parameters<typeof makeScene>[0]): Promise<Scene & { readonly url: URL }> {
  const scene = await makeScene(t);
  await runWork(scene.env);
  await runCli(scene.env, 'sync');
  await runWork(scene.env);
  const { child, outcome } = start(cliWords('telemetry', 'view', '--json'), scene.env);
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  t.teardown(async () => {
    child.kill('SIGINT');
    await outcome;
  });
  await eventually(() => printed.includes('\n'));
  return { ...scene, url: new URL((JSON.parse(printed) as { url: string }).url) };
}

interface Visit {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

function visit(url: URL, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Visit> {
  return new Promise((settle, fail) => {
    request(url, { headers, method, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => settle({ status: response.statusCode, headers: response.headers, body }));
    })
      .on('error', fail)
      .end();
  });
}

t.test('E12 the viewer shows what was and what would be sent, field by field', async (t) => {
  const { url, server, queued } = await startViewer(t);
  t.equal(url.hostname, '127.0.0.1');
  t.match(url.pathname, /^\/[0-9a-f]{64}\/$/);
  const { status, headers, body } = await visit(url);
  t.equal(status, 200);
  const [waiting = '', sent = ''] = body.split('<h2>Was sent</h2>');
  t.equal(waiting.match(/<details>/g)?.length, queued().length);
  t.equal(sent.match(/<details>/g)?.length, server.requests.length);
  for (const { body: payload } of server.requests) {
    const { idempotencyKey, events } = JSON.parse(payload) as {
      idempotencyKey: string;
      events: Record<string, unknown>[];
    };
    t.ok(sent.includes(`&quot;${idempotencyKey}&quot;`));
    for (const [index, event] of events.entries()) {
      for (const name of Object.keys(event)) t.ok(sent.includes(`>events[${index}].${name}</td>`), name);
    }
  }
  t.ok(sent.includes('Number of') || sent.includes('Kernels compiled.'), 'meanings');
  t.notMatch(body, 'Not in the schema');
  t.match(body, 'The log is whole');
  t.match(
    headers['content-security-policy'],
    /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
  );
  t.equal(headers['referrer-policy'], 'no-referrer');
  t.equal(headers['cache-control'], 'no-store');
  t.notMatch(body, /<script|<img|<link|<iframe|<form|="?javascript:|\ssrc=|\shref=|url\(/i);
});

t.test('only the printed address is answered', async (t) => {
  const { env, url, server } = await startViewer(t);
  const before = server.connections();
  const secret = url.pathname;
  for (const path of [
    '/',
    secret.slice(0, -1),
    `${secret}x`,
    secret.toUpperCase(),
    `/${'0'.repeat(64)}/`,
    `${secret}?x`,
  ]) {
    const { status, body } = await visit(new URL(path, url));
    t.equal(status, 404, path);
    t.equal(body, 'There is nothing here.\n');
  }
  for (const host of ['evil.example', `localhost:${url.port}`, `127.0.0.1`]) {
    t.equal((await visit(url, { Host: host })).status, 404, host);
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    t.equal((await visit(url, {}, method)).status, 405, method);
  t.equal((await visit(url, {}, 'HEAD')).status, 200);
  t.equal(server.connections(), before, 'the viewer connects to nobody');
  t.match(await runCli(env, 'telemetry', 'view', '--port', url.port), {
    code: 3,
    stderr: /cannot listen on 127\.0\.0\.1/,
  });
  const listening = spawnSync('ss', ['-Hltn', `sport = :${url.port}`], { encoding: 'utf8' });
  if (listening.error === undefined) t.match(listening.stdout, `127.0.0.1:${url.port}`, 'loopback alone');
});

const CHROMIUM = '/usr/bin/chromium';
t.test(
  'the viewer in a browser',
  existsSync(CHROMIUM) ? {} : { skip: `${CHROMIUM} is not there: install Debian's package chromium to run this` },
  async (t) => {
    const { url, server } = await startViewer(t);
    const { code, stdout } = await start(
      [
        ...[CHROMIUM, '--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--dump-dom'],
        ...[
          `--user-data-dir=${temporaryFolder(t)}`,
          '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
          url.href,
        ],
      ],
      {},
    ).outcome;
    t.equal(code, 0);
    t.match(stdout, '<h1>jetloop telemetry</h1>');
    t.equal(stdout.split('<h2>Was sent</h2>')[1]?.match(/<details>/g)?.length, server.requests.length);
  },
);
