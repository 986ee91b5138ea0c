/** One look at every character of a text, to know which searches are worth their time. */
import { SHORTEST_RUN, type Run } from './undo-encodings.js';

/** What a text contains. */
export interface Survey {
  readonly hasAt: boolean;
  readonly hasSlash: boolean;
  /** `%`, `\` or `&`. */
  readonly hasEscape: boolean;
  readonly hasEquals: boolean;
  readonly dots: number;
  readonly colons: number;
  readonly hyphens: number;
  /** Runs of digits of base64 that are not just words, or of hexadecimal. */
  readonly runs: readonly Run[];
}

const LOWER = 1;
const UPPER = 2;
const DIGIT = 4;
const BASE64_SIGN = 8;
const HEXADECIMAL = 16;
const RUN = LOWER | UPPER | DIGIT | BASE64_SIGN;

const CLASSES = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) {
  const character = String.fromCharCode(unit);
  if (/[a-z]/.test(character)) CLASSES[unit]! |= LOWER;
  if (/[A-Z]/.test(character)) CLASSES[unit]! |= UPPER;
  if (/[0-9]/.test(character)) CLASSES[unit]! |= DIGIT;
  if (/[+/_-]/.test(character)) CLASSES[unit]! |= BASE64_SIGN;
  if (/[0-9a-fA-F]/.test(character)) CLASSES[unit]! |= HEXADECIMAL;
}

export function surveyText(text: string): Survey {
  const counts = { at: 0, slash: 0, escape: 0, equals: 0, dots: 0, colons: 0, hyphens: 0 };
  const runs: Run[] = [];
  let start = 0;
  let seen = 0;
  let inAll = HEXADECIMAL;
  for (let at = 0; at <= text.length; at++) {
    // NaN, at the end, has no class.
    const unit = text.charCodeAt(at);
    const kind = unit < 128 ? CLASSES[unit]! : 0;
    if ((kind & RUN) !== 0) {
      seen |= kind;
      inAll &= kind;
    } else {
      if (at - start >= SHORTEST_RUN && mayBeEncoded(seen, inAll)) {
        runs.push({ start, end: at, isHex: inAll === HEXADECIMAL });
      }
      start = at + 1;
      seen = 0;
      inAll = HEXADECIMAL;
    }
    switch (unit) {
      case 0x40:
        counts.at++;
        break;
      case 0x2f:
        counts.slash++;
        break;
      case 0x5c:
        counts.slash++;
        counts.escape++;
        break;
      case 0x25:
      case 0x26:
        counts.escape++;
        break;
      case 0x3d:
        counts.equals++;
        break;
      case 0x2e:
        counts.dots++;
        break;
      case 0x3a:
        counts.colons++;
        break;
      case 0x2d:
        counts.hyphens++;
        break;
      default:
    }
  }
  const { at, slash, escape, equals, dots, colons, hyphens } = counts;
  return {
    hasAt: at > 0,
    hasSlash: slash > 0,
    hasEscape: escape > 0,
    hasEquals: equals > 0,
    dots,
    colons,
    hyphens,
    runs,
  };
}

/** Words of small letters alone are left out: an `@`, a digit, a `/` in front of three letters do not all become small letters in base64. */
function mayBeEncoded(seen: number, inAll: number): boolean {
  return (seen & (UPPER | DIGIT)) !== 0 && ((seen & LOWER) !== 0 || inAll === HEXADECIMAL || (seen & UPPER) !== 0);
}
