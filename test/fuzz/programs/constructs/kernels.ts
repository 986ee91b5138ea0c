/** Loops as programs really have them, which is what vectoriser, loop versioning, narrowing and splitting were made for. */
import type { Construct, Context } from '../context.js';
import { literal } from './numbers.js';

const inLoop = (c: Context) => c.allows(1);

/** A value that is computed from elements at the same place. */
function mapped(c: Context, i: string): string {
  const a = `${c.array()}[${i}]`;
  const b = `${c.array()}[${i}${c.pick(['', '', ' + 1', ' - 1'])}]`;
  const x = c.pick(['x', literal(c), 'k']);
  return c.pick([
    `${a} * ${x} + ${b}`,
    `${a} ${c.pick(['+', '-', '*', '/'])} ${b}`,
    `(${a} + ${b}) >> 1`,
    `(${a} ${c.pick(['&', '|', '^'])} ${b}) | 0`,
    `Math.${c.pick(['abs', 'sqrt', 'floor', 'round', 'trunc', 'ceil', 'sign', 'fround'])}(${a} ${c.pick(['-', '*'])} ${x})`,
    `Math.${c.pick(['min', 'max'])}(${a}, ${b})`,
    `Math.min(Math.max(${a}, 0), 255)`,
    `${a} > ${x} ? ${a} : ${b}`,
    `Math.imul(${a}, ${x}) ${c.pick(['>>> 0', '+ 1', '| 0'])}`,
    `(${a} << 8 | ${b}) >>> 0`,
    `${a} * ${i} - ${x}`,
    `(${i} * ${x}) | 0`,
    `-${a}`,
    `${a} % ${x}`,
    `+(${a} < ${b})`,
  ]);
}

function forUp(c: Context, make: (i: string, out: string) => string): string {
  const i = c.fresh('i');
  const out = c.array();
  c.noteNest(1);
  const end = c.pick([
    `${out}.length`,
    `${out}.length`,
    'n',
    `${c.array()}.length`,
    'n - 1',
    `Math.min(n, ${out}.length)`,
  ]);
  const first = c.pick(['0', '0', '0', '1', '3']);
  const step = c.pick([`${i}++`, `${i}++`, `${i}++`, `${i} += 2`]);
  return `for (let ${i} = ${first}; ${i} < ${end}; ${step}) { ${make(i, out)} }`;
}

/** Two loops over a square of m × m elements. */
function square(c: Context, make: (i: string, j: string) => string): string {
  const i = c.fresh('i');
  const j = c.fresh('i');
  c.noteNest(1);
  const [first, end] = c.random.pick<[string, string]>([
    ['0', 'm'],
    ['0', 'm'],
    ['1', 'm - 1'],
    ['0', i],
    ['0', `${i} + 1`],
    [i, 'm'],
    [`${i} + 1`, 'm'],
  ]);
  return `for (let ${i} = 0; ${i} < m; ${i}++) for (let ${j} = ${first}; ${j} < ${end}; ${j}++) { ${make(i, j)} }`;
}

function kernel(name: string, weight: number, make: (c: Context) => string): Construct {
  return { name, weight, leaf: true, fits: inLoop, make };
}

