/** Numbers: literals at the edges, operators, Math, and the idioms by which JavaScript asks for integers. */
import { EDGE_DOUBLES, EDGE_INT32 } from '../../../support/edge-values.js';
import type { Construct, Context } from '../context.js';
import { anyIndex, safeIndex } from './indices.js';

const SMALL = ['0', '1', '2', '3', '4', '7', '8', '10', '16', '-1', '-2', '0.5', '1.5', '-0'];
const EDGES = [...EDGE_DOUBLES, ...EDGE_INT32].map((value) => (Object.is(value, -0) ? '-0' : String(value)));
const ARITHMETIC = ['+', '+', '-', '-', '*', '*', '/', '%'];
const BITWISE = ['&', '|', '^', '<<', '>>', '>>>'];
const EXACT_MATH = ['abs', 'ceil', 'floor', 'trunc', 'round', 'sqrt', 'sign', 'fround', 'clz32'];
const CURVES = 'acos acosh asin asinh atan atanh cbrt cos cosh exp expm1 log log10 log1p log2 sin sinh tan tanh'.split(
  ' ',
);
const CONSTANTS = ['Math.PI', 'Math.E', 'Math.SQRT2', 'Number.EPSILON', 'Number.MAX_SAFE_INTEGER', 'Number.MIN_VALUE'];

export function literal(c: Context): string {
  return c.pick(c.chance(0.75) ? SMALL : EDGES);
}

function load(c: Context): string {
  const literals = c.visible('arrays').filter(({ isLiteral }) => isLiteral);
  if (literals.length > 0 && c.chance(0.2)) {
    return `${c.random.pick(literals).name}[${safeIndex(c)}]`;
  }
  return `${c.array()}[${anyIndex(c)}]`;
}

export const NUMBERS: readonly Construct[] = [
  { name: 'literal', weight: 4, leaf: true, make: literal },
  { name: 'variable', weight: 5, leaf: true, make: (c) => c.anyNumber() },
  { name: 'element', weight: 8, leaf: true, make: load },
  { name: 'length', weight: 1, leaf: true, make: (c) => `${c.array()}.length` },
  { name: 'constant of Math or Number', weight: 0.5, leaf: true, make: (c) => c.pick(CONSTANTS) },
  {
    name: 'arithmetic',
    weight: 12,
    make: (c, depth) => `(${c.number(depth)} ${c.pick(ARITHMETIC)} ${c.number(depth)})`,
  },
  { name: 'bitwise', weight: 5, make: (c, depth) => `(${c.number(depth)} ${c.pick(BITWISE)} ${c.number(depth)})` },
  { name: 'sign', weight: 2, make: (c, depth) => `(${c.pick(['-', '+', '~', '- -', '~~'])}(${c.number(depth)}))` },
  {
    name: 'shift by a constant',
    weight: 2,
    make: (c, depth) => `(${c.number(depth)} ${c.pick(['<<', '>>', '>>>'])} ${c.random.below(34)})`,
  },
  { name: 'integer by |0', weight: 3, make: (c, depth) => `(${c.number(depth)} | 0)` },
  { name: 'unsigned by >>>0', weight: 2, make: (c, depth) => `(${c.number(depth)} >>> 0)` },
  {
    name: 'overflow of 32 bits',
    weight: 2,
    make: (c, depth) =>
      `((${c.number(depth)} ${c.pick(['+', '-', '*'])} ${c.pick(['2147483647', '0x80000000', '65537', '4294967295', '-2147483648'])}) ${c.pick(['| 0', '>>> 0', '& 255', '>> 3'])})`,
  },
  {
    name: 'beyond 2^53',
    weight: 1,
    make: (c, depth) =>
      `((${c.number(depth)} * ${c.pick(['9007199254740991', '94906267', '4294967296', '3000000019'])} ${c.pick(['+', '-'])} ${c.number(depth)}) ${c.pick(['| 0', '', '% 65536', '>>> 0'])})`,
  },
  {
    name: 'step of a hash',
    weight: 1,
    make: (c, depth) =>
      `(Math.imul(${c.number(depth)} ^ ${c.number(depth)}, ${c.pick(['16777619', '0x85ebca6b', '31', '-1640531527'])}) ${c.pick(['>>> 0', '| 0', '>>> 13'])})`,
  },
  {
    name: 'integer quotient',
    weight: 2,
    make: (c, depth) =>
      c.pick([
        `Math.floor(${c.number(depth)} / ${c.pick(['2', '3', '8', '-2'])})`,
        `((${c.number(depth)} / ${c.pick(['2', '3', '7'])}) | 0)`,
        `(${c.number(depth)} % ${c.pick(['2', '3', '8', '-4'])})`,
        `((${c.anyNumber()} | 0) % ((${c.anyNumber()} | 0) || 1))`,
      ]),
  },
  {
    name: 'exact function of Math',
    weight: 4,
    make: (c, depth) => `Math.${c.pick(EXACT_MATH)}(${c.number(depth)})`,
  },
  {
    name: 'Math.min and max',
    weight: 3,
    make: (c, depth) => {
      const operands = Array.from({ length: c.random.pick([2, 2, 2, 3, 1]) }, () => c.number(depth));
      return `Math.${c.pick(['min', 'max'])}(${operands.join(', ')})`;
    },
  },
  { name: 'Math.imul', weight: 1, make: (c, depth) => `Math.imul(${c.number(depth)}, ${c.number(depth)})` },
  { name: 'curve of Math', weight: 0.7, make: (c, depth) => `Math.${c.pick(CURVES)}(${c.number(depth)})` },
  {
    name: 'power',
    weight: 0.5,
    make: (c, depth) =>
      c.pick([
        `((${c.number(depth)}) ** ${c.pick(['2', '0.5', '1', '0', '3'])})`,
        `Math.pow(${c.number(depth)}, ${c.number(0)})`,
      ]),
  },
  {
    name: 'Math.hypot and atan2',
    weight: 0.4,
    make: (c, depth) => `Math.${c.pick(['hypot', 'atan2'])}(${c.number(depth)}, ${c.number(depth)})`,
  },
  {
    name: 'conditional',
    weight: 3,
    make: (c, depth) => `(${c.boolean(depth)} ? ${c.number(depth)} : ${c.number(depth)})`,
  },
  { name: 'nullish', weight: 1.5, make: (c, depth) => `(${load(c)} ?? ${c.number(depth)})` },
  {
    name: 'logical on numbers',
    weight: 1,
    make: (c, depth) => `(${c.number(depth)} ${c.pick(['||', '&&'])} ${c.number(depth)})`,
  },
  { name: 'number of a boolean', weight: 2, make: (c, depth) => `(+${c.boolean(depth)})` },
  {
    name: 'assignment as a value',
    weight: 1.5,
    make: (c, depth) => `(${c.variable()} ${c.pick(['=', '+=', '-=', '^='])} ${c.number(depth)})`,
  },
  {
    name: 'update as a value',
    weight: 1,
    leaf: true,
    make: (c) => {
      const variable = c.variable();
      return `(${c.pick([`${variable}++`, `${variable}--`, `++${variable}`, `--${variable}`])})`;
    },
  },
  { name: 'comma', weight: 0.5, make: (c, depth) => `(${c.number(depth)}, ${c.number(depth)})` },
];
