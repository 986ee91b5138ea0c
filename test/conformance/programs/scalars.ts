import { program } from '../program.js';

/** Functions of numbers alone. */
export const SCALARS = [
  program('', function nothing() {}),
  program('', function constant() {
    return 42;
  }),
  program('', function constantBoolean() {
    return true;
  }),
  program('number', function identity(x) {
    return x;
  }),
  program('boolean', function identityOfBoolean(x) {
    return x;
  }),
  program('number number number', function unusedParameters(x) {
    return x + 1;
  }),
  program('integer integer', function greatestCommonDivisor(a, b) {
    a = Math.abs(a | 0);
    b = Math.abs(b | 0);
    while (b !== 0) {
      const t = a % b;
      a = b;
      b = t;
    }
    return a;
  }),
  program('integer', function collatzSteps(n) {
    let x = (n & 1023) + 1;
    let steps = 0;
    while (x !== 1 && steps < 500) {
      x = x % 2 === 0 ? x / 2 : 3 * x + 1;
      steps++;
    }
    return steps;
  }),
  program('integer', function isPrime(n) {
    n = n & 4095;
    if (n < 2) return false;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
    return true;
  }),
  program('integer', function fibonacci(n) {
    let a = 0;
    let b = 1;
    for (let i = 0; i < (n & 127); i++) {
      const t = a + b;
      a = b;
      b = t;
    }
    return a;
  }),
  program('number', function newtonRoot(x) {
    let guess = x > 1 ? x : 1;
    for (let i = 0; i < 30; i++) guess = (guess + x / guess) / 2;
    return guess;
  }),
  program('number number', function mandelbrotPoint(cx, cy) {
    let x = 0;
    let y = 0;
    let n = 0;
    while (x * x + y * y <= 4 && n < 100) {
      const t = x * x - y * y + cx;
      y = 2 * x * y + cy;
      x = t;
      n++;
    }
    return n;
  }),
  program('integer integer integer', function modularPower(base, exponent, modulus) {
    modulus = (modulus & 0x7fff) + 1;
    base = Math.abs(base | 0) % modulus;
    exponent = exponent & 255;
    let result = 1 % modulus;
    while (exponent > 0) {
      if (exponent & 1) result = (result * base) % modulus;
      base = (base * base) % modulus;
      exponent >>= 1;
    }
    return result;
  }),
  program('number', function digitSum(x) {
    let n = Math.floor(Math.abs(x)) % 1e12;
    let sum = 0;
    while (n >= 1) {
      sum += n % 10;
      n = Math.floor(n / 10);
    }
    return sum;
  }),
  program('integer', function daysFromCivil(y) {
    y = y % 10000;
    const era = Math.floor((y >= 0 ? y : y - 399) / 400);
    const yoe = y - era * 400;
    return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100);
  }),
  program('number', function harmonicUpTo(x) {
    let sum = 0;
    for (let i = 1; i <= 200; i++) sum += 1 / (i + x * 1e-9);
    return sum;
  }),
  program('number', function alternatingSeries(x) {
    let term = x / 1e4;
    let sum = term;
    for (let k = 1; k < 12; k++) {
      term *= (-(x / 1e4) * (x / 1e4)) / (2 * k * (2 * k + 1));
      sum += term;
    }
    return sum;
  }),
  program('integer integer', function overflowingCounter(start, step) {
    let x = start;
    for (let i = 0; i < 40; i++) x = x + step;
    return x;
  }),
  program('integer integer', function wrappingCounter(start, step) {
    let x = start;
    for (let i = 0; i < 40; i++) x = (x + step) | 0;
    return x;
  }),
  program('boolean boolean boolean', function majority(a, b, c) {
    return (a && b) || (b && c) || (a && c);
  }),
  program('boolean boolean', function booleansCount(a, b) {
    // @ts-expect-error booleans are added as 0 and 1
    return a + b + !a * 2 - -b;
  }),
  program('number boolean', function chooseByFlag(x, negative) {
    return negative ? -x : x;
  }),
  program('number', function mixedUndefined(x) {
    if (x > 0) return x;
    if (x < 0) return false;
  }),
  program('number', (x) => x * 2),
  program('number', (x) => {
    'use strict';
    return -x;
  }),
  program('number number', (x, y) => x % y),
];
