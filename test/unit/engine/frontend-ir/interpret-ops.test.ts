/**
 * Every operation on every pair of edge values, against a second definition that shares nothing with the interpreter's: typed
 * arrays for the modular operations, exact integer arithmetic for the rounding ones, tables of facts for the rest.
 */
import t from 'tap';
import type { StrictOp, Value } from '../../../../lib/engine/frontend/interpret-ops.js';
import { InterpreterError, OPERATIONS } from '../../../../lib/engine/frontend/interpret-ops.js';
import { OPS } from '../../../../lib/engine/frontend/ops.js';
import { EDGE_DOUBLES, EDGE_INT32, EDGE_INT64 } from '../../../support/edge-values.js';

const cell = new DataView(new ArrayBuffer(8));

/** The bits of a double; what hardware would look at. */
function bits(value: number): bigint {
  cell.setFloat64(0, value);
  return cell.getBigUint64(0);
}

const isNegative = (value: number) => bits(value) >> 63n === 1n;
const withSign = (value: number, negative: boolean) => (negative ? -Math.abs(value) : Math.abs(value));

function wrap32(value: bigint): number {
  cell.setInt32(0, Number(value & 0xffffffffn) - (value & 0x80000000n ? 2 ** 32 : 0));
  return cell.getInt32(0);
}

function wrap64(value: bigint): bigint {
  cell.setBigUint64(0, ((value % 2n ** 64n) + 2n ** 64n) % 2n ** 64n);
  return cell.getBigInt64(0);
}

const unsigned32 = (value: number) => BigInt(value) & 0xffffffffn;
const unsigned64 = (value: bigint) => value & (2n ** 64n - 1n);

/** The integer part of a finite double, exact. */
function integerPart(value: number): bigint {
  const magnitude = inLeastUnits(value) >> 1074n;
  return isNegative(value) ? -magnitude : magnitude;
}

/** Rounds to an integer: `adjust` tells what to add to the integer part, from the exact sign of the rest and its size. */
function rounded(value: number, adjust: (rest: number) => bigint): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) {
    return value;
  }
  const whole = integerPart(value);
  return withSign(Number(whole + adjust(value - Number(whole))), isNegative(value));
}

type Oracle = (...operands: never[]) => Value | undefined;

/** `undefined`: the operation is undefined there and the interpreter must refuse. */
const within32 = (value: bigint) => (BigInt(wrap32(value)) === value ? Number(value) : undefined);
const within64 = (value: bigint) => (wrap64(value) === value ? value : undefined);

const int32 = {
  add: (a: number, b: number) => BigInt(a) + BigInt(b),
  sub: (a: number, b: number) => BigInt(a) - BigInt(b),
  mul: (a: number, b: number) => BigInt(a) * BigInt(b),
};

const int64 = {
  add: (a: bigint, b: bigint) => a + b,
  sub: (a: bigint, b: bigint) => a - b,
  mul: (a: bigint, b: bigint) => a * b,
};

/** -1, 0 or 1 as a is less than, equal to or greater than b; undefined when unordered.  By sign and magnitude of the bits. */
function compare(a: number, b: number): number | undefined {
  if (Number.isNaN(a) || Number.isNaN(b)) {
    return undefined;
  }
  const key = (value: number) => {
    const magnitude = bits(value) & (2n ** 63n - 1n);
    return isNegative(value) ? -magnitude : magnitude;
  };
  return Number(key(a) > key(b)) - Number(key(a) < key(b));
}

const comparisons32 = (a: number, b: number) => BigInt(a) - BigInt(b);

/** The functions of Math mean what this engine's own give, whatever that is. */
const MATH_OPS = [
  'f64.sin',
  'f64.cos',
  'f64.tan',
  'f64.asin',
  'f64.acos',
  'f64.atan',
  'f64.sinh',
  'f64.cosh',
  'f64.tanh',
  'f64.asinh',
  'f64.acosh',
  'f64.atanh',
  'f64.exp',
  'f64.expm1',
  'f64.log',
  'f64.log1p',
  'f64.log2',
  'f64.log10',
  'f64.cbrt',
  'f64.atan2',
  'f64.pow',
  'f64.pow.glibc',
  'f64.pow.glibc_fma',
] as const satisfies readonly StrictOp[];
type MathOp = (typeof MATH_OPS)[number];

