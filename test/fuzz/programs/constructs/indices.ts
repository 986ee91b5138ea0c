/** Indices: mostly the affine ones of ordinary loops, sometimes anything. */
import type { Context } from '../context.js';

/** An index that is never undefined, which a store must not have. */
export function safeIndex(c: Context): string {
  const counters = c.visible('counters');
  const i = counters.length > 2 && c.chance(0.9) ? counters.at(-1 - c.random.below(2))! : c.pick(['0', '1', '2', '5']);
  const other = c.random.pick(counters);
  switch (c.random.below(18)) {
    case 0:
    case 1:
      return `${i} + ${1 + c.random.below(3)}`;
    case 2:
    case 3:
      return `${i} - ${1 + c.random.below(3)}`;
    case 4:
      return `${i} * ${c.random.below(4)}${c.pick(['', ' + 1', ' - 2'])}`;
    case 5:
      return `${other} * ${c.pick(['m', 'n', '4'])} + ${i}`;
    case 6:
      return `${c.pick(['n', 'm', `${c.array()}.length`])} - 1 - ${i}`;
    case 7:
      c.note('index: of bits');
      return c.pick([`${i} >> 1`, `${i} & 7`, `${i} ^ 1`, `(${i} << 1) | 1`, `${i} >>> 0`]);
    case 8:
      return c.pick([`Math.floor(${i} / 2)`, `${i} % 3`, `Math.min(${i}, 9)`, `Math.max(${i}, ${other})`]);
    case 9:
      c.note('index: fractional, negative or not a number');
      return c.pick([`${i} / 2`, `${i} + 0.5`, '-0', '-1', 'NaN', 'Infinity', '1e10', '4294967296', `-${i}`, '1.5']);
    case 10:
      c.note('index: an element');
      return `+${c.array()}[${i}]`;
    case 11:
      return `+${c.anyNumber()}`;
    case 12:
      return `(${c.number(1)}) & ${c.pick(['7', '15', '63'])}`;
    default:
      return i;
  }
}

/** An index to read at. */
export function anyIndex(c: Context): string {
  return c.chance(0.93) ? safeIndex(c) : `+${c.number(1)}`;
}
