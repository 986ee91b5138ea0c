import t from 'tap';
import { startCaptureServer } from '../../../privacy/support/capture-server.js';
import { temporaryFolder } from '../../../privacy/support/run.js';
import { ENDPOINT_NAMES, ENDPOINTS } from '../../../../lib/protocol/endpoints.js';
import type { Scrubber } from '../../../../lib/trust/privacy/scrub.js';
import { prepareRequest, type Outgoing } from '../../../../lib/trust/net/prepare-request.js';
import { send, type SendContext } from '../../../../lib/trust/net/send.js';
import type { AuditLog, AuditRecord } from '../../../../lib/trust/telemetry/audit-log.js';

const PAYLOAD = { packageVersion: '0.1.0', schemaVersion: 1 };
const OUTGOING: Outgoing = {
  endpoint: 'compatibility',
  payload: PAYLOAD,
  idempotencyKey: '0123456789abcdef'.repeat(2),
};
const scrubber: Scrubber = { text: (text) => text, json: (value) => value };

/** A log that keeps its records in memory, and does what the test says first. */
function makeContext(
  before: () => void = () => undefined,
  ok = true,
): SendContext & { readonly logged: AuditRecord[] } {
  const logged: AuditRecord[] = [];
  const append = (record: AuditRecord): ReturnType<AuditLog['append']> => {
    before();
    if (!ok) return Promise.resolve({ ok: false, reason: 'ENOSPC' });
    logged.push(record);
    return Promise.resolve({ ok: true, sequence: logged.length, digest: '' });
  };
  return { version: '0.1.0', scrubber: () => scrubber, auditLog: { append } as unknown as AuditLog, logged };
}

/** A hub without TLS, as the environment names it while the test runs. */
async function makeHub(t: Parameters<typeof startCaptureServer>[0]): ReturnType<typeof startCaptureServer> {
  const server = await startCaptureServer(t, undefined);
  for (const name of Object.keys(process.env)) {
    if (/^(JETLOOP_|EPOCHLY_|PYVORIN_|DO_NOT_TRACK$|CI$)/.test(name)) delete process.env[name];
  }
  process.env.JETLOOP_API_URL = server.url;
  process.env.JETLOOP_STATE_DIR = temporaryFolder(t);
  return server;
}

t.test('what is logged is what is sent, and comes first', async (t) => {
  const server = await makeHub(t);
  const context = makeContext(() => t.equal(server.connections(), 0, 'nothing is connected before it is logged'));
  server.answer = () => ({ status: 200, body: '{"ok":true}', headers: { 'Retry-After': '7' } });
  t.same(await send(OUTGOING, context), { outcome: 'answered', status: 200, body: '{"ok":true}', retryAfter: '7' });
  t.equal(context.logged.length, 1);
  t.ok(Buffer.from(context.logged[0]!.bytes).equals(server.allBytes()));
  t.match(context.logged[0], { destination: `${server.url}/v1/compatibility`, requestClass: 'license' });
});

t.test('what cannot be logged is not sent', async (t) => {
  const server = await makeHub(t);
  t.same(await send(OUTGOING, makeContext(undefined, false)), { outcome: 'not-logged', reason: 'ENOSPC' });
  t.equal(server.connections(), 0);
});

t.test('P17 a gate that closes while the log is written still stops the request', async (t) => {
  const server = await makeHub(t);
  const context = makeContext(() => (process.env.JETLOOP_OFFLINE_MODE = '1'));
  t.match(await send(OUTGOING, context), { outcome: 'closed', code: 'offline-mode' });
  t.equal(server.connections(), 0);
});

t.test(
  'a closed gate, a program that says no, and an unfit payload: nothing is logged, scrubbed or connected',
  async (t) => {
    const server = await makeHub(t);
    const context = makeContext();
    const untouched = { ...context, scrubber: () => t.fail('nothing to scrub') as unknown as Scrubber };
    t.match(await send({ ...OUTGOING, endpoint: 'heartbeat' }, untouched), { outcome: 'closed', code: 'no-notice' });
    t.match(await send({ ...OUTGOING, payload: { ...PAYLOAD, extra: 1 } }, untouched), { outcome: 'invalid' });
    t.match(await send(OUTGOING, { ...context, isPermitted: () => Promise.resolve(false) }), {
      outcome: 'not-permitted',
    });
    t.equal(context.logged.length, 0);
    t.equal(server.connections(), 0);
  },
);

t.test('permission cannot open a closed gate', async (t) => {
  const server = await makeHub(t);
  process.env.JETLOOP_OFFLINE_MODE = '1';
  t.match(await send(OUTGOING, { ...makeContext(), isPermitted: () => Promise.resolve(true) }), { outcome: 'closed' });
  t.equal(server.connections(), 0);
});

t.test('an answer that is too large, or takes too long, is a failure', async (t) => {
  const server = await makeHub(t);
  server.answer = () => ({ status: 200, body: 'x'.repeat(1000) });
  t.match(await send(OUTGOING, { ...makeContext(), policy: { maximumAnswerBytes: 999 } }), {
    outcome: 'failed',
    reason: 'the answer is too large',
  });
  server.answer = () => ({ status: 200, headers: { 'Content-Length': '10' } });
  t.match(await send(OUTGOING, { ...makeContext(), policy: { deadlineMilliseconds: 100 } }), { outcome: 'failed' });
});

t.test('what the scrubber changes is refused: the schema has no place for it', (t) => {
  const context = {
    version: '0.1.0',
    scrubber: () => ({ ...scrubber, json: () => ({ ...PAYLOAD, packageVersion: '<host>' }) }),
  };
  t.match(prepareRequest(OUTGOING, 'https://hub.example', context), {
    ok: false,
    problem: /^scrubbed: packageVersion/,
  });
  const plain = { version: '0.1.0', scrubber: () => scrubber };
  t.match(prepareRequest({ ...OUTGOING, idempotencyKey: 'user\r\nX: y' }, 'https://hub.example', plain), { ok: false });
  t.end();
});

t.test('T4 no endpoint has a parameter in its path, and every one checks its payload', (t) => {
  for (const name of ENDPOINT_NAMES) {
    t.match(ENDPOINTS[name].path, /^\/v1(\/[a-z-]+)+$/);
    for (const payload of [undefined, null, 1, 'x', [], {}, { x: 1 }, new Date(), new Proxy({}, {})]) {
      t.equal(ENDPOINTS[name].check(payload).ok, false, name);
    }
  }
  t.end();
});