const mathOracles = Object.fromEntries(
  MATH_OPS.map((name) => [name, Reflect.get(Math, name.split('.')[1]!) as Oracle]),
) as Record<MathOp, Oracle>;

const ORACLES: Record<StrictOp, Oracle> = {
  ...mathOracles,
  // V8's own double arithmetic is the definition; through a Float64Array to keep the two sides apart.
  'f64.add': (a: number, b: number) => Float64Array.of(a).map((x) => x + b)[0],
  'f64.sub': (a: number, b: number) => Float64Array.of(a).map((x) => x + -b)[0],
  'f64.mul': (a: number, b: number) => Float64Array.of(a).map((x) => x * b)[0],
  'f64.div': (a: number, b: number) => Float64Array.of(a).map((x) => x / b)[0],
  'f64.rem': (a: number, b: number) => exactRemainder(a, b),
  'f64.neg': (a: number) => (Number.isNaN(a) ? NaN : withSign(a, !isNegative(a))),
  'f64.abs': (a: number) => withSign(a, false),
  'f64.sqrt': (a: number) => exactRoot(a),
  'f64.floor': (a: number) => rounded(a, () => (isNegative(a) ? -1n : 0n)),
  'f64.ceil': (a: number) => rounded(a, () => (isNegative(a) ? 0n : 1n)),
  'f64.trunc': (a: number) => rounded(a, () => 0n),
  'f64.round': (a: number) => rounded(a, (rest) => (rest >= 0.5 ? 1n : rest < -0.5 ? -1n : 0n)),
  'f64.min': (a: number, b: number) => minimum(a, b),
  'f64.max': (a: number, b: number) => -minimum(-a, -b),
  'f64.sign': (a: number) => (Number.isNaN(a) || a === 0 ? a : withSign(1, isNegative(a))),
  'f64.fround': (a: number) => Float32Array.of(a)[0],
  'f64.eq': (a: number, b: number) => compare(a, b) === 0,
  'f64.ne': (a: number, b: number) => compare(a, b) !== 0,
  'f64.lt': (a: number, b: number) => compare(a, b) === -1,
  'f64.le': (a: number, b: number) => compare(a, b) === -1 || compare(a, b) === 0,
  'f64.gt': (a: number, b: number) => compare(a, b) === 1,
  'f64.ge': (a: number, b: number) => compare(a, b) === 1 || compare(a, b) === 0,

  'i32.add': (a: number, b: number) => wrap32(int32.add(a, b)),
  'i32.sub': (a: number, b: number) => wrap32(int32.sub(a, b)),
  'i32.mul': (a: number, b: number) => wrap32(int32.mul(a, b)),
  'i32.neg': (a: number) => wrap32(-BigInt(a)),
  'i32.add.nowrap': (a: number, b: number) => within32(int32.add(a, b)),
  'i32.sub.nowrap': (a: number, b: number) => within32(int32.sub(a, b)),
  'i32.mul.nowrap': (a: number, b: number) => within32(int32.mul(a, b)),
  'i32.div': (a: number, b: number) => (b === 0 ? undefined : within32(BigInt(a) / BigInt(b))),
  'i32.rem': (a: number, b: number) =>
    b === 0 || within32(BigInt(a) / BigInt(b)) === undefined ? undefined : Number(BigInt(a) % BigInt(b)),
  'i32.and': (a: number, b: number) => wrap32(unsigned32(a) & unsigned32(b)),
  'i32.or': (a: number, b: number) => wrap32(unsigned32(a) | unsigned32(b)),
  'i32.xor': (a: number, b: number) => wrap32(unsigned32(a) ^ unsigned32(b)),
  'i32.shl': (a: number, b: number) => wrap32(BigInt(a) * 2n ** (unsigned32(b) % 32n)),
  'i32.shr': (a: number, b: number) => wrap32(BigInt(a) >> (unsigned32(b) % 32n)),
  'i32.shr_u': (a: number, b: number) => wrap32(unsigned32(a) / 2n ** (unsigned32(b) % 32n)),
  'i32.clz': (a: number) => (a === 0 ? 32 : 32 - unsigned32(a).toString(2).length),
  'i32.min': (a: number, b: number) => Int32Array.of(a, b).sort()[0],
  'i32.max': (a: number, b: number) => Int32Array.of(a, b).sort()[1],
  'i32.eq': (a: number, b: number) => comparisons32(a, b) === 0n,
  'i32.ne': (a: number, b: number) => comparisons32(a, b) !== 0n,
  'i32.lt': (a: number, b: number) => comparisons32(a, b) < 0n,
  'i32.le': (a: number, b: number) => comparisons32(a, b) <= 0n,
  'i32.gt': (a: number, b: number) => comparisons32(a, b) > 0n,
  'i32.ge': (a: number, b: number) => comparisons32(a, b) >= 0n,

  'i64.add': (a: bigint, b: bigint) => wrap64(int64.add(a, b)),
  'i64.sub': (a: bigint, b: bigint) => wrap64(int64.sub(a, b)),
  'i64.mul': (a: bigint, b: bigint) => wrap64(int64.mul(a, b)),
  'i64.neg': (a: bigint) => wrap64(-a),
  'i64.add.nowrap': (a: bigint, b: bigint) => within64(int64.add(a, b)),
  'i64.sub.nowrap': (a: bigint, b: bigint) => within64(int64.sub(a, b)),
  'i64.mul.nowrap': (a: bigint, b: bigint) => within64(int64.mul(a, b)),
  'i64.div': (a: bigint, b: bigint) => (b === 0n ? undefined : within64(a / b)),
  'i64.rem': (a: bigint, b: bigint) => (b === 0n || within64(a / b) === undefined ? undefined : a - (a / b) * b),
  'i64.and': (a: bigint, b: bigint) => wrap64(unsigned64(a) & unsigned64(b)),
  'i64.or': (a: bigint, b: bigint) => wrap64(unsigned64(a) | unsigned64(b)),
  'i64.xor': (a: bigint, b: bigint) => wrap64(unsigned64(a) ^ unsigned64(b)),
  'i64.shl': (a: bigint, b: bigint) => wrap64(a * 2n ** (unsigned64(b) % 64n)),
  'i64.shr': (a: bigint, b: bigint) => floorDivide(a, 2n ** (unsigned64(b) % 64n)),
  'i64.shr_u': (a: bigint, b: bigint) => wrap64(unsigned64(a) / 2n ** (unsigned64(b) % 64n)),
  'i64.min': (a: bigint, b: bigint) => BigInt64Array.of(a, b).sort()[0],
  'i64.max': (a: bigint, b: bigint) => BigInt64Array.of(a, b).sort()[1],
  'i64.eq': (a: bigint, b: bigint) => a - b === 0n,
  'i64.ne': (a: bigint, b: bigint) => a - b !== 0n,
  'i64.lt': (a: bigint, b: bigint) => a - b < 0n,
  'i64.le': (a: bigint, b: bigint) => a - b <= 0n,
  'i64.gt': (a: bigint, b: bigint) => a - b > 0n,
  'i64.ge': (a: bigint, b: bigint) => a - b >= 0n,

  'bool.not': (a: boolean) => (a ? false : true),
  'bool.eq': (a: boolean, b: boolean) => (a ? b : !b),
  'bool.ne': (a: boolean, b: boolean) => (a ? !b : b),

  'f64.from_i32': (a: number) => a + 0,
  'f64.from_u32': (a: number) => Uint32Array.of(a)[0],
  'f64.from_i64': (a: bigint) => nearestDouble(a),
  'f64.from_bool': (a: boolean) => (a ? 1 : 0),
  'i32.modulo_f64': (a: number) => (Number.isFinite(a) ? wrap32(integerPart(a)) : 0),
  'i32.exact_f64': (a: number) => (Number.isInteger(a) ? within32(BigInt(a)) : undefined),
  'i32.wrap_i64': (a: bigint) => wrap32(a),
  'i32.from_bool': (a: boolean) => (a ? 1 : 0),
  'i64.exact_f64': (a: number) =>
    Number.isInteger(a) && integerPart(a) <= 2n ** 53n && integerPart(a) >= -(2n ** 53n) ? integerPart(a) : undefined,
  'i64.from_i32': (a: number) => BigInt(a),
  'i64.from_u32': (a: number) => unsigned32(a),
  'bool.from_f64': (a: number) => compare(a, 0) !== 0 && !Number.isNaN(a),
  'bool.from_i32': (a: number) => unsigned32(a) !== 0n,
  'bool.from_i64': (a: bigint) => unsigned64(a) !== 0n,
};

