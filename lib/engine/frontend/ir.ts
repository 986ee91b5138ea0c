/**
 * The typed, structured IR as data.  docs/ir.md is the specification and native/compiler/ir/ir.h its C++ twin; this file only
 * gives it a shape in JavaScript, and short constructors for the passes that build it.
 *
 * Nodes are immutable trees: a pass that changes something builds a new node.  Names are without the leading `$` of the text.
 */

import type { OpName, ValueType } from './ops.js';
import { OPS } from './ops.js';

export type { OpName };

export type Type = ValueType;

/** What the verifiers on both sides enforce, so that no text can exhaust a reader or a pass. */
export const LIMITS = {
  parameters: 64,
  depth: 256,
  textBytes: 1 << 20,
  nodes: 100_000,
  scratchBytes: 1 << 16,
  results: 128,
} as const;

export const ELEMENT_KINDS = ['i8', 'u8', 'u8c', 'i16', 'u16', 'i32', 'u32', 'f32', 'f64'] as const;
export type ElementKind = (typeof ELEMENT_KINDS)[number];

/** A place in the JavaScript source: 1-based line, 0-based column. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

interface Node {
  readonly position?: Position | undefined;
}

export type Constant =
  | ({ readonly kind: 'constant'; readonly type: 'f64' | 'i32'; readonly value: number } & Node)
  | ({ readonly kind: 'constant'; readonly type: 'i64'; readonly value: bigint } & Node)
  | ({ readonly kind: 'constant'; readonly type: 'bool'; readonly value: boolean } & Node);

/** Read of a variable or scalar parameter. */
export interface VariableRead extends Node {
  readonly kind: 'variable';
  readonly type: Type;
  readonly name: string;
}

/** One of the operations of the table in native/compiler/ir/ops.def. */
export interface Operation extends Node {
  readonly kind: 'op';
  readonly type: Type;
  readonly op: OpName;
  readonly operands: readonly Expression[];
}

