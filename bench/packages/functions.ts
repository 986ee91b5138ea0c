/** Twenty functions of ten packages as they were published, what they capture, and arguments like those that their packages pass. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openModule, type Names } from './open-module.js';

export interface PackageFunction {
  readonly packageName: string;
  readonly name: string;
  readonly fn: (...args: never[]) => unknown;
  readonly scope: Names;
  /** New arguments, the same each time. */
  readonly args: () => unknown[];
  /** The code with which it is refused, if it is. */
  readonly refused?: string;
}

const requireHere = createRequire(path.resolve(__dirname, 'functions.js'));
/** Packages that do not export their parts are found by their package.json. */
const fileOf = (packageName: string, file: string): string => {
  const folder = requireHere.resolve
    .paths(packageName)!
    .map((modules) => path.join(modules, packageName))
    .find((candidate) => existsSync(candidate));
  if (folder === undefined) throw new Error(`${packageName} is not installed`);
  return path.join(folder, file);
};
const load = (packageName: string, file: string): Names => requireHere(fileOf(packageName, file)) as Names;
const open = (packageName: string, file: string, names: string, imports?: Names): Names =>
  openModule(fileOf(packageName, file), names.split(' '), imports);

/** Bytes that look random, the same each time. */
function bytes(length: number, mask = 0xff): Uint8Array<ArrayBuffer> {
  let state = 1;
  return Uint8Array.from({ length }, () => ((state = (Math.imul(state, 1664525) + 1013904223) | 0) >>> 24) & mask);
}
const doubles = (length: number): Float64Array =>
  Float64Array.from(bytes(length), (byte, i) => (byte + 1) / (1 + (i % 7)));

const list: PackageFunction[] = [];
function add(
  packageName: string,
  name: string,
  { [name]: fn, ...scope }: Names,
  args: () => unknown[],
  refused?: string,
): void {
  list.push({
    packageName,
    name,
    fn: fn as PackageFunction['fn'],
    scope,
    args,
    ...(refused !== undefined && { refused }),
  });
}

const resize = open(
  'pica',
  'lib/mm_resize/convolve.js',
  'convolveHorWithPre convolveVertWithPre clampTo8 clampNegative',
);
const filterGenerator = load('pica', 'lib/mm_resize/resize_filter_gen.js') as unknown as (
  ...args: unknown[]
) => Int16Array;
const filters = filterGenerator('mks2013', 400, 160, 0.4, 0);
add('pica', 'convolveHorWithPre', resize, () => [
  bytes(400 * 300 * 4),
  new Uint16Array(160 * 300 * 4),
  400,
  300,
  160,
  filters,
]);
add('pica', 'convolveVertWithPre', resize, () => [
  Uint16Array.from(bytes(400 * 300 * 4), (byte) => byte * 128),
  new Uint8Array(160 * 300 * 4),
  400,
  300,
  160,
  filters,
]);

const pack = open('pngjs', 'lib/filter-pack.js', 'filterPaeth filterSumPaeth paethPredictor');
add('pngjs', 'filterPaeth', pack, () => [bytes(65536), 16384, 16384, new Uint8Array(16484), 100, 4]);
add('pngjs', 'filterSumPaeth', pack, () => [bytes(65536), 16384, 16384, 4]);

add('pako', 'crc32', open('pako', 'lib/zlib/crc32.js', 'crc32 crcTable'), () => [0, bytes(100_003), 100_000, 1]);
add('pako', 'adler32', open('pako', 'lib/zlib/adler32.js', 'adler32'), () => [1, bytes(100_003), 100_000, 1]);

const crc = open('crc-32', 'crc32.js', 'crc32_buf crc32_str T0 T1 T2 T3 T4 T5 T6 T7 T8 T9 Ta Tb Tc Td Te Tf');
add('crc-32', 'crc32_buf', crc, () => [bytes(100_003), 0]);
add('crc-32', 'crc32_str', crc, () => ['The quick brown fox', 0], 'call-unsupported');

const ieee754 = load('ieee754', 'index.js');
add('ieee754', 'read', { read: ieee754.read }, () => [bytes(80), 8, true, 52, 8]);
add('ieee754', 'write', { write: ieee754.write }, () => [bytes(80), Math.PI, 8, true, 52, 8]);

const lz4Names = 'minMatch minLength searchLimit skipTrigger mlBits mlMask runBits runMask util';
const lz4 = { ...open('lz4js', 'lz4.js', lz4Names), ...load('lz4js', 'lz4.js') };
const compress = (lz4 as Names as { compressBlock: (...args: unknown[]) => number }).compressBlock;
add('lz4js', 'compressBlock', lz4, () => [
  bytes(20_000, 3),
  new Uint8Array(40_000),
  0,
  20_000,
  new Uint32Array(65_536),
]);
add('lz4js', 'decompressBlock', lz4, () => {
  const packed = new Uint8Array(40_000);
  const size = compress(bytes(20_000, 3), packed, 0, 20_000, new Uint32Array(65_536));
  return [packed, new Uint8Array(20_000), 0, size, 0];
});

const nacl = open('tweetnacl', 'nacl-fast.js', 'core_salsa20 modL L');
add('tweetnacl', 'core_salsa20', nacl, () => [new Uint8Array(64), bytes(16), bytes(32), bytes(16, 63)]);
add('tweetnacl', 'modL', nacl, () => [new Uint8Array(32), Float64Array.from(bytes(64))]);

const statistics = load('simple-statistics', 'dist/simple-statistics.cjs');
add('simple-statistics', 'sampleCorrelation', statistics, () => [doubles(10_000), doubles(10_000).reverse()]);
add('simple-statistics', 'sampleSkewness', statistics, () => [doubles(10_000)]);

const expansions = open(
  'robust-predicates',
  'esm/util.js',
  'epsilon splitter resulterrbound estimate vec sum sum_three scale',
);
const orient = 'orient2d orient2dadapt ccwerrboundA ccwerrboundB ccwerrboundC B C1 C2 D u';
add(
  'robust-predicates',
  'orient2d',
  { ...expansions, ...open('robust-predicates', 'esm/orient2d.js', orient, expansions) },
  () => [0.5, 0.5 + 2 ** -53, 12, 12, 24, 24],
);
const inside =
  'iccerrboundA iccerrboundB iccerrboundC bc ca ab aa bb cc u v axtbc aytbc bxtca bytca cxtab cytab abt bct cat abtt bctt catt _8 _16 _16b _16c _32 _32b _48 _64 fin fin2 finadd incircleadapt incircle incirclefast';
add(
  'robust-predicates',
  'incircle',
  { ...expansions, ...open('robust-predicates', 'esm/incircle.js', inside, expansions) },
  () => [0, 0, 1, 0, 1, 1, 0, 1],
  'array-assignment',
);

const rotl = open('@noble/hashes', 'utils.js', 'rotl');
const scrypt = { ...rotl, ...open('@noble/hashes', 'scrypt.js', 'XorAndSalsa BlockMix', rotl) };
add('@noble/hashes', 'BlockMix', scrypt, () => [
  Uint32Array.from(bytes(2048), (byte) => byte * 16_843_009),
  0,
  new Uint32Array(2048),
  0,
  8,
]);
add('@noble/hashes', 'XorAndSalsa', scrypt, () => [
  Uint32Array.from(bytes(16)),
  0,
  Uint32Array.from(bytes(16), (byte) => byte * 16_843_009),
  0,
  new Uint32Array(16),
  0,
]);

export const PACKAGE_FUNCTIONS: readonly PackageFunction[] = list;
