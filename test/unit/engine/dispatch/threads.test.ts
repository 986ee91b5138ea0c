import t from 'tap';
import { chooseSharing, forceThreads } from '../../../../lib/engine/dispatch/threads.js';

const machine = { usableProcessors: () => 8 };

t.test('as many threads as there are processors, less what is reserved and what nobody wants', (t) => {
  const cases = [
    [{ threads: undefined, reserveCores: 0 }, 3, 8],
    [{ threads: undefined, reserveCores: 3 }, 3, 5],
    [{ threads: undefined, reserveCores: 9 }, 3, 1],
    [{ threads: 4, reserveCores: 0 }, 3, 4],
    [{ threads: 4, reserveCores: 1 }, 3, 3],
    [{ threads: 16, reserveCores: 0 }, 3, 8],
    [{ threads: 4, reserveCores: 0 }, 2, 1],
    [{ threads: 4, reserveCores: 0 }, 0, 1],
  ] as const;
  for (const [settings, ceiling, threads] of cases) {
    t.same(chooseSharing(settings, { ceiling }, machine), { threads }, JSON.stringify({ settings, ceiling }));
  }
  t.end();
});

t.test('tests may have more, but not below level 3', (t) => {
  forceThreads(20);
  t.teardown(() => forceThreads(undefined));
  const settings = { threads: 2, reserveCores: 1 };
  t.same(chooseSharing(settings, { ceiling: 3 }, machine), { threads: 20, shareAlways: true });
  t.same(chooseSharing(settings, { ceiling: 2 }, machine), { threads: 1 });
  t.end();
});
