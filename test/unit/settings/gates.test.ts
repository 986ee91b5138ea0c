import { chmodSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { decide, reportGates, type EndpointClass, type GateInputs } from '../../../lib/settings/gates.js';
import { printPreferences, readPreferences, type TelemetryChoice } from '../../../lib/settings/preferences.js';
import { locateStateFolder } from '../../../lib/settings/state-folder.js';
import { OPT_OUTS } from '../../support/opt-outs.js';

const URL = 'https://hub.example';

function inputs(
  environment: Record<string, string>,
  telemetry: TelemetryChoice = 'on',
  credentialStored = false,
): GateInputs {
  return { environment, preferences: { telemetry, since: telemetry === 'unasked' ? 0 : 5 }, credentialStored };
}

/** `open`, or the code of the reason. */
function answer(endpointClass: EndpointClass, given: GateInputs): string {
  const decision = decide(endpointClass, given);
  return decision.open ? 'open' : decision.code;
}

t.test('E5 without an API URL every class is closed', (t) => {
  for (const endpointClass of ['license', 'telemetry', 'lens'] as const) {
    t.equal(answer(endpointClass, inputs({ JETLOOP_TELEMETRY_OPT_IN: '1' }, 'on', true)), 'no-api-url');
  }
  t.end();
});

t.test('T9 every endpoint class against every combination of the gates', (t) => {
  // The expectation is worked out by sets of reasons, not by the order in which the code asks.
  const telemetryClosers = [...OPT_OUTS, { CI: '1' }];
  const others: readonly Record<string, string>[] = [{ JETLOOP_OFFLINE_MODE: '1' }, { JETLOOP_TELEMETRY_OPT_IN: '1' }];
  const bits: readonly Readonly<Record<string, string>>[] = [...telemetryClosers, ...others];
  const closers = (1 << telemetryClosers.length) - 1;
  let combinations = 0;
  for (let mask = 0; mask < 1 << bits.length; mask++) {
    const environment = Object.assign(
      { JETLOOP_API_URL: URL },
      ...bits.filter((_, bit) => mask & (1 << bit)),
    ) as Record<string, string>;
    for (const choice of ['on', 'notified', 'off', 'unasked'] as const) {
      for (const credential of [false, true]) {
        const given = inputs(environment, choice, credential);
        const offline = environment['JETLOOP_OFFLINE_MODE'] === '1';
        const telemetry = !offline && (mask & closers) === 0 && choice !== 'off' && choice !== 'unasked';
        const lens = telemetry && credential && environment['JETLOOP_TELEMETRY_OPT_IN'] === '1';
        combinations++;
        if (
          decide('license', given).open !== !offline ||
          decide('telemetry', given).open !== telemetry ||
          decide('lens', given).open !== lens
        ) {
          t.fail(JSON.stringify(given));
        }
      }
    }
  }
  t.equal(combinations, 2 ** bits.length * 8);
  t.end();
});

t.test('the reason and its origin', (t) => {
  const api = { JETLOOP_API_URL: URL };
  t.same(decide('telemetry', inputs(api)), { open: true, baseUrl: URL, since: 5 });
  t.same(decide('license', inputs(api, 'off')), { open: true, baseUrl: URL, since: 0 });
  t.match(decide('telemetry', inputs({ ...api, EPOCHLY_TELEMETRY: '0' })), {
    code: 'telemetry-disabled',
    origin: 'EPOCHLY_TELEMETRY',
  });
  t.match(decide('telemetry', inputs(api, 'off')), { code: 'telemetry-off', origin: 'preferences' });
  t.match(decide('telemetry', inputs(api, 'unasked')), { code: 'no-notice', origin: 'preferences' });
  t.match(decide('lens', inputs(api)), { code: 'no-opt-in', origin: 'default' });
  t.match(decide('lens', inputs({ ...api, JETLOOP_TELEMETRY_OPT_IN: '1' })), { code: 'no-credential' });
  t.match(decide('license', inputs({ JETLOOP_API_URL: 'http://hub.example' })), {
    code: 'no-api-url',
    origin: 'JETLOOP_API_URL',
  });
  t.end();
});

t.test('an explicit JETLOOP_TELEMETRY=1 stands for the notice, an alias does not, and off stays off', (t) => {
  const api = { JETLOOP_API_URL: URL };
  t.equal(answer('telemetry', inputs({ ...api, JETLOOP_TELEMETRY: '1' }, 'unasked')), 'open');
  t.equal(answer('telemetry', inputs({ ...api, JETLOOP_TELEMETRY: '1', CI: 'true' }, 'unasked')), 'open');
  t.equal(answer('telemetry', inputs({ ...api, EPOCHLY_TELEMETRY: '1' }, 'unasked')), 'no-notice');
  t.equal(answer('telemetry', inputs({ ...api, JETLOOP_TELEMETRY: '1' }, 'off')), 'telemetry-off');
  t.equal(answer('telemetry', inputs({ ...api, JETLOOP_TELEMETRY: '1', DO_NOT_TRACK: '1' })), 'do-not-track');
  t.end();
});

t.test('the report names every variable, its value and its origin', (t) => {
  const report = reportGates(inputs({ EPOCHLY_API_URL: URL, JETLOOP_OFFLINE_MODE: 'maybe' }));
  t.match(report.variables, [
    { name: 'JETLOOP_API_URL', value: URL, origin: 'EPOCHLY_API_URL' },
    { name: 'JETLOOP_OFFLINE_MODE', value: true, origin: 'JETLOOP_OFFLINE_MODE' },
    { name: 'JETLOOP_DISABLE_TELEMETRY', value: false, origin: 'default' },
  ]);
  t.match(report.problems, [{ name: 'JETLOOP_OFFLINE_MODE' }]);
  t.match(report.decisions.license, { open: false, code: 'offline-mode' });
  t.end();
});

t.test('the state folder', (t) => {
  t.equal(locateStateFolder({ JETLOOP_STATE_DIR: '/a', XDG_STATE_HOME: '/b' }), '/a');
  t.equal(locateStateFolder({ XDG_STATE_HOME: '/b' }), '/b/jetloop');
  t.match(locateStateFolder({ XDG_STATE_HOME: 'relative' }), /\/\.local\/state\/jetloop$/);
  t.end();
});

t.test('preferences: each change is seen at once, and what is doubtful counts as off', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'jetloop-preferences-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const environment = { JETLOOP_STATE_DIR: folder };
  const path = join(folder, 'preferences.json');
  const write = (text: string): void => writeFileSync(path, text, { mode: 0o600 });

  t.same(readPreferences(environment), { telemetry: 'unasked', since: 0 });
  write(printPreferences('on', 123));
  t.same(readPreferences(environment), { telemetry: 'on', since: 123 });
  // Same length, same time of modification: only the time of change tells.
  write(printPreferences('on', 124));
  utimesSync(path, 1, 1);
  t.same(readPreferences(environment), { telemetry: 'on', since: 124 });
  write(printPreferences('off', 125));
  t.same(readPreferences(environment), { telemetry: 'off', since: 125 });

  for (const text of ['', '{', 'null', '[]', '{"telemetry":"yes","since":1}', '{"telemetry":"on","since":"1"}']) {
    write(text);
    t.match(readPreferences(environment), { telemetry: 'off', problem: /is not used/ }, text);
  }
  write(printPreferences('on', 1));
  chmodSync(path, 0o622);
  t.match(readPreferences(environment), { telemetry: 'off', problem: /others may write it/ });
  rmSync(path);
  writeFileSync(join(folder, 'elsewhere'), printPreferences('on', 1), { mode: 0o600 });
  symlinkSync(join(folder, 'elsewhere'), path);
  t.match(readPreferences(environment), { telemetry: 'off', problem: /ELOOP/ });
  rmSync(join(folder, 'elsewhere'));
  t.match(readPreferences(environment), { telemetry: 'off', problem: /ELOOP/ }, 'a link to nowhere');
  t.end();
});
