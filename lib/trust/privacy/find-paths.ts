/**
 * Finds home directories, and with them whatever follows in the path: the name of a project tells as much as that of its owner. In time linear
 * in the length of the text.
 */
import type { Finding } from './finding.js';

const SEPARATOR = /[\\/]/;
/** A directory under which homes are; in front of it, what a path may begin with. */
const HOMES = /[\\/](home|users|documents and settings|root)(?=[\\/]|$|[\s"'`<>|:;,)\]}])/gi;
/** Ends a path. A Windows name may contain spaces, so they end it only where no separator follows soon. */
const PATH_END = /[\r\n\t"'`<>|*?;,()[\]{}]/;
const LONGEST_NAME = 64;
const LONGEST_PREFIX = 256;

export function findHomePaths(text: string, findings: Finding[]): void {
  HOMES.lastIndex = 0;
  for (let match = HOMES.exec(text); match !== null; match = HOMES.exec(text)) {
    const at = match.index;
    const word = match[1]!;
    const drive = driveBefore(text, at);
    const isBackslash = text[at] === '\\';
    // `/users/42` is an address of the web, `C:/users/anna` is not; nor is `\users\anna`.
    const isPosix = word === 'home' || word === 'Users' || word === 'root';
    if (!isPosix && !isBackslash && drive === undefined) continue;
    if (isOfTheWeb(text, at)) continue;
    const name = skipSeparators(text, HOMES.lastIndex);
    const isRoot = word.toLowerCase() === 'root';
    // The superuser's home is a home by itself, provided that it is at the top.
    if (isRoot && (isBackslash || /[\w.-]/.test(text[at - 1] ?? ''))) continue;
    if (!isRoot && (name === HOMES.lastIndex || name >= text.length)) continue;
    const isWindows = isBackslash || drive !== undefined;
    const end = name === HOMES.lastIndex ? name : endOfPath(text, name, isWindows);
    if (!isRoot && end === name) continue;
    findings.push({ start: drive ?? at, end, kind: 'home' });
    HOMES.lastIndex = Math.max(end, HOMES.lastIndex);
  }
}

/** Where `C:` stands in front of separators, and `\\?\` in front of that. */
function driveBefore(text: string, at: number): number | undefined {
  let colon = at - 1;
  while (colon > at - 4 && SEPARATOR.test(text[colon] ?? '')) colon--;
  if (text[colon] !== ':' || !/[A-Za-z]/.test(text[colon - 1] ?? '')) return undefined;
  return /[A-Za-z0-9]/.test(text[colon - 2] ?? '') ? undefined : colon - 1;
}

/** Whether the path belongs to a URL of http or https. */
function isOfTheWeb(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_PREFIX), at);
  const scheme = before.search(/https?:\/\/[^\s"'`<>|\\]*$/i);
  // `http://` with nothing behind it is no address: the path is in the place of the host.
  return scheme >= 0 && !before.endsWith('://');
}

function skipSeparators(text: string, from: number): number {
  let at = from;
  while (at < text.length && SEPARATOR.test(text[at]!)) at++;
  return at;
}

function endOfPath(text: string, from: number, isWindows: boolean): number {
  let at = from;
  for (; at < text.length; at++) {
    const character = text[at]!;
    if (PATH_END.test(character) || (character === ':' && !isWindows)) break;
    if (character === ':' && isWindows && !SEPARATOR.test(text[at + 1] ?? '')) break;
    if (character === ' ' && !(isWindows && continuesAfterSpace(text, at))) break;
  }
  return at;
}

/** Whether a separator follows before the name would be too long, or the line ends. */
function continuesAfterSpace(text: string, space: number): boolean {
  for (let at = space + 1; at < Math.min(text.length, space + LONGEST_NAME); at++) {
    if (SEPARATOR.test(text[at]!)) return true;
    if (PATH_END.test(text[at]!) || text[at] === ':') return false;
  }
  return false;
}
