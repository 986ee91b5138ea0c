/** Arrays and objects of the program's own, and taking things apart. */
import type { Construct, Context } from '../context.js';
import { safeIndex } from './indices.js';

const KINDS = ['Int8', 'Uint8', 'Uint8Clamped', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64'];

/** Local arrays are cheap to read and dear to make: not inside of deep loops. */
const canMake = (c: Context) => c.allows(2) && c.visible('arrays').length < 7;

function field(c: Context): string {
  const { name, fields } = c.random.pick(c.visible('records'));
  return `${name}.${c.random.pick(fields)}`;
}

const hasRecord = (c: Context) => c.visible('records').length > 0;

export const AGGREGATE_NUMBERS: readonly Construct[] = [
  { name: 'field of an object', weight: 2, leaf: true, fits: hasRecord, make: field },
];

export const AGGREGATE_STATEMENTS: readonly Construct[] = [
  {
    name: 'typed array of its own',
    weight: 1,
    fits: canMake,
    make: (c) => {
      const name = c.fresh('t');
      const content = c.chance(0.3)
        ? `[${c.number(1)}, ${c.number(1)}, ${c.number(1)}]`
        : String(1 + c.random.below(40));
      const text = `const ${name} = new ${c.pick(KINDS)}Array(${content});`;
      c.declare('arrays', { name, isLiteral: false });
      return text;
    },
  },
  {
    name: 'array literal',
    weight: 0.8,
    fits: canMake,
    make: (c) => {
      const name = c.fresh('l');
      const text = `const ${name} = [+${c.number(1)}, +${c.number(1)}, +${c.number(1)}, 4];`;
      c.declare('arrays', { name, isLiteral: true });
      const writes = c.pick([
        '',
        `${name}[1] = +${c.number(1)};`,
        `for (let q = 0; q < ${name}.length; q++) ${name}[q] *= 2;`,
      ]);
      return `${text} ${writes}`;
    },
  },
  {
    name: 'object',
    weight: 1,
    make: (c) => {
      const name = c.fresh('o');
      const text = `const ${name} = { x: ${c.number(1)}, y: ${c.number(1)} };`;
      c.declare('records', { name, fields: ['x', 'y'] });
      return text;
    },
  },
  {
    name: 'assignment of a field',
    weight: 1,
    leaf: true,
    fits: hasRecord,
    make: (c) => `${field(c)} ${c.pick(['=', '+=', '*=', '|='])} ${c.number(1)};`,
  },
  {
    name: 'object taken apart',
    weight: 0.6,
    leaf: true,
    fits: hasRecord,
    make: (c) => {
      const { name } = c.random.pick(c.visible('records'));
      const x = c.fresh('v');
      c.declare('numbers', x);
      return `let { ${c.pick(['x', 'y'])}: ${x} } = ${name};`;
    },
  },
  {
    name: 'function that returns an object',
    weight: 0.4,
    fits: (c) => c.canInline,
    make: (c) => {
      c.noteInlined();
      const [f, p, o] = [c.fresh('g'), c.fresh('p'), c.fresh('o')];
      const make = c.inFunction('number', { numbers: [p] }, () => `{ x: ${c.number(1)}, y: ${c.number(1)} }`);
      const text = `const ${f} = (${p}) => (${make}); const ${o} = ${f}(${c.number(1)});`;
      c.declare('records', { name: o, fields: ['x', 'y'] });
      return text;
    },
  },
  {
    name: 'function that returns an array',
    weight: 0.4,
    fits: (c) => c.canInline,
    make: (c) => {
      c.noteInlined();
      const [f, p, low, high] = [c.fresh('g'), c.fresh('p'), c.fresh('v'), c.fresh('v')];
      const make = c.inFunction('number', { numbers: [p] }, () => `[+${c.number(1)}, +${c.number(1)}]`);
      const text = `const ${f} = (${p}) => ${make}; let [${low}, ${high}] = ${f}(${c.number(1)});`;
      c.declare('numbers', low);
      c.declare('numbers', high);
      return text;
    },
  },
  {
    name: 'array taken apart',
    weight: 0.8,
    leaf: true,
    make: (c) => {
      const [x, y] = [c.fresh('v'), c.fresh('v')];
      const text = `let [${x}, ${c.pick(['', ', '])}${y} = ${c.number(1)}] = ${c.array()};`;
      c.declare('numbers', x);
      c.declare('numbers', y);
      return text;
    },
  },
  {
    name: 'exchange of elements',
    weight: 1,
    leaf: true,
    make: (c) => {
      const a = c.array();
      const [i, j] = [safeIndex(c), safeIndex(c)];
      return `[${a}[${i}], ${c.pick([`${c.array()}[${j}]`, c.variable()])}] = [${c.pick([`${a}[${j}]`, c.number(1)])}, ${a}[${i}]];`;
    },
  },
];
