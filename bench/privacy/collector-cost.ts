/**
 * What telemetry costs a program that accelerates: the time of a hot loop, and of one small call, with the collector running and without. Sides
 * alternate; medians.
 *   node dist/bench/privacy/collector-cost.js [ROUNDS]
 */
import { accelerate } from '../../lib/index.js';
import { Collector } from '../../lib/trust/telemetry/collector.js';
import { median } from '../harness/statistics.js';

const rounds = Number(process.argv[2] ?? 60);
const HOT_CALLS = 2000;
const SMALL_CALLS = 200_000;
/** The program's own take of what was collected, far more often than it is done in earnest. */
const TAKE_EVERY = 4;

const kernel = accelerate(function axpy(y: Float64Array, x: Float64Array, a: number) {
  for (let i = 0; i < y.length; i++) y[i]! += a * x[i]!;
});

/** Nanoseconds per call. */
function time(calls: number, y: Float64Array, x: Float64Array): number {
  const started = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) kernel(y, x, 1e-9);
  return Number(process.hrtime.bigint() - started) / calls;
}

async function main(): Promise<void> {
  const large = [new Float64Array(16_384), new Float64Array(16_384).fill(1)] as const;
  const small = [new Float64Array(4), new Float64Array(4).fill(1)] as const;
  await kernel.ready(...large, 1e-9);
  const collector = new Collector({ packageVersion: '0.1.0', isAllowed: () => true });
  const samples = {
    on: { hot: [] as number[], small: [] as number[] },
    off: { hot: [] as number[], small: [] as number[] },
  };
  for (const size of [large, small]) for (let round = 0; round < 20; round++) time(2000, ...size);
  for (let round = 0; round < rounds; round++) {
    // The order alternates too: what comes second finds warmer caches.
    for (const side of round % 2 === 0 ? (['off', 'on'] as const) : (['on', 'off'] as const)) {
      if (side === 'on') collector.start();
      samples[side].hot.push(time(HOT_CALLS, ...large));
      samples[side].small.push(time(SMALL_CALLS, ...small));
      if (side === 'on' && round % TAKE_EVERY === 0) collector.take();
      if (side === 'on') collector.stop();
    }
  }
  for (const what of ['hot', 'small'] as const) {
    const [off, on] = [median(samples.off[what]), median(samples.on[what])];
    console.log(
      `${what}: off ${off.toFixed(1)} ns, on ${on.toFixed(1)} ns per call: ${(on - off).toFixed(2)} ns, ${((100 * (on - off)) / off).toFixed(3)} %`,
    );
  }
  collector.start();
  const takes = Array.from({ length: 200 }, () => {
    const started = performance.now();
    collector.take();
    return performance.now() - started;
  });
  collector.stop();
  console.log(`take: ${(1000 * median(takes)).toFixed(1)} us, once a minute`);
}

void main();
