import t from 'tap';
import { captureOutcome, countDifferences } from '../../../bench/harness/outcome.js';
import type { Argument } from '../../../bench/workload.js';

/** How many differences there are between two calls that left these arguments and results behind. */
function differencesBetween(a: Argument[], b: Argument[], results: (number | undefined)[] = []): number {
  return countDifferences(captureOutcome(results[0], a), captureOutcome(results[1], b), a);
}

t.test('equal bits are no difference', (t) => {
  const args = () => [7, Float64Array.of(1, NaN, -0), Uint8Array.of(1, 2, 3), Int32Array.of(-1)];
  t.equal(differencesBetween(args(), args(), [0.5, 0.5]), 0);
  t.end();
});

t.test('each differing element counts, in every array', (t) => {
  const a = [Uint8Array.of(1, 2, 3), Float64Array.of(1, 2), Float32Array.of(1)];
  const b = [Uint8Array.of(1, 9, 3), Float64Array.of(8, 9), Float32Array.of(1)];
  t.equal(differencesBetween(a, b), 3);
  t.end();
});

t.test('-0 differs from 0', (t) => {
  t.equal(differencesBetween([Float64Array.of(0)], [Float64Array.of(-0)]), 1);
  t.end();
});

t.test('NaN payloads do not matter', (t) => {
  const other = new Float64Array(1);
  new BigUint64Array(other.buffer)[0] = 0xfff8_0000_0000_0123n;
  t.equal(differencesBetween([Float64Array.of(NaN)], [other]), 0);
  t.equal(differencesBetween([Float64Array.of(1)], [other]), 1);
  t.end();
});

t.test('the result counts', (t) => {
  t.equal(differencesBetween([], [], [1, 2]), 1);
  t.equal(differencesBetween([], [], [undefined, 0]), 0);
  t.end();
});

t.test('a view is captured as itself, not as its buffer', (t) => {
  const view = new Float64Array(4).fill(3).subarray(1, 3);
  t.equal(captureOutcome(undefined, [view]).length, 8 + 16);
  t.end();
});
