/** The opt-in sign of life: which host, which version, which process, since when. */
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { LensHeartbeat } from '../../protocol/telemetry.js';
import type { Outgoing } from '../net/prepare-request.js';
import { wireVersion } from './collector.js';
import { readPrivateFile, writeDurably } from './private-directory.js';

/** A process that gives signs of life. */
export interface LivingProcess {
  readonly pid: number;
  /** Wall clock, milliseconds. */
  readonly startedAt: number;
}

const SECRET_BYTES = 32;

/**
 * Names the host without telling which it is: a keyed hash, whose key is random, made on this machine, and never leaves it. A plain hash of a host's
 * name could be undone by trying names.
 */
export async function hashHost(folder: string, readIdentity = readHostIdentity): Promise<string> {
  const name = 'host-secret';
  const stored = readPrivateFile(join(folder, name), SECRET_BYTES);
  let secret = stored.ok && stored.bytes.length === SECRET_BYTES ? stored.bytes : undefined;
  if (secret === undefined) {
    secret = randomBytes(SECRET_BYTES);
    await writeDurably(folder, name, secret);
  }
  return createHmac('sha256', secret).update(readIdentity()).digest('hex');
}

function readHostIdentity(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    return hostname();
  }
}

/** The heartbeat of a process, ready to be sent. */
export function makeHeartbeat(
  process: LivingProcess,
  hostHash: string,
  packageVersion: string,
  now = Date.now(),
): Outgoing {
  const payload: LensHeartbeat = {
    hostHash,
    version: wireVersion(packageVersion),
    pid: process.pid,
    uptime: Math.max(0, Math.floor((now - process.startedAt) / 1000)),
  };
  return { endpoint: 'heartbeat', payload, idempotencyKey: randomBytes(16).toString('hex') };
}