/** The magnitude of a finite double in units of the least denormal, 2^-1074. */
function inLeastUnits(value: number): bigint {
  const exponent = (bits(value) >> 52n) & 0x7ffn;
  const fraction = bits(value) & (2n ** 52n - 1n);
  return exponent === 0n ? fraction : (fraction | (2n ** 52n)) << (exponent - 1n);
}

/** The remainder of doubles as exact integers of one scale. */
function exactRemainder(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b) || !Number.isFinite(a) || b === 0) {
    return NaN;
  }
  if (!Number.isFinite(b) || a === 0) {
    return a;
  }
  // The remainder has no more significant bits than a double, so scaling back is exact.
  let remainder = inLeastUnits(a) % inLeastUnits(b);
  let shift = 0;
  while (remainder >= 2n ** 53n) {
    remainder >>= 1n;
    shift++;
  }
  let result = Number(remainder) * Number.MIN_VALUE;
  for (; shift > 0; shift--) {
    result *= 2;
  }
  return withSign(result, isNegative(a));
}

/** The nearest double to the square root, by the integer root of a scaled square. */
function exactRoot(a: number): number {
  if (a === 0 || Number.isNaN(a) || a === Infinity) {
    return a;
  }
  if (a < 0) {
    return NaN;
  }
  // 60 more bits than an integer root needs; one bit below the root tells that it is not exact.
  const square = inLeastUnits(a) << 120n;
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  for (let next = (root + square / root) / 2n; next < root; next = (root + square / root) / 2n) {
    root = next;
  }
  const [mantissa, exponent] = roundToDouble(root * 2n + (root * root === square ? 0n : 1n));
  return mantissa * 2 ** (exponent - 1074 / 2 - 60 - 1);
}

