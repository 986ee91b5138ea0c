/**
 * Undoes one layer of escapes, of URLs, JSON, JavaScript, HTML and quoted-printable, and remembers which stretch of the source each character
 * came from. In time linear in the length of the text.
 */

/** A text as it reads once its escapes are undone. */
export interface View {
  readonly text: string;
  /** Where in the source each character begins; one entry more, for the end. */
  readonly origins: Uint32Array;
}

/** An escape that was read. */
interface Escape {
  /** Up to two UTF-16 units; empty for one that stands for nothing. */
  readonly text: string;
  readonly end: number;
}

type ReadEscape = (text: string, at: number) => Escape | undefined;

const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  sol: '/',
  bsol: '\\',
  colon: ':',
  period: '.',
  commat: '@',
  lowbar: '_',
  hyphen: '-',
  nbsp: ' ',
};
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,6}));/y;
const BACKSLASH = '\\'.charCodeAt(0);
const PERCENT = '%'.charCodeAt(0);
const AMPERSAND = '&'.charCodeAt(0);
const EQUALS = '='.charCodeAt(0);

/** Undoes the escapes that begin with `%` or `&`. `undefined` where there are none. */
export function undoPercent(text: string): View | undefined {
  return undo(text, (source, at) => {
    const unit = source.charCodeAt(at);
    if (unit === PERCENT) return readBytes(source, at, '%');
    return unit === AMPERSAND ? readEntity(source, at) : undefined;
  });
}

/** Undoes the escapes that begin with a backslash. */
export function undoBackslashes(text: string): View | undefined {
  return undo(text, (source, at) => (source.charCodeAt(at) === BACKSLASH ? readBackslash(source, at) : undefined));
}

/** Undoes quoted-printable; apart from the others, because `=` followed by two digits is more often something else. */
export function undoQuotedPrintable(text: string): View | undefined {
  return undo(text, (source, at) => {
    if (source.charCodeAt(at) !== EQUALS) return undefined;
    const next = source.charCodeAt(at + 1);
    // A line that is continued.
    if (next === 10) return { text: '', end: at + 2 };
    if (next === 13 && source.charCodeAt(at + 2) === 10) return { text: '', end: at + 3 };
    return readBytes(source, at, '=');
  });
}

function undo(source: string, read: ReadEscape): View | undefined {
  let origins: Uint32Array | undefined;
  let text = '';
  let length = 0;
  let copied = 0;
  const copy = (until: number): void => {
    text += source.slice(copied, until);
    for (let at = copied; at < until; at++) origins![length++] = at;
  };
  for (let at = 0; at < source.length; at++) {
    const unit = source.charCodeAt(at);
    if (unit !== PERCENT && unit !== BACKSLASH && unit !== AMPERSAND && unit !== EQUALS) continue;
    const escape = read(source, at);
    if (escape === undefined) continue;
    origins ??= new Uint32Array(source.length + 1);
    copy(at);
    text += escape.text;
    origins.fill(at, length, length + escape.text.length);
    length += escape.text.length;
    copied = escape.end;
    at = escape.end - 1;
  }
  if (origins === undefined) return undefined;
  copy(source.length);
  origins[length] = source.length;
  return { text, origins: origins.subarray(0, length + 1) };
}

/** Reads one escaped byte; -1 where there is none. */
type ReadByte = (source: string, at: number) => number;

function readBytes(source: string, at: number, prefix: string): Escape | undefined {
  return readUtf8(source, at, prefix.length + 2, (text, from) =>
    text.startsWith(prefix, from) ? hexByte(text, from + prefix.length) : -1,
  );
}

/** One character of UTF-8, written as one or more escaped bytes; a byte that is not UTF-8 is taken as Latin-1. */
function readUtf8(source: string, at: number, width: number, byteAt: ReadByte): Escape | undefined {
  const first = byteAt(source, at);
  if (first < 0) return undefined;
  const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
  let code = more === 0 ? first : first & (0x3f >> more);
  for (let index = 1; index <= more; index++) {
    const next = byteAt(source, at + index * width);
    if ((next & 0xc0) !== 0x80 || next < 0) return { text: String.fromCharCode(first), end: at + width };
    code = (code << 6) | (next & 0x3f);
  }
  return { text: fromCode(code), end: at + (more + 1) * width };
}

function readBackslash(source: string, at: number): Escape | undefined {
  const next = source[at + 1];
  switch (next) {
    case undefined:
      return undefined;
    case 'x':
      return readBytes(source, at, '\\x');
    case 'u':
      return readUnicode(source, at);
    default: {
      if (next >= '0' && next <= '7') return readUtf8(source, at, 4, octalByte);
      const letter = LETTERS[next];
      if (letter !== undefined) return { text: letter, end: at + 2 };
      // In front of anything else it is no escape, but a separator of a path.
      return `\\/"'`.includes(next) ? { text: next, end: at + 2 } : undefined;
    }
  }
}

function readUnicode(source: string, at: number): Escape | undefined {
  if (source[at + 2] === '{') {
    const close = source.indexOf('}', at + 3);
    const digits = close > 0 && close - at <= 9 ? source.slice(at + 3, close) : '';
    return /^[0-9a-fA-F]{1,6}$/.test(digits) ? { text: fromCode(parseInt(digits, 16)), end: close + 1 } : undefined;
  }
  const high = hexByte(source, at + 2);
  const low = hexByte(source, at + 4);
  return high < 0 || low < 0 ? undefined : { text: String.fromCharCode((high << 8) | low), end: at + 6 };
}

/** A backslash and three octal digits. */
function octalByte(source: string, at: number): number {
  if (source.charCodeAt(at) !== BACKSLASH) return -1;
  let byte = 0;
  for (let index = at + 1; index < at + 4; index++) {
    const digit = source.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit < 8)) return -1;
    byte = byte * 8 + digit;
  }
  return byte < 256 ? byte : -1;
}

function readEntity(source: string, at: number): Escape | undefined {
  ENTITY.lastIndex = at;
  const match = ENTITY.exec(source);
  if (match === null) return undefined;
  const [whole, decimal, hexadecimal, name] = match;
  const text =
    name === undefined
      ? fromCode(decimal === undefined ? parseInt(hexadecimal!, 16) : Number(decimal))
      : ENTITIES[name];
  return text === undefined || text === '' ? undefined : { text, end: at + whole.length };
}

function fromCode(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** The byte that two hexadecimal digits say, or -1. */
function hexByte(source: string, at: number): number {
  const high = hexDigit(source.charCodeAt(at));
  const low = hexDigit(source.charCodeAt(at + 1));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/** The value of a hexadecimal digit, or -1; NaN, beyond the end, is none either. */
export function hexDigit(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const lower = unit | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
