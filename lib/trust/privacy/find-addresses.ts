/** Finds e-mail, IPv4, IPv6 and hardware addresses, in time linear in the length of the text. Real parsers decide what an address is. */
import { isIPv4, isIPv6 } from 'node:net';
import type { Finding } from './finding.js';

const LONGEST_LOCAL_PART = 64;
const LONGEST_DOMAIN = 255;
const LOCAL_PART = /[\p{L}\p{N}.!#$'*+\-/=?^_`{|}~%]/u;
const QUOTED_LOCAL_PART = /"(?:[^"\\]|\\.){1,64}"$/;
const DOMAIN =
  /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?:\p{L}{2,24}|xn--[a-z0-9-]{2,59})(?![\p{L}\p{N}])/uy;

/** An `@` with a name in front of it and a domain after it. */
export function findEmailAddresses(text: string, findings: Finding[]): void {
  let free = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at + 1;
    if (at + 1 >= text.length || !DOMAIN.test(text)) continue;
    const end = Math.min(DOMAIN.lastIndex, at + 1 + LONGEST_DOMAIN);
    const first = Math.max(free, at - LONGEST_LOCAL_PART);
    let start = at;
    while (start > first && LOCAL_PART.test(text[start - 1]!)) start--;
    if (text[at - 1] === '"') {
      const quoted = QUOTED_LOCAL_PART.exec(text.slice(Math.max(free, at - LONGEST_LOCAL_PART - 2), at));
      if (quoted !== null) start = at - quoted[0].length;
    }
    if (start === at) continue;
    findings.push({ start, end, kind: 'email' });
    free = end;
  }
}

const DOTTED = /\d{1,3}(?:\.\d{1,3}){3,}/g;

/** Four numbers up to 255 with dots. Behind a `v` it is a version. */
export function findIpv4Addresses(text: string, findings: Finding[]): void {
  DOTTED.lastIndex = 0;
  for (let match = DOTTED.exec(text); match !== null; match = DOTTED.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    if (isDigit(text, start - 1) || isDigit(text, end)) continue;
    if (/(?:^|[^A-Za-z])[vV]$/.test(text.slice(Math.max(0, start - 2), start))) continue;
    const four = match[0].split('.').slice(0, 4).map(Number).join('.');
    if (isIPv4(four)) findings.push({ start, end, kind: 'address' });
  }
}

const MOST_GROUPS = 8;
const ZONE = /%[\w.-]{1,32}/y;
const DOTTED_TAIL = /\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/y;

/** Colons between hexadecimal groups. `::` alone is none: it is punctuation far more often. */
export function findIpv6Addresses(text: string, findings: Finding[]): void {
  for (let colon = text.indexOf(':'); colon >= 0;) {
    const found = ipv6Around(text, colon);
    if (found === undefined) {
      colon = text.indexOf(':', colon + 1);
      continue;
    }
    ZONE.lastIndex = found.end;
    const end = ZONE.test(text) ? ZONE.lastIndex : found.end;
    findings.push({ start: found.start, end, kind: 'address' });
    colon = text.indexOf(':', end);
  }
}

/** The address whose first colon this is, or that begins behind it. */
function ipv6Around(text: string, colon: number): { readonly start: number; readonly end: number } | undefined {
  let start = colon;
  while (start > 0 && colon - start < 4 && isHexadecimal(text, start - 1)) start--;
  // What stands in front may be the end of a word, and the colon punctuation after it.
  const starts = isWord(text, start - 1) ? [colon + 1] : [start, colon + 1];
  for (const from of starts) {
    const end = endOfIpv6(text, from);
    if (end > 0 && isIPv6(text.slice(from, end))) return { start: from, end };
  }
  return undefined;
}

/** Where the longest address that begins there ends; 0 where none does. It reads no more than an address's length. */
function endOfIpv6(text: string, from: number): number {
  let isCompressed = text.startsWith('::', from);
  let at = isCompressed ? from + 2 : from;
  let end = 0;
  for (let groups = 1; groups <= MOST_GROUPS; groups++) {
    const group = at;
    while (at - group < 4 && isHexadecimal(text, at)) at++;
    if (at === group || isHexadecimal(text, at)) break;
    DOTTED_TAIL.lastIndex = group;
    // A dotted tail counts for two groups.
    if (text[at] === '.' && (isCompressed ? groups <= 6 : groups === 7) && DOTTED_TAIL.test(text)) {
      return DOTTED_TAIL.lastIndex;
    }
    if ((isCompressed ? groups < MOST_GROUPS : groups === MOST_GROUPS) && !isWord(text, at)) end = at;
    if (text[at] !== ':') break;
    if (text[at + 1] === ':') {
      if (isCompressed || groups === MOST_GROUPS) break;
      isCompressed = true;
      at += 2;
      if (!isWord(text, at)) end = at;
    } else {
      at++;
    }
  }
  return end;
}

const PAIRS = /[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2})+/gi;
const QUADS = /[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}/gi;
/** Six pairs (Ethernet), eight (IEEE 1394 and others), twenty (InfiniBand); with seven, one is taken for a part of what is in front. */
const PAIR_COUNTS: ReadonlySet<number> = new Set([6, 7, 8, 20]);

/** Pairs of hexadecimal digits with colons or hyphens. */
export function findPairedHardwareAddresses(text: string, findings: Finding[]): void {
  PAIRS.lastIndex = 0;
  for (let match = PAIRS.exec(text); match !== null; match = PAIRS.exec(text)) {
    const end = match.index + match[0].length;
    // In `mac:00:…` the first pair is the end of a word.
    const start = isWord(text, match.index - 1) ? match.index + 3 : match.index;
    if (PAIR_COUNTS.has((end - start + 1) / 3) && !isWord(text, end)) findings.push({ start, end, kind: 'mac' });
  }
}

/** Three times four hexadecimal digits with dots. */
export function findDottedHardwareAddresses(text: string, findings: Finding[]): void {
  QUADS.lastIndex = 0;
  for (let match = QUADS.exec(text); match !== null; match = QUADS.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    if (!isWord(text, start - 1) && !isWord(text, end)) findings.push({ start, end, kind: 'mac' });
  }
}

function isDigit(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 48 && unit <= 57;
}

function isHexadecimal(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return (unit >= 48 && unit <= 57) || ((unit | 32) >= 97 && (unit | 32) <= 102);
}

function isWord(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return isDigit(text, index) || ((unit | 32) >= 97 && (unit | 32) <= 122);
}
