/**
 * Batches that wait to be sent, one file each, in a private directory that several processes may use at once. A batch is there completely or
 * not at all; what is damaged is skipped and reported; nothing in the directory can make the program fail.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAXIMUM_BATCH_BYTES, validateBatch, type TelemetryBatch } from '../../protocol/telemetry.js';
import {
  TEMPORARY_PREFIX,
  describeError,
  openPrivateDirectory,
  readPrivateFile,
  writeDurably,
} from './private-directory.js';
import { acquireLock, type HeldLock } from './process-lock.js';

/** The queue's numbers, in one place so that tests and settings can set their own. */
export interface QueuePolicy {
  /** Most batches that wait; where one more comes, the oldest goes. */
  readonly maximumBatches: number;
  /** Batches that waited longer are removed unsent. */
  readonly retentionDays: number;
  /** Half-written files older than this belong to a process that was killed. */
  readonly abandonedMilliseconds: number;
  /** Wall clock: the age of a batch outlives processes. */
  readonly now: () => number;
}

export const DEFAULT_QUEUE_POLICY: QueuePolicy = {
  maximumBatches: 1000,
  retentionDays: 30,
  abandonedMilliseconds: 3_600_000,
  now: () => Date.now(),
};

/** A batch that waits. */
export interface QueueEntry {
  /** Of the file; names sort by age. */
  readonly name: string;
  /** Wall clock, milliseconds. */
  readonly queuedAt: number;
  readonly batch: TelemetryBatch;
}

/** A file of the directory that is not a readable batch, and stays where it is until it is too old or the queue is cleared. */
export interface QueueProblem {
  readonly name: string;
  readonly reason: string;
}

export interface QueueListing {
  /** Oldest first. */
  readonly entries: readonly QueueEntry[];
  readonly problems: readonly QueueProblem[];
}

export type AppendResult =
  { readonly ok: true; readonly name: string } | { readonly ok: false; readonly reason: string };

const DAY = 86_400_000;
/** Time with a fixed number of digits, then the batch's own key: sorted by name is sorted by age. */
const BATCH_NAME = /^(\d{15})-([0-9a-f]{32})\.batch$/;
const LOCK_NAME = 'sender.lock';
const DIGEST_LENGTH = 64;

export class TelemetryQueue {
  private readonly policy: QueuePolicy;

  constructor(
    readonly directory: string,
    policy: Partial<QueuePolicy> = {},
  ) {
    this.policy = { ...DEFAULT_QUEUE_POLICY, ...policy };
  }

  /**
   * Queues a batch. Once it resolves to `ok`, the batch survives a power failure.
   *
   * @param onNamed - told the name before anything is written
   */
  async append(batch: TelemetryBatch, onNamed?: (name: string) => void): Promise<AppendResult> {
    const file = this.prepare(batch);
    if (!file.ok) return file;
    onNamed?.(file.name);
    try {
      await writeDurably(this.directory, file.name, file.bytes);
      this.enforceLimit();
      return { ok: true, name: file.name };
    } catch (error) {
      return { ok: false, reason: describeError(error) };
    }
  }

  /** What waits. Batches and damaged files that are too old are removed on the way. */
  list(): QueueListing {
    const entries: QueueEntry[] = [];
    const problems: QueueProblem[] = [];
    const oldest = this.policy.now() - this.policy.retentionDays * DAY;
    const directory = openPrivateDirectory(this.directory);
    if (!directory.ok) return { entries, problems: [{ name: '.', reason: directory.reason }] };
    for (const name of this.names(problems)) {
      const match = BATCH_NAME.exec(name);
      if (match === null) {
        this.listOther(name, problems);
        continue;
      }
      const queuedAt = Number(match[1]);
      if (queuedAt < oldest) {
        this.removeFile(name);
        continue;
      }
      const batch = this.read(name, match[2]!);
      if ('reason' in batch) {
        // Another process may have sent it meanwhile.
        if (batch.reason !== 'ENOENT') problems.push({ name, reason: batch.reason });
      } else {
        entries.push({ name, queuedAt, batch });
      }
    }
    return { entries, problems };
  }

