/** What exit-time.ts measures: works, has its sender started, calls, and ends. Prints what it measured of itself in its very last step. */
import { readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { accelerate } from '../../../lib/index.js';
import { startTelemetry } from '../../../lib/trust/telemetry/start.js';

const NEVER = 2 ** 30;
/** Enough for the sender to be in the middle of its fruitless work. */
const HOLD_MILLISECONDS = 300;
const CALLS = 20_000;

async function main(): Promise<void> {
  let last = 0;
  let firstListener = 0;
  let call = 0;
  const now = (): number => performance.timeOrigin + performance.now();
  process.on('exit', () => (firstListener = now()));
  startTelemetry({
    firstUploadMilliseconds: 60,
    uploadMilliseconds: NEVER,
    firstFlushMilliseconds: 20,
    flushMilliseconds: NEVER,
  });
  process.on('exit', () => {
    const listeners = now() - firstListener;
    let queued = 0;
    try {
      queued = readdirSync(join(process.env.JETLOOP_STATE_DIR!, 'queue')).filter((name) =>
        name.endsWith('.batch'),
      ).length;
    } catch {
      // Telemetry is off: there is no queue.
    }
    writeSync(1, JSON.stringify({ last, listeners, call, queued }));
  });

  const scale = accelerate((out: Float64Array, values: Float64Array, factor: number) => {
    for (let i = 0; i < values.length; i++) out[i] = values[i]! * factor;
  });
  const values = new Float64Array(256).fill(1.5);
  const out = new Float64Array(256);
  await scale.ready(out, values, 2);
  await new Promise((settle) => setTimeout(settle, HOLD_MILLISECONDS));
  const before = performance.now();
  for (let index = 0; index < CALLS; index++) scale(out, values, 2);
  call = ((performance.now() - before) * 1e6) / CALLS;
  last = now();
}

void main();
