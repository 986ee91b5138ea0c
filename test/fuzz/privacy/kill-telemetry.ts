/** Kills programs that queue and send at random moments, and checks after each that nothing was lost, damaged, or sent twice under two keys. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AuditLog } from '../../../lib/trust/telemetry/audit-log.js';
import { TelemetryQueue } from '../../../lib/trust/telemetry/queue.js';
import { Random } from '../../support/random.js';

const PROGRAM = join(__dirname, 'queue-and-send.js');
/** Programs that run side by side, on one queue. */
const PROGRAMS = 2;
const LONGEST_RUN = 60;

export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  readonly received: number;
  /** Arrivals of a batch that had arrived before; the same key tells a hub. */
  readonly repeated: number;
  readonly faults: readonly string[];
}

/** Lines that are complete: a program may have been killed while it wrote the last one. */
function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
}

async function runUntilKilled(folder: string, random: Random): Promise<void> {
  const children = Array.from({ length: PROGRAMS }, () =>
    spawn(process.execPath, [PROGRAM, folder, String(random.below(2 ** 30))], { stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  const exits = children.map((child) => once(child, 'exit'));
  await Promise.all(children.map((child) => once(child.stdout, 'data')));
  for (const child of children) {
    await delay(random.unit() * LONGEST_RUN);
    child.kill('SIGKILL');
  }
  await Promise.all(exits);
}

/** What is wrong with the state that killed programs left. */
function faultsIn(folder: string, hasEnded: boolean): string[] {
  const faults: string[] = [];
  const { entries, problems } = new TelemetryQueue(join(folder, 'queue')).list();
  faults.push(...problems.map(({ name, reason }) => `${name} ${reason}`));
  const audit = new AuditLog(join(folder, 'audit')).verify();
  if (!audit.ok) faults.push(`the log is broken at ${audit.brokenAt}: ${audit.reason}`);
  const digests = new Map<string, string>();
  for (const line of linesOf(join(folder, 'received'))) {
    const [key, digest] = line.split(' ') as [string, string];
    if ((digests.get(key) ?? digest) !== digest) faults.push(`${key} arrived with two contents`);
    digests.set(key, digest);
  }
  if (digests.size !== new Set(digests.values()).size) faults.push('a content arrived under two keys');
  const waiting = new Set(entries.map(({ batch }) => batch.idempotencyKey));
  if (hasEnded && waiting.size > 0) faults.push(`${waiting.size} batches still wait`);
  for (const key of linesOf(join(folder, 'acknowledged'))) {
    if (!digests.has(key) && !waiting.has(key)) faults.push(`${key} was acknowledged and is lost`);
  }
  return faults;
}

/** @param folder - empty, private to its owner */
export async function killTelemetry(kills: number, seed: number, folder: string): Promise<KillReport> {
  const random = new Random(seed);
  const faults: string[] = [];
  let killed = 0;
  while (killed < kills && faults.length === 0) {
    await runUntilKilled(folder, random);
    killed += PROGRAMS;
    faults.push(...faultsIn(folder, false));
  }
  spawnSync(process.execPath, [PROGRAM, folder, '0', 'drain'], { stdio: 'inherit' });
  faults.push(...faultsIn(folder, true));
  const received = linesOf(join(folder, 'received')).map((line) => line.split(' ')[0]);
  const distinct = new Set(received).size;
  return {
    kills: killed,
    acknowledged: linesOf(join(folder, 'acknowledged')).length,
    received: distinct,
    repeated: received.length - distinct,
    faults,
  };
}
