/**
 * Reads runs of base64 and hexadecimal digits as the text that they may stand for. Where a run really begins is not always known, since a path
 * in front of it looks like part of it: then it is read at each possible alignment. Every stretch of readable characters counts.
 */
import { hexDigit } from './undo-escapes.js';

/** A stretch of text that may be encoded. */
export interface Run {
  readonly start: number;
  readonly end: number;
  /** Whether all of it are hexadecimal digits. */
  readonly isHex: boolean;
  /** Whether it contains `/`, `-` or another sign that may join it to something in front. */
  readonly isJoined: boolean;
}

/** Shorter runs stand for nothing that could be recognised. */
export const SHORTEST_RUN = 6;
/** Readable bytes in a row that are looked at; fewer where all that a run stands for is readable. */
const SHORTEST_STRETCH = 5;
const SHORTEST_TEXT = 3;

/** The value of each digit of both alphabets of base64, by its code; 255 for what is none. */
const SEXTETS = new Uint8Array(128).fill(255);
for (const [value, digit] of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split('').entries()) {
  SEXTETS[digit.charCodeAt(0)] = value;
}
SEXTETS['-'.charCodeAt(0)] = 62;
SEXTETS['_'.charCodeAt(0)] = 63;

/** What is being read; made larger where a run is longer. */
let bytes = new Uint8Array(256);

/**
 * What a run may stand for, as texts to be searched.
 *
 * @param isOuter - whether nothing was undone yet: then the run may have neighbours that look like part of it
 */
export function readRun(text: string, { start, end, isHex, isJoined }: Run, isOuter: boolean): string[] {
  if (end - start > bytes.length) bytes = new Uint8Array(2 * (end - start));
  const texts: string[] = [];
  const alignments = isOuter && isJoined ? 4 : 1;
  for (let skipped = 0; skipped < alignments; skipped++) addReadable(readBase64(text, start + skipped, end), texts);
  if (isHex) {
    addReadable(readHex(text, start, end), texts);
    addReadable(readHex(text, start + 1, end), texts);
  }
  return texts;
}

/** @returns the number of bytes read */
function readBase64(text: string, start: number, end: number): number {
  let length = 0;
  let bits = 0;
  let pending = 0;
  for (let at = start; at < end; at++) {
    pending = (pending << 6) | SEXTETS[text.charCodeAt(at)]!;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = pending >> bits;
      pending &= (1 << bits) - 1;
    }
  }
  return length;
}

/** @returns the number of bytes read */
function readHex(text: string, start: number, end: number): number {
  let length = 0;
  for (let at = start; at + 1 < end; at += 2) {
    bytes[length++] = hexDigit(text.charCodeAt(at)) * 16 + hexDigit(text.charCodeAt(at + 1));
  }
  return length;
}

/** Adds the readable stretches of the bytes, as UTF-8. Zeros are passed over: they stand between the letters of UTF-16. */
function addReadable(length: number, texts: string[]): void {
  let found = '';
  let first = 0;
  let readable = 0;
  for (let at = 0; at <= length;) {
    const width = at < length ? widthOfReadable(at, length) : 0;
    if (width > 0) {
      if (bytes[at] !== 0) readable++;
      at += width;
      continue;
    }
    if (readable >= SHORTEST_STRETCH || (readable >= SHORTEST_TEXT && first === 0 && at === length)) {
      found += `${found === '' ? '' : '\n'}${Buffer.from(bytes.subarray(first, at)).toString('utf8').replaceAll('\0', '')}`;
    }
    readable = 0;
    at++;
    first = at;
  }
  if (found !== '') texts.push(found);
}

/** The number of bytes of the character that begins there; 0 where it is none that people read. */
function widthOfReadable(at: number, length: number): number {
  const byte = bytes[at]!;
  if ((byte >= 0x20 && byte < 0x7f) || byte === 0 || (byte >= 9 && byte <= 13)) return 1;
  const width = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
  if (at + width > length || byte > 0xf4) return 0;
  for (let next = 1; next < width; next++) if ((bytes[at + next]! & 0xc0) !== 0x80) return 0;
  return width;
}
