/** Every operator and every function of Math and Number on doubles at which they change their mind. */

import t from 'tap';
import { mathAlgorithm } from '../../../../lib/engine/frontend/probe-math.js';
import type { ArgumentType } from '../../../../lib/engine/frontend/index.js';
import { analyzeSource, interpretKernel, lowerFunction } from '../../../../lib/engine/frontend/index.js';
import type { Argument } from '../../../../lib/engine/frontend/interpret.js';
import { EDGE_DOUBLES } from '../../../support/edge-values.js';

const ARITHMETIC = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'];
const COMPARISONS = ['<', '<=', '>', '>=', '==', '!=', '===', '!=='];
const LOGICAL = ['&&', '||', '??'];
const UNARY = ['+', '-', '~', '!', '~~', '!!', 'void '];
const FUNCTIONS = ['abs', 'ceil', 'floor', 'trunc', 'round', 'sqrt', 'sign', 'fround', 'clz32'].map(
  (name) => `Math.${name}`,
);
const PREDICATES = ['isNaN', 'isFinite', 'isInteger', 'isSafeInteger'].map((name) => `Number.${name}`);

const NUMBER: ArgumentType = { kind: 'f64' };
const BOOLEAN: ArgumentType = { kind: 'bool' };

/** The first arguments for which a kernel and plain JavaScript differ. */
function differsAt(source: string, types: readonly ArgumentType[], inputs: Iterable<readonly Argument[]>): unknown {
  const analysis = analyzeSource(source);
  if (!analysis.ok) {
    return analysis.refusals;
  }
  const result = lowerFunction(analysis.fn, types, { mayAlias: false, name: 'operator' });
  if (!result.ok) {
    return result.refusals;
  }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  const plain = new Function(`return ${source}`)() as (...args: readonly Argument[]) => unknown;
  for (const args of inputs) {
    const [want, got] = [plain(...args), interpretKernel(result.kernel, args)];
    if (!Object.is(want, got)) {
      return { args, want, got };
    }
  }
  return undefined;
}

function* pairs<A, B>(first: readonly A[], second: readonly B[]): Generator<[A, B]> {
  for (const one of first) {
    for (const other of second) {
      yield [one, other];
    }
  }
}

t.test('binary operators on numbers', (t) => {
  for (const operator of [...ARITHMETIC, ...COMPARISONS, ...LOGICAL]) {
    t.equal(
      differsAt(`(x, y) => x ${operator} y`, [NUMBER, NUMBER], pairs(EDGE_DOUBLES, EDGE_DOUBLES)),
      undefined,
      operator,
    );
  }
  t.end();
});

t.test('binary operators on numbers and booleans mixed', (t) => {
  const truths = [true, false];
  for (const operator of [...ARITHMETIC, ...COMPARISONS]) {
    t.equal(
      differsAt(`(x, p) => x ${operator} p`, [NUMBER, BOOLEAN], pairs(EDGE_DOUBLES, truths)),
      undefined,
      `x ${operator} p`,
    );
    t.equal(
      differsAt(`(p, x) => p ${operator} x`, [BOOLEAN, NUMBER], pairs(truths, EDGE_DOUBLES)),
      undefined,
      `p ${operator} x`,
    );
    t.equal(
      differsAt(`(p, q) => p ${operator} q`, [BOOLEAN, BOOLEAN], pairs(truths, truths)),
      undefined,
      `p ${operator} q`,
    );
  }
  for (const operator of LOGICAL) {
    t.equal(
      differsAt(`(x, p) => x ${operator} p`, [NUMBER, BOOLEAN], pairs(EDGE_DOUBLES, truths)),
      undefined,
      `x ${operator} p`,
    );
    t.equal(
      differsAt(`(x, p) => +(x ${operator} p)`, [NUMBER, BOOLEAN], pairs(EDGE_DOUBLES, truths)),
      undefined,
      `+(x ${operator} p)`,
    );
    t.equal(
      differsAt(`(x, p) => !(p ${operator} x)`, [NUMBER, BOOLEAN], pairs(EDGE_DOUBLES, truths)),
      undefined,
      `!(p ${operator} x)`,
    );
  }
  t.end();
});

