/** Loops of every form. All of them end: their bounds are lengths, small numbers and `fuel`, which nothing else changes. */
import type { Construct, Context } from '../context.js';

/** Upwards: `n` and `m` are about the length of the arrays and the side of a square of that many elements. */
function bound(c: Context): { text: string; nest: number } {
  const array = c.array();
  const outer = c.visible('counters').filter((name) => /^i\d/.test(name));
  if (outer.length > 0 && c.chance(0.3)) {
    c.note('bound: an outer counter');
    return { text: c.random.pick(outer), nest: 1 };
  }
  return c.random.pick([
    { text: `${array}.length`, nest: 1 },
    { text: `${array}.length`, nest: 1 },
    { text: 'n', nest: 1 },
    { text: 'n', nest: 1 },
    { text: 'm', nest: 0.5 },
    { text: 'm', nest: 0.5 },
    { text: `${array}.length - ${1 + c.random.below(4)}`, nest: 1 },
    { text: `n - ${1 + c.random.below(3)}`, nest: 1 },
    { text: `Math.min(${array}.length, n)`, nest: 1 },
    { text: 'm * m', nest: 1 },
    { text: '(n >> 1)', nest: 1 },
    { text: 'n / 2', nest: 1 },
    { text: 'Math.min(k, 9)', nest: 0.5 },
    { text: String(c.random.below(9)), nest: 0.5 },
  ]);
}

/** A first value for a counter that goes up. */
function start(c: Context): string {
  const outer = c.visible('counters').filter((name) => /^i\d/.test(name));
  if (outer.length > 0 && c.chance(0.2)) {
    c.note('start: an outer counter');
    return c.pick([c.random.pick(outer), `${c.random.pick(outer)} + 1`]);
  }
  return c.pick(['0', '0', '0', '0', '0', '1', '2', '-1', '-0', '0.5', '(k & 3)']);
}

function label(c: Context): { name: string | undefined; text: string } {
  if (!c.chance(0.25)) {
    return { name: undefined, text: '' };
  }
  c.note('label of a loop');
  const name = c.fresh('loop');
  return { name, text: `${name}: ` };
}

/** Stores and sums, as in most loops, or any statements. */
function body(c: Context, depth: number): string {
  return c.block(depth, depth > 0 && !c.chance(0.4) ? 3 : 2);
}

function countingUp(c: Context, depth: number): string {
  const i = c.fresh('i');
  const { name, text } = label(c);
  const { text: end, nest } = bound(c);
  const step = c.pick([
    `${i}++`,
    `${i}++`,
    `${i}++`,
    `++${i}`,
    `${i} += 1`,
    `${i} += 2`,
    `${i} += 3`,
    `${i} = ${i} + 1`,
  ]);
  const test = c.pick([`${i} < ${end}`, `${i} < ${end}`, `${i} < ${end}`, `${i} <= ${end}`, `${end} > ${i}`]);
  const extra = c.chance(0.1) ? ` && ${c.boolean(1)}` : '';
  const first = start(c);
  const inside = c.loop(nest, { label: name, canContinue: true }, [i], () => {
    const forward = c.chance(0.06) ? `if (${c.boolean(1)}) ${i} += 1; ` : '';
    return forward + body(c, depth);
  });
  return `${text}for (let ${i} = ${first}; ${test}${extra}; ${step}) { ${inside}}`;
}

