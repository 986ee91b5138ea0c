import t from 'tap';
import { VARIABLES, readVariable, readVariables } from '../../../lib/settings/variables.js';

t.test('nothing set gives the defaults', (t) => {
  t.same(readVariables({}), {
    values: {
      level: 'auto',
      forceFallback: false,
      logLevel: 'warn',
      compilerPath: undefined,
      stateFolder: undefined,
      apiUrl: undefined,
      offlineMode: false,
      disableTelemetry: false,
      telemetry: true,
      doNotTrack: false,
      continuousIntegration: false,
      lensOptIn: false,
      sendRawFingerprint: false,
      sendSource: false,
      offlineQueue: true,
      queueRetentionDays: 30,
    },
    problems: [],
  });
  t.end();
});

t.test('an empty value counts as not set', (t) => {
  const empty = Object.fromEntries(Object.values(VARIABLES).map(({ name }) => [name, '']));
  t.same(readVariables(empty), readVariables({}));
  t.end();
});

t.test('every accepted value', (t) => {
  for (const [text, value] of [
    ['auto', 'auto'],
    ['0', 0],
    ['1', 1],
    ['2', 2],
    ['3', 3],
    ['4', 4],
  ] as const) {
    t.equal(readVariables({ JETLOOP_LEVEL: text }).values.level, value);
  }
  for (const [text, value] of [
    ['1', true],
    ['true', true],
    ['TRUE', true],
    ['0', false],
    ['false', false],
  ] as const) {
    t.equal(readVariables({ JETLOOP_FORCE_FALLBACK: text }).values.forceFallback, value);
  }
  for (const text of ['silent', 'error', 'warn', 'info', 'debug'] as const) {
    t.equal(readVariables({ JETLOOP_LOG_LEVEL: text }).values.logLevel, text);
  }
  t.equal(readVariables({ JETLOOP_COMPILER: '/x' }).values.compilerPath, '/x');
  t.end();
});

t.test('a value that is not understood is reported and leaves the default', (t) => {
  for (const [name, text] of [
    ['JETLOOP_LEVEL', '5'],
    ['JETLOOP_THREADS', '0'],
    ['JETLOOP_THREADS', '1024'],
    ['JETLOOP_THREADS', '2.0'],
    ['JETLOOP_THREADS', 'all'],
    ['JETLOOP_RESERVE_CORES', '-1'],
    ['JETLOOP_LEVEL', '02'],
    ['JETLOOP_LEVEL', 'native'],
    ['JETLOOP_FORCE_FALLBACK', 'yes please'],
    ['JETLOOP_FORCE_FALLBACK', 'constructor'],
    ['JETLOOP_LOG_LEVEL', 'loud'],
  ] as const) {
    const { values, problems } = readVariables({ [name]: text });
    t.same(values, readVariables({}).values, `${name}=${text}`);
    t.equal(problems.length, 1);
    t.match(problems[0], { name, message: `${name}=${text} is not understood` });
  }
  t.end();
});

t.test(
  'a privacy variable that is not understood is read as the narrowest value, and its text is not repeated',
  (t) => {
    for (const [name, text, key, value] of [
      ['JETLOOP_OFFLINE_MODE', 'yes', 'offlineMode', true],
      ['EPOCHLY_OFFLINE_MODE', 'on', 'offlineMode', true],
      ['JETLOOP_DISABLE_TELEMETRY', ' 0', 'disableTelemetry', true],
      ['JETLOOP_TELEMETRY', 'off', 'telemetry', false],
      ['PYVORIN_THIN_TELEMETRY_ENABLED', 'no', 'telemetry', false],
      ['JETLOOP_TELEMETRY_OPT_IN', 'yes', 'lensOptIn', false],
      ['JETLOOP_SEND_RAW_FINGERPRINT', '2', 'sendRawFingerprint', false],
      ['PYVORIN_THIN_SEND_SOURCE', 'on', 'sendSource', false],
      ['JETLOOP_API_URL', 'https://user:secret@hub.example', 'apiUrl', undefined],
      ['JETLOOP_API_URL', 'http://hub.example', 'apiUrl', undefined],
      ['JETLOOP_API_URL', 'https://hub.example/?key=secret', 'apiUrl', undefined],
      ['JETLOOP_API_URL', 'https://hub.example/#', 'apiUrl', undefined],
      ['JETLOOP_API_URL', 'hub.example', 'apiUrl', undefined],
      ['JETLOOP_API_URL', 'file:///secret', 'apiUrl', undefined],
      ['JETLOOP_QUEUE_RETENTION_DAYS', '31', 'queueRetentionDays', 0],
      ['JETLOOP_OFFLINE_QUEUE_ENABLED', 'maybe', 'offlineQueue', false],
    ] as const) {
      const { values, problems } = readVariables({ [name]: text });
      t.equal(values[key], value, `${name}=${text}`);
      t.equal(problems.length, 1);
      t.match(problems[0], { name, message: `The value of ${name} is not understood and is read as` });
      t.notMatch(problems[0]?.message, text.trim().length > 3 ? text : 'secret');
    }
    t.end();
  },
);

