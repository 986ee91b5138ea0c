/** Functions that are written out where they are called: inner ones with closures, callbacks of array methods, and calls of both. */
import type { Construct, Context } from '../context.js';

function callOf(c: Context, depth: number): string {
  const { name, parameters, nest } = c.random.pick(c.visible('functions').filter((fn) => c.allows(fn.nest)));
  c.noteInlined();
  c.noteNest(nest);
  const count = Math.max(0, parameters + c.random.pick([0, 0, 0, 0, 1, -1]));
  if (count !== parameters) c.note('argument that is missing or surplus');
  return `${name}(${Array.from({ length: count }, () => c.number(depth)).join(', ')})`;
}

/** A parameter list with a default value now and then; it sees the parameters in front of it. */
function parameterList(c: Context, names: readonly string[]): string {
  return names
    .map((name, index) =>
      c.chance(0.25)
        ? (c.note('default value of a parameter'),
          `${name} = ${c.within({ numbers: names.slice(0, index) }, () => c.number(1))}`)
        : name,
    )
    .join(', ');
}

const CALLS_BACK = ['some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex'];

/** A callback that gives a value: an expression, or a body that returns early. */
function callback(
  c: Context,
  sort: 'number' | 'boolean',
  elements: string[],
  indices: string[],
  depth: number,
): string {
  const value = () => (sort === 'number' ? c.number(depth) : c.boolean(depth));
  return c.inFunction(sort, { numbers: elements, counters: indices }, () =>
    c.chance(0.75) ? value() : `{ ${c.block(1, 2)} return ${value()}; }`,
  );
}

const canCallBack = (c: Context) => c.canInline && c.allows(1);

export const FUNCTION_NUMBERS: readonly Construct[] = [
  {
    name: 'call of a function inside',
    weight: 4,
    fits: (c) => c.canInline && c.visible('functions').some(({ nest }) => c.allows(nest)),
    make: callOf,
  },
  {
    name: 'reduce',
    weight: 0.8,
    fits: canCallBack,
    make: (c, depth) => {
      c.noteInlined();
      c.noteNest(1);
      const [r, e, i] = [c.fresh('r'), c.fresh('e'), c.fresh('i')];
      const method = c.pick(['reduce', 'reduce', 'reduceRight']);
      c.note(`method: ${method}`);
      return `${c.array()}.${method}((${r}, ${e}, ${i}) => ${callback(c, 'number', [r, e], [i], Math.min(depth, 2))}, ${c.number(0)})`;
    },
  },
  {
    name: 'method that searches with a callback',
    weight: 0.8,
    fits: canCallBack,
    make: (c, depth) => {
      c.noteInlined();
      c.noteNest(1);
      const [e, i] = [c.fresh('e'), c.fresh('i')];
      const method = c.pick(CALLS_BACK);
      c.note(`method: ${method}`);
      return `(+${c.array()}.${method}((${e}, ${i}) => ${callback(c, 'boolean', [e], [i], Math.min(depth, 2))}))`;
    },
  },
  {
    name: 'method that searches for a value',
    weight: 0.8,
    fits: canCallBack,
    make: (c) => {
      c.noteInlined();
      c.noteNest(1);
      const method = c.pick(['indexOf', 'includes', 'at']);
      c.note(`method: ${method}`);
      return method === 'at'
        ? `${c.array()}.at(${c.number(1)})`
        : `(+${c.array()}.${method}(${[c.number(1), c.number(0)].slice(0, 1 + c.random.below(2)).join(', ')}))`;
    },
  },
];

export const FUNCTION_STATEMENTS: readonly Construct[] = [
  {
    name: 'function inside, an expression',
    weight: 0.8,
    fits: (c) => c.canInline,
    make: (c) => {
      const name = c.fresh('f');
      const parameters = [c.fresh('p'), c.fresh('p'), c.fresh('p')].slice(0, 1 + c.random.below(3));
      const list = parameterList(c, parameters);
      const { part, nest } = c.measured(() => c.inFunction('number', { numbers: [...parameters] }, () => c.number(2)));
      c.declare('functions', { name, parameters: parameters.length, nest });
      return `const ${name} = (${list}) => ${part};`;
    },
  },
  {
    name: 'function inside, with statements',
    weight: 0.6,
    fits: (c) => c.canInline && c.allows(1),
    make: (c) => {
      const name = c.fresh('f');
      const parameters = [c.fresh('p'), c.fresh('p')].slice(0, 1 + c.random.below(2));
      const list = parameterList(c, parameters);
      const { part, nest } = c.measured(() =>
        c.inFunction('number', { numbers: [...parameters] }, () => {
          const early = c.chance(0.6) ? `if (${c.boolean(1)}) return ${c.number(1)}; ` : '';
          const loop = c.chance(0.4)
            ? `for (const e of ${c.array()}) if (e > ${c.number(0)}) return ${c.number(1)}; `
            : '';
          if (loop !== '') c.noteNest(1);
          return `${c.block(1, 2)}${early}${loop}return ${c.number(2)};`;
        }),
      );
      c.declare('functions', { name, parameters: parameters.length, nest });
      return `${c.pick([`function ${name}(${list})`, `const ${name} = function (${list})`, `const ${name} = (${list}) =>`])} { ${part} };`;
    },
  },
  {
    name: 'forEach',
    weight: 0.8,
    fits: canCallBack,
    make: (c, depth) => {
      c.noteInlined();
      const [e, i] = [c.fresh('e'), c.fresh('i')];
      c.note('method: forEach');
      const inside = c.loop(1, { label: undefined, canContinue: false }, [], () =>
        c.inFunction('nothing', { numbers: [e], counters: [i] }, () => c.block(Math.min(depth, 1), 2)),
      );
      return `${c.array()}.forEach((${e}, ${i}) => { ${inside}});`;
    },
  },
  {
    name: 'method that changes its array',
    weight: 1,
    leaf: true,
    fits: canCallBack,
    make: (c) => {
      c.noteInlined();
      c.noteNest(1);
      const method = c.pick(['fill', 'copyWithin', 'reverse']);
      c.note(`method: ${method}`);
      const places = [c.number(0), c.number(0)].slice(0, c.random.below(3)).map((place) => `, ${place}`);
      const first = method === 'reverse' ? '' : c.number(1);
      return `${c.array()}.${method}(${first}${method === 'reverse' ? '' : places.join('')});`;
    },
  },
];
