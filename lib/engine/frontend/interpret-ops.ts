/**
 * What each operation of the IR means, one line of JavaScript each, on numbers (f64, i32), bigints (i64) and booleans.
 * The lazy operations `bool.and` and `bool.or` are control flow and live in the interpreter itself.
 */

import type { OpName, OPS, ValueType } from './ops.js';

/** The JavaScript value that stands for a value of each IR type. */
interface Representation {
  f64: number;
  i32: number;
  i64: bigint;
  bool: boolean;
}

export type Value = Representation[ValueType];

/** The operations that evaluate every operand. */
export type StrictOp = Exclude<OpName, 'bool.and' | 'bool.or'>;
type Operands<Types extends readonly ValueType[]> = { [K in keyof Types]: Representation[Types[K]] };
type Implementation<Op extends StrictOp> = (
  ...operands: Operands<(typeof OPS)[Op]['operands']>
) => Representation[(typeof OPS)[Op]['result']];

/** The kernel did what docs/ir.md leaves undefined, or its arguments do not fit. */
export class InterpreterError extends Error {
  override readonly name = 'InterpreterError';
}

/** Throws unless a precondition of the IR holds; the message is only made when it does not. */
export function demand(condition: boolean, message: () => string): asserts condition {
  if (!condition) {
    throw new InterpreterError(message());
  }
}

