/** Ways in which a value may be written. Each knows which of its characters stand for the value alone, so that what is left of it can be told. */
import type { Random } from '../../support/random.js';

/** A value in some form. */
export interface Encoded {
  readonly text: string;
  /** The part of the text that stands for the value. */
  readonly start: number;
  readonly end: number;
}

type Encode = (value: string, random: Random) => Encoded;

const bytesOf = (value: string): number[] => [...Buffer.from(value)];
const hex = (byte: number, width = 2): string => byte.toString(16).padStart(width, '0');
const whole = (text: string): Encoded => ({ text, start: 0, end: text.length });
const eachUnit = (value: string, write: (unit: number) => string): Encoded =>
  whole(Array.from({ length: value.length }, (_, index) => write(value.charCodeAt(index))).join(''));
const percentAll = (value: string): string =>
  bytesOf(value)
    .map((byte) => `%${hex(byte)}`)
    .join('');

/** In base64, together with neighbours, so that it may begin at any of the three places within a group. */
function base64(value: string, random: Random, encoding: 'base64' | 'base64url'): Encoded {
  const before = random.pick(['', ' ', '("', 'id: ', '{"name":"', 'at ']);
  const after = random.pick(['', ' ', '")', '; x', '"}', ' now']);
  const text = Buffer.from(before + value + after).toString(encoding);
  const start = Math.ceil((Buffer.byteLength(before) * 8) / 6);
  return { text, start, end: Math.floor((Buffer.byteLength(before + value) * 8) / 6) };
}

export const ENCODINGS: Readonly<Record<string, Encode>> = {
  plain: (value) => whole(value),
  'url, what must be': (value) => whole(encodeURIComponent(value)),
  'url, every byte': (value) => whole(percentAll(value)),
  'url, twice': (value) => whole(encodeURIComponent(percentAll(value))),
  'url, some bytes, any case': (value, random) =>
    whole(
      bytesOf(value)
        .map((byte) => {
          if (byte < 0x80 && byte !== 0x25 && random.chance(0.5)) return String.fromCharCode(byte);
          return random.chance(0.5) ? `%${hex(byte)}` : `%${hex(byte).toUpperCase()}`;
        })
        .join(''),
    ),
  'json, a string in a string': (value) => whole(JSON.stringify(JSON.stringify(value).slice(1, -1)).slice(1, -1)),
  'json, every unit': (value) => eachUnit(value, (unit) => `\\u${hex(unit, 4)}`),
  'javascript, every byte': (value) =>
    whole(
      bytesOf(value)
        .map((byte) => `\\x${hex(byte)}`)
        .join(''),
    ),
  'javascript, code points': (value) =>
    whole([...value].map((one) => `\\u{${one.codePointAt(0)!.toString(16)}}`).join('')),
  octal: (value) =>
    whole(
      bytesOf(value)
        .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
        .join(''),
    ),
  'html, decimal': (value) => whole([...value].map((one) => `&#${one.codePointAt(0)!};`).join('')),
  'html, hexadecimal': (value) => whole([...value].map((one) => `&#x${one.codePointAt(0)!.toString(16)};`).join('')),
  'quoted-printable': (value) =>
    whole(
      bytesOf(value)
        .map((byte) => `=${hex(byte).toUpperCase()}`)
        .join(''),
    ),
  base64: (value, random) => base64(value, random, 'base64'),
  base64url: (value, random) => base64(value, random, 'base64url'),
  'base64, twice': (value, random) => {
    const inner = base64(value, random, 'base64').text;
    // The padding stands for nothing.
    return base64(inner, random, 'base64');
  },
  'base64 in a url': (value, random) => {
    const { text, start, end } = base64(value, random, 'base64');
    const lead = encodeURIComponent(text.slice(0, start));
    const core = encodeURIComponent(text.slice(start, end));
    return { text: encodeURIComponent(text), start: lead.length, end: lead.length + core.length };
  },
  hexadecimal: (value) => whole(Buffer.from(value).toString('hex')),
  'hexadecimal, large': (value) => whole(Buffer.from(value).toString('hex').toUpperCase()),
};
