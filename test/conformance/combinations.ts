/** Makes programs systematically: each operator, function, assignment, loop form and store, in a loop over arrays. */

import type { Program } from './program.js';
import { programFromSource } from './program.js';

const BINARY = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '>>>',
  '<',
  '<=',
  '>',
  '>=',
  '===',
  '!==',
  '==',
  '!=',
  '&&',
  '||',
  '??',
];
const BOOLEAN_RESULT = new Set(['<', '<=', '>', '>=', '===', '!==', '==', '!=']);
const UNARY = ['-', '+', '~', '!', '!!', '- -', '~~'];
const MATH_OF_ONE = ['abs', 'ceil', 'floor', 'trunc', 'round', 'sqrt', 'sign', 'fround', 'clz32'];
const MATH_OF_TWO = ['min', 'max', 'imul'];
const PREDICATES = ['isNaN', 'isFinite', 'isInteger', 'isSafeInteger'];
const COMPOUND = ['+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '>>>=', '&&=', '||=', '??='];
const UPDATES = ['x++', '++x', 'x--', '--x'];
const CONSTANTS = [
  '0',
  '-0',
  '1',
  '-1',
  '2',
  '3',
  '255',
  '256',
  '0.5',
  '-7.25',
  '2147483648',
  '4294967295',
  '1e300',
  'NaN',
  'Infinity',
];
const STORED = [
  'true',
  'undefined',
  'i',
  '-i',
  'i / 2',
  'i - 0.5',
  'i * 1e9',
  'i * -1e15',
  'i === 3',
  'i % 2 ? NaN : -0',
  'i > 4 ? Infinity : 127.5',
  '254.5 + i',
  '~i',
  'i >>> 0',
  '(i * 2654435761) >>> 0',
  '5e-324 * i',
  '-1e-30',
  '1.1 * i',
  '16777217 + i',
  '-2147483648 - i',
  'i < 5 ? i : undefined',
];
const LOOPS: readonly (readonly [name: string, around: (body: string) => string])[] = [
  ['for', (body) => `for (let i = 0; i < a.length; i++) { ${body} }`],
  ['for with bound', (body) => `for (let i = 0, n = a.length; i < n; ++i) { ${body} }`],
  ['for up to and including', (body) => `for (let i = 0; i <= a.length; i += 1) { ${body} }`],
  ['for backwards', (body) => `for (let i = a.length - 1; i >= 0; i--) { ${body} }`],
  ['for backwards from beyond', (body) => `for (let i = a.length + 2; i > -3; i -= 1) { ${body} }`],
  ['for by two', (body) => `for (let i = 0; i < a.length; i += 2) { ${body} }`],
  ['for by a half', (body) => `for (let i = -1; i < a.length; i += 0.5) { ${body} }`],
  ['for with ||', (body) => `for (let i = 0; i < 3 || i < a.length; i++) { ${body} }`],
  ['for with && and break', (body) => `for (let i = 0; i < a.length && i < 40; i++) { ${body} if (x === 7) break; }`],
  ['for with continue', (body) => `for (let i = 0; i < a.length; i++) { if (i % 3 === 1) continue; ${body} }`],
  ['for up to !==', (body) => `for (let i = 0; i !== a.length; i++) { ${body} }`],
  ['while', (body) => `let i = 0; while (i < a.length) { ${body} i++; }`],
  ['while true', (body) => `let i = 0; while (true) { if (i >= a.length) break; ${body} i++; }`],
  ['while --', (body) => `let i = a.length; while (i-- > 0) { ${body} }`],
  ['do', (body) => `let i = 0; do { ${body} } while (++i < a.length);`],
  ['var and for without parts', (body) => `var i = 0; for (;;) { if (!(i < a.length)) break; ${body} i = i + 1; }`],
  ['nested', (body) => `for (let j = 0; j < a.length; j += 4) for (let i = j; i < j + 4; i++) { ${body} }`],
  [
    'nested with min',
    (body) => `for (let j = 0; j < a.length; j += 5) for (let i = j; i < Math.min(j + 5, a.length); i++) { ${body} }`,
  ],
  [
    'labelled',
    (body) =>
      `outer: for (let j = 0; j < 2; j++) for (let i = j; i < a.length; i += 2) { ${body} if (x > 90) continue outer; }`,
  ],
];
const BODIES: readonly (readonly [name: string, body: string])[] = [
  ['copy', 'let x = a[i]; out[i] = x;'],
  ['accumulate', 'let x = a[i]; s += x; out[i] = s;'],
  ['neighbour', 'let x = a[i + 1]; out[i] = a[i - 1] + x * 2;'],
  ['condition', 'let x = a[i]; if (x > s) { s = x; out[i] = 1; } else out[i] = i;'],
];

/** Programs for every combination, by the construct they combine. */
export function makeCombinations(): Record<string, Program[]> {
  const elementwise = (name: string, expression: string, roles = 'array array array') =>
    programFromSource(
      name,
      roles,
      `function (out, a${roles.split(' ').length > 2 ? ', b' : ''}) { for (let i = 0; i < out.length; i++) out[i] = ${expression}; }`,
    );
  const unary = (name: string, expression: string) => elementwise(name, expression, 'array array');
  return {
    'binary operators of elements': BINARY.map((op) => elementwise(`a ${op} b`, `a[i] ${op} b[i]`)),
    'binary operators with constants': BINARY.flatMap((op, serial) =>
      [0, 1, 2, 3].map((turn) => {
        const constant = CONSTANTS[(serial * 2 + turn * 3) % CONSTANTS.length] as string;
        const expression = turn % 2 === 0 ? `a[i] ${op} (${constant})` : `(${constant}) ${op} a[i]`;
        return programFromSource(
          expression,
          'array',
          `(a) => { for (let i = 0; i < a.length; i++) a[i] = ${expression}; }`,
        );
      }),
    ),
    'binary operators of scalars': BINARY.flatMap((op) => [
      programFromSource(`x ${op} y`, 'number number', `(x, y) => x ${op} y`),
      programFromSource(`integers ${op}`, 'integer integer', `(x, y) => x ${op} y`),
      ...(BOOLEAN_RESULT.has(op)
        ? [programFromSource(`booleans ${op}`, 'boolean boolean', `(x, y) => x ${op} y`)]
        : [programFromSource(`boolean ${op} number`, 'boolean number', `(x, y) => +x ${op} y`)]),
    ]),
    'unary operators': UNARY.flatMap((op) => [
      unary(`${op} a`, `${op} a[i]`),
      programFromSource(`${op} x`, 'number', `(x) => ${op} x`),
      programFromSource(`${op} boolean`, 'boolean', `(x) => ${op} x`),
    ]),
    'Math functions': [
      ...MATH_OF_ONE.map((name) => unary(name, `Math.${name}(a[i])`)),
      ...MATH_OF_ONE.map((name) =>
        unary(`${name} of a fraction`, `Math.${name}(a[i] / 3) - 1 / Math.${name}(a[i] * -0.01)`),
      ),
      ...MATH_OF_TWO.map((name) => elementwise(name, `Math.${name}(a[i], b[i])`)),
      ...MATH_OF_TWO.map((name) => unary(`${name} with a constant`, `Math.${name}(a[i], 3) + Math.${name}(-2, a[i])`)),
      ...PREDICATES.map((name) => unary(name, `Number.${name}(a[i])`)),
      ...MATH_OF_ONE.map((name) => programFromSource(`${name} of a scalar`, 'number', `(x) => Math.${name}(x)`)),
      ...MATH_OF_TWO.map((name) =>
        programFromSource(`${name} of scalars`, 'number integer', `(x, y) => Math.${name}(x, y)`),
      ),
    ],
    'compound assignments': COMPOUND.flatMap((op) => [
      programFromSource(
        `a ${op} b`,
        'array array',
        `(a, b) => { for (let i = 0; i < a.length; i++) a[i] ${op} b[i]; }`,
      ),
      programFromSource(`a ${op} 3`, 'array', `(a) => { for (let i = 0; i < a.length; i++) a[i] ${op} 3; }`),
      programFromSource(
        `value of a ${op} x`,
        'array number',
        `(a, x) => { let s = 0; for (let i = 0; i < a.length; i++) s += a[i] ${op} x; return s; }`,
      ),
      programFromSource(
        `x ${op} a`,
        'array number',
        `(a, x) => { for (let i = 0; i < a.length; i++) x ${op} a[i]; return x; }`,
      ),
    ]),
    updates: UPDATES.flatMap((update) => [
      programFromSource(
        `${update} of an element`,
        'array',
        `(a) => { let s = 0; for (let i = 0; i < a.length; i++) s += ${update.replace('x', 'a[i]')}; return s; }`,
      ),
      programFromSource(`${update} of a variable`, 'number', `(x) => { const y = ${update}; return y * 3 + x; }`),
      programFromSource(`${update} out of range`, 'array', `(a) => ${update.replace('x', 'a[a.length]')}`),
    ]),
    stores: STORED.map((value) =>
      programFromSource(`store ${value}`, 'array', `(a) => { for (let i = 0; i < a.length; i++) a[i] = ${value}; }`),
    ),
    loops: LOOPS.flatMap(([loop, around]) =>
      BODIES.map(([body, text]) =>
        programFromSource(`${loop}: ${body}`, 'array array', `(out, a) => { let s = 0; ${around(text)} return s; }`),
      ),
    ),
  };
}