export const OPERATIONS: { readonly [Op in StrictOp]: Implementation<Op> } = {
  'f64.add': (a, b) => a + b,
  'f64.sub': (a, b) => a - b,
  'f64.mul': (a, b) => a * b,
  'f64.div': (a, b) => a / b,
  'f64.rem': (a, b) => a % b,
  'f64.neg': (a) => -a,
  'f64.abs': (a) => Math.abs(a),
  'f64.sqrt': (a) => Math.sqrt(a),
  'f64.floor': (a) => Math.floor(a),
  'f64.ceil': (a) => Math.ceil(a),
  'f64.trunc': (a) => Math.trunc(a),
  'f64.round': (a) => Math.round(a),
  'f64.min': (a, b) => Math.min(a, b),
  'f64.max': (a, b) => Math.max(a, b),
  'f64.sign': (a) => Math.sign(a),
  'f64.fround': (a) => Math.fround(a),
  'f64.sin': (a) => Math.sin(a),
  'f64.cos': (a) => Math.cos(a),
  'f64.tan': (a) => Math.tan(a),
  'f64.asin': (a) => Math.asin(a),
  'f64.acos': (a) => Math.acos(a),
  'f64.atan': (a) => Math.atan(a),
  'f64.sinh': (a) => Math.sinh(a),
  'f64.cosh': (a) => Math.cosh(a),
  'f64.tanh': (a) => Math.tanh(a),
  'f64.asinh': (a) => Math.asinh(a),
  'f64.acosh': (a) => Math.acosh(a),
  'f64.atanh': (a) => Math.atanh(a),
  'f64.exp': (a) => Math.exp(a),
  'f64.expm1': (a) => Math.expm1(a),
  'f64.log': (a) => Math.log(a),
  'f64.log1p': (a) => Math.log1p(a),
  'f64.log2': (a) => Math.log2(a),
  'f64.log10': (a) => Math.log10(a),
  'f64.cbrt': (a) => Math.cbrt(a),
  'f64.atan2': (a, b) => Math.atan2(a, b),
  'f64.pow': (a, b) => Math.pow(a, b),
  'f64.pow.glibc': (a, b) => Math.pow(a, b),
  'f64.pow.glibc_fma': (a, b) => Math.pow(a, b),
  'f64.eq': (a, b) => a === b,
  'f64.ne': (a, b) => a !== b,
  'f64.lt': (a, b) => a < b,
  'f64.le': (a, b) => a <= b,
  'f64.gt': (a, b) => a > b,
  'f64.ge': (a, b) => a >= b,

  'i32.add': (a, b) => (a + b) | 0,
  'i32.sub': (a, b) => (a - b) | 0,
  'i32.mul': (a, b) => Math.imul(a, b),
  'i32.neg': (a) => -a | 0,
  'i32.add.nowrap': (a, b) => unwrapped32('i32.add.nowrap', a, b, a + b),
  'i32.sub.nowrap': (a, b) => unwrapped32('i32.sub.nowrap', a, b, a - b),
  'i32.mul.nowrap': (a, b) => unwrapped32('i32.mul.nowrap', a, b, a * b),
  'i32.div': (a, b) => unwrapped32('i32.div', a, nonzero('i32.div', b), Math.trunc(a / b)),
  'i32.rem': (a, b) => {
    unwrapped32('i32.rem', a, nonzero('i32.rem', b), Math.trunc(a / b));
    return (a % b) | 0;
  },
  'i32.and': (a, b) => a & b,
  'i32.or': (a, b) => a | b,
  'i32.xor': (a, b) => a ^ b,
  'i32.shl': (a, b) => a << b,
  'i32.shr': (a, b) => a >> b,
  'i32.shr_u': (a, b) => (a >>> b) | 0,
  'i32.clz': (a) => Math.clz32(a),
  'i32.min': (a, b) => (a < b ? a : b),
  'i32.max': (a, b) => (a > b ? a : b),
  'i32.eq': (a, b) => a === b,
  'i32.ne': (a, b) => a !== b,
  'i32.lt': (a, b) => a < b,
  'i32.le': (a, b) => a <= b,
  'i32.gt': (a, b) => a > b,
  'i32.ge': (a, b) => a >= b,

  'i64.add': (a, b) => BigInt.asIntN(64, a + b),
  'i64.sub': (a, b) => BigInt.asIntN(64, a - b),
  'i64.mul': (a, b) => BigInt.asIntN(64, a * b),
  'i64.neg': (a) => BigInt.asIntN(64, -a),
  'i64.add.nowrap': (a, b) => unwrapped64('i64.add.nowrap', a, b, a + b),
  'i64.sub.nowrap': (a, b) => unwrapped64('i64.sub.nowrap', a, b, a - b),
  'i64.mul.nowrap': (a, b) => unwrapped64('i64.mul.nowrap', a, b, a * b),
  'i64.div': (a, b) => unwrapped64('i64.div', a, b, a / nonzero('i64.div', b)),
  'i64.rem': (a, b) => {
    unwrapped64('i64.rem', a, b, a / nonzero('i64.rem', b));
    return a % b;
  },
  'i64.and': (a, b) => a & b,
  'i64.or': (a, b) => a | b,
  'i64.xor': (a, b) => a ^ b,
  'i64.shl': (a, b) => BigInt.asIntN(64, a << (b & 63n)),
  'i64.shr': (a, b) => a >> (b & 63n),
  'i64.shr_u': (a, b) => BigInt.asIntN(64, BigInt.asUintN(64, a) >> (b & 63n)),
  'i64.min': (a, b) => (a < b ? a : b),
  'i64.max': (a, b) => (a > b ? a : b),
  'i64.eq': (a, b) => a === b,
  'i64.ne': (a, b) => a !== b,
  'i64.lt': (a, b) => a < b,
  'i64.le': (a, b) => a <= b,
  'i64.gt': (a, b) => a > b,
  'i64.ge': (a, b) => a >= b,

  'bool.not': (a) => !a,
  'bool.eq': (a, b) => a === b,
  'bool.ne': (a, b) => a !== b,

  'f64.from_i32': (a) => a,
  'f64.from_u32': (a) => a >>> 0,
  'f64.from_i64': (a) => Number(a),
  'f64.from_bool': (a) => Number(a),
  'i32.modulo_f64': (a) => a | 0,
  'i32.exact_f64': (a) => {
    demand((a | 0) === a, () => `i32.exact_f64 of ${a}`);
    return a | 0;
  },
  'i32.wrap_i64': (a) => Number(BigInt.asIntN(32, a)),
  'i32.from_bool': (a) => Number(a),
  'i64.exact_f64': (a) => {
    demand(Number.isInteger(a) && Math.abs(a) <= 2 ** 53, () => `i64.exact_f64 of ${a}`);
    return BigInt(a);
  },
  'i64.from_i32': (a) => BigInt(a),
  'i64.from_u32': (a) => BigInt(a >>> 0),
  'bool.from_f64': (a) => Boolean(a),
  'bool.from_i32': (a) => Boolean(a),
  'bool.from_i64': (a) => Boolean(a),
};

/** The mathematical result of an operation that was proved not to overflow; -0 is the int32 value 0. */
function unwrapped32(op: string, a: number, b: number, result: number): number {
  demand((result | 0) === result, () => `${op} of ${a} and ${b} overflows`);
  return result | 0;
}

function unwrapped64(op: string, a: bigint, b: bigint, result: bigint): bigint {
  demand(BigInt.asIntN(64, result) === result, () => `${op} of ${a} and ${b} overflows`);
  return result;
}

function nonzero<Divisor extends number | bigint>(op: string, divisor: Divisor): Divisor {
  demand(Boolean(divisor), () => `${op} by zero`);
  return divisor;
}
