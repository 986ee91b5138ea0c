/** JavaScript's numeric operators on IR numbers. */

import type { Expression, OpName } from './ir.js';
import { f64, op, select } from './ir.js';
import type { MathAlgorithm } from './probe-math.js';
import { toInt32 } from './values.js';

/** The result of a binary operator other than `**`, which needs the constant exponent. */
export function binaryNumber(operator: string, left: Expression, right: Expression): Expression | undefined {
  switch (operator) {
    case '+':
      return op('f64.add', left, right);
    case '-':
      return op('f64.sub', left, right);
    case '*':
      return op('f64.mul', left, right);
    case '/':
      return op('f64.div', left, right);
    case '%':
      return op('f64.rem', left, right);
    case '&':
      return op('f64.from_i32', op('i32.and', toInt32(left), toInt32(right)));
    case '|':
      return op('f64.from_i32', unlessZero('i32.or', left, right));
    case '^':
      return op('f64.from_i32', unlessZero('i32.xor', left, right));
    case '<<':
      return op('f64.from_i32', unlessZero('i32.shl', left, right));
    case '>>':
      return op('f64.from_i32', unlessZero('i32.shr', left, right));
    case '>>>':
      return op('f64.from_u32', unlessZero('i32.shr_u', left, right));
    default:
      return undefined;
  }
}

/** `x | 0`, `x >>> 0` and the like only convert. */
function unlessZero(
  name: 'i32.or' | 'i32.xor' | 'i32.shl' | 'i32.shr' | 'i32.shr_u',
  left: Expression,
  right: Expression,
): Expression {
  const operand = toInt32(left);
  const other = toInt32(right);
  return other.kind === 'constant' && other.value === 0 ? operand : op(name, operand, other);
}

/** The result of a comparison of numbers. */
export function compareNumbers(operator: string, left: Expression, right: Expression): Expression | undefined {
  switch (operator) {
    case '<':
      return op('f64.lt', left, right);
    case '<=':
      return op('f64.le', left, right);
    case '>':
      return op('f64.gt', left, right);
    case '>=':
      return op('f64.ge', left, right);
    default:
      return undefined;
  }
}

/** `base ** exponent` by exact operations, for the exponents where this engine itself gives the same bits. */
export function power(base: Expression, exponent: Expression): Expression | undefined {
  const isConstant = exponent.kind === 'constant' && exponent.type === 'f64';
  const rule = isConstant ? POWERS.find((candidate) => candidate.exponent === exponent.value) : undefined;
  return rule !== undefined && (rule.isExact ??= probe(rule)) ? rule.lower(base) : undefined;
}

/** The operation that gives an engine's powers of any exponent. */
export function powerOp(algorithm: MathAlgorithm | undefined): OpName {
  switch (algorithm) {
    case 'glibc':
      return 'f64.pow.glibc';
    case 'glibc-fma':
      return 'f64.pow.glibc_fma';
    default:
      return 'f64.pow';
  }
}

interface PowerRule {
  readonly exponent: number;
  readonly compute: (base: number) => number;
  readonly lower: (base: Expression) => Expression;
  isExact?: boolean;
}

const POWERS: readonly PowerRule[] = [
  { exponent: 2, compute: (x) => x * x, lower: (x) => op('f64.mul', x, x) },
  { exponent: 1, compute: (x) => x, lower: (x) => x },
  { exponent: 0, compute: () => 1, lower: () => f64(1) },
  { exponent: -1, compute: (x) => 1 / x, lower: (x) => op('f64.div', f64(1), x) },
  {
    exponent: 0.5,
    // −0 gives +0 and −∞ gives +∞, unlike the square root.
    compute: (x) => (x === -Infinity ? Infinity : Math.sqrt(x + 0)),
    lower: (x) => select(op('f64.eq', x, f64(-Infinity)), f64(Infinity), op('f64.sqrt', op('f64.add', x, f64(0)))),
  },
];

/** Compares a rule with the running engine on special values and on doubles of every magnitude. */
function probe({ exponent, compute }: PowerRule): boolean {
  const bits = new BigUint64Array(1);
  const double = new Float64Array(bits.buffer);
  const special = [
    0,
    -0,
    1,
    -1,
    NaN,
    Infinity,
    -Infinity,
    2,
    0.5,
    Number.MIN_VALUE,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
  ];
  for (let i = 0; i < 2048; i++) {
    bits[0] = bits[0]! * 6364136223846793005n + 1442695040888963407n;
    special.push(double[0]!);
  }
  return special.every((x) => Object.is(x ** exponent, compute(x)) && Object.is(Math.pow(x, exponent), compute(x)));
}