export const KERNELS: readonly Construct[] = [
  kernel('map', 2.5, (c) => forUp(c, (i, out) => `${out}[${i}] = ${mapped(c, i)};`)),
  kernel('map of two arrays', 1.2, (c) =>
    forUp(c, (i, out) => `${out}[${i}] = ${mapped(c, i)}; ${c.array()}[${i}] = ${mapped(c, i)};`),
  ),
  kernel('map with a guard', 1.5, (c) =>
    forUp(c, (i, out) => `if (${c.array()}[${i}] > ${c.pick(['x', '0', '7'])}) ${out}[${i}] = ${mapped(c, i)};`),
  ),
  kernel('stencil', 1.5, (c) => {
    const a = c.array();
    return forUp(
      c,
      (i, out) =>
        `${out}[${i}] = ${a}[${i} - 1] * ${literal(c)} + ${a}[${i}] ${c.pick(['+', '-'])} ${a}[${i} + ${1 + c.random.below(2)}];`,
    );
  }),
  kernel('reduction', 2, (c) => {
    const form = c.pick([
      's += E;',
      's = (s + E) | 0;',
      's ^= E;',
      's = Math.max(s, E);',
      's = Math.min(s, E);',
      's *= E;',
      's -= E;',
      'if (E > x) s++;',
      's = (s * 31 + E) | 0;',
      's = s > E ? s : E;',
      's += E & 255;',
    ]);
    return forUp(c, (i) => form.replaceAll('E', c.chance(0.6) ? `${c.array()}[${i}]` : `(${mapped(c, i)})`));
  }),
  kernel('recurrence', 1, (c) => {
    const a = c.array();
    return forUp(
      c,
      (i) =>
        `${a}[${i} + ${c.random.below(2)}] = ${a}[${i} - ${c.random.below(3)}] ${c.pick(['+', '*', '^'])} ${c.array()}[${i}];`,
    );
  }),
  kernel('histogram', 1, (c) =>
    forUp(
      c,
      (i, out) => `${c.array()}[${out}[${i}] & ${c.pick(['7', '15'])}]${c.pick(['++', ' += x', ' -= 2', ' ^= 1'])};`,
    ),
  ),
  kernel('gather', 1, (c) => forUp(c, (i, out) => `${out}[${i}] = ${c.array()}[${c.array()}[${i}]];`)),
  kernel('scatter', 0.7, (c) => forUp(c, (i, out) => `${out}[+${c.array()}[${i}]] = ${mapped(c, i)};`)),
  kernel('reversal', 0.8, (c) =>
    forUp(c, (i, out) => `${out}[${c.pick(['n', `${out}.length`])} - 1 - ${i}] = ${mapped(c, i)};`),
  ),
  kernel('strides', 1, (c) =>
    forUp(
      c,
      (i, out) =>
        `${out}[${i} * 2] = ${c.array()}[${i} * ${c.pick(['2', '3'])} + 1] ${c.pick(['+', '-'])} ${c.array()}[${i}];`,
    ),
  ),
  kernel('bytes of a word', 0.8, (c) => {
    const b = c.array();
    return forUp(
      c,
      (i, out) =>
        `${out}[${i}] = ${b}[${i} * 4] | ${b}[${i} * 4 + 1] << 8 | ${b}[${i} * 4 + 2] << 16 | ${b}[${i} * 4 + 3] << 24;`,
    );
  }),
  kernel('compaction', 0.8, (c) => {
    const p = c.fresh('p');
    return `let ${p} = 0; ${forUp(c, (i, out) => `if (${c.array()}[${i}] ${c.pick(['>', '!==', '<='])} x) ${out}[${p}++] = ${c.array()}[${i}];`)} s += ${p};`;
  }),
  kernel('search', 0.8, (c) => {
    const p = c.fresh('p');
    return `let ${p} = -1; ${forUp(c, (i) => `if (${c.array()}[${i}] === x) { ${p} = ${i}; break; }`)} s += ${p};`;
  }),
  kernel('running counter', 0.8, (c) => {
    const p = c.fresh('p');
    return `let ${p} = ${c.pick(['0', 'k & 7', '1'])}; ${forUp(c, (i, out) => `${out}[${p}] = ${mapped(c, i)}; ${p} += ${c.pick(['1', '2', 'm'])};`)}`;
  }),
  kernel('curve of Math', 0.5, (c) =>
    forUp(
      c,
      (i, out) =>
        `${out}[${i}] = Math.${c.pick(['sin', 'cos', 'exp', 'log', 'tanh', 'atan', 'cbrt', 'log2'])}(${c.array()}[${i}] * ${literal(c)});`,
    ),
  ),
  kernel('square', 2, (c) =>
    square(
      c,
      (i, j) =>
        `${c.array()}[${i} * m + ${j}] ${c.pick(['=', '+=', '-='])} ${c.array()}[${c.pick([`${i} * m + ${j}`, `${j} * m + ${i}`, i, j])}] ${c.pick(['*', '+', '-'])} ${c.array()}[${c.pick([i, j, `${i} * m + ${j} - 1`, `(${i} + 1) * m + ${j}`])}];`,
    ),
  ),
  kernel('row that all read', 1, (c) => {
    const a = c.array();
    return square(
      c,
      (i, j) =>
        `${a}[${i} * m + ${j}] ${c.pick(['-= ', '+= ', '= 2 * '])}${a}[${i} * m + ${c.pick(['0', '1', i, 'm - 1'])}] * ${c.array()}[${j}];`,
    );
  }),
  kernel('product of matrices', 0.7, (c) => {
    const l = c.fresh('i');
    const [a, b, out] = [c.array(), c.array(), c.array()];
    c.noteNest(1.5);
    return c.chance(0.5)
      ? square(
          c,
          (i, j) =>
            `for (let ${l} = 0; ${l} < m; ${l}++) ${out}[${i} * m + ${j}] += ${a}[${i} * m + ${l}] * ${b}[${l} * m + ${j}];`,
        )
      : square(
          c,
          (i, j) =>
            `let sum = ${literal(c)}; for (let ${l} = 0; ${l} < m; ${l}++) sum += ${a}[${i} * m + ${l}] * ${b}[${l} * m + ${j}]; ${out}[${i} * m + ${j}] = sum;`,
        );
  }),
  kernel('exchange', 0.6, (c) => {
    const a = c.array();
    const t = c.fresh('t');
    return forUp(
      c,
      (i) =>
        `if (${a}[${i}] > ${a}[${i} + 1]) { const ${t} = ${a}[${i}]; ${a}[${i}] = ${a}[${i} + 1]; ${a}[${i} + 1] = ${t}; }`,
    );
  }),
];
