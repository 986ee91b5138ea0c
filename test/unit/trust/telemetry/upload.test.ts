import t from 'tap';
import type { TelemetryBatch } from '../../../../lib/protocol/telemetry.js';
import type { Outgoing } from '../../../../lib/trust/net/prepare-request.js';
import type { SendResult } from '../../../../lib/trust/net/send.js';
import {
  backOffAfterFailure,
  backOffAsAsked,
  NO_BACK_OFF,
  type BackOff,
  type BackOffPolicy,
} from '../../../../lib/trust/telemetry/back-off.js';
import { upload } from '../../../../lib/trust/telemetry/upload.js';

const NOW = 1_000_000_000;
const policy: BackOffPolicy = {
  firstMilliseconds: 1000,
  longestMilliseconds: 10_000,
  longestRetryAfterMilliseconds: 60_000,
  random: () => 0,
  now: () => NOW,
};

function batch(index: number): TelemetryBatch {
  return {
    schemaVersion: 1,
    idempotencyKey: index.toString(16).padStart(32, '0'),
    packageVersion: '0.1.0',
    events: [{ kind: 'compatibility', refusals: { closure: index + 1 } }],
  };
}

const answered = (status: number, retryAfter?: string): SendResult => ({
  outcome: 'answered',
  status,
  body: '',
  ...(retryAfter !== undefined && { retryAfter }),
});

/** Uploads three batches, each answered with the next of the results. */
async function run(results: readonly SendResult[], backOff: BackOff = NO_BACK_OFF, since = 0) {
  const removed: number[] = [];
  const sent: Outgoing[] = [];
  const report = await upload({
    waiting: [0, 1, 2].map((index) => ({
      batch: batch(index),
      queuedAt: index,
      stillWaits: () => true,
      remove: () => removed.push(index),
    })),
    since,
    send: (outgoing) => {
      sent.push(outgoing);
      return Promise.resolve(results[sent.length - 1]!);
    },
    proceed: () => true,
    backOff,
    policy,
  });
  return { report, removed, sent };
}

t.test('what is accepted goes, in order, under its own key', async (t) => {
  const { report, removed, sent } = await run([answered(200), answered(202), answered(204)]);
  t.same(report, { sent: 3, dropped: 0, backOff: NO_BACK_OFF });
  t.same(removed, [0, 1, 2]);
  t.same(
    sent.map(({ endpoint, idempotencyKey }) => [endpoint, idempotencyKey]),
    [0, 1, 2].map((index) => ['compatibility-reports', batch(index).idempotencyKey]),
  );
});

t.test('4xx is never tried again: the batch goes, and the next is tried', async (t) => {
  for (const status of [400, 401, 403, 404, 408, 409, 413, 422, 429, 451]) {
    const { report, removed } = await run([answered(status), answered(202), answered(status)]);
    t.same(report, { sent: 1, dropped: 2, backOff: NO_BACK_OFF }, String(status));
    t.same(removed, [0, 1, 2]);
  }
});

t.test('Retry-After of 429 and 503 is honoured, up to a limit', async (t) => {
  for (const [status, header, wait] of [
    [429, '5', 5000],
    [503, '7', 7000],
    [429, '999999', 60_000],
    [429, new Date(NOW + 9000).toUTCString(), 9000],
    [429, new Date(NOW - 9000).toUTCString(), 0],
  ] as const) {
    const { report, removed } = await run([answered(status, header)]);
    t.same(report, {
      sent: 0,
      dropped: 0,
      backOff: { failures: 0, notBefore: NOW + wait },
      stopped: `status ${status}`,
    });
    t.same(removed, []);
  }
  t.equal(
    (await run([answered(429, 'soon'), answered(202), answered(202)])).report.dropped,
    1,
    'without a time it is a refusal',
  );
});

t.test('a failure stops the upload, keeps what is left, and waits longer each time', async (t) => {
  for (const failure of [
    answered(500),
    answered(503),
    answered(302),
    answered(0),
    { outcome: 'failed', reason: 'ECONNREFUSED' },
  ] as SendResult[]) {
    const { report, removed, sent } = await run([answered(202), failure]);
    t.match(report, { sent: 1, dropped: 0, backOff: { failures: 1, notBefore: NOW + 500 } });
    t.same(removed, [0]);
    t.equal(sent.length, 2);
  }
  const waits: number[] = [];
  for (let backOff = NO_BACK_OFF, times = 0; times < 6; times++) {
    backOff = backOffAfterFailure(backOff, policy);
    waits.push(backOff.notBefore - NOW);
  }
  t.same(waits, [500, 1000, 2000, 4000, 5000, 5000], 'without luck, half of the longest time');
  t.equal(backOffAfterFailure(NO_BACK_OFF, { ...policy, random: () => 0.999_999 }).notBefore, NOW + 1000);
  t.equal(backOffAsAsked(NO_BACK_OFF, 'never', policy), undefined);
});

t.test('success ends a back-off; before its end nothing is sent', async (t) => {
  const expired = { failures: 3, notBefore: NOW };
  t.same((await run([answered(202), answered(202), answered(202)], expired)).report.backOff, NO_BACK_OFF);
  const { report, sent } = await run([], { failures: 3, notBefore: NOW + 1 });
  t.match(report, { sent: 0, stopped: 'back-off' });
  t.equal(sent.length, 0);
});

t.test(
  'what is not the hub’s fault keeps the batch without a back-off; what does not fit the schema goes',
  async (t) => {
    for (const result of [
      { outcome: 'closed', code: 'do-not-track', message: '' },
      { outcome: 'not-permitted' },
      { outcome: 'not-logged', reason: 'ENOSPC' },
    ] as SendResult[]) {
      const { report, removed } = await run([result]);
      t.same(report, { sent: 0, dropped: 0, backOff: NO_BACK_OFF, stopped: result.outcome });
      t.same(removed, []);
    }
    t.match((await run([{ outcome: 'invalid', problem: '' }, answered(202), answered(202)])).report, {
      sent: 2,
      dropped: 1,
    });
  },
);

t.test('what was queued before the permission is dropped unsent', async (t) => {
  const { report, removed, sent } = await run([answered(202)], NO_BACK_OFF, 2);
  t.match(report, { sent: 1, dropped: 2 });
  t.same(removed, [0, 1, 2]);
  t.equal(sent.length, 1);
});
