import t from 'tap';
import { measureRounds } from '../../../bench/harness/measure.js';
import type { Side, SideName } from '../../../bench/sides/side.js';

/** A side whose runs take the given milliseconds on paper, and which notes when it ran. */
function fakeSide(name: SideName, ms: number, log: string[]): Side {
  return {
    name,
    run: () => {
      log.push(name);
      return Promise.resolve(ms);
    },
    outcome: () => Promise.resolve(Buffer.alloc(8)),
    close: () => undefined,
  };
}

const ignore = () => Promise.resolve();

t.test('sides take turns, and each round starts with another one', async (t) => {
  const log: string[] = [];
  const sides = [fakeSide('v8', 10, log), fakeSide('native', 1, log), fakeSide('c', 1, log)];
  const samples = await measureRounds(sides, { leastRounds: 3, budgetMs: 0 }, ignore);
  t.same(log, ['v8', 'native', 'c', 'v8', 'native', 'c', 'native', 'c', 'v8', 'c', 'v8', 'native']);
  t.same(
    [...samples],
    [
      ['v8', [10, 10, 10]],
      ['native', [1, 1, 1]],
      ['c', [1, 1, 1]],
    ],
  );
});

t.test('short runs are repeated until the budget is spent, but not forever', async (t) => {
  const log: string[] = [];
  const rounds = { leastRounds: 3, budgetMs: 100 };
  t.equal((await measureRounds([fakeSide('v8', 10, log)], rounds, ignore)).get('v8')?.length, 10);
  t.equal((await measureRounds([fakeSide('v8', 0.01, log)], rounds, ignore)).get('v8')?.length, 15);
});

t.test('a long first run counts, and the sides that only accompany stop there', async (t) => {
  const log: string[] = [];
  const sides = [fakeSide('v8', 5000, log), fakeSide('auto', 2000, log), fakeSide('c', 900, log)];
  const samples = await measureRounds(sides, { leastRounds: 3, budgetMs: 0 }, ignore);
  t.equal(samples.get('v8')?.length, 3);
  t.equal(samples.get('auto')?.length, 1);
  t.equal(samples.get('c')?.length, 3);
  t.equal(log.filter((name) => name === 'v8').length, 3);
  t.equal(log.filter((name) => name === 'c').length, 4);
});

t.test("every side is compared after its first run and after its last, plain V8's before all others", async (t) => {
  const compared: string[] = [];
  const sides = [fakeSide('v8', 1, []), fakeSide('native', 1, [])];
  await measureRounds(sides, { leastRounds: 2, budgetMs: 0 }, ({ name }) => {
    compared.push(name);
    return Promise.resolve();
  });
  t.same(compared, ['v8', 'native', 'native', 'v8']);
});
