/**
 * What was sent, byte for byte, written down before it is sent. Each entry carries the digest of the one before it, so that to change, drop or
 * reorder entries breaks the chain; a note beside the log says how long it was, so that to cut off its end is noticed too. The log is for the
 * owner of the machine: it never leaves it.
 */
import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  FILE_MODE,
  TEMPORARY_PREFIX,
  describeError,
  openPrivateDirectory,
  readPrivateFile,
  readPrivateTail,
  syncDirectory,
  writeDurably,
} from './private-directory.js';
import { acquireLock, type HeldLock } from './process-lock.js';

/** The log's numbers, in one place so that tests can set their own. */
export interface AuditPolicy {
  /** A file that is larger is continued in a new one, */
  readonly maximumFileBytes: number;
  /** and of more files than this the oldest is removed. */
  readonly maximumFiles: number;
  /** Time that an entry waits at most for other processes that write. */
  readonly lockMilliseconds: number;
  /** Wall clock. */
  readonly now: () => number;
}

export const DEFAULT_AUDIT_POLICY: AuditPolicy = {
  maximumFileBytes: 16 << 20,
  maximumFiles: 8,
  lockMilliseconds: 5000,
  now: () => Date.now(),
};

/** What is about to be sent. */
export interface AuditRecord {
  /** Origin and path. */
  readonly destination: string;
  readonly requestClass: 'telemetry' | 'license';
  /** Exactly what the socket will be given. */
  readonly bytes: Uint8Array;
}

/** What was sent, or was about to be. */
export interface AuditEntry extends AuditRecord {
  /** Counts up from 1, over all files. */
  readonly sequence: number;
  /** Wall clock, milliseconds. */
  readonly at: number;
  /** Digest of the entry before; of the first one, zeros. */
  readonly previous: string;
  /** SHA-256 over everything above. */
  readonly digest: string;
}

/** Only after `ok` may the bytes be sent. */
export type AuditAppend =
  | { readonly ok: true; readonly sequence: number; readonly digest: string }
  | { readonly ok: false; readonly reason: string };

export type AuditCheck =
  | {
      readonly ok: true;
      readonly entries: number;
      /** Later than 1 where old files were removed. */ readonly first: number;
    }
  | { readonly ok: false; readonly entries: number; readonly brokenAt: number; readonly reason: string };

/** The end of the log. */
interface Head {
  readonly sequence: number;
  readonly digest: string;
}

const FILE_NAME = /^sent-(\d{6})\.log$/;
const HEAD_NAME = 'head.json';
const LOCK_NAME = 'log.lock';
const LOCK_PAUSE = 5;
const START: Head = { sequence: 0, digest: '0'.repeat(64) };
const LIMIT = 2 ** 30;

export class AuditLog {
  private readonly policy: AuditPolicy;
  /** Appends of this process, one after the other. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly directory: string,
    policy: Partial<AuditPolicy> = {},
  ) {
    this.policy = { ...DEFAULT_AUDIT_POLICY, ...policy };
  }

  /** Writes an entry and forces it to the disk. */
  append(record: AuditRecord): Promise<AuditAppend> {
    const appended = this.last.then(() => this.appendNow(record));
    this.last = appended;
    return appended;
  }

  /** All entries that can be read, oldest first. */
  entries(): AuditEntry[] {
    return this.files().flatMap((name) => this.lines(name).flatMap((line) => parseEntry(line) ?? []));
  }

  /** Checks the chain, and says where it is broken first. */
  verify(): AuditCheck {
    if (!openPrivateDirectory(this.directory).ok)
      return { ok: false, entries: 0, brokenAt: 0, reason: 'cannot be read' };
    let before: Head | undefined;
    let first = 0;
    let entries = 0;
    const broken = (brokenAt: number, reason: string): AuditCheck => ({ ok: false, entries, brokenAt, reason });
    const note = this.readHead();
    for (const name of this.files()) {
      for (const line of this.lines(name)) {
        const entry = parseEntry(line);
        const expected = (before?.sequence ?? 0) + 1;
        if (entry === undefined) return broken(expected, 'an entry cannot be read');
        if (entry.digest !== digestOf(entry)) return broken(entry.sequence, 'an entry was changed');
        // The oldest files may have been removed by the policy: the first entry that is left starts the chain.
        if (before === undefined && entry.sequence === 1 && entry.previous !== START.digest) {
          return broken(1, 'the first entry names another before it');
        }
        if (before !== undefined && entry.sequence !== expected) return broken(expected, 'an entry is missing');
        if (before !== undefined && entry.previous !== before.digest) {
          return broken(entry.sequence, 'an entry does not follow from the one before');
        }
        if (entry.sequence === note?.sequence && entry.digest !== note.digest) {
          return broken(entry.sequence, 'the log was written anew');
        }
        if (before === undefined) first = entry.sequence;
        before = entry;
        entries++;
      }
    }
    if (note !== undefined && note.sequence > (before?.sequence ?? 0)) {
      return broken((before?.sequence ?? 0) + 1, 'the end of the log is missing');
    }
    return { ok: true, entries, first };
  }

  /** Removes the log. The next entry is the first again. */
  clear(): void {
    if (!openPrivateDirectory(this.directory).ok) return;
    for (const name of readdirSync(this.directory)) {
      if (FILE_NAME.test(name) || name === HEAD_NAME || name.startsWith(TEMPORARY_PREFIX)) {
        rmSync(join(this.directory, name), { force: true });
      }
    }
  }

