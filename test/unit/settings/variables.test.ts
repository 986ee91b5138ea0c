import t from 'tap';
import { VARIABLES, readVariables } from '../../../lib/settings/variables.js';

t.test('nothing set gives the defaults', (t) => {
  t.same(readVariables({}), {
    values: { level: 'auto', forceFallback: false, logLevel: 'warn', compilerPath: undefined },
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

t.test('the table names every variable once', (t) => {
  const names = Object.values(VARIABLES).flatMap(({ name, aliases }) => [name, ...aliases]);
  t.equal(new Set(names).size, names.length);
  t.end();
});
