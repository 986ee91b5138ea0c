/**
 * A lock among processes of one machine that share a directory. It is a file that says who holds it. A holder that died is recognised, and its
 * lock is taken over by exactly one process: taking over the lock with token t needs a second lock, whose name contains t, so that a
 * process that looked at an outdated file can never remove the lock of a living one.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, readlinkSync, rmSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { FILE_MODE, describeError, readPrivateFile, temporaryPath } from './private-directory.js';

/** A lock that is held. */
export interface HeldLock {
  /** Says that the holder is alive, to processes that cannot see it: those of other containers. */
  renew(): void;
  release(): void;
}

/** The lock's numbers. */
export interface LockPolicy {
  /** A holder of another container that did not renew for so long is taken for dead. */
  readonly leaseMilliseconds: number;
  /** Wall clock, as of files. */
  readonly now: () => number;
}

export const DEFAULT_LOCK_POLICY: LockPolicy = { leaseMilliseconds: 600_000, now: () => Date.now() };

/** Who holds a lock. A number of a process alone would be used again by another process some day. */
interface Holder {
  readonly token: string;
  readonly pid: number;
  /** Names this start of the machine, and this container's view of its processes. */
  readonly boot: string;
  readonly namespace: string;
  /** When the process started, in ticks since the machine did. */
  readonly started: string;
}

const MAXIMUM_BYTES = 4096;
/** A take-over that was killed in the middle leaves a lock behind that is taken over in turn; more of them in a row do not happen. */
const MAXIMUM_DEPTH = 8;

/**
 * Takes the lock.
 *
 * @returns `undefined` where somebody else holds it
 * @throws the system's error where the directory cannot be written
 */
export function acquireLock(path: string, policy: Partial<LockPolicy> = {}): HeldLock | undefined {
  return acquire(path, { ...DEFAULT_LOCK_POLICY, ...policy }, 0);
}

function acquire(path: string, policy: LockPolicy, depth: number): HeldLock | undefined {
  const token = randomBytes(12).toString('hex');
  if (create(path, token)) return heldLock(path, token, policy);
  const present = readHolder(path);
  if (present === 'gone') return create(path, token) ? heldLock(path, token, policy) : undefined;
  if (present !== 'damaged' && isAlive(present, path, policy)) return undefined;
  if (present === 'damaged' && !isOutdated(path, policy)) return undefined;
  if (depth === MAXIMUM_DEPTH) return undefined;
  const deadToken = present === 'damaged' ? 'damaged' : present.token;
  const takeOver = acquire(`${path}.${deadToken}`, policy, depth + 1);
  if (takeOver === undefined) return undefined;
  try {
    // Only the holder of this take-over may remove the file with that token, so what is read now stays true.
    const still = readHolder(path);
    const isSame = still === present || (typeof still === 'object' && still.token === deadToken);
    if (isSame) unlinkSync(path);
    return (isSame || still === 'gone') && create(path, token) ? heldLock(path, token, policy) : undefined;
  } finally {
    takeOver.release();
  }
}

/** Puts the lock's file there, complete from its first moment on, unless there is one. */
function create(path: string, token: string): boolean {
  const temporary = temporaryPath(dirname(path));
  writeFileSync(temporary, JSON.stringify({ token, ...thisProcess() } satisfies Holder), {
    flag: 'wx',
    mode: FILE_MODE,
  });
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (describeError(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function heldLock(path: string, token: string, policy: LockPolicy): HeldLock {
  const isMine = (): boolean => {
    const holder = readHolder(path);
    return typeof holder === 'object' && holder.token === token;
  };
  return {
    renew: () => {
      const seconds = policy.now() / 1000;
      if (isMine()) utimesSync(path, seconds, seconds);
    },
    release: () => {
      if (isMine()) rmSync(path, { force: true });
    },
  };
}

function readHolder(path: string): Holder | 'gone' | 'damaged' {
  const content = readPrivateFile(path, MAXIMUM_BYTES);
  if (!content.ok) return content.reason === 'ENOENT' ? 'gone' : 'damaged';
  try {
    const { token, pid, boot, namespace, started } = JSON.parse(content.bytes.toString('utf8')) as Record<
      string,
      unknown
    >;
    const isHolder =
      typeof token === 'string' &&
      /^[0-9a-f]{24}$/.test(token) &&
      Number.isInteger(pid) &&
      typeof boot === 'string' &&
      typeof namespace === 'string' &&
      typeof started === 'string';
    return isHolder ? { token, pid: pid as number, boot, namespace, started } : 'damaged';
  } catch {
    return 'damaged';
  }
}

function isAlive(holder: Holder, path: string, policy: LockPolicy): boolean {
  const self = thisProcess();
  if (holder.boot !== self.boot) return false;
  if (holder.namespace !== self.namespace) return !isOutdated(path, policy);
  return startOf(holder.pid) === holder.started;
}

function isOutdated(path: string, { leaseMilliseconds, now }: LockPolicy): boolean {
  try {
    return now() - statSync(path).mtimeMs > leaseMilliseconds;
  } catch {
    return false;
  }
}

let identity: Omit<Holder, 'token'> | undefined;

function thisProcess(): Omit<Holder, 'token'> {
  identity ??= {
    pid: process.pid,
    boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    namespace: readlinkSync('/proc/self/ns/pid'),
    started: startOf(process.pid) ?? '',
  };
  return identity;
}

/** When a process started; `undefined` where there is none, or only its remains. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in parentheses, which may contain anything; the state is field 3, the start field 22.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
