import { program } from '../program.js';

/** The bit operators: ToInt32, ToUint32, shift counts, and numbers that leave 32 bits in between. */
export const BITS = [
  program('array array array', function and(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] & b[i];
  }),
  program('array array array', function or(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] | b[i];
  }),
  program('array array array', function xor(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] ^ b[i];
  }),
  program('array array', function not(out, a) {
    for (let i = 0; i < out.length; i++) out[i] = ~a[i];
  }),
  program('array array array', function shiftLeft(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] << b[i];
  }),
  program('array array array', function shiftRight(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] >> b[i];
  }),
  program('array array array', function shiftRightUnsigned(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i] >>> b[i];
  }),
  program('array array', function toInt32(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] | 0;
  }),
  program('array array', function toUint32(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = a[i] >>> 0;
  }),
  program('array array', function twiceInverted(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = ~~(a[i] / 3);
  }),
  program('array', function sumToInt32(a) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum = (sum + a[i]) | 0;
    return sum;
  }),
  program('array', function sumToUint32(a) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum = (sum + a[i]) >>> 0;
    return sum;
  }),
  program('array', function productToInt32(a) {
    let hash = 17;
    for (let i = 0; i < a.length; i++) hash = (hash * 31 + a[i]) | 0;
    return hash;
  }),
  program('array', function inexactProductToInt32(a) {
    let hash = 123456789;
    for (let i = 0; i < a.length; i++) hash = (hash * 1103515245 + 12345) | 0;
    return hash;
  }),
  program('array', function fnvHash(a) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < a.length; i++) {
      hash ^= a[i];
      hash = Math.imul(hash, 0x01000193);
    }
    return hash >>> 0;
  }),
  program('array integer', function xorshiftFill(out, seed) {
    let x = seed | 1;
    for (let i = 0; i < out.length; i++) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      out[i] = x;
    }
  }),
  program('array integer', function unsignedXorshiftFill(out, seed) {
    let x = seed >>> 0 || 1;
    for (let i = 0; i < out.length; i++) {
      x = (x ^ (x << 13)) >>> 0;
      x = (x ^ (x >>> 17)) >>> 0;
      x = (x ^ (x << 5)) >>> 0;
      out[i] = x / 4294967296;
    }
  }),
  program('array', function countBits(a) {
    let total = 0;
    for (let i = 0; i < a.length; i++) {
      let x = a[i];
      x = x - ((x >>> 1) & 0x55555555);
      x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
      total += (((x + (x >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
    }
    return total;
  }),
  program('array array', function reverseBits(out, a) {
    for (let i = 0; i < a.length; i++) {
      let x = a[i];
      let y = 0;
      for (let bit = 0; bit < 32; bit++) {
        y = (y << 1) | (x & 1);
        x >>>= 1;
      }
      out[i] = y >>> 0;
    }
  }),
  program('array array integer', function rotateLeft(out, a, k) {
    for (let i = 0; i < a.length; i++) out[i] = (a[i] << k) | (a[i] >>> (32 - k));
  }),
  program('array array', function signExtend(out, a) {
    for (let i = 0; i < a.length; i++) out[i] = ((a[i] << 24) >> 24) + ((a[i] << 16) >> 16);
  }),
  program('array array', function packChannels(out, a) {
    for (let i = 0; i * 4 + 3 < a.length; i++) {
      out[i] = (a[i * 4] << 24) | (a[i * 4 + 1] << 16) | (a[i * 4 + 2] << 8) | a[i * 4 + 3];
    }
  }),
  program('array array', function unpackChannels(out, a) {
    for (let i = 0; i < a.length; i++) {
      out[i * 3] = a[i] & 255;
      out[i * 3 + 1] = (a[i] >> 8) & 255;
      out[i * 3 + 2] = (a[i] >>> 16) & 255;
    }
  }),
  program('array', function swapByXor(a) {
    for (let i = 0; i + 1 < a.length; i += 2) {
      a[i] ^= a[i + 1];
      a[i + 1] ^= a[i];
      a[i] ^= a[i + 1];
    }
  }),
  program('integer integer', function everyBitOperator(a, b) {
    return (a & b) + (a | b) + (a ^ b) + ~a + (a << b) + (a >> b) + (a >>> b);
  }),
  program('number number', function everyBitOperatorOnDoubles(a, b) {
    return (a & b) - (a | b) + (a ^ b) - ~a + (a << b) - (a >> b) + (a >>> b);
  }),
  program('integer integer', function unsignedCompare(a, b) {
    return a >>> 0 < b >>> 0;
  }),
  program('integer', function shiftCounts(a) {
    return (a << 31) + (a << 32) + (a << 33) + (a << -1) + (a >> 31) + (a >> 40) + (a >>> 31) + (a >>> 64);
  }),
  program('number', function booleanBits(a) {
    // @ts-expect-error booleans take part in bit operations
    return ((a > 0) | (a < 2)) + ((a > 5) ^ 1) + (~(a > 1) << (a > 3));
  }),
  program('array', function adler(a) {
    let low = 1;
    let high = 0;
    for (let i = 0; i < a.length; i++) {
      low = (low + (a[i] & 255)) % 65521;
      high = (high + low) % 65521;
    }
    return ((high << 16) | low) >>> 0;
  }),
  program('array array', function crc(table, a) {
    for (let i = 0; i < 256; i++) {
      let c = i;
      for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
      table[i] = c;
    }
    let crc = -1;
    for (let i = 0; i < a.length; i++) crc = table[(crc ^ a[i]) & 255] ^ (crc >>> 8);
    return (crc ^ -1) >>> 0;
  }),
  program('array array', function averageWithoutOverflow(a, b) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += (a[i] & b[i]) + ((a[i] ^ b[i]) >> 1);
    return sum;
  }),
];
