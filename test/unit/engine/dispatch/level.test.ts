import t from 'tap';
import { chooseLevel } from '../../../../lib/engine/dispatch/level.js';
import type { FunctionSettings } from '../../../../lib/settings/settings.js';

const settings: FunctionSettings = {
  level: 'auto',
  threads: undefined,
  reserveCores: 0,
  forceFallback: false,
  compile: 'background',
  verify: 0,
};

t.test('each level comes to one that exists, and says why', (t) => {
  const cases = [
    ['auto', 3, undefined, []],
    [0, 0, 'javascript', ['level-zero']],
    [1, 0, 'javascript', ['level-unavailable', 'level-zero']],
    [2, 2, 'native', []],
    [3, 3, 'native', []],
    [4, 3, 'native', ['level-unavailable']],
  ] as const;
  for (const [level, ceiling, pinned, codes] of cases) {
    const choice = chooseLevel({ ...settings, level });
    t.equal(choice.ceiling, ceiling, String(level));
    t.equal(choice.pinned, pinned);
    t.same(
      choice.reasons.map(({ code }) => code),
      codes,
    );
  }
  t.end();
});

t.test('the forced fallback wins over everything', (t) => {
  const { ceiling, pinned, reasons } = chooseLevel({ ...settings, level: 2, forceFallback: true });
  t.equal(ceiling, 0);
  t.equal(pinned, 'javascript');
  t.match(reasons, [{ code: 'forced-fallback' }]);
  t.end();
});
