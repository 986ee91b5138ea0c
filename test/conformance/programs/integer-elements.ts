import { program } from '../program.js';

/** Elements that may be missing, used as integers: undefined is 0 to bit operations, NaN to sums and comparisons, no index, and no number. */
export const INTEGER_ELEMENTS = [
  program('array number', function bitsOfOneElement(a, i) {
    return (a[i] | 0) + (a[i] & 255) * 3 + (a[i] >>> 0) * 5 + (a[i] >> 3) * 7 + ~a[i] * 11 + (a[i] << 4) * 13;
  }),
  program('array', function bitsBeyondBothEnds(a) {
    let hash = 0;
    for (let i = -3; i < a.length + 3; i++) hash = (Math.imul(hash, 31) + (a[i] | 0)) ^ (a[i] >>> 5);
    return hash;
  }),
  program('array', function bitsAtFractionsAndNowhere(a) {
    return (a[0.5] | 0) + (a[NaN] & 7) + (a[-0] | 1) + (a[4294967296] >>> 0) + (a[2147483648] ^ 3) + (a[-1] << 2);
  }),
  program('array array', function elementsAtFractionalSteps(out, a) {
    for (let i = -1; i < a.length + 1; i += 0.25) out[i] = (out[i] | 0) + (a[i] & 15);
  }),
  program('array array', function sumsOfElementsModulo(a, b) {
    let s1 = 1;
    let s2 = 0;
    for (let i = 0; i < a.length; i++) {
      s1 = (s1 + b[i]) | 0;
      s2 = (s2 + s1 * 3 - b[i + 1]) | 0;
    }
    return s1 ^ s2;
  }),
  program('array array', function sumsThatBecomeNaN(a, b) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += b[i];
    return sum | 0;
  }),
  program('array count', function adler(buf, len) {
    let s1 = 1;
    let s2 = 0;
    let pos = 0;
    while (len > 0) {
      let n = len > 20 ? 20 : len;
      len -= n;
      do {
        s1 = (s1 + buf[pos++]) | 0;
        s2 = (s2 + s1) | 0;
      } while (--n > 0);
      s1 %= 65521;
      s2 %= 65521;
    }
    return s1 | (s2 << 16);
  }),
  program('array indices array', function tableOfTable(out, indices, table) {
    let crc = -1;
    for (let i = -1; i < out.length + 1; i++) {
      crc = (crc >>> 8) ^ table[(crc ^ indices[i]) & 255];
      out[i] = crc;
    }
    return crc;
  }),
  program('array indices', function elementAsIndexAndAsNumber(a, indices) {
    let found = 0;
    for (let i = 0; i < a.length + 2; i++) {
      const at = indices[i];
      if (at < a.length) found += a[at] & 3;
      else if (at >= a.length) found -= 1;
      else found += 1000;
      a[+at] = found;
    }
    return found;
  }),
  program('array array', function comparedElements(out, a) {
    for (let i = -1; i < out.length + 1; i++) {
      let bits = 0;
      if (a[i] === 0) bits |= 1;
      if (a[i] !== 0) bits |= 2;
      if (a[i] < 1) bits |= 4;
      if (a[i] >= -1) bits |= 8;
      if (a[i] > a[i + 1]) bits |= 16;
      if (a[i] <= a[i - 1]) bits |= 32;
      if (a[i]) bits |= 64;
      if (!(a[i] > 0)) bits |= 128;
      out[i] = bits;
    }
  }),
  program('array', function keptElement(a) {
    let kept = a[0];
    let hash = 0;
    for (let i = 1; i < a.length + 2; i++) {
      if (kept > a[i]) kept = a[i];
      else if (kept !== kept) kept = 5;
      hash = (hash * 5 + kept) | 0;
      kept = a[i + 1] - kept;
    }
    return hash + (kept | 0);
  }),
  program('array', function keptElementAsNumber(a) {
    let kept = a[0];
    for (let i = 1; i < a.length + 2; i++) kept = i & 1 ? a[i] : kept;
    return kept;
  }),
  program('array array', function extremesOfElements(out, a) {
    for (let i = 0; i < out.length; i++) out[i] = Math.min(a[i], a[i + 1]) - Math.max(a[i - 1], 3) + Math.abs(a[i]);
  }),
  program('array array', function chosenElements(out, a) {
    for (let i = -1; i < out.length; i++) out[i] = ((a[i] > 2 ? a[i + 1] : a[i - 1]) & 4095) - (a[i] > 2 ? a[i] : 1);
  }),
  program('array array', function tokens(out, a) {
    let at = 0;
    for (let i = 0; i < a.length;) {
      const token = a[i++];
      let length = (token >> 4) & 15;
      while (length-- > 0) out[at++] = a[i++];
      const offset = a[i] | (a[i + 1] << 8);
      i += 2;
      let count = token & 15;
      while (count-- > 0) {
        out[at] = out[at - offset];
        at++;
      }
    }
    return at;
  }),
  program('array index', function productsOfElements(a, i) {
    return ((a[i] * a[i + 1]) | 0) + ((a[i] * 3 - a[i - 1] * a[i]) >>> 0) + (-a[i] & 255);
  }),
];