function minimum(a: number, b: number): number {
  const order = compare(a, b);
  if (order === undefined) {
    return NaN;
  }
  return order < 0 || (order === 0 && isNegative(a)) ? a : b;
}

function floorDivide(a: bigint, b: bigint): bigint {
  return (a - (((a % b) + b) % b)) / b;
}

/** A positive integer rounded to 53 bits, ties to even: a mantissa and a power of two. */
function roundToDouble(value: bigint): [mantissa: number, exponent: number] {
  const excess = Math.max(value.toString(2).length - 53, 0);
  const unit = 2n ** BigInt(excess);
  const rest = value % unit;
  const quotient = value / unit;
  const up = rest * 2n > unit || (rest * 2n === unit && quotient % 2n === 1n);
  return [Number(up ? quotient + 1n : quotient), excess];
}

function nearestDouble(value: bigint): number {
  const [mantissa, exponent] = roundToDouble(value < 0n ? -value : value);
  return (value < 0n ? -mantissa : mantissa) * 2 ** exponent;
}

const EDGES = { f64: EDGE_DOUBLES, i32: EDGE_INT32, i64: EDGE_INT64, bool: [false, true] } as const;

for (const [name, oracle] of Object.entries(ORACLES) as [StrictOp, Oracle][]) {
  t.test(name, (t) => {
    const [first, second] = OPS[name].operands as readonly (keyof typeof EDGES)[];
    const operation = OPERATIONS[name] as (...operands: Value[]) => Value;
    let compared = 0;
    for (const a of EDGES[first as keyof typeof EDGES]) {
      for (const b of second === undefined ? [undefined] : EDGES[second]) {
        const operands = b === undefined ? [a] : [a, b];
        const expected = (oracle as (...operands: Value[]) => Value | undefined)(...operands);
        if (expected === undefined) {
          t.throws(() => operation(...operands), InterpreterError, `${name}(${operands.join(', ')}) is undefined`);
        } else if (!Object.is(operation(...operands), expected)) {
          t.equal(operation(...operands), expected, `${name}(${operands.join(', ')})`);
        }
        compared++;
      }
    }
    t.ok(compared >= 2, `${compared} comparisons`);
    t.end();
  });
}

t.test('no operation is left out', (t) => {
  t.same([...Object.keys(OPERATIONS), 'bool.and', 'bool.or'].sort(), Object.keys(OPS).sort());
  t.end();
});