export interface Select extends Node {
  readonly kind: 'select';
  readonly type: Type;
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** Total read: the element as f64, or NaN where the index is not valid. */
export interface Load extends Node {
  readonly kind: 'load';
  readonly type: 'f64';
  readonly array: string;
  readonly index: Expression;
}

/** Read at an index proved valid; the type is that of {@link elementValueType}. */
export interface LoadInbounds extends Node {
  readonly kind: 'load.inbounds';
  readonly type: Type;
  readonly array: string;
  readonly index: Expression;
}

/** Total read of an array of integers: the element in the type of {@link elementValueType}, or zero where the index is not valid. */
export interface LoadOrZero extends Node {
  readonly kind: 'load.or_zero';
  readonly type: Type;
  readonly array: string;
  readonly index: Expression;
}

export interface Length extends Node {
  readonly kind: 'length';
  readonly type: 'i64';
  readonly array: string;
}

/** Whether the index names an element of the array. */
export interface Inbounds extends Node {
  readonly kind: 'inbounds';
  readonly type: 'bool';
  readonly array: string;
  readonly index: Expression;
}

export type Expression =
  Constant | VariableRead | Operation | Select | Load | LoadInbounds | LoadOrZero | Length | Inbounds;

export interface Let extends Node {
  readonly kind: 'let';
  readonly name: string;
  readonly type: Type;
  readonly value: Expression | undefined;
}

export interface Assign extends Node {
  readonly kind: 'set';
  readonly name: string;
  readonly value: Expression;
}

export interface Store extends Node {
  readonly kind: 'store';
  readonly array: string;
  readonly index: Expression;
  readonly value: Expression;
  /** The index is proved valid (`store.inbounds`). */
  readonly inbounds: boolean;
}

export interface If extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface Loop extends Node {
  readonly kind: 'loop';
  readonly label: string;
  /** Runs only after a failed guard. */
  readonly cold: boolean;
  /** Proved that its iterations do not depend on each other. */
  readonly parallel: boolean;
  readonly condition: Expression;
  readonly body: readonly Statement[];
  readonly step: readonly Statement[];
}

export interface Block extends Node {
  readonly kind: 'block';
  readonly label: string;
  readonly body: readonly Statement[];
}

export interface Break extends Node {
  readonly kind: 'break';
  readonly label: string;
}

export interface Continue extends Node {
  readonly kind: 'continue';
  readonly label: string;
}

export interface Return extends Node {
  readonly kind: 'return';
  readonly value: Expression | undefined;
}

/** The call never happened: nothing that it stored shows, and the original function runs instead. */
export interface Abandon extends Node {
  readonly kind: 'abandon';
}

export type Statement = Let | Assign | Store | If | Loop | Block | Break | Continue | Return | Abandon;

export interface ArrayParameter {
  readonly kind: 'array';
  readonly name: string;
  readonly element: ElementKind;
  readonly written: boolean;
  /** Whether the program itself asks for the length, apart from bounds checks. */
  readonly usesLength: boolean;
  /** Index of the JavaScript parameter it comes from; -1 for none. */
  readonly sourceIndex: number;
  /** Number of elements of an array that the kernel makes for itself: no argument, and always written. */
  readonly scratch?: number;
  /** Whether the caller reads such an array afterwards; its elements are doubles then. */
  readonly isResult?: true;
}

export interface ScalarParameter {
  readonly kind: 'scalar';
  readonly name: string;
  readonly type: 'i32' | 'f64' | 'bool';
  /** Index of the JavaScript parameter it comes from. */
  readonly sourceIndex: number;
}

export type Parameter = ArrayParameter | ScalarParameter;

export interface Kernel {
  readonly name: string;
  /** In the order of the kernel ABI, which may differ from the order of the JavaScript parameters. */
  readonly parameters: readonly Parameter[];
  /** Whether a written array may overlap another one. */
  readonly mayAlias: boolean;
  readonly body: readonly Statement[];
}

/** The array in which a kernel gives back more than one value. */
export function makeResultArray(name: string, count: number): ArrayParameter {
  return {
    kind: 'array',
    name,
    element: 'f64',
    written: true,
    usesLength: false,
    sourceIndex: -1,
    scratch: count,
    isResult: true,
  };
}

/** The array parameters of a kernel, in order. */
export function arraysOf(kernel: Kernel): ArrayParameter[] {
  return kernel.parameters.filter((parameter) => parameter.kind === 'array');
}

/** Bytes of one element. */
export function elementBytes(element: ElementKind): number {
  return element === 'u8c' ? 1 : Number(element.slice(1)) / 8;
}

/** Bytes of all the arrays that a kernel makes for itself and keeps. */
export function scratchBytes(kernel: Kernel): number {
  const onStack = arraysOf(kernel).filter(({ isResult }) => isResult !== true);
  return onStack.reduce((sum, { scratch, element }) => sum + (scratch ?? 0) * elementBytes(element), 0);
}

/** The type that `load.inbounds` and `load.or_zero` give for an array of this kind. */
export function elementValueType(element: ElementKind): 'i32' | 'i64' | 'f64' {
  switch (element) {
    case 'f32':
    case 'f64':
      return 'f64';
    case 'u32':
      return 'i64';
    default:
      return 'i32';
  }
}

// Expressions

export function f64(value: number): Constant {
  return { kind: 'constant', type: 'f64', value };
}

export function i32(value: number): Constant {
  return { kind: 'constant', type: 'i32', value };
}

export function i64(value: bigint): Constant {
  return { kind: 'constant', type: 'i64', value };
}

export function bool(value: boolean): Constant {
  return { kind: 'constant', type: 'bool', value };
}

export function variable(name: string, type: Type): VariableRead {
  return { kind: 'variable', type, name };
}

export function op(name: OpName, ...operands: readonly Expression[]): Operation {
  return { kind: 'op', type: OPS[name].result, op: name, operands };
}

export function select(condition: Expression, whenTrue: Expression, whenFalse: Expression): Select {
  return { kind: 'select', type: whenTrue.type, condition, whenTrue, whenFalse };
}

export function load(array: string, index: Expression, position?: Position): Load {
  return { kind: 'load', type: 'f64', array, index, position };
}

export function loadInbounds(array: ArrayParameter, index: Expression, position?: Position): LoadInbounds {
  return { kind: 'load.inbounds', type: elementValueType(array.element), array: array.name, index, position };
}

export function length(array: string): Length {
  return { kind: 'length', type: 'i64', array };
}

export function inbounds(array: string, index: Expression): Inbounds {
  return { kind: 'inbounds', type: 'bool', array, index };
}

/** The same node, at a place in the source. */
export function at<N extends Expression | Statement>(position: Position, node: N): N {
  return { ...node, position };
}

// Statements

export function declare(name: string, type: Type, value?: Expression, position?: Position): Let {
  return { kind: 'let', name, type, value, position };
}

export function assign(name: string, value: Expression, position?: Position): Assign {
  return { kind: 'set', name, value, position };
}

export function store(array: string, index: Expression, value: Expression, position?: Position): Store {
  return { kind: 'store', array, index, value, inbounds: false, position };
}

export function storeInbounds(array: string, index: Expression, value: Expression, position?: Position): Store {
  return { kind: 'store', array, index, value, inbounds: true, position };
}

export function branch(
  condition: Expression,
  then: readonly Statement[],
  otherwise: readonly Statement[] = [],
  position?: Position,
): If {
  return { kind: 'if', condition, then, otherwise, position };
}

export function loop(
  label: string,
  condition: Expression,
  body: readonly Statement[],
  step: readonly Statement[] = [],
  position?: Position,
): Loop {
  return { kind: 'loop', label, cold: false, parallel: false, condition, body, step, position };
}

export function block(label: string, body: readonly Statement[], position?: Position): Block {
  return { kind: 'block', label, body, position };
}

export function breakTo(label: string, position?: Position): Break {
  return { kind: 'break', label, position };
}

export function continueTo(label: string, position?: Position): Continue {
  return { kind: 'continue', label, position };
}

export function returnValue(value?: Expression, position?: Position): Return {
  return { kind: 'return', value, position };
}

export function abandon(position?: Position): Abandon {
  return { kind: 'abandon', position };
}