t.test('every accepted value of the privacy variables', (t) => {
  for (const [name, text, key, value] of [
    ['JETLOOP_API_URL', 'https://hub.example', 'apiUrl', 'https://hub.example'],
    ['JETLOOP_API_URL', 'https://hub.example:8443/base//', 'apiUrl', 'https://hub.example:8443/base'],
    ['EPOCHLY_API_URL', 'http://127.0.0.9:80/', 'apiUrl', 'http://127.0.0.9'],
    ['JETLOOP_API_URL', 'http://[::1]:8080', 'apiUrl', 'http://[::1]:8080'],
    ['JETLOOP_API_URL', 'http://localhost:8080', 'apiUrl', 'http://localhost:8080'],
    ['DO_NOT_TRACK', '1', 'doNotTrack', true],
    ['DO_NOT_TRACK', 'false', 'doNotTrack', true],
    ['DO_NOT_TRACK', '0', 'doNotTrack', false],
    ['CI', 'true', 'continuousIntegration', true],
    ['CI', 'woodpecker', 'continuousIntegration', true],
    ['CI', 'false', 'continuousIntegration', false],
    ['JETLOOP_QUEUE_RETENTION_DAYS', '7', 'queueRetentionDays', 7],
  ] as const) {
    const { values, problems } = readVariables({ [name]: text });
    t.equal(values[key], value, `${name}=${text}`);
    t.same(problems, []);
  }
  t.end();
});

t.test('of several names, the narrowest value wins; otherwise the first name', (t) => {
  const read = (environment: Record<string, string>) => readVariables(environment).values;
  t.equal(read({ JETLOOP_TELEMETRY: '1', EPOCHLY_TELEMETRY: '0' }).telemetry, false);
  t.equal(read({ JETLOOP_TELEMETRY: '0', EPOCHLY_TELEMETRY: '1' }).telemetry, false);
  t.equal(read({ JETLOOP_OFFLINE_MODE: '0', EPOCHLY_OFFLINE_MODE: '1' }).offlineMode, true);
  t.equal(read({ JETLOOP_TELEMETRY_OPT_IN: '1', EPOCHLY_TELEMETRY_OPT_IN: '0' }).lensOptIn, false);
  t.equal(read({ EPOCHLY_TELEMETRY_OPT_IN: '1' }).lensOptIn, true);
  t.equal(read({ JETLOOP_API_URL: 'https://one.example', EPOCHLY_API_URL: 'ftp://two.example' }).apiUrl, undefined);
  t.equal(
    read({ JETLOOP_API_URL: 'https://one.example', EPOCHLY_API_URL: 'https://two.example' }).apiUrl,
    'https://one.example',
  );
  t.same(readVariable(VARIABLES.telemetry, { JETLOOP_TELEMETRY: '1', EPOCHLY_TELEMETRY: '0' }), {
    value: false,
    origin: 'EPOCHLY_TELEMETRY',
    problems: [],
  });
  t.same(readVariable(VARIABLES.telemetry, {}), { value: true, origin: 'default', problems: [] });
  t.end();
});

t.test('the table names every variable once', (t) => {
  const names = Object.values(VARIABLES).flatMap(({ name, aliases }) => [name, ...aliases]);
  t.equal(new Set(names).size, names.length);
  t.end();
});
