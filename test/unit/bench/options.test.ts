import t from 'tap';
import { readOptions, usage } from '../../../bench/options.js';

const known = ['gemm', 'lu'];

t.test('without arguments everything runs at full size, three rounds at least', (t) => {
  t.match(readOptions([], known), { scale: 'full', names: known, rounds: { leastRounds: 3 }, jsonFile: undefined });
  t.end();
});

t.test('arguments select', (t) => {
  const options = readOptions(['--quick', '--only', 'lu, gemm', '--rounds', '7', '--json', 'x.json'], known);
  t.match(options, { scale: 'quick', names: ['lu', 'gemm'], rounds: { leastRounds: 7 }, jsonFile: 'x.json' });
  t.end();
});

t.test('help and the list are printed', (t) => {
  t.same(readOptions(['--help'], known), { print: usage });
  t.same(readOptions(['--list'], known), { print: 'gemm\nlu' });
  t.end();
});

t.test('what makes no sense is refused', (t) => {
  for (const argv of [['--only', 'nonsense'], ['--rounds', '0'], ['--rounds', '1.5'], ['--fast'], ['gemm']]) {
    t.throws(() => readOptions(argv, known), { name: 'UsageError' }, argv.join(' '));
  }
  t.end();
});
