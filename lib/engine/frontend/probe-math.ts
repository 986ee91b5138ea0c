/**
 * Whether this engine's Math computes what the compiler's algorithms compute. Told by results, not by version numbers: each function is
 * called on inputs that algorithms are known to disagree about, and what it gives is compared with a digest of the right bits.
 */

import type { BuiltinFunction } from './builtins.js';

/** A function of Math, however many numbers it takes. */
export type MathFunction = (...numbers: number[]) => number;

/** Whose bits a function gives; `plain` stands for operations that have only one right result. */
export type MathAlgorithm = 'plain' | 'fdlibm' | 'glibc' | 'glibc-fma';

type Digests = Partial<Record<MathAlgorithm, string>>;

/**
 * For each function of which the compiler has algorithms: how many numbers the probe passes, and the digest of what comes out by each
 * algorithm.
 */
const DIGESTS = {
  'Math.sin': [1, { fdlibm: 'bd085a1833913bbb' }],
  'Math.cos': [1, { fdlibm: '8ce40b192864dc37' }],
  'Math.tan': [1, { fdlibm: 'b67be3495ef62f32' }],
  'Math.asin': [1, { fdlibm: 'b04d47300bc0e716' }],
  'Math.acos': [1, { fdlibm: 'e1b93538807b589f' }],
  'Math.atan': [1, { fdlibm: '398a56d175bf9da0' }],
  'Math.sinh': [1, { fdlibm: '970d65136eea9ec0' }],
  'Math.cosh': [1, { fdlibm: '972cf0eb6cc0a8e8' }],
  'Math.tanh': [1, { fdlibm: '61ae0cc2ca94c25c' }],
  'Math.asinh': [1, { fdlibm: '561640f7a8c19d2b' }],
  'Math.acosh': [1, { fdlibm: 'f1b4f16acb4fd358' }],
  'Math.atanh': [1, { fdlibm: '9c18ff79622f4c2e' }],
  'Math.exp': [1, { fdlibm: 'aa4641e7164fb57b' }],
  'Math.expm1': [1, { fdlibm: '13818597958f5fc2' }],
  'Math.log': [1, { fdlibm: 'fbd217141d18cf7a' }],
  'Math.log1p': [1, { fdlibm: 'ea170864da749227' }],
  'Math.log2': [1, { fdlibm: 'de35e1d57a8b4f3b' }],
  'Math.log10': [1, { fdlibm: 'f69889d09ec238e4' }],
  'Math.cbrt': [1, { fdlibm: '0a20a3e1978cfcbd' }],
  'Math.atan2': [2, { fdlibm: '0ee2f3db4ba9bc74' }],
  'Math.pow': [2, { fdlibm: '30e99df9423100bc', glibc: '1c1cb58ad30e321f', 'glibc-fma': '124b212cf672546a' }],
  'Math.hypot': [3, { fdlibm: 'e140020c565d0735' }],
} as const satisfies Partial<Record<BuiltinFunction, readonly [count: number, digests: Digests]>>;

/** A function that has to be probed. */
export type ProbedFunction = keyof typeof DIGESTS;
export const PROBED_FUNCTIONS = Object.keys(DIGESTS) as readonly ProbedFunction[];

const found = new Map<string, MathAlgorithm | undefined>();

/** Whose bits this engine's own function gives; undefined where the compiler does not have them. Probed once. */
export function mathAlgorithm(name: BuiltinFunction): MathAlgorithm | undefined {
  if (!(name in DIGESTS)) {
    return 'plain';
  }
  if (!found.has(name)) {
    const own = Reflect.get(Math, name.slice('Math.'.length)) as MathFunction;
    found.set(name, recognize(name as ProbedFunction, own));
  }
  return found.get(name);
}

/** Name of the algorithms that a kernel computes with, as part of what decides its bytes. */
export function mathVariant(algorithms: ReadonlySet<MathAlgorithm>): string {
  const named = [...algorithms].filter((algorithm) => algorithm !== 'plain').sort();
  return named.length === 0 ? 'none' : named.join('+');
}

/** The algorithm whose bits an implementation gives. */
export function recognize(name: ProbedFunction, implementation: MathFunction): MathAlgorithm | undefined {
  const [count, digests] = DIGESTS[name];
  const digest = digestOf(implementation, count, name === 'Math.pow' ? HARD_POWERS : []);
  return (Object.keys(digests) as MathAlgorithm[]).find((algorithm) => (digests as Digests)[algorithm] === digest);
}

/**
 * Powers that implementations of pow round otherwise. First those that engines treat apart; the others depend on which sums of glibc's
 * algorithm are fused, each kind at least twice where it makes a difference at all.
 */
const HARD_POWERS: readonly (readonly [base: number, exponent: number])[] = [
  ...[0.4375002384185792, 22.000000000000007].map((base) => [base, 2] as const),
  ...[2.4222517013549805, 3.8044147491455078, 1.1087703704833984].map((base) => [base, 0.5] as const),
  ...[-0, -Infinity, 5e-324].flatMap((base) => [0.5, -0.5, -1, 2, 3].map((exponent) => [base, exponent] as const)),
  ...[1, -1].flatMap((base) => [Infinity, -Infinity, NaN, 0].map((exponent) => [base, exponent] as const)),
  [NaN, 0],
  [36, 2.656082499306649],
  [2, -0.5],
  [1.209228515625, 4.91015625],
  [2335.0625, -29.390625],
  [28614, -62.6953125],
  [73.2919921875, -131.75],
  [0.061065673828125, 3.591796875],
  [10.85595703125, -133],
  [1067.140625, -18.3046875],
  [0.98779296875, 56580.598547940463],
  [4433.6875, 4.6572265625],
  [1.0308990478515625, -8.0302734375],
  [56653, -63.49769405180993],
  [4919.25, -82.081027707307854],
  [14.6923828125, 0.9805908203125],
  [39.7109375, 160.75],
  [0.94488525390625, 12287.869488205708],
];

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

/** 64 bits in hexadecimal digits; some inputs are drawn, others given. */
export function digestOf(
  implementation: MathFunction,
  count: number,
  given: readonly (readonly number[])[] = [],
): string {
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
  given.forEach((inputs) => digest(...inputs));
  return [high, low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
