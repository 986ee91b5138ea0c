import { program } from '../program.js';

/** Every numeric operator on doubles, and the orders of evaluation that rounding can see. */
export const ARITHMETIC = [
  program('array array array', function add(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] + b[i];
  }),
  program('array array array', function subtract(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] - b[i];
  }),
  program('array array array', function multiply(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] * b[i];
  }),
  program('array array array', function divide(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] / b[i];
  }),
  program('array array array', function remainder(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] % b[i];
  }),
  program('array array', function negate(out, a) {
    for (let i = 0; i < out.length; i++) out[i] = -a[i];
  }),
  program('array array', function negateZero(out, a) {
    for (let i = 0; i < out.length; i++) out[i] = 1 / (0 - a[i]) + 1 / -a[i];
  }),
  program('array array number', function multiplyAddWithoutContraction(out, a, k) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] * k + out[i];
  }),
  program('array array', function multiplySubtractWithoutContraction(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] * a[i] - a[i] * 1.1;
  }),
  program('array', function sumInOrder(a) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i];
    return sum;
  }),
  program('array', function sumOfFractions(a) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i] * 0.1;
    return sum;
  }),
  program('array', function product(a) {
    let result = 1;
    for (let i = 0; i < a.length; i++) result *= a[i];
    return result;
  }),
  program('array', function minusZeroSum(a) {
    let sum = -0;
    for (let i = 0; i < a.length; i++) sum += a[i] * 0;
    return sum;
  }),
  program('array array', function associateLeftAndRight(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] + 0.1 + 0.2 - (a[i] + (0.1 + 0.2));
  }),
  program('array array', function horner(out, a) {
    for (let i = 0; i < a.length; i++) {
      const x = a[i];
      out[i] = (((0.3 * x - 1.7) * x + 0.01) * x - 4) * x + 7;
    }
  }),
  program('array array', function square(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] ** 2;
  }),
  program('array array', function powersOfConstantExponent(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] ** 0.5 + a[i] ** 2 + a[i] ** 1 + a[i] ** 0;
  }),
  program('array array', function rootByPow(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = Math.pow(a[i], 0.5);
  }),
  program('array', function squareAssign(a) {
    for (let i = 0; i < a.length; i++) a[i] **= 2;
  }),
  program('array array', function remainderByConstants(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = (a[i] % 3) + (a[i] % 256) - (a[i] % -7) + (a[i] % 0.3);
  }),
  program('array array', function remainderByZero(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = (a[i] % 0) + (a[i] % Infinity);
  }),
  program('array', function signOfRemainder(a) {
    let negative = 0;
    for (let i = 0; i < a.length; i++) if (1 / (a[i] % 2) === -Infinity) negative++;
    return negative;
  }),
  program('array array', function divideByConstant(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] / 3 - a[i] / 4 + a[i] / 0.1;
  }),
  program('array', function averageOfExtremes(a) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < a.length; i++) {
      if (a[i] < low) low = a[i];
      if (a[i] > high) high = a[i];
    }
    return (low + high) / 2;
  }),
  program('array integer', function indexArithmeticInDoubles(out, k) {
    for (let i = 0; i < out.length; i++) out[i] = (i * i + k * i - 7) / 2;
  }),
  program('array', function beyondInt32(out) {
    for (let i = 0; i < out.length; i++) out[i] = i * 100000 * 100000 + 2147483647;
  }),
  program('integer integer', function beyondInt32Scalars(a, b) {
    return a * b + a - b;
  }),
  program('integer', function beyondSafeIntegers(a) {
    let x = a;
    for (let i = 0; i < 6; i++) x = x * 7 + 1;
    return x;
  }),
  program('integer', function countUpBeyondInt32(start) {
    let x = start;
    for (let i = 0; i < 5; i++) x++;
    return x;
  }),
  program('integer', function countDownBelowInt32(start) {
    let x = start;
    for (let i = 0; i < 5; i++) x--;
    return -x;
  }),
  program('number number', function everyOperator(a, b) {
    return a + b - a * b + a / b - (a % b) + -a;
  }),
  program('number number', function zeroSigns(a, b) {
    return 1 / (a * 0) + 1 / (b * -0) + 1 / (a - a) + 1 / -(b - b);
  }),
  program('number', function unaryPlus(a) {
    // @ts-expect-error undefined becomes NaN
    return +a + +(a > 1) + +false + +undefined;
  }),
  program('array number number', function linearInterpolation(out, from, to) {
    for (let i = 0; i < out.length; i++) {
      const t = i / (out.length - 1);
      out[i] = from + (to - from) * t;
    }
  }),
  program('array array', function denormals(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = (a[i] * 1e-310) / 3 + a[i] * 4.9e-324;
  }),
  program('array array', function overflowToInfinity(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] * 1e308 * 10 - a[i] * 1e308;
  }),
];
