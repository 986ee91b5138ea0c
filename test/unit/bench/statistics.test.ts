import t from 'tap';
import { geometricMean, median, medianDeviation, summarize } from '../../../bench/harness/statistics.js';

t.test('the median of an odd number of values is one of them, of an even number lies between two', (t) => {
  t.equal(median([3]), 3);
  t.equal(median([9, 1, 5]), 5);
  t.equal(median([10, 9, 2, 1]), 5.5);
  t.throws(() => median([]), RangeError);
  t.end();
});

t.test('values sort as numbers and stay as they were', (t) => {
  const values = [10, 9, 100];
  t.equal(median(values), 10);
  t.same(values, [10, 9, 100]);
  t.end();
});

t.test('one wild value hardly moves the median deviation', (t) => {
  t.equal(medianDeviation([5, 5, 5]), 0);
  t.equal(medianDeviation([1, 2, 3, 4, 1000]), 1);
  t.end();
});

t.test('the geometric mean of a ratio and its inverse is 1', (t) => {
  t.ok(Math.abs(geometricMean([4, 0.25]) - 1) < 1e-15);
  t.ok(Math.abs(geometricMean([2, 8]) - 4) < 1e-14);
  t.throws(() => geometricMean([]), RangeError);
  t.end();
});

t.test('a summary keeps its samples', (t) => {
  t.same(summarize([4, 2, 9]), { median: 4, deviation: 2, min: 2, max: 9, samples: [4, 2, 9] });
  t.end();
});
