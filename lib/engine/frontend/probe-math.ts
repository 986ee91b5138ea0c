/**
 * Whether this engine's Math computes what the compiler's algorithms compute. Told by results, not by version numbers: each function is
 * called on inputs that algorithms are known to disagree about, and what it gives is compared with a digest of the right bits.
 */

import type { BuiltinFunction } from './builtins.js';

/** A function of Math, however many numbers it takes. */
export type MathFunction = (...numbers: number[]) => number;

/** For each function whose algorithm the compiler has: how many numbers the probe passes, and the digest of what comes out. */
const DIGESTS = {
  'Math.sin': [1, 'bd085a1833913bbb'],
  'Math.cos': [1, '8ce40b192864dc37'],
  'Math.tan': [1, 'b67be3495ef62f32'],
  'Math.asin': [1, 'b04d47300bc0e716'],
  'Math.acos': [1, 'e1b93538807b589f'],
  'Math.atan': [1, '398a56d175bf9da0'],
  'Math.sinh': [1, '970d65136eea9ec0'],
  'Math.cosh': [1, '972cf0eb6cc0a8e8'],
  'Math.tanh': [1, '61ae0cc2ca94c25c'],
  'Math.asinh': [1, '561640f7a8c19d2b'],
  'Math.acosh': [1, 'f1b4f16acb4fd358'],
  'Math.atanh': [1, '9c18ff79622f4c2e'],
  'Math.exp': [1, 'aa4641e7164fb57b'],
  'Math.expm1': [1, '13818597958f5fc2'],
  'Math.log': [1, 'fbd217141d18cf7a'],
  'Math.log1p': [1, 'ea170864da749227'],
  'Math.log2': [1, 'de35e1d57a8b4f3b'],
  'Math.log10': [1, 'f69889d09ec238e4'],
  'Math.cbrt': [1, '0a20a3e1978cfcbd'],
  'Math.atan2': [2, '0ee2f3db4ba9bc74'],
  'Math.pow': [2, '2e62a8956622b222'],
  'Math.hypot': [3, 'e140020c565d0735'],
} as const satisfies Partial<Record<BuiltinFunction, readonly [count: number, digest: string]>>;

/** A function that has to be probed. */
export type ProbedFunction = keyof typeof DIGESTS;
export const PROBED_FUNCTIONS = Object.keys(DIGESTS) as readonly ProbedFunction[];

const verdicts = new Map<string, boolean>();

/** Whether kernels may compute a function: it needs no probe, or the engine's own passed it. Probed once. */
export function isKnownMath(name: BuiltinFunction): boolean {
  if (!(name in DIGESTS)) {
    return true;
  }
  let verdict = verdicts.get(name);
  if (verdict === undefined) {
    verdict = passesProbe(name as ProbedFunction, Reflect.get(Math, name.slice('Math.'.length)) as MathFunction);
    verdicts.set(name, verdict);
  }
  return verdict;
}

/** Name of the algorithms that a kernel with these functions computes with, as part of what decides its bytes. */
export function mathVariant(functions: ReadonlySet<BuiltinFunction>): string {
  return [...functions].some((name) => name in DIGESTS) ? 'fdlibm' : 'none';
}

/** Whether an implementation gives the bits of the known algorithm. */
export function passesProbe(name: ProbedFunction, implementation: MathFunction): boolean {
  const [count, digest] = DIGESTS[name];
  return digestOf(implementation, count) === digest;
}

/**
 * Where algorithms branch, by the upper halves of the bits: halves and multiples of ln 2 and of pi, square roots of two, the ends of the
 * ranges in which results are finite, normal, or not the number itself.
 */
const UPPER_HALVES = [
  0x00000000, 0x00080000, 0x000fffff, 0x00100000, 0x3c600000, 0x3c900000, 0x3e200000, 0x3e300000, 0x3e400000,
  0x3fd2bec4, 0x3fd33333, 0x3fd62e42, 0x3fda827a, 0x3fdc0000, 0x3fe00000, 0x3fe59428, 0x3fe60000, 0x3fe6a09e,
  0x3fe90000, 0x3fe921fb, 0x3fef3333, 0x3feffffe, 0x3ff00000, 0x3ff00001, 0x3ff0a2b2, 0x3ff30000, 0x3ff6147a,
  0x3ff6a09c, 0x3ff6b851, 0x3ff921fb, 0x40000000, 0x40038000, 0x4002d97c, 0x400921fb, 0x40360000, 0x4043687a,
  0x40862e42, 0x40874910, 0x413921fb, 0x41b00000, 0x43400000, 0x44100000, 0x6f5c5c5c, 0x7fe00000, 0x7fefffff,
  0x7ff00000,
];
/** Ordinary numbers, of magnitudes from 2^-24 to 2^8 more often than others. */
const ORDINARY = 128;
const GOLDEN = 0x9e3779b9;

/** 64 bits in hexadecimal digits. */
export function digestOf(implementation: MathFunction, count: number): string {
  const words = new Uint32Array(2);
  const double = new Float64Array(words.buffer);
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + GOLDEN) | 0;
    return state;
  };
  const ordinary = (): number => {
    words[0] = next();
    words[1] = (next() & 0x800fffff) | ((0x3ff - 24 + ((next() >>> 8) & 31)) << 20);
    return double[0]!;
  };
  let low = GOLDEN;
  let high = 0;
  const digest = (...inputs: number[]): void => {
    const result = implementation(...inputs);
    // The payload of a NaN is no part of the result.
    double[0] = result;
    const [first, second] = Number.isNaN(result) ? [0, 0x7ff80000] : [words[0]!, words[1]!];
    low = Math.imul(low ^ first, 0x85ebca6b) + Math.imul(high ^ second, 0xc2b2ae35);
    high = Math.imul(high ^ (low >>> 13), 0x27d4eb2f) ^ second;
  };
  const rest = (): number[] => Array.from({ length: count - 1 }, ordinary);
  for (const upper of UPPER_HALVES) {
    for (const lower of [0, 0xffffffff]) {
      words[0] = lower;
      words[1] = upper;
      const input = double[0]!;
      digest(input, ...rest());
      digest(-input, ...rest());
      if (count > 1) {
        digest(...rest(), input);
      }
    }
  }
  for (let i = 0; i < ORDINARY; i++) {
    digest(ordinary(), ...rest());
    // Next to multiples of pi/2, and beyond.
    digest((next() >>> (next() & 31)) * (Math.PI / 2), ...rest());
  }
  return [high, low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
