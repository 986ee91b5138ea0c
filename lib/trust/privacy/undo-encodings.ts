/**
 * Reads runs of base64 and hexadecimal digits as the text that they may stand for. Where a run really begins is not known, since what
 * stands in front of it may look like part of it: so it is read at each possible alignment, and every stretch of readable characters counts.
 */
import { hexDigit } from './undo-escapes.js';

/** A stretch of text that may be encoded. */
export interface Run {
  readonly start: number;
  readonly end: number;
  /** Whether all of it are hexadecimal digits. */
  readonly isHex: boolean;
}

/** Shorter runs stand for nothing that could be recognised. */
export const SHORTEST_RUN = 8;
const SHORTEST_HEX_RUN = 10;
/** Readable characters in a row that are looked at. */
const SHORTEST_STRETCH = 4;
const NOT_READABLE = /[^\t\n\r\x20-\x7e\xa0-\uffff]+/;

/**
 * What a run may stand for, as texts to be searched.
 *
 * @param isOuter - whether nothing was undone yet: then the run may have neighbours that look like part of it
 */
export function readRun(text: string, run: Run, isOuter: boolean): string[] {
  const texts = readBase64(text.slice(run.start, run.end), isOuter);
  if (run.isHex && run.end - run.start >= SHORTEST_HEX_RUN) texts.push(...readHex(text, run));
  return texts;
}

function readBase64(digits: string, isOuter: boolean): string[] {
  const texts: string[] = [];
  const alignments = isOuter ? 4 : 1;
  for (let skipped = 0; skipped < alignments; skipped++) {
    const bytes = Buffer.from(skipped === 0 ? digits : digits.slice(skipped), 'base64');
    addReadable(bytes, texts);
  }
  return texts;
}

function readHex(text: string, { start, end }: Run): string[] {
  const texts: string[] = [];
  for (const from of [start, start + 1]) {
    const bytes = Buffer.allocUnsafe((end - from) >> 1);
    for (let index = 0; index < bytes.length; index++) {
      const at = from + 2 * index;
      bytes[index] = hexDigit(text.charCodeAt(at)) * 16 + hexDigit(text.charCodeAt(at + 1));
    }
    addReadable(bytes, texts);
  }
  return texts;
}

/** Adds the readable stretches of the bytes, as UTF-8 and, where every other byte is zero, as UTF-16. */
function addReadable(bytes: Buffer, texts: string[]): void {
  if (!hasReadable(bytes)) return;
  addStretches(bytes.toString('utf8'), texts);
  if (bytes.includes(0)) addStretches(bytes.toString('latin1').replaceAll('\0', ''), texts);
}

function hasReadable(bytes: Buffer): boolean {
  let length = 0;
  for (const byte of bytes) {
    // Zeros count: they stand between the letters of UTF-16.
    length = (byte >= 0x20 && byte !== 0x7f) || byte === 0 || (byte >= 9 && byte <= 13) ? length + 1 : 0;
    if (length >= SHORTEST_STRETCH) return true;
  }
  return false;
}

function addStretches(text: string, texts: string[]): void {
  // What is not UTF-8 became U+FFFD.
  const readable = text.split(NOT_READABLE).flatMap((stretch) => stretch.split('\ufffd'));
  const long = readable.filter((stretch) => stretch.length >= SHORTEST_STRETCH);
  if (long.length > 0) texts.push(long.join('\n'));
}
