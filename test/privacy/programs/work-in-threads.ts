/**
 * A program that uses the engine in worker threads alone, with telemetry composed into each, as `node --import jetloop/telemetry` does. What a
 * thread counted it hands over at its very end. Prints what the threads counted themselves.
 */
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { accelerate, stats } from '../../../lib/index.js';
import { startTelemetry } from '../../../lib/trust/telemetry/start.js';

const NEVER = 2 ** 30;
const THREADS = 3;
const CALLS = 25;
/** For what was handed over to reach the queue. */
const HOLD_MILLISECONDS = 400;

async function runThreads(): Promise<void> {
  let calls = 0;
  for (let thread = 0; thread < THREADS; thread++) {
    const worker = new Worker(__filename);
    worker.on('message', (counted: number) => (calls += counted));
    await once(worker, 'exit');
  }
  await new Promise((settle) => setTimeout(settle, HOLD_MILLISECONDS));
  process.stdout.write(JSON.stringify({ threads: THREADS, calls }));
}

async function work(): Promise<void> {
  const scale = accelerate(function scale(out: Float64Array, values: Float64Array) {
    for (let i = 0; i < values.length; i++) out[i] = values[i]! * 2;
  });
  const values = new Float64Array(4096).fill(1.5);
  const out = new Float64Array(4096);
  await scale.ready(out, values);
  for (let call = 0; call < CALLS; call++) scale(out, values);
  // Functions that were collected take their counts with them: this one stays until the thread's end.
  process.on('exit', () => void scale.original);
  parentPort?.postMessage(stats().calls);
}

startTelemetry({
  firstUploadMilliseconds: NEVER,
  uploadMilliseconds: NEVER,
  firstFlushMilliseconds: NEVER,
  flushMilliseconds: NEVER,
});
void (isMainThread ? runThreads() : work());
