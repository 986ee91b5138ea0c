/** Makes the calls of a program: lengths around the widths of vectors, overlapping arrays, values at the edges. */
import type { ElementKind } from '../../../lib/engine/frontend/ir.js';
import { CONSTRUCTORS } from '../../conformance/inputs.js';
import { EDGE_DOUBLES, EDGE_INT32 } from '../../support/edge-values.js';
import { Random } from '../../support/random.js';
import type { GeneratedProgram, Role } from './generate.js';
import type { ArrayArgument, FuzzArgument, FuzzInput } from './program.js';

/** Around multiples of what vectors hold, so that there are rests of every size. */
const LENGTHS = [
  0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 25, 31, 32, 33, 36, 49, 63, 64, 65, 100, 127, 129, 144, 256, 289, 300, 529, 641,
];
/** A length from which vector bodies run, for the first and every third input. */
const LONG = 60;

type Fill = 'edges' | 'ordinary' | 'small' | 'indices';

export function makeInputs(generated: GeneratedProgram, seed: number, count: number): FuzzInput[] {
  const random = new Random(Math.imul(seed, 0x85ebca6b) ^ 0x2545f491);
  return Array.from({ length: count }, (_, turn) => makeInput(generated, random, turn));
}

function makeInput({ program, roles, maximumLength }: GeneratedProgram, random: Random, turn: number): FuzzInput {
  const fitting = LENGTHS.filter((length) => length <= maximumLength);
  const long = fitting.filter((length) => length >= LONG);
  const length =
    turn % 3 === 0 && long.length > 0 ? random.pick(long) : turn % 3 === 0 ? fitting.at(-1)! : random.pick(fitting);
  const fill = random.pick<Fill>(['edges', 'ordinary', 'ordinary', 'small', 'indices']);
  const overlaps = program.mayAlias && turn % 4 !== 1;
  const input: FuzzArgument[] = [];
  program.types.forEach((type, index) => {
    const role = roles[index]!;
    if (type.kind === 'array') {
      input.push(makeArray(type.element, input, { length, maximumLength, fill, overlaps, random }));
    } else if (type.kind === 'undefined') {
      input.push(undefined);
    } else {
      input.push(type.kind === 'bool' ? random.chance(0.5) : makeNumber(role, type.kind === 'i32', length, random));
    }
  });
  return input;
}

interface Shape {
  readonly length: number;
  readonly maximumLength: number;
  readonly fill: Fill;
  readonly overlaps: boolean;
  readonly random: Random;
}

function makeArray(kind: ElementKind, before: readonly FuzzArgument[], shape: Shape): ArrayArgument {
  const { random, maximumLength, fill } = shape;
  if (shape.overlaps && random.chance(0.6)) {
    const window = overlappingWindow(kind, before, random);
    if (window !== undefined) return window;
  }
  // Mostly of one length; now and then one is shorter, longer or empty.
  const change = random.chance(0.7) ? 0 : random.pick([-1, 1, 2, -3, 7, -shape.length, -(shape.length >> 1)]);
  const length = Math.min(maximumLength, Math.max(0, shape.length + change));
  const own = random.chance(0.8) ? fill : random.pick<Fill>(['edges', 'ordinary', 'small', 'indices']);
  const turn = random.below(1000);
  const values = Array.from({ length }, (_, index) => fillValue(random, own, index + turn, length));
  return { kind, values, front: random.chance(0.5) ? 0 : random.below(5) };
}

/** A view of the memory of an array in front, of which the kinds of elements allow it: a NaN must not show as an integer. */
function overlappingWindow(
  kind: ElementKind,
  before: readonly FuzzArgument[],
  random: Random,
): ArrayArgument | undefined {
  const candidates = before.flatMap((argument, index) =>
    typeof argument === 'object' && argument.windowOf === undefined && mayShare(kind, argument.kind, before, index)
      ? [index]
      : [],
  );
  if (candidates.length === 0) return undefined;
  const argument = random.pick(candidates);
  const first = before[argument] as ArrayArgument;
  const size = CONSTRUCTORS[kind].BYTES_PER_ELEMENT;
  const firstSize = CONSTRUCTORS[first.kind].BYTES_PER_ELEMENT;
  const start = first.front * firstSize;
  const end = start + first.values.length * firstSize;
  const shift = random.pick([0, 0, 1, 1, 2, 3, 4, 5, 8, 16, 17, first.values.length >> 1]);
  const byteOffset = Math.min(Math.ceil((start + shift * size) / size) * size, Math.floor(end / size) * size);
  const room = Math.max(0, Math.floor((end - byteOffset) / size));
  const length = random.chance(0.6) ? room : random.below(room + 1);
  return { kind, values: [], front: 0, windowOf: { argument, byteOffset, length } };
}

function mayShare(kind: ElementKind, first: ElementKind, before: readonly FuzzArgument[], index: number): boolean {
  const isFloat = (element: ElementKind) => element === 'f32' || element === 'f64';
  const sharing = before.filter(
    (other) => typeof other === 'object' && other.windowOf?.argument === index,
  ) as ArrayArgument[];
  return [first, ...sharing.map((other) => other.kind)].every(
    (other) => other === kind || (!isFloat(kind) && !isFloat(other)),
  );
}

/** Shares no factor with the number of edge values, so that each has its turn. */
const EDGE_STRIDE = 29;

function fillValue(random: Random, fill: Fill, turn: number, length: number): number {
  switch (fill) {
    case 'edges':
      return EDGE_DOUBLES[(turn * EDGE_STRIDE) % EDGE_DOUBLES.length]!;
    case 'ordinary':
      return random.chance(0.5) ? random.below(400) / 2 - 100 : (random.unit() - 0.5) * 1e4;
    case 'small':
      return random.below(11) - (random.chance(0.3) ? 5 : 0);
    case 'indices':
      return random.chance(0.95) ? random.below(length + 1) : random.pick([-1, -0, 0.5, length, NaN, 1e10, 255, -129]);
  }
}

function makeNumber(role: Role, isInteger: boolean, length: number, random: Random): number {
  switch (role) {
    case 'count':
      return isInteger
        ? random.pick([length, length, length, length, length - 1, length + 1, length + 3, 0, -2, length >> 1])
        : random.pick([length, length, length, length + 0.5, length - 0.5, NaN, -0, -1.5, -Infinity]);
    case 'side': {
      const side = Math.floor(Math.sqrt(length));
      return isInteger
        ? random.pick([side, side, side, side, side + 1, side - 1, 1, 0, -1])
        : random.pick([side, side, side, side + 0.5, NaN, -0, -Infinity]);
    }
    case 'integer':
      return random.chance(0.5) ? random.below(9) : random.pick(EDGE_INT32);
    default:
      return isInteger
        ? random.chance(0.5)
          ? random.below(20) - 4
          : random.pick(EDGE_INT32)
        : random.chance(0.4)
          ? random.below(40) / 4 - 3
          : random.pick(EDGE_DOUBLES);
  }
}
