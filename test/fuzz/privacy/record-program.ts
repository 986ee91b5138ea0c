/**
 * A program that queues, and has senders started one after the other, until it is killed. It leaves word of each batch that it begins to queue, of
 * each that it was told is queued, and of each sender.
 *   record-program.js FOLDER NUMBER MODE
 */
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { decide } from '../../../lib/settings/gates.js';
import type { TelemetryBatch } from '../../../lib/protocol/telemetry.js';
import { openState } from '../../../lib/trust/telemetry/open-state.js';
import { TelemetryQueue } from '../../../lib/trust/telemetry/queue.js';
import { startSender } from '../../../lib/trust/telemetry/start-sender.js';
import { Random } from '../../support/random.js';
import { makeEvent } from './make-event.js';

/** What it queues before it waits to be killed: killed senders send little. */
const ENOUGH = 12;
const PAUSE = 2;

const [folder = '', number = '', mode = ''] = process.argv.slice(2);
const random = new Random(Number(number));
const opened = openState();
if (!opened.ok) throw new Error(opened.reason);
// What is dropped because too much waits is not lost, so nothing may be.
const queue = new TelemetryQueue(opened.state.queue.directory, { maximumBatches: 1_000_000 });
let serial = 0;

function note(name: string, line: string | number): void {
  appendFileSync(join(folder, name), `${line}\n`);
}

/** A batch whose content no other batch of any program has. */
function makeDistinctBatch(): TelemetryBatch {
  const workload = { ...makeEvent('workload', random), calls: serial++, functions: Number(number) };
  return {
    schemaVersion: 1,
    idempotencyKey: randomBytes(16).toString('hex'),
    packageVersion: '0.1.0',
    events: [workload, makeEvent('jit', random), makeEvent('routing', random)],
  };
}

async function record(batch: TelemetryBatch): Promise<void> {
  const acknowledge = (): void => void note('acknowledged', batch.idempotencyKey);
  if (mode === 'early') {
    acknowledge();
    await delay(PAUSE);
  }
  if (mode === 'torn') {
    mkdirSync(queue.directory, { recursive: true, mode: 0o700 });
    const path = join(queue.directory, `${String(Date.now()).padStart(15, '0')}-${batch.idempotencyKey}.batch`);
    appendFileSync(path, 'half', { mode: 0o600 });
    await delay(PAUSE);
  }
  const appended = await queue.append(batch);
  if (!appended.ok) throw new Error(appended.reason);
  if (mode === 'rekeyed') await queue.append({ ...batch, idempotencyKey: randomBytes(16).toString('hex') });
  if (mode !== 'early') acknowledge();
}

async function produce(): Promise<void> {
  for (let count = 0; count < ENOUGH; count++) {
    const batch = makeDistinctBatch();
    note('begun', batch.idempotencyKey);
    await record(batch);
  }
}

function keepSending(): void {
  const program = { pid: process.pid, startedAt: Date.now() };
  const decision = decide('telemetry');
  if (!decision.open) throw new Error(decision.message);
  const order = { type: 'order', program, batches: [] } as const;
  const child = startSender(order, decision.baseUrl, () => decide('telemetry').open);
  if (child?.pid === undefined) throw new Error('no sender');
  note('senders', child.pid);
  child.on('exit', keepSending);
}

process.stdout.write('running\n');
keepSending();
void produce();
setInterval(() => undefined, PAUSE * 1000);