t.test('unary operators and functions', (t) => {
  const singles = EDGE_DOUBLES.map((x) => [x]);
  for (const name of [...UNARY, ...FUNCTIONS, ...PREDICATES]) {
    t.equal(differsAt(`(x) => ${name}(x)`, [NUMBER], singles), undefined, name);
    t.equal(differsAt(`(p) => ${name}(p)`, [BOOLEAN], [[true], [false]]), undefined, `${name} of a boolean`);
    t.equal(differsAt(`() => ${name}(undefined)`, [], [[]]), undefined, `${name} of undefined`);
  }
  t.end();
});

t.test('functions with any number of arguments', (t) => {
  for (const call of [
    'Math.max()',
    'Math.min()',
    'Math.abs()',
    'Math.imul()',
    'Math.clz32()',
    'Number.isNaN()',
    'Number.isInteger()',
  ]) {
    t.equal(differsAt(`() => ${call}`, [], [[]]), undefined, call);
  }
  for (const name of ['Math.max', 'Math.min', 'Math.imul']) {
    t.equal(differsAt(`(x, y) => ${name}(x, y)`, [NUMBER, NUMBER], pairs(EDGE_DOUBLES, EDGE_DOUBLES)), undefined, name);
    t.equal(
      differsAt(`(x, y) => ${name}(x, 3, y, -0)`, [NUMBER, NUMBER], pairs(EDGE_DOUBLES, EDGE_DOUBLES)),
      undefined,
      `${name} of four`,
    );
    t.equal(
      differsAt(
        `(x) => ${name}(x)`,
        [NUMBER],
        EDGE_DOUBLES.map((x) => [x]),
      ),
      undefined,
      `${name} of one`,
    );
  }
  t.equal(
    differsAt(
      '(x) => Math.abs(x, x = 3) + x',
      [NUMBER],
      EDGE_DOUBLES.map((x) => [x]),
    ),
    undefined,
    'extra arguments are evaluated',
  );
  t.end();
});

t.test('powers that are exact', (t) => {
  // One over x is a power of x only where pow is fdlibm's.
  const exponents = [
    '2',
    '1',
    '0',
    '0.5',
    '-0',
    ...(mathAlgorithm('Math.pow') !== undefined ? ['-1', '3', '0.3'] : []),
  ];
  for (const exponent of exponents) {
    t.equal(
      differsAt(
        `(x) => x ** ${exponent.startsWith('-') ? `(${exponent})` : exponent}`,
        [NUMBER],
        EDGE_DOUBLES.map((x) => [x]),
      ),
      undefined,
      `x ** ${exponent}`,
    );
    t.equal(
      differsAt(
        `(x) => Math.pow(x, ${exponent})`,
        [NUMBER],
        EDGE_DOUBLES.map((x) => [x]),
      ),
      undefined,
      `Math.pow(x, ${exponent})`,
    );
  }
  t.end();
});

t.test('constants and literals of every form', (t) => {
  const literals = [
    'Math.PI',
    'Math.E',
    'Math.LN2',
    'Math.SQRT1_2',
    'Number.EPSILON',
    'Number.MAX_SAFE_INTEGER',
    'Number.MIN_VALUE',
    'Number.NaN',
    'Number.NEGATIVE_INFINITY',
  ];
  for (const literal of [
    ...literals,
    '0x1F',
    '0b101',
    '0o17',
    '1_000',
    '.5',
    '5.',
    '1e400',
    '1e-400',
    '-0',
    '9007199254740993',
    'NaN',
    '-Infinity',
  ]) {
    t.equal(differsAt(`() => ${literal}`, [], [[]]), undefined, literal);
    t.equal(differsAt(`(x) => x + ${literal}`, [NUMBER], [[1]]), undefined, `x + ${literal}`);
  }
  t.end();
});
