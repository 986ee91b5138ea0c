/** Sends what is queued, one batch after the other, and decides after each answer what becomes of the batch and of those behind it. */
import { streamOf, type TelemetryBatch } from '../../protocol/telemetry.js';
import type { Outgoing } from '../net/prepare-request.js';
import type { SendResult } from '../net/send.js';
import {
  backOffAfterFailure,
  backOffAsAsked,
  DEFAULT_BACK_OFF_POLICY,
  NO_BACK_OFF,
  type BackOff,
  type BackOffPolicy,
} from './back-off.js';

/** A batch that waits, wherever it does. */
export interface Waiting {
  readonly batch: TelemetryBatch;
  /** Wall clock, milliseconds. */
  readonly queuedAt: number;
  /** Whether nobody forgot it since it was read. */
  readonly stillWaits: () => boolean;
  /** Forgets it, once it was sent or must not be. */
  readonly remove: () => void;
}

/** What an upload works with. */
export interface Upload {
  readonly waiting: readonly Waiting[];
  /** Nothing queued before may be sent. */
  readonly since: number;
  send(outgoing: Outgoing): Promise<SendResult>;
  /** Called before each batch; `false` ends the upload. */
  proceed(): boolean;
  readonly backOff: BackOff;
  readonly policy?: Partial<BackOffPolicy>;
}

/** What became of it. */
export interface UploadReport {
  readonly sent: number;
  /** Refused by the hub for good, unfit for the schema, or recorded before it was allowed. */
  readonly dropped: number;
  readonly backOff: BackOff;
  /** Why it ended before all batches were dealt with. */
  readonly stopped?: string;
}

/** Whether the batch goes, and whether the next one is tried. */
type Verdict =
  | { readonly batch: 'sent' | 'dropped' }
  | { readonly batch: 'kept'; readonly backOff: BackOff; readonly reason: string };

/** What a batch is sent as. */
export function outgoingOf(batch: TelemetryBatch): Outgoing {
  return { endpoint: streamOf(batch), payload: batch, idempotencyKey: batch.idempotencyKey };
}

export async function upload(task: Upload): Promise<UploadReport> {
  const policy = { ...DEFAULT_BACK_OFF_POLICY, ...task.policy };
  const counts = { sent: 0, dropped: 0 };
  let { backOff } = task;
  for (const { batch, queuedAt, stillWaits, remove } of task.waiting) {
    if (policy.now() < backOff.notBefore) return { ...counts, backOff, stopped: 'back-off' };
    if (!task.proceed()) return { ...counts, backOff, stopped: 'interrupted' };
    if (!stillWaits()) continue;
    if (queuedAt < task.since) {
      remove();
      counts.dropped++;
      continue;
    }
    const verdict = judge(await task.send(outgoingOf(batch)), backOff, policy);
    if (verdict.batch === 'kept') return { ...counts, backOff: verdict.backOff, stopped: verdict.reason };
    remove();
    counts[verdict.batch]++;
    backOff = NO_BACK_OFF;
  }
  return { ...counts, backOff };
}

function judge(result: SendResult, backOff: BackOff, policy: BackOffPolicy): Verdict {
  switch (result.outcome) {
    case 'invalid':
      return { batch: 'dropped' };
    case 'closed':
    case 'not-permitted':
    case 'not-logged':
      // Not the hub's fault: no back-off.
      return { batch: 'kept', backOff, reason: result.outcome };
    case 'failed':
      return { batch: 'kept', backOff: backOffAfterFailure(backOff, policy), reason: result.reason };
    case 'answered':
      return judgeAnswer(result, backOff, policy);
  }
}

function judgeAnswer(
  { status, retryAfter }: { readonly status: number; readonly retryAfter?: string },
  backOff: BackOff,
  policy: BackOffPolicy,
): Verdict {
  if (status >= 200 && status < 300) return { batch: 'sent' };
  const reason = `status ${status}`;
  const asked =
    retryAfter !== undefined && (status === 429 || status === 503)
      ? backOffAsAsked(backOff, retryAfter, policy)
      : undefined;
  if (asked !== undefined) return { batch: 'kept', backOff: asked, reason };
  // The hub understood and refused: it would refuse again.
  if (status >= 400 && status < 500) return { batch: 'dropped' };
  return { batch: 'kept', backOff: backOffAfterFailure(backOff, policy), reason };
}
