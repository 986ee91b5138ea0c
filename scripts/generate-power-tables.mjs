// Computes native/compiler/codegen/math/power_tables.h, the tables of the pow that glibc has (docs/math.md), from the rules that define them.
//   node scripts/generate-power-tables.mjs           writes the file
//   node scripts/generate-power-tables.mjs --check   exits 1 when the file is out of date
import { writeGenerated } from './write-generated.mjs';

const TARGET = 'native/compiler/codegen/math/power_tables.h';
const ENTRIES = 128;

/** Fixed-point numbers of this script are integers in units of 2^-PRECISION. */
const PRECISION = 256n;
const ONE = 1n << PRECISION;

/** Bits of the number at which the first interval of significands begins: below the square root of a half. */
const FIRST_SIGNIFICAND = 0x3fe6955500000000n;
/** What the first, rounded part of a logarithm is a multiple of. */
const LOGARITHM_BITS = 43n;

const words = new BigUint64Array(1);
const doubles = new Float64Array(words.buffer);
function fromBits(bits) {
  words[0] = bits;
  return doubles[0];
}

/** The double next to a fixed-point number, ties to even. */
function nearestDouble(fixed) {
  const magnitude = fixed < 0n ? -fixed : fixed;
  const spare = BigInt(Math.max(0, magnitude.toString(2).length - 53));
  let significand = magnitude >> spare;
  const rest = magnitude - (significand << spare);
  const half = spare === 0n ? 1n : 1n << (spare - 1n);
  if (rest > half || (rest === half && (significand & 1n) === 1n)) significand += 1n;
  // Exact: no entry is near the ends of the range of exponents.
  const value = Number(significand) * 2 ** Number(spare - PRECISION);
  return fixed < 0n ? -value : value;
}

/** log(numerator / denominator), by the series of the inverse hyperbolic tangent. */
function logarithm(numerator, denominator) {
  const z = ((numerator - denominator) << PRECISION) / (numerator + denominator);
  const square = (z * z) >> PRECISION;
  let sum = 0n;
  let power = z;
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    sum += power / k;
    power = (power * square) >> PRECISION;
  }
  return 2n * sum;
}

/**
 * Each interval of significands has an anchor near its middle, whose reciprocal has eight bits. Its logarithm comes in two parts: a multiple of
 * 2^-43, to which integer multiples of an equally short ln 2 can be added exactly, and the rest.
 */
function logarithmEntry(index) {
  const begin = FIRST_SIGNIFICAND + (BigInt(index) << 45n);
  const middle = (fromBits(begin) + fromBits(begin + (1n << 45n))) / 2;
  const units = middle < 1 ? 128 : 256;
  const inverse = Math.round(units / middle) / units;
  const whole = logarithm(256n, BigInt(inverse * 256));
  const spare = PRECISION - LOGARITHM_BITS;
  const high = (whole + (1n << (spare - 1n))) >> spare;
  return { inverse, high: Number(high) * 2 ** -Number(LOGARITHM_BITS), low: nearestDouble(whole - (high << spare)) };
}

function squareRoot(square) {
  let root = 1n << BigInt((square.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** 2^(1/2), 2^(1/4), …, 2^(1/128). */
const ROOTS = [];
for (let root = 2n * ONE, k = 1; k < ENTRIES; k *= 2) {
  root = squareRoot(root << PRECISION);
  ROOTS.push(root);
}

/**
 * 2^(index / 128) as a double, less what the bits of index, shifted into the exponent, will add to it; and how far, relatively, that
 * double is off.
 */
function powerEntry(index) {
  const exact = ROOTS.reduce(
    (product, root, k) => (index & (ENTRIES >> (k + 1)) ? (product * root) >> PRECISION : product),
    ONE,
  );
  const rounded = nearestDouble(exact);
  doubles[0] = rounded;
  const lowered = fromBits(words[0] - (BigInt(index) << 45n));
  const fixed = BigInt(rounded * 2 ** 52) << (PRECISION - 52n);
  return { rounded: lowered, correction: nearestDouble(((exact - fixed) << PRECISION) / fixed) };
}

/** A C++ hexadecimal literal. */
function literal(value) {
  if (value === 0) return '0.0';
  doubles[0] = Math.abs(value);
  const exponent = Number(words[0] >> 52n) - 1023;
  const digits = (words[0] & ((1n << 52n) - 1n)).toString(16).padStart(13, '0').replace(/0+$/, '');
  return `${value < 0 ? '-' : ''}0x1${digits === '' ? '' : `.${digits}`}p${exponent < 0 ? '' : '+'}${exponent}`;
}

function printTable(meaning, name, rows) {
  const lines = rows.map((row) => `    {${row.map(literal).join(', ')}},`);
  const type = `std::array<std::array<double, ${rows[0].length}>, ${rows.length}>`;
  return `${meaning.map((line) => `/// ${line}\n`).join('')}inline constexpr ${type} ${name} = {{\n${lines.join('\n')}\n}};\n`;
}

const indices = Array.from({ length: ENTRIES }, (_, index) => index);
const logarithms = indices.map(logarithmEntry);
const powers = indices.map(powerEntry);
const tables = [
  printTable(
    [
      'The anchors of 128 intervals of significands: the reciprocal of each, its logarithm as a multiple of 2^-43, what is left',
      'of the logarithm, and nothing, so that a row is as long as a vector.',
    ],
    'kAnchors',
    logarithms.map(({ inverse, high, low }) => [inverse, high, low, 0]),
  ),
  printTable(
    ['What 2^(i/128) is off when rounded, relatively, and that number with i << 45 subtracted from its bits.'],
    'kPowersOfTwo',
    powers.map(({ rounded, correction }) => [correction, rounded]),
  ),
];
writeGenerated({
  [TARGET]: `// Generated by scripts/generate-power-tables.mjs, which says how each is defined.  Do not edit.
#pragma once

#include <array>

namespace jetloop::codegen::math {

// clang-format off
${tables.join('\n')}// clang-format on

}  // namespace jetloop::codegen::math
`,
});
