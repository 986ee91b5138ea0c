/** Calls of the bench's loops and kernels that are small enough for every tier. */

import { makeInputs, type Draw, type Size } from '../../bench/tsvc/inputs.js';
import type { Loop } from '../../bench/tsvc/loops.js';
import type { Argument } from '../../lib/engine/frontend/interpret.js';
import { ELEMENT_KINDS } from '../../lib/engine/frontend/ir.js';
import { EDGE_DOUBLES } from '../support/edge-values.js';
import { CONSTRUCTORS, type Input } from './inputs.js';

const ordinary: Size = { n: 70, m: 12 };
/** Shorter than a vector, and just longer. */
const short: readonly Size[] = [
  { n: 0, m: 0 },
  { n: 1, m: 1 },
  { n: 7, m: 3 },
  { n: 33, m: 9 },
];

/** Loops that a step below zero leads away from their end. */
const endlessBackwards = ['s175'];

const drawEdges: Draw = (position, index) => EDGE_DOUBLES[(index * 29 + position * 7) % EDGE_DOUBLES.length]!;

/** Calls of one loop of TSVC; `serial` chooses the kind of array that has its turn beside doubles. */
export function tsvcInputs(loop: Loop, serial: number): Input[] {
  const kinds = ELEMENT_KINDS.filter((kind) => kind !== 'f64');
  const kind = kinds[serial % kinds.length]!;
  return [
    { label: 'ordinary', make: () => makeInputs(loop, ordinary) },
    ...short.map((size) => ({ label: `n = ${size.n}`, make: () => makeInputs(loop, size) })),
    { label: 'edge values', make: () => makeInputs(loop, ordinary, drawEdges) },
    { label: 'beyond the ends', make: () => withCount(loop, (count) => count + 3) },
    { label: 'a fraction', make: () => withCount(loop, (count) => count - 1.5) },
    { label: 'steps of three', make: () => withNumber(loop, ['inc', 'n3', 'k'], 3) },
    { label: 'steps backwards', make: () => withNumber(loop, ['inc', 'k'], -2) },
    { label: 'overlapping', make: () => overlap(makeInputs(loop, ordinary)) },
    { label: kind, make: () => convert(makeInputs(loop, ordinary, drawWide), kind) },
  ]
    .filter(({ label, make }) => !label.startsWith('steps') || changes(make, loop))
    .filter(({ label }) => label !== 'steps backwards' || !endlessBackwards.includes(loop.name));
}

/** Whether the call differs from the ordinary one: most loops have no step among their parameters. */
function changes(make: () => Argument[], loop: Loop): boolean {
  const usual = makeInputs(loop, ordinary);
  return make().some((argument, position) => typeof argument === 'number' && argument !== usual[position]);
}

const drawWide: Draw = (position, index) => Math.sin(position * 100 + index * 7) * 300;

function withCount(loop: Loop, change: (count: number) => number): Argument[] {
  const counts = ['n', 'm', 'half'];
  return makeInputs(loop, ordinary).map((argument, position) =>
    counts.includes(loop.parameters[position]!) ? change(argument as number) : argument,
  );
}

function withNumber(loop: Loop, names: readonly string[], value: number): Argument[] {
  return makeInputs(loop, ordinary).map((argument, position) =>
    names.includes(loop.parameters[position]!) ? value : argument,
  );
}

/** The arrays of doubles as views of one memory, each one element further on. */
function overlap(args: readonly Argument[]): Argument[] {
  const doubles = args.filter((argument) => argument instanceof Float64Array);
  const memory = new Float64Array(Math.max(0, ...doubles.map(({ length }) => length)) + doubles.length);
  memory.forEach((_, index) => (memory[index] = drawWide(0, index) / 300));
  let from = 0;
  return args.map((argument) =>
    argument instanceof Float64Array ? memory.subarray(from, from++ + argument.length) : argument,
  );
}

function convert(args: readonly Argument[], kind: keyof typeof CONSTRUCTORS): Argument[] {
  return args.map((argument) => (argument instanceof Float64Array ? new CONSTRUCTORS[kind](argument) : argument));
}
