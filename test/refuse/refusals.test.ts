import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { SERVICE_REFUSALS } from '../../lib/engine/compiler/refusals.js';
import { CALL_REFUSALS } from '../../lib/engine/dispatch/refusals.js';
import { ABANDONMENTS } from '../../lib/engine/frontend/abandonments.js';
import { describeRefusals } from '../../lib/engine/frontend/describe-refusals.js';
import type {
  ArgumentType,
  BuiltinFunction,
  ElementKind,
  Refusal,
  RefusalCode,
} from '../../lib/engine/frontend/index.js';
import { REFUSALS, analyzeSource, lowerFunction } from '../../lib/engine/frontend/index.js';
import { PROBED_FUNCTIONS } from '../../lib/engine/frontend/probe-math.js';
import { OUTLINE_REFUSALS } from '../../lib/engine/outline/refusals.js';
import type { RefusalRule } from '../../lib/engine/frontend/refusals.js';
import { CASES } from './cases.js';

const mathAlgorithm = (name: BuiltinFunction) =>
  (PROBED_FUNCTIONS as readonly BuiltinFunction[]).includes(name) ? undefined : 'plain';

function refusalsOf(
  source: string,
  argumentTypes: readonly string[] | undefined,
  isOverlapping = false,
): readonly Refusal[] {
  const analysis = analyzeSource(source);
  if (!analysis.ok) {
    return analysis.refusals;
  }
  const types = (argumentTypes ?? analysis.fn.parameters.map(() => 'f64')).map(parseType);
  // On an engine whose Math is its own: what depends on the algorithms is refused too.
  const result = lowerFunction(analysis.fn, types, { mayAlias: isOverlapping, name: 'refused', mathAlgorithm });
  return result.ok ? [] : result.refusals;
}

function parseType(text: string): ArgumentType {
  if (text === 'number[]') {
    return { kind: 'array', element: 'f64', isPlain: true };
  }
  return text.endsWith('[]')
    ? { kind: 'array', element: text.slice(0, -2) as ElementKind }
    : { kind: text as 'f64' | 'i32' | 'bool' };
}

/** Takes the marks out of a source and gives their places. */
function readMarks(marked: string): { source: string; places: string[] } {
  const places: string[] = [];
  const lines = marked.split('\n').map((line, index) => {
    const parts = line.split('«');
    let column = 0;
    for (const part of parts.slice(0, -1)) {
      column += part.length;
      places.push(`${index + 1}:${column}`);
    }
    return parts.join('');
  });
  return { source: lines.join('\n'), places };
}

t.test('every case is refused with its codes, exactly where it says', (t) => {
  for (const { source: marked, codes, argumentTypes, isOverlapping } of CASES) {
    const { source, places } = readMarks(marked);
    const refusals = refusalsOf(source, argumentTypes, isOverlapping);
    const found = refusals.map(({ code, line, column }) => `${line}:${column} ${code}`);
    t.strictSame(
      found,
      codes.map((code, index) => `${places[index] ?? 'no mark'} ${code}`),
      marked,
    );
  }
  t.end();
});

t.test('every refusal carries a message and the way out of the table', (t) => {
  for (const { source, argumentTypes, isOverlapping } of CASES) {
    for (const { code, message, hint } of refusalsOf(readMarks(source).source, argumentTypes, isOverlapping)) {
      t.match(message, /\.$/, `${code}: ${message}`);
      t.equal(hint, REFUSALS[code].wayOut);
    }
  }
  t.end();
});

t.test('the example of every code is refused with that code', (t) => {
  for (const code of Object.keys(REFUSALS) as RefusalCode[]) {
    const { example, argumentTypes, isOverlapping }: RefusalRule = REFUSALS[code];
    const found = refusalsOf(example, argumentTypes, isOverlapping).map((refusal) => refusal.code);
    t.ok(found.includes(code), `${code}: ${example} gives ${found.join()}`);
  }
  t.end();
});

t.test('every code has a case', (t) => {
  const covered = new Set(CASES.flatMap(({ codes }) => codes));
  const missing = (Object.keys(REFUSALS) as RefusalCode[]).filter((code) => !covered.has(code));
  t.strictSame(missing, []);
  t.end();
});

t.test('a function nested too deeply is refused, not crashed on', (t) => {
  const deep = `(a) => ${'('.repeat(200_000)}a${')'.repeat(200_000)}`;
  t.match(refusalsOf(deep, ['f64']), [{ code: 'too-large' }]);
  const long = `(a) => a${' + a'.repeat(100_000)}`;
  t.match(refusalsOf(long, ['f64']), [{ code: 'too-large' }]);
  t.end();
});

t.test('docs/refusals.md is what the table says', (t) => {
  const root = join(__dirname, __dirname.includes(`${join('dist', 'test')}`) ? '../../..' : '../..');
  t.equal(
    readFileSync(join(root, 'docs/refusals.md'), 'utf8'),
    describeRefusals(OUTLINE_REFUSALS, { ...CALL_REFUSALS, ...SERVICE_REFUSALS }, ABANDONMENTS),
  );
  t.end();
});
