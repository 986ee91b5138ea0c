/** One look at every character of a text, to know which searches are worth their time. */
import { SHORTEST_RUN, type Run } from './undo-encodings.js';

/** What a text contains. */
export interface Survey {
  readonly hasAt: boolean;
  /** Of either kind. */
  readonly hasSlash: boolean;
  /** `%` or `&`. */
  readonly hasPercent: boolean;
  readonly hasBackslash: boolean;
  readonly hasEquals: boolean;
  readonly dots: number;
  readonly colons: number;
  readonly hyphens: number;
  /** Whether there is a run as long as a token, words of small letters excepted. */
  readonly hasLongRun: boolean;
  /** Runs of digits of base64 that are not just words, or of hexadecimal. */
  readonly runs: readonly Run[];
}

const LOWER = 1;
const UPPER = 2;
const DIGIT = 4;
const BASE64_SIGN = 8;
const HEXADECIMAL = 16;
const SHORTEST_TOKEN = 10;
const RUN = LOWER | UPPER | DIGIT | BASE64_SIGN;

const PERCENT = 0x25;
const AMPERSAND = 0x26;
const HYPHEN = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;
const EQUALS = 0x3d;
const AT = 0x40;
const BACKSLASH = 0x5c;

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
  const counts = { at: 0, slash: 0, percent: 0, backslash: 0, equals: 0, dots: 0, colons: 0, hyphens: 0 };
  const runs: Run[] = [];
  const { length } = text;
  let start = 0;
  let seen = 0;
  let inAll = HEXADECIMAL;
  let hasLongRun = false;
  for (let at = 0; at <= length; at++) {
    const unit = at < length ? text.charCodeAt(at) : 0;
    const kind = unit < 128 ? CLASSES[unit]! : 0;
    if ((kind & RUN) !== 0) {
      seen |= kind;
      inAll &= kind;
      if ((kind & BASE64_SIGN) === 0) continue;
      if (unit === HYPHEN) counts.hyphens++;
      else if (unit === SLASH) counts.slash++;
      continue;
    }
    if (at - start >= SHORTEST_RUN && mayBeEncoded(seen, inAll)) {
      runs.push({ start, end: at, isHex: inAll === HEXADECIMAL, isJoined: (seen & BASE64_SIGN) !== 0 });
    }
    if (at - start >= SHORTEST_TOKEN && (seen & ~(LOWER | HEXADECIMAL)) !== 0) hasLongRun = true;
    start = at + 1;
    seen = 0;
    inAll = HEXADECIMAL;
    if (unit === COLON) counts.colons++;
    else if (unit === DOT) counts.dots++;
    else if (unit === EQUALS) counts.equals++;
    else if (unit === AT) counts.at++;
    else if (unit === BACKSLASH) counts.backslash++;
    else if (unit === PERCENT || unit === AMPERSAND) counts.percent++;
  }
  const { at, slash, percent, backslash, equals, dots, colons, hyphens } = counts;
  return {
    hasAt: at > 0,
    hasSlash: slash + backslash > 0,
    hasPercent: percent > 0,
    hasBackslash: backslash > 0,
    hasEquals: equals > 0,
    dots,
    colons,
    hyphens,
    hasLongRun,
    runs,
  };
}

/** Words of small letters alone are left out: an `@`, a digit, a `/` in front of three letters do not all become small letters in base64. */
function mayBeEncoded(seen: number, inAll: number): boolean {
  return (seen & (UPPER | DIGIT)) !== 0 && ((seen & LOWER) !== 0 || inAll === HEXADECIMAL || (seen & UPPER) !== 0);
}
