/** The kinds of a call's arguments: what a kernel is compiled for. */
import type { ArgumentType } from '../frontend/index.js';
import { ELEMENT_KINDS } from '../frontend/ir.js';
import {
  TYPED_ARRAYS,
  firstElement,
  isPlainArray,
  isView,
  plainLength,
  typedArrayLength,
  typedArrayName,
} from './intrinsics.js';

/** Small numbers, so that a signature is compared without allocating. Arrays follow {@link FIRST_ARRAY} in the order of ELEMENT_KINDS. */
export const OTHER = 0;
export const I32 = 1;
export const F64 = 2;
export const BOOL = 3;
/** Nothing was passed, or undefined. */
export const ABSENT = 4;
const FIRST_ARRAY = 5;

/** An ordinary array that begins with a number. */
const PLAIN = FIRST_ARRAY + ELEMENT_KINDS.length;

/** The kind of each argument, one byte per parameter. */
export type Signature = Uint8Array;

const KIND_OF_NAME: ReadonlyMap<string | undefined, number> = new Map(
  [...TYPED_ARRAYS.keys()].map((name, index) => [name, FIRST_ARRAY + index]),
);

/** The kind of one argument. Runs no code of the program, whatever the value is. */
export function kindOf(value: unknown): number {
  switch (typeof value) {
    case 'number':
      return (value | 0) === value && !Object.is(value, -0) ? I32 : F64;
    case 'boolean':
      return BOOL;
    case 'undefined':
      return ABSENT;
    case 'object':
      return KIND_OF_NAME.get(typedArrayName(value)) ?? (isNumbers(value) ? PLAIN : OTHER);
    default:
      return OTHER;
  }
}

/** What is behind the first element is looked at when the array is copied for a call. */
function isNumbers(value: unknown): boolean {
  return isPlainArray(value) && (value.length === 0 || typeof firstElement(value) === 'number');
}

export function isArrayKind(kind: number): boolean {
  return kind >= FIRST_ARRAY;
}

export function isScalarNumber(kind: number): boolean {
  return kind === I32 || kind === F64;
}

/** As the front end names it; `undefined` for a kind that no kernel takes. */
export function argumentType(kind: number): ArgumentType | undefined {
  if (kind === OTHER) return undefined;
  if (kind === I32) return { kind: 'i32' };
  if (kind === F64) return { kind: 'f64' };
  if (kind === BOOL) return { kind: 'bool' };
  if (kind === ABSENT) return { kind: 'undefined' };
  if (kind === PLAIN) return { kind: 'array', element: 'f64', isPlain: true };
  return { kind: 'array', element: ELEMENT_KINDS[kind - FIRST_ARRAY]! };
}

/** For people: `f64[], f64[], i32`. */
export function describeSignature(signature: Signature): string {
  return Array.from(signature, describeKind).join(', ');
}

function describeKind(kind: number): string {
  const type = argumentType(kind);
  if (type === undefined) return 'other';
  if (type.kind !== 'array') return type.kind;
  return type.isPlain === true ? 'number[]' : `${type.element}[]`;
}

/** What an argument of the kind {@link OTHER} is, for people. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (isPlainArray(value)) return 'an array that does not begin with a number';
  const name = typedArrayName(value);
  if (name !== undefined) return `a ${name}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** How much one argument adds to the size of a call: its elements, or the magnitude of a number, which often is a loop's bound. */
export function extent(value: unknown): number {
  if (typeof value === 'number') return value < 0 ? -value : value;
  try {
    return isView(value) ? typedArrayLength(value) : plainLength(value);
  } catch {
    return 0;
  }
}
