/**
 * Verifies the first native calls of a function on arrays that share memory, and tells what came of it.
 *
 *     node verify.js sum|fill
 */
import diagnosticsChannel from 'node:diagnostics_channel';
import { accelerate } from '../../../lib/index.js';

function sum(target: Float64Array, source: Float64Array, factor: number): number {
  let total = 0;
  for (let i = 0; i < target.length; i++) {
    target[i] = source[i]! * factor;
    total += target[i]!;
  }
  return total;
}

function fill(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = source[i]! * factor;
}

async function main(fn: (...args: Parameters<typeof sum>) => unknown): Promise<void> {
  const events: unknown[] = [];
  diagnosticsChannel.subscribe('jetloop:verify-mismatch', (event) => events.push(event));
  const accelerated = accelerate(fn, { verify: 3, level: 2 });
  await accelerated.ready(new Float64Array(4), new Float64Array(4), 1.5);
  let wrong = 0;
  for (let call = 0; call < 5; call++) {
    const memory = Float64Array.from({ length: 16 }, (_, index) => index + 0.25);
    const expected = memory.slice();
    // Views of one buffer, apart from each other.
    const result = accelerated(memory.subarray(2, 7), memory.subarray(9, 14), 1.5);
    const wanted = fn(expected.subarray(2, 7), expected.subarray(9, 14), 1.5);
    if (!Object.is(result, wanted) || !memory.every((value, index) => Object.is(value, expected[index]))) wrong++;
  }
  const { verifiedCalls, mismatches, nativeCalls } = accelerated.stats();
  const { status, signatures } = accelerated.explain();
  const codes = signatures.flatMap(({ refusals }) => refusals.map(({ code }) => code));
  console.log(JSON.stringify({ wrong, verifiedCalls, mismatches, nativeCalls, status, codes, events }));
}

void main(process.argv[2] === 'fill' ? fill : sum);
