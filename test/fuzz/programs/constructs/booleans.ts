/** Conditions. */
import type { Construct } from '../context.js';
import { anyIndex } from './indices.js';

const COMPARISONS = ['<', '<=', '>', '>=', '===', '!==', '==', '!='];
const PREDICATES = ['isNaN', 'isFinite', 'isInteger', 'isSafeInteger'];

export const BOOLEANS: readonly Construct[] = [
  { name: 'variable', weight: 1, leaf: true, make: (c) => c.pick(c.visible('booleans')) },
  { name: 'literal', weight: 0.3, leaf: true, make: (c) => c.pick(['true', 'false']) },
  {
    name: 'comparison of names',
    weight: 3,
    leaf: true,
    make: (c) => `(${c.anyNumber()} ${c.pick(COMPARISONS)} ${c.anyNumber()})`,
  },
  {
    name: 'comparison of an element',
    weight: 4,
    leaf: true,
    make: (c) => `(${c.array()}[${anyIndex(c)}] ${c.pick(COMPARISONS)} ${c.anyNumber()})`,
  },
  {
    name: 'parity',
    weight: 1,
    leaf: true,
    make: (c) => `((${c.anyNumber()} ${c.pick(['& 1', '% 2'])}) ${c.pick(['===', '!=='])} 0)`,
  },
  {
    name: 'comparison',
    weight: 6,
    make: (c, depth) => `(${c.number(depth)} ${c.pick(COMPARISONS)} ${c.number(depth)})`,
  },
  {
    name: 'and, or',
    weight: 2,
    make: (c, depth) => `(${c.boolean(depth)} ${c.pick(['&&', '||'])} ${c.boolean(depth)})`,
  },
  { name: 'not', weight: 1, make: (c, depth) => `!(${c.boolean(depth)})` },
  { name: 'number as a condition', weight: 0.7, make: (c, depth) => `!${c.pick(['', '!'])}(${c.number(depth)})` },
  { name: 'predicate of Number', weight: 1, make: (c, depth) => `Number.${c.pick(PREDICATES)}(${c.number(depth)})` },
  {
    name: 'comparison with undefined',
    weight: 1.5,
    leaf: true,
    make: (c) =>
      `(${c.pick([`${c.array()}[${anyIndex(c)}]`, c.variable()])} ${c.pick(['===', '!==', '==', '!='])} ${c.pick(['undefined', 'undefined', 'void 0'])})`,
  },
  {
    name: 'equality of booleans',
    weight: 0.5,
    make: (c, depth) => `(${c.boolean(depth)} ${c.pick(['===', '!=='])} ${c.boolean(depth)})`,
  },
  {
    name: 'conditional',
    weight: 0.5,
    make: (c, depth) => `(${c.boolean(depth)} ? ${c.boolean(depth)} : ${c.boolean(depth)})`,
  },
];