  /** Whether nothing waits, as far as names tell; no file is read. */
  isEmpty(): boolean {
    return !this.names([]).some((name) => BATCH_NAME.test(name));
  }

  /** Whether a batch waits still: whoever has read it may find that it must not be sent any more. */
  has(name: string): boolean {
    return existsSync(join(this.directory, name));
  }

  /** Removes a batch that was sent, or that must not be. */
  remove(name: string): void {
    if (BATCH_NAME.test(name)) this.removeFile(name);
  }

  /**
   * Removes everything that waits, damaged and half-written files too.
   *
   * @returns how many batches there were
   */
  clear(): number {
    if (!openPrivateDirectory(this.directory).ok) return 0;
    const names = this.names([]);
    for (const name of names) {
      if (BATCH_NAME.test(name) || name.startsWith(TEMPORARY_PREFIX)) this.removeFile(name);
    }
    return names.filter((name) => BATCH_NAME.test(name)).length;
  }

  /** The right to send, which one process of the machine has at a time; `undefined` while another one has it. */
  acquireSender(): HeldLock | undefined {
    try {
      if (!openPrivateDirectory(this.directory).ok) return undefined;
      return acquireLock(join(this.directory, LOCK_NAME), { now: () => this.policy.now() });
    } catch {
      return undefined;
    }
  }

  private prepare(
    batch: TelemetryBatch,
  ):
    | { readonly ok: true; readonly name: string; readonly bytes: Buffer }
    | { readonly ok: false; readonly reason: string } {
    const check = validateBatch(batch);
    if (!check.ok) return { ok: false, reason: 'the batch does not fit the schema' };
    const directory = openPrivateDirectory(this.directory);
    if (!directory.ok) return directory;
    const body = JSON.stringify(check.batch);
    if (Buffer.byteLength(body) > MAXIMUM_BATCH_BYTES) return { ok: false, reason: 'the batch is too large' };
    const time = Math.trunc(this.policy.now()).toString().padStart(15, '0');
    const name = `${time}-${check.batch.idempotencyKey}.batch`;
    return { ok: true, name, bytes: Buffer.from(`${digest(body)}\n${body}`) };
  }

  private read(name: string, key: string): TelemetryBatch | { readonly reason: string } {
    const content = readPrivateFile(join(this.directory, name), MAXIMUM_BATCH_BYTES + DIGEST_LENGTH + 1);
    if (!content.ok) return content;
    const text = content.bytes.toString('utf8');
    const body = text.slice(DIGEST_LENGTH + 1);
    if (text.slice(0, DIGEST_LENGTH + 1) !== `${digest(body)}\n`)
      return { reason: 'is damaged: its digest does not match' };
    try {
      const check = validateBatch(JSON.parse(body));
      if (!check.ok) return { reason: 'does not fit the schema' };
      return check.batch.idempotencyKey === key ? check.batch : { reason: 'has another key than its name says' };
    } catch {
      return { reason: 'is not JSON' };
    }
  }

  /** Keeps what is no batch, except for what a killed process left behind. */
  private listOther(name: string, problems: QueueProblem[]): void {
    if (name === LOCK_NAME) return;
    if (!name.startsWith(TEMPORARY_PREFIX) && !name.startsWith(`${LOCK_NAME}.`)) {
      problems.push({ name, reason: 'is not a file of the queue' });
      return;
    }
    try {
      const age = this.policy.now() - statSync(join(this.directory, name)).mtimeMs;
      if (age > this.policy.abandonedMilliseconds) this.removeFile(name);
    } catch {
      // It was renamed or removed meanwhile.
    }
  }

  /** In order of age. */
  private names(problems: QueueProblem[]): string[] {
    try {
      return readdirSync(this.directory).sort();
    } catch (error) {
      problems.push({ name: '.', reason: describeError(error) });
      return [];
    }
  }

  private enforceLimit(): void {
    const names = this.names([]).filter((name) => BATCH_NAME.test(name));
    for (const name of names.slice(0, Math.max(0, names.length - this.policy.maximumBatches))) this.removeFile(name);
  }

  private removeFile(name: string): void {
    try {
      rmSync(join(this.directory, name), { force: true });
    } catch {
      // A directory of that name, or no permission: it stays, and is reported.
    }
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