export const LOOPS: readonly Construct[] = [
  { name: 'for, up', weight: 7, fits: (c) => c.allows(1), make: countingUp },
  {
    name: 'for, down',
    weight: 2.5,
    fits: (c) => c.allows(1),
    make: (c, depth) => {
      const i = c.fresh('i');
      const { name, text } = label(c);
      const { text: end, nest } = bound(c);
      const head = c.pick([
        `let ${i} = ${end} - 1; ${i} >= 0; ${i}--`,
        `let ${i} = ${end} - 1; ${i} >= 0; ${i}--`,
        `let ${i} = ${end}; ${i} > 0; ${i}--`,
        `let ${i} = ${end} - 1; ${i} > -1; ${i} -= 2`,
        `let ${i} = (${end}) & 63; ${i}--;`,
        `let ${i} = (${end}) | 0; ${i}-- > 0;`,
      ]);
      return `${text}for (${head}) { ${c.loop(nest, { label: name, canContinue: true }, [i], () => body(c, depth))}}`;
    },
  },
  {
    name: 'for, fractional or odd steps',
    weight: 0.8,
    fits: (c) => c.allows(0.5),
    make: (c, depth) => {
      const i = c.fresh('x');
      const head = c.pick([
        `let ${i} = -1; ${i} < 3; ${i} += 0.25`,
        `let ${i} = 2147483645; ${i} < 2147483651; ${i}++`,
        `let ${i} = 1; ${i} < 1e6; ${i} *= 3`,
        `let ${i} = 1; ${i} !== 256; ${i} <<= 1`,
        `let ${i} = 0x80000000; ${i} !== 0; ${i} >>>= 3`,
        `let ${i} = 4294967293; ${i} < 4294967299; ${i} += 1`,
        `let ${i} = 9007199254740990; ${i} > 9007199254740984; ${i}--`,
        `let ${i} = 0; ${i} !== 6; ${i}++`,
      ]);
      return `for (${head}) { ${c.loop(0.5, { label: undefined, canContinue: true }, [i], () => body(c, depth))}}`;
    },
  },
  {
    name: 'for, two counters',
    weight: 1.2,
    fits: (c) => c.allows(1),
    make: (c, depth) => {
      const i = c.fresh('i');
      const j = c.fresh('i');
      const { text: end, nest } = bound(c);
      const head = c.pick([
        `let ${i} = 0, ${j} = ${end} - 1; ${i} < ${j}; ${i}++, ${j}--`,
        `let ${i} = 0, ${j} = 0; ${i} < ${end}; ${i}++, ${j} += 2`,
        `let ${i} = 0, ${j} = 0; ${i} < ${end}; ${i}++, ${j} = (${j} + 1) & 7`,
        `let ${j} = m, ${i} = 0; ${i} < ${end}; ++${i}, ${j} += m`,
      ]);
      return `for (${head}) { ${c.loop(nest, { label: undefined, canContinue: true }, [i, j], () => body(c, depth))}}`;
    },
  },
  {
    name: 'for without a head',
    weight: 0.7,
    fits: (c) => c.allows(1),
    make: (c, depth) => {
      const i = c.fresh('i');
      const { text: end, nest } = bound(c);
      const inside = c.loop(nest, { label: undefined, canContinue: false }, [i], () => body(c, depth));
      return `let ${i} = 0; for (;;) { if (!(${i} < ${end})) break; ${inside}${i}++; }`;
    },
  },
  {
    name: 'while, counting',
    weight: 1.5,
    fits: (c) => c.allows(1),
    make: (c, depth) => {
      const i = c.fresh('i');
      const { name, text } = label(c);
      const { text: end, nest } = bound(c);
      const isFirst = c.chance(0.4);
      const inside = c.loop(nest, { label: name, canContinue: isFirst }, [i], () => body(c, depth));
      return isFirst
        ? `let ${i} = -1; ${text}while (++${i} < ${end}) { ${inside}}`
        : `let ${i} = 0; ${text}while (${i} < ${end}) { ${inside}${i}++; }`;
    },
  },
  {
    name: 'while, on a condition',
    weight: 1.2,
    fits: (c) => c.allows(0.5),
    make: (c, depth) => {
      const { name, text } = label(c);
      const condition = c.boolean(2);
      const inside = c.loop(0.5, { label: name, canContinue: true }, [], () => body(c, depth));
      return `${text}while (fuel-- > 0 && ${condition}) { ${inside}}`;
    },
  },
  {
    name: 'do while',
    weight: 1.2,
    fits: (c) => c.allows(0.5),
    make: (c, depth) => {
      const { name, text } = label(c);
      const inside = c.loop(0.5, { label: name, canContinue: true }, [], () => body(c, depth));
      return `${text}do { ${inside}} while (${c.boolean(1)} && fuel-- > 0);`;
    },
  },
  {
    name: 'for of',
    weight: 1.5,
    fits: (c) => c.allows(1),
    make: (c, depth) => {
      const e = c.fresh('e');
      const i = c.fresh('i');
      const { name, text } = label(c);
      const array = c.array();
      const [head, scope] = c.random.pick<[string, { numbers?: string[]; counters?: string[] }]>([
        [`let ${e} of ${array}`, { numbers: [e] }],
        [`const ${e} of ${array}.values()`, { counters: [e] }],
        [`let [${i}, ${e}] of ${array}.entries()`, { numbers: [e], counters: [i] }],
        [`const ${i} of ${array}.keys()`, { counters: [i] }],
      ]);
      c.note(`for of: ${/\.(\w+)\(\)/.exec(head)?.[1] ?? 'an array'}`);
      const inside = c.loop(1, { label: name, canContinue: true }, [], () => c.within(scope, () => body(c, depth)));
      return `${text}for (${head}) { ${inside}}`;
    },
  },
];
