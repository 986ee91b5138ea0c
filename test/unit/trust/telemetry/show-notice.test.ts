import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { readPreferences } from '../../../../lib/settings/preferences.js';
import { readBackOff } from '../../../../lib/trust/telemetry/back-off.js';
import { switchOff } from '../../../../lib/trust/telemetry/choose.js';
import { openState } from '../../../../lib/trust/telemetry/open-state.js';
import { showNoticeOnce } from '../../../../lib/trust/telemetry/show-notice.js';
import { temporaryFolder } from '../../../privacy/support/run.js';

for (const name of Object.keys(process.env)) {
  if (/^(JETLOOP_|EPOCHLY_|PYVORIN_|CI$|DO_NOT_TRACK$)/.test(name)) Reflect.deleteProperty(process.env, name);
}
process.env.JETLOOP_API_URL = 'https://hub.example';

t.test('P10 the notice is remembered; a choice made while it is being read stays', (t) => {
  for (const saysNo of [false, true]) {
    process.env.JETLOOP_STATE_DIR = temporaryFolder(t);
    const opened = openState();
    if (!opened.ok) throw new Error(opened.reason);
    const { state } = opened;
    let shown = 0;
    const write = (): void => {
      shown++;
      if (saysNo) switchOff(state);
    };
    t.equal(showNoticeOnce(state, { isTTY: true, write }), true);
    t.equal(readPreferences().telemetry, saysNo ? 'off' : 'notified');
    t.equal(showNoticeOnce(state, { isTTY: true, write }), false);
    t.equal(shown, 1);
    t.same(
      readdirSync(state.folder).filter((name) => name.startsWith('.')),
      [],
      'nothing is left behind',
    );
  }
  t.end();
});

t.test('a back-off that no hub can have asked for is none', (t) => {
  const folder = temporaryFolder(t);
  const write = (failures: number, notBefore: number): void =>
    writeFileSync(join(folder, 'back-off.json'), JSON.stringify({ failures, notBefore }), { mode: 0o600 });
  const soon = Date.now() + 1000;
  write(3, soon);
  t.same(readBackOff(folder), { failures: 3, notBefore: soon });
  for (const [failures, notBefore] of [
    [3, Date.now() + 365 * 86_400_000],
    [3, 1e300],
    [-1, soon],
  ] as const) {
    write(failures, notBefore);
    t.same(readBackOff(folder), { failures: 0, notBefore: 0 });
  }
  t.end();
});
