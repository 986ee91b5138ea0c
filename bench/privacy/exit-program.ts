/**
 * The program that exit-time.ts measures: it works, has its sender started, calls, and ends. Prints what it measured of itself in its very last step.
 *
 *     node exit-program.js HOLD ENDING     milliseconds; `quiet` or `queueing`
 */
import { readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { accelerate } from '../../lib/index.js';
import { startTelemetry } from '../../lib/trust/telemetry/start.js';

/** When the program ends: while nothing but the sender is at work, or while a batch is on its way to the disk. */
export const ENDINGS = ['quiet', 'queueing'] as const;
export type Ending = (typeof ENDINGS)[number];

/** What the program says of itself. Times are milliseconds of the machine's monotonic clock, which all processes share. */
export interface Ended {
  /** Of its last statement. */
  readonly last: number;
  /** When the event `exit` began. */
  readonly began: number;
  /** When our listener of it was done. */
  readonly done: number;
  /** Nanoseconds per call of an accelerated function. */
  readonly call: number;
  readonly queued: number;
}

const NEVER = 2 ** 30;
const CALLS = 20_000;

export function readClock(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

async function main(hold: number, ending: Ending): Promise<void> {
  let [last, began, call] = [0, 0, 0];
  process.on('exit', () => (began = readClock()));
  // A sixth of the time for the first batch, so that the sender finds one; it needs the rest to start and to get stuck.
  const flush = ending === 'quiet' ? hold / 6 : hold;
  startTelemetry({
    firstUploadMilliseconds: ending === 'quiet' ? hold / 4 : NEVER,
    uploadMilliseconds: NEVER,
    firstFlushMilliseconds: flush,
    flushMilliseconds: NEVER,
  });
  const held = new Promise((settle) => setTimeout(settle, hold));
  process.on('exit', () => {
    const done = readClock();
    const queued = countQueued();
    writeSync(1, JSON.stringify({ last, began, done, call, queued } satisfies Ended));
  });

  const scale = accelerate((out: Float64Array, values: Float64Array, factor: number) => {
    for (let i = 0; i < values.length; i++) out[i] = values[i]! * factor;
  });
  const values = new Float64Array(256).fill(1.5);
  const out = new Float64Array(256);
  await scale.ready(out, values, 2);
  const work = (): void => {
    const before = readClock();
    for (let index = 0; index < CALLS; index++) scale(out, values, 2);
    call = ((readClock() - before) * 1e6) / CALLS;
  };
  if (ending === 'queueing') work();
  // Timers of one length fire in the order in which they were set: a batch that is due now has just been given to the queue.
  await held;
  if (ending === 'quiet') work();
  last = readClock();
}

function countQueued(): number {
  try {
    return readdirSync(join(process.env.JETLOOP_STATE_DIR!, 'queue')).filter((name) => name.endsWith('.batch')).length;
  } catch {
    return 0; // Telemetry is off: there is no queue.
  }
}

if (require.main === module) void main(Number(process.argv[2]), process.argv[3] as Ending);
