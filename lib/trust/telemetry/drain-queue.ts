/** Uploads the whole queue, as the one process of the machine that does so at a time. */
import type { Outgoing } from '../net/prepare-request.js';
import type { SendResult } from '../net/send.js';
import { readBackOff, writeBackOff } from './back-off.js';
import type { State } from './open-state.js';
import { upload, type UploadReport, type Waiting } from './upload.js';

export interface Drain {
  /** Nothing queued before may be sent. */
  readonly since: number;
  /** Batches that wait elsewhere, sent first. */
  readonly also?: readonly Waiting[];
  send(outgoing: Outgoing): Promise<SendResult>;
  /** Wall clock, milliseconds; what is left then stays queued. */
  readonly endsAt?: number;
}

/** @returns `undefined` where another process is sending */
export async function drainQueue({ folder, queue }: State, drain: Drain): Promise<UploadReport | undefined> {
  const lock = queue.acquireSender();
  if (lock === undefined) return undefined;
  try {
    const { entries } = queue.list();
    const queued = entries.map(({ name, queuedAt, batch }): Waiting => ({
      batch,
      queuedAt,
      stillWaits: () => queue.has(name),
      remove: () => queue.remove(name),
    }));
    const before = readBackOff(folder);
    const report = await upload({
      waiting: [...(drain.also ?? []), ...queued],
      since: drain.since,
      send: (outgoing) => drain.send(outgoing),
      proceed: () => {
        lock.renew();
        return Date.now() < (drain.endsAt ?? Infinity);
      },
      backOff: before,
    });
    if (report.backOff !== before) await writeBackOff(folder, report.backOff);
    return report;
  } finally {
    lock.release();
  }
}
