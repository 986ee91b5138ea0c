/**
 * A program that queues and "sends" as fast as it can until it is killed. The receiver is a file: one line per batch that arrived, which survives
 * the program as what a hub received would.
 *   queue-and-send.js FOLDER SEED [drain]
 */
import { createHash } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLog } from '../../../lib/trust/telemetry/audit-log.js';
import { TelemetryQueue } from '../../../lib/trust/telemetry/queue.js';
import { Random } from '../../support/random.js';
import { makeBatch } from './make-event.js';

const [folder, seed, mode] = process.argv.slice(2) as [string, string, string?];
const random = new Random(Number(seed));
// What is dropped because too much waits is not lost, so nothing may be: programs that are killed all the time send little.
const queue = new TelemetryQueue(join(folder, 'queue'), { maximumBatches: 1_000_000 });
const log = new AuditLog(join(folder, 'audit'));
const acknowledged = openSync(join(folder, 'acknowledged'), 'a', 0o600);
const received = openSync(join(folder, 'received'), 'a', 0o600);

async function produce(): Promise<never> {
  for (;;) {
    const batch = makeBatch(random);
    const appended = await queue.append(batch);
    if (!appended.ok) throw new Error(appended.reason);
    writeSync(acknowledged, `${batch.idempotencyKey}\n`);
    await new Promise(setImmediate);
  }
}

/** @returns whether it had the right to send */
async function send(): Promise<boolean> {
  const lock = queue.acquireSender();
  if (lock === undefined) return false;
  try {
    for (const { name, batch } of queue.list().entries) {
      const body = JSON.stringify(batch);
      const appended = await log.append({ destination: 'file', requestClass: 'telemetry', bytes: Buffer.from(body) });
      if (!appended.ok) throw new Error(appended.reason);
      writeSync(received, `${batch.idempotencyKey} ${createHash('sha256').update(body).digest('hex')}\n`);
      queue.remove(name);
    }
    return true;
  } finally {
    lock.release();
  }
}

async function main(): Promise<void> {
  if (mode === 'drain') {
    while (!queue.isEmpty()) await send();
    return;
  }
  process.stdout.write('running\n');
  const sending = (async () => {
    for (;;) {
      await send();
      await new Promise(setImmediate);
    }
  })();
  await Promise.all([produce(), sending]);
}

void main();