  private async appendNow(record: AuditRecord): Promise<AuditAppend> {
    const directory = openPrivateDirectory(this.directory);
    if (!directory.ok) return directory;
    let lock: HeldLock | undefined;
    try {
      lock = await this.lock();
      if (lock === undefined) return { ok: false, reason: 'other processes keep the log busy' };
      return await this.write(record);
    } catch (error) {
      return { ok: false, reason: error instanceof Unreadable ? error.message : describeError(error) };
    } finally {
      lock?.release();
    }
  }

  private async lock(): Promise<HeldLock | undefined> {
    const deadline = performance.now() + this.policy.lockMilliseconds;
    for (;;) {
      const lock = acquireLock(join(this.directory, LOCK_NAME));
      if (lock !== undefined || performance.now() > deadline) return lock;
      await delay(LOCK_PAUSE * (1 + Math.random()));
    }
  }

  private async write({ destination, requestClass, bytes }: AuditRecord): Promise<AuditAppend> {
    const end = await this.findEnd();
    const unsigned = { sequence: end.sequence + 1, at: this.policy.now(), destination, requestClass, bytes };
    const entry: AuditEntry = {
      ...unsigned,
      previous: end.digest,
      digest: digestOf({ ...unsigned, previous: end.digest }),
    };
    const isNew = end.size === 0;
    const handle = await open(join(this.directory, end.file), 'a', FILE_MODE);
    try {
      await handle.writeFile(printEntry(entry));
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (isNew) {
      syncDirectory(this.directory);
      const files = this.files();
      for (const name of files.slice(0, Math.max(0, files.length - this.policy.maximumFiles))) {
        rmSync(join(this.directory, name), { force: true });
      }
    }
    const head: Head = { sequence: entry.sequence, digest: entry.digest };
    await writeDurably(this.directory, HEAD_NAME, Buffer.from(JSON.stringify(head)));
    return { ok: true, ...head };
  }

  /** The last entry, and the file that the next one goes to. */
  private async findEnd(): Promise<Head & { readonly file: string; readonly size: number }> {
    const files = this.files();
    let end = this.readHead() ?? START;
    const file = files.at(-1);
    if (file === undefined) return { ...end, file: fileName(1), size: 0 };
    const tail = readPrivateTail(join(this.directory, file));
    if (!tail.ok) throw new Unreadable(`${file} ${tail.reason}`);
    if (tail.unfinished > 0) {
      // The process was killed while it wrote: the entry was never acknowledged, so it was never sent.
      const handle = await open(join(this.directory, file), 'r+');
      try {
        await handle.truncate(tail.size);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    const lastLine = tail.lastLine.toString('latin1');
    const last = parseEntry(lastLine);
    // The note lags behind where a process was killed between the two; where it is ahead, the end was cut off, and stays missing.
    if (last !== undefined && last.sequence > end.sequence) end = last;
    const isFull = tail.size >= this.policy.maximumFileBytes;
    const number = Number(FILE_NAME.exec(file)![1]);
    return { ...end, file: isFull ? fileName(number + 1) : file, size: isFull ? 0 : tail.size };
  }

  private files(): string[] {
    try {
      return readdirSync(this.directory)
        .filter((name) => FILE_NAME.test(name))
        .sort();
    } catch {
      return [];
    }
  }

  /** Complete lines; what a killed process left at the end is none. */
  private lines(name: string): string[] {
    const content = readPrivateFile(join(this.directory, name), LIMIT);
    return content.ok ? content.bytes.toString('latin1').split('\n').slice(0, -1) : ['unreadable'];
  }

  private readHead(): Head | undefined {
    const content = readPrivateFile(join(this.directory, HEAD_NAME), 4096);
    if (!content.ok) return undefined;
    try {
      const { sequence, digest } = JSON.parse(content.bytes.toString('utf8')) as Record<string, unknown>;
      return Number.isSafeInteger(sequence) && typeof digest === 'string'
        ? { sequence: sequence as number, digest }
        : undefined;
    } catch {
      return undefined;
    }
  }
}

/** The log is there but not readable: nothing is appended to it then. */
class Unreadable extends Error {}

function fileName(number: number): string {
  return `sent-${number.toString().padStart(6, '0')}.log`;
}

function digestOf(entry: Omit<AuditEntry, 'digest'>): string {
  const { sequence, at, destination, requestClass, bytes, previous } = entry;
  // A JSON list of strings and numbers: no two different entries run together into the same text.
  const head = JSON.stringify([sequence, at, destination, requestClass, previous, bytes.byteLength]);
  return createHash('sha256').update(head).update(bytes).digest('hex');
}

function printEntry(entry: AuditEntry): string {
  return `${JSON.stringify({ ...entry, bytes: Buffer.from(entry.bytes).toString('base64') })}\n`;
}

function parseEntry(line: string): AuditEntry | undefined {
  try {
    const { sequence, at, destination, requestClass, bytes, previous, digest, ...rest } = JSON.parse(
      Buffer.from(line, 'latin1').toString('utf8'),
    ) as Record<string, unknown>;
    const fits =
      Number.isSafeInteger(sequence) &&
      Number.isFinite(at) &&
      typeof destination === 'string' &&
      (requestClass === 'telemetry' || requestClass === 'license') &&
      typeof bytes === 'string' &&
      typeof previous === 'string' &&
      typeof digest === 'string' &&
      Object.keys(rest).length === 0;
    return fits
      ? {
          sequence: sequence as number,
          at: at as number,
          destination,
          requestClass,
          bytes: Buffer.from(bytes, 'base64'),
          previous,
          digest,
        }
      : undefined;
  } catch {
    return undefined;
  }
}
