/** Makes edge inputs for a program: every array kind, shapes that stress bounds and overlap, scalars at their limits. */

import type { Argument, NumericArray } from '../../lib/engine/frontend/interpret.js';
import type { ElementKind } from '../../lib/engine/frontend/ir.js';
import { ELEMENT_KINDS } from '../../lib/engine/frontend/ir.js';
import { EDGE_DOUBLES, EDGE_INT32 } from '../support/edge-values.js';
import { Random } from '../support/random.js';
import type { Program, Role } from './program.js';

/** One call: the arguments are made anew for each tier, equal bit by bit. */
export interface Input {
  readonly label: string;
  make(): Argument[];
}

export const CONSTRUCTORS = {
  i8: Int8Array,
  u8: Uint8Array,
  u8c: Uint8ClampedArray,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;

type Fill = 'edges' | 'ordinary' | 'small';
type ScalarMode = 'int32' | 'double';

interface Shape {
  readonly name: string;
  /** Length of each array in turn. */
  readonly lengths: readonly number[];
  readonly fill: Fill;
  /** Elements of the buffer in front of the array. */
  readonly offset?: number;
  /** The arrays after the first are views of its buffer, this many elements on; `same` is the very same array. */
  readonly overlap?: 'same' | number;
  readonly shared?: boolean;
}

const SHAPES: readonly Shape[] = [
  { name: 'empty', lengths: [0], fill: 'edges' },
  { name: 'one element', lengths: [1], fill: 'ordinary' },
  { name: 'two edge values', lengths: [2], fill: 'edges', offset: 1 },
  { name: 'three of small', lengths: [3], fill: 'small', offset: 2 },
  { name: 'seven edge values', lengths: [7], fill: 'edges' },
  { name: 'power of two', lengths: [16], fill: 'ordinary' },
  { name: 'odd length, view with offset', lengths: [67], fill: 'edges', offset: 3 },
  { name: 'second shorter', lengths: [21, 9, 13], fill: 'ordinary', offset: 1 },
  { name: 'first shorter', lengths: [5, 40, 17], fill: 'edges' },
  { name: 'long', lengths: [300], fill: 'ordinary', offset: 1 },
  { name: 'longer small', lengths: [259], fill: 'small' },
];

const OVERLAPS: readonly Shape[] = [
  { name: 'same array twice', lengths: [35], fill: 'ordinary', overlap: 'same' },
  { name: 'overlapping one on', lengths: [37], fill: 'edges', overlap: 1 },
  { name: 'overlapping five on', lengths: [70], fill: 'small', offset: 2, overlap: 5 },
  { name: 'adjacent', lengths: [16], fill: 'ordinary', overlap: 16 },
  { name: 'shared memory', lengths: [19], fill: 'ordinary', offset: 1, shared: true },
];

/** Kinds for which overlap is tried. */
const OVERLAP_KINDS: ReadonlySet<ElementKind> = new Set(['u8', 'i32', 'f64']);

/** A choice of kind for each array of a program. */
export function kindChoices(program: Program, serial: number): ElementKind[][] {
  const count = program.roles.filter(isArrayRole).length;
  if (count === 0) {
    return [[]];
  }
  const same = ELEMENT_KINDS.map((kind) => Array.from({ length: count }, () => kind));
  const mixed = Array.from({ length: count > 1 ? 2 : 0 }, (_, turn) =>
    Array.from({ length: count }, (_, array) => kindAt(serial + turn * 4 + array * (2 + turn))),
  );
  return [...same, ...mixed];
}

/** Every input of a program for one choice of kinds. */
export function makeInputs(program: Program, kinds: readonly ElementKind[], serial: number): Input[] {
  const inputs: Input[] = [];
  const { roles } = program;
  const hasScalars = roles.some((role) => role !== 'boolean' && !isArrayRole(role));
  // Both kinds of scalars for one kind of array, turn by turn for the others.
  const both = kinds.length === 0 || kinds[0] === 'f64';
  const modes: ScalarMode[] = !hasScalars
    ? ['int32']
    : both
      ? ['int32', 'double']
      : [serial % 2 === 0 ? 'int32' : 'double'];
  const rounds = kinds.length === 0 ? 40 : 1;
  const overlaps = kinds.length > 1 && overlapAllowed(kinds) ? OVERLAPS : [];
  for (const mode of modes) {
    [...SHAPES, ...overlaps].forEach((shape, index) => {
      for (let round = 0; round < rounds; round++) {
        const turn = serial * 3 + index * rounds + round;
        const lengths = shape.lengths.map((length) => Math.min(length, program.maximumLength));
        inputs.push({
          label: kinds.length === 0 ? `${mode} ${turn}` : `${kinds.join()} ${shape.name}, ${mode} ${turn}`,
          make: () => makeArguments(roles, kinds, { ...shape, lengths }, mode, turn),
        });
      }
    });
    if (kinds.length === 0) {
      inputs.splice(rounds * SHAPES.length);
    }
  }
  return inputs;
}

function kindAt(index: number): ElementKind {
  return ELEMENT_KINDS[index % ELEMENT_KINDS.length] as ElementKind;
}

/** Floats over the bytes of another kind would show the payload of a NaN, which JavaScript does not define. */
function overlapAllowed(kinds: readonly ElementKind[]): boolean {
  const isFloat = (kind: ElementKind) => kind === 'f32' || kind === 'f64';
  return kinds.every((kind) => kind === kinds[0]) ? OVERLAP_KINDS.has(kinds[0] as ElementKind) : !kinds.some(isFloat);
}

export function isArrayRole(role: Role): boolean {
  return role === 'array' || role === 'indices';
}

function makeArguments(
  roles: readonly Role[],
  kinds: readonly ElementKind[],
  shape: Shape,
  mode: ScalarMode,
  turn: number,
): Argument[] {
  const arrays: NumericArray[] = [];
  const firstLength = shape.lengths[0] as number;
  return roles.map((role, position) => {
    if (!isArrayRole(role)) {
      return makeScalar(role, mode, firstLength, turn + position * 5);
    }
    const kind = kinds[arrays.length] as ElementKind;
    const array = makeArray(kind, arrays.length, shape, arrays[0]);
    if (arrays.length === 0 || shape.overlap === undefined) {
      fillArray(array, role, shape.fill, turn + position);
    }
    arrays.push(array);
    return array;
  });
}

function makeArray(kind: ElementKind, serial: number, shape: Shape, first: NumericArray | undefined): NumericArray {
  const Constructor = CONSTRUCTORS[kind];
  const size = Constructor.BYTES_PER_ELEMENT;
  const length = shape.lengths[serial % shape.lengths.length] as number;
  if (first !== undefined && shape.overlap === 'same' && first instanceof Constructor) {
    return first;
  }
  if (first !== undefined && shape.overlap !== undefined) {
    const shift = shape.overlap === 'same' ? 0 : shape.overlap;
    const offset = Math.ceil((first.byteOffset + shift * first.BYTES_PER_ELEMENT) / size) * size;
    const room = Math.floor((first.buffer.byteLength - offset) / size);
    return new Constructor(first.buffer as ArrayBuffer, offset, Math.min(length, room));
  }
  // Elements in front and behind that nothing may touch; they are compared too.
  const offset = shape.offset ?? 0;
  const elements = (offset + length) * (shape.overlap === undefined ? 1 : 2) + 3;
  const bytes = Math.ceil((elements * size) / 8) * 8;
  const buffer = shape.shared === true ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  new Uint8Array(buffer).fill(0x2b);
  return new Constructor(buffer as ArrayBuffer, offset * size, length);
}

function fillArray(array: NumericArray, role: Role, fill: Fill, seed: number): void {
  const random = new Random(seed);
  for (let index = 0; index < array.length; index++) {
    array[index] = role === 'indices' ? indexValue(random, array.length) : fillValue(random, fill, index + seed);
  }
}

/** Has no factor in common with the number of edge values, so that each of them has its turn. */
const EDGE_STRIDE = 29;

function fillValue(random: Random, fill: Fill, turn: number): number {
  switch (fill) {
    case 'edges':
      return EDGE_DOUBLES[(turn * EDGE_STRIDE) % EDGE_DOUBLES.length] as number;
    case 'ordinary':
      return random.chance(0.5) ? random.below(400) / 2 - 100 : (random.unit() - 0.5) * 1e4;
    case 'small':
      return random.below(11) - (random.chance(0.3) ? 5 : 0);
  }
}

function indexValue(random: Random, length: number): number {
  return random.chance(0.8) ? random.below(length) : random.pick([-1, -0, 0.5, length, NaN, 1e10, 255, -129]);
}

const INTEGERS: readonly number[] = EDGE_INT32;
const DOUBLES: readonly number[] = EDGE_DOUBLES.filter((value) => !Object.is(value | 0, value));

function makeScalar(role: Role, mode: ScalarMode, length: number, turn: number): number | boolean {
  const pick = (choices: readonly number[]) => choices[turn % choices.length] as number;
  switch (role) {
    case 'boolean':
      return turn % 2 === 0;
    case 'integer':
      return pick(INTEGERS);
    case 'count':
      return mode === 'int32'
        ? pick([length, length + 3, length, length - 1, 0, length, -2, length + 1])
        : pick([length + 0.5, length - 0.5, NaN, -0, length + 2.25, -1.5, -Infinity]);
    case 'index':
      return mode === 'int32'
        ? pick([0, length - 1, length, -1, 1, 2147483647, -2147483648, 2])
        : pick([-0, 0.5, NaN, 4294967296, length - 0.5, Infinity, -0.5, 4294967297, 2 ** 53]);
    default:
      return mode === 'int32' ? pick(INTEGERS) : pick(DOUBLES);
  }
}
