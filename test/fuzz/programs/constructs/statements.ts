/** Statements other than loops: declarations, assignments, stores, branches and jumps. */
import type { Construct, Context } from '../context.js';
import { safeIndex } from './indices.js';
import { literal } from './numbers.js';

const COMPOUND = ['+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '>>>=', '**='];

function jump(c: Context, isContinue: boolean): string {
  const word = isContinue ? 'continue' : 'break';
  const { label } = c.random.pick(c.targets(isContinue));
  return label === undefined ? `${word};` : `${word} ${label};`;
}

function returnStatement(c: Context, depth: number): string {
  switch (c.returned) {
    case 'number':
      return `return ${c.number(depth)};`;
    case 'boolean':
      return `return ${c.boolean(depth)};`;
    case 'nothing':
      return 'return;';
    case 'anything':
      return c.pick([
        `return ${c.number(depth)};`,
        `return ${c.number(depth)};`,
        `return ${c.boolean(depth)};`,
        'return;',
      ]);
  }
}

export const STATEMENTS: readonly Construct[] = [
  {
    name: 'let',
    weight: 3,
    make: (c, depth) => {
      const name = c.fresh('v');
      const text = `let ${name} = ${c.number(depth)};`;
      c.declare('numbers', name);
      return text;
    },
  },
  {
    name: 'const',
    weight: 0.7,
    make: (c, depth) => {
      const name = c.fresh('c');
      const text = `const ${name} = +${c.number(depth)};`;
      c.declare('counters', name);
      return text;
    },
  },
  {
    name: 'start of a row',
    weight: 1.5,
    leaf: true,
    fits: (c) => c.isInLoop,
    make: (c) => {
      const name = c.fresh('row');
      const text = `const ${name} = ${c.random.pick(c.visible('counters'))} * ${c.pick(['m', 'm', 'n', '4'])};`;
      c.declare('counters', name);
      return text;
    },
  },
  {
    name: 'var',
    weight: 0.7,
    make: (c, depth) => {
      const name = c.fresh('w');
      const text = `var ${name} = ${c.number(depth)};`;
      c.declare('numbers', name);
      return text;
    },
  },
  {
    name: 'variable without a value',
    weight: 0.5,
    leaf: true,
    make: (c) => {
      const name = c.fresh('v');
      c.declare('numbers', name);
      return `let ${name};`;
    },
  },
  {
    name: 'boolean variable',
    weight: 1,
    make: (c, depth) => {
      const name = c.fresh('b');
      const text = `let ${name} = ${c.boolean(depth)};`;
      c.declare('booleans', name);
      return text;
    },
  },
  {
    name: 'assignment of a boolean',
    weight: 0.7,
    make: (c, depth) => `${c.pick(c.visible('booleans'))} = ${c.boolean(depth)};`,
  },
  { name: 'assignment', weight: 3, leaf: true, make: (c) => `${c.variable()} = ${c.number(2)};` },
  {
    name: 'compound assignment',
    weight: 4,
    leaf: true,
    make: (c) => `${c.variable()} ${c.pick(COMPOUND)} ${c.number(2)};`,
  },
  {
    name: 'logical assignment',
    weight: 0.7,
    leaf: true,
    make: (c) => `${c.variable()} ${c.pick(['||=', '&&=', '??='])} ${c.number(1)};`,
  },
  { name: 'update', weight: 1.5, leaf: true, make: (c) => `${c.variable()}${c.pick(['++', '--'])};` },
  { name: 'integer accumulation', weight: 3, leaf: true, make: (c) => `s = (s * 31 + (${c.number(2)})) | 0;` },
  { name: 'store', weight: 8, leaf: true, make: (c) => `${c.array()}[${safeIndex(c)}] = ${c.number(2)};` },
  {
    name: 'compound store',
    weight: 4,
    leaf: true,
    make: (c) => `${c.array()}[${safeIndex(c)}] ${c.pick(COMPOUND)} ${c.number(2)};`,
  },
  {
    name: 'update of an element',
    weight: 1.5,
    leaf: true,
    make: (c) => `${c.array()}[${safeIndex(c)}]${c.pick(['++', '--'])};`,
  },
  {
    name: 'chained store',
    weight: 0.7,
    leaf: true,
    make: (c) => `${c.array()}[${safeIndex(c)}] = ${c.variable()} = ${c.array()}[${safeIndex(c)}] = ${c.number(1)};`,
  },
  {
    name: 'guarded store',
    weight: 3,
    leaf: true,
    make: (c) => `if (${c.boolean(1)}) ${c.array()}[${safeIndex(c)}] = ${c.number(2)};`,
  },
  {
    name: 'if',
    weight: 3,
    make: (c, depth) => `if (${c.boolean(2)}) { ${c.block(depth, 3)}}`,
  },
  {
    name: 'if else',
    weight: 2.5,
    make: (c, depth) =>
      `if (${c.boolean(2)}) { ${c.block(depth, 2)}} else ${c.chance(0.3) ? `if (${c.boolean(1)}) ` : ''}{ ${c.block(depth, 2)}}`,
  },
  {
    name: 'switch',
    weight: 1.2,
    make: (c, depth) => {
      const cases = Array.from({ length: 2 + c.random.below(2) }, () => {
        const end = c.chance(0.5) ? ' break;' : '';
        c.note(end === '' ? 'switch: falls through' : 'switch: breaks');
        return `case ${c.chance(0.85) ? literal(c) : c.anyNumber()}: { ${c.block(depth, 2)}}${end}`;
      });
      if (c.chance(0.8)) {
        c.note('switch: default');
        cases.splice(c.random.below(cases.length + 1), 0, `default: { ${c.block(depth, 2)}}${c.pick([' break;', ''])}`);
      }
      const subject = c.chance(0.5) ? `${c.anyNumber()} & 3` : c.number(1);
      return `switch (${subject}) { ${cases.join(' ')} }`;
    },
  },
  {
    name: 'block that is left',
    weight: 0.8,
    make: (c, depth) => {
      const label = c.fresh('block');
      return c.named(
        { label, isLoop: false, canContinue: false },
        () => `${label}: { ${c.block(depth, 2)} if (${c.boolean(1)}) break ${label}; ${c.block(depth, 2)}}`,
      );
    },
  },
  {
    name: 'break',
    weight: 2,
    leaf: true,
    fits: (c) => c.targets(false).length > 0,
    make: (c) => `if (${c.boolean(1)}) ${jump(c, false)}`,
  },
  {
    name: 'continue',
    weight: 2,
    leaf: true,
    fits: (c) => c.targets(true).length > 0,
    make: (c) => `if (${c.boolean(1)}) ${jump(c, true)}`,
  },
  {
    name: 'early return',
    weight: 0.8,
    leaf: true,
    make: (c) => `if (${c.boolean(1)}) ${returnStatement(c, 1)}`,
  },
];
