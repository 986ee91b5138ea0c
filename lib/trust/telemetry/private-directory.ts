/**
 * Directories and files that only their owner can read. A directory that others could reach is refused, not repaired: whoever could write
 * there may have done so already.
 */
import { randomBytes } from 'node:crypto';
import {
  constants,
  closeSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  type Stats,
} from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A directory that may be used, or why not. */
export type DirectoryCheck = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** A file's content, or why it is not read. */
export type FileContent =
  { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly reason: string };

const DIRECTORY_MODE = 0o700;
export const FILE_MODE = 0o600;
const OTHERS = 0o077;
const LINE_END = 0x0a;

/** Files under this prefix are being written; nobody reads them. */
export const TEMPORARY_PREFIX = '.new-';

/** Creates the directory if it is not there, and checks that it is a directory, no link, the user's own, and closed to others. */
export function openPrivateDirectory(path: string): DirectoryCheck {
  try {
    mkdirSync(path, { recursive: true, mode: DIRECTORY_MODE });
    const stats = lstatSync(path);
    if (!stats.isDirectory()) return { ok: false, reason: 'is not a directory, or a link to one' };
    const fault = describeAccess(stats);
    return fault === undefined ? { ok: true } : { ok: false, reason: fault };
  } catch (error) {
    return { ok: false, reason: describeError(error) };
  }
}

/** Reads a whole file without following a link, provided that it is the user's own, closed to others, and no larger than that. */
export function readPrivateFile(path: string, maximumBytes: number): FileContent {
  return withPrivateFile(path, (descriptor, size): FileContent => {
    if (size > maximumBytes) return { ok: false, reason: `is larger than ${maximumBytes} bytes` };
    return { ok: true, bytes: readFileSync(descriptor) };
  });
}

/** The end of a file of lines. */
export interface Tail {
  readonly ok: true;
  /** Bytes up to the end of the last complete line. */
  readonly size: number;
  /** Bytes behind it. */
  readonly unfinished: number;
  /** Without its line end; empty where there is none. */
  readonly lastLine: Buffer;
}

/** Larger than most lines. */
const TAIL_BYTES = 16_384;

/** Reads the last complete line of a file, under the same conditions, and not much more of it. */
export function readPrivateTail(path: string): Tail | { readonly ok: false; readonly reason: string } {
  return withPrivateFile(path, (descriptor, size) => {
    for (let length = TAIL_BYTES; ; length *= 4) {
      const start = Math.max(0, size - length);
      const bytes = Buffer.alloc(size - start);
      const { length: read } = bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, start));
      const end = bytes.lastIndexOf(LINE_END, read - 1);
      const before = end > 0 ? bytes.lastIndexOf(LINE_END, end - 1) : -1;
      if (before < 0 && start > 0) continue;
      const lastLine = bytes.subarray(before + 1, Math.max(end, before + 1));
      return { ok: true, size: start + end + 1, unfinished: read - end - 1, lastLine } as const;
    }
  });
}

function withPrivateFile<T>(
  path: string,
  read: (descriptor: number, size: number) => T,
): T | { readonly ok: false; readonly reason: string } {
  let descriptor: number | undefined;
  try {
    // O_NONBLOCK: to open a named pipe must not wait for its other end.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { ok: false, reason: 'is not a file' };
    const fault = describeAccess(stats);
    return fault === undefined ? read(descriptor, stats.size) : { ok: false, reason: fault };
  } catch (error) {
    return { ok: false, reason: describeError(error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/**
 * Puts a complete file there, or nothing: it is written under another name, forced to the disk, and renamed; then the name is forced to the
 * disk too. None of it blocks the program, which may be the user's.
 */
export async function writeDurably(directory: string, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = temporaryPath(directory);
  const handle = await open(temporary, 'wx', FILE_MODE);
  try {
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, join(directory, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  const names = await open(directory, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await names.sync();
  } finally {
    await names.close();
  }
}

/** A name that nobody else uses. */
export function temporaryPath(directory: string): string {
  return join(directory, `${TEMPORARY_PREFIX}${process.pid}-${randomBytes(8).toString('hex')}`);
}

/** Forces names that were added or removed to the disk. */
export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The code of a system error, which names no path. */
export function describeError(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'unknown error';
}

function describeAccess(stats: Stats): string | undefined {
  if (process.getuid !== undefined && stats.uid !== process.getuid()) return 'belongs to another user';
  return (stats.mode & OTHERS) === 0 ? undefined : 'is open to other users';
}
