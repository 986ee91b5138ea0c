/**
 * Finds the machine's own values: host, user, home, addresses and secrets, as they are and in base64 and hexadecimal. (Escapes are undone
 * elsewhere, before this is asked.)
 */
import type { Finding, FindingKind } from './finding.js';
import type { LocalIdentity } from './local-identity.js';

/** Values of at least this length are found inside longer words too, shorter ones only where they stand alone. */
const STANDS_OUT = 6;

interface Literal {
  readonly kind: FindingKind;
  readonly mustStandAlone: boolean;
}

const WORD = /[\p{L}\p{N}]/u;
const SPECIAL = /[$()*+.?[\\\]^{|}/-]/g;
const ANY_SEPARATOR = /[\\/]+/;

/** A search for all the values of an identity at once. */
export class ValueFinder {
  private readonly folded = new Map<string, Literal>();
  private readonly exact = new Map<string, Literal>();
  private readonly foldedPattern: RegExp | undefined;
  private readonly exactPattern: RegExp | undefined;

  constructor(identity: LocalIdentity) {
    // The first kind that claims a literal keeps it.
    for (const home of identity.homeDirectories) this.addHome(home);
    for (const host of identity.hostNames) this.add(host, 'host');
    for (const user of identity.userNames) this.add(user, 'user');
    for (const address of identity.addresses) this.add(address, 'address');
    for (const address of identity.hardwareAddresses) {
      const digits = address.replace(/[^0-9a-f]/gi, '');
      for (const form of [address, digits, address.replaceAll(':', '-'), digits.replace(/(....)(?=.)/g, '$1.')]) {
        this.add(form, 'mac');
      }
    }
    for (const secret of identity.secrets) this.add(secret, 'secret');
    this.foldedPattern = alternation([...this.folded.keys()], 'gi');
    this.exactPattern = alternation([...this.exact.keys()], 'g');
  }

  /** Adds what is found to `findings`. */
  find(text: string, findings: Finding[]): void {
    if (this.foldedPattern !== undefined) {
      search(text, this.foldedPattern, (match) => this.folded.get(fold(match)), findings);
    }
    if (this.exactPattern !== undefined) search(text, this.exactPattern, (match) => this.exact.get(match), findings);
  }

  /** A home path is the same with either kind of separator. */
  private addHome(home: string): void {
    const parts = home.split(ANY_SEPARATOR).filter((part) => part !== '');
    for (const separator of ['/', '\\']) {
      const prefix = /^[\\/]/.test(home) ? separator : '';
      this.add(prefix + parts.join(separator), 'home');
    }
  }

  private add(value: string, kind: FindingKind): void {
    for (const form of new Set([value, value.normalize('NFC'), value.normalize('NFD'), value.replaceAll(' ', '+')])) {
      const mustStandAlone = form.length < STANDS_OUT;
      put(this.folded, fold(form), { kind, mustStandAlone });
      for (const spelling of new Set([form, form.toLowerCase(), form.toUpperCase()])) {
        const bytes = Buffer.from(spelling, 'utf8');
        if (bytes.length >= 3) put(this.folded, bytes.toString('hex'), { kind, mustStandAlone });
        for (const core of base64Cores(bytes)) {
          put(this.exact, core, { kind, mustStandAlone });
          put(this.exact, core.replaceAll('+', '-').replaceAll('/', '_'), { kind, mustStandAlone });
        }
      }
    }
  }
}

function put(literals: Map<string, Literal>, text: string, literal: Literal): void {
  if (text !== '' && !literals.has(text)) literals.set(text, literal);
}

/** The case that a search that ignores case compares in. */
function fold(text: string): string {
  return text.toLowerCase();
}

/**
 * What base64 makes of the bytes wherever they stand in a longer text, without the digits that depend on their neighbours. Short values give
 * too little to be recognised among neighbours: of those, only what they give alone.
 */
function base64Cores(bytes: Buffer): string[] {
  if (bytes.length < 2) return [];
  const alone = bytes.toString('base64').replaceAll('=', '');
  if (bytes.length < STANDS_OUT) return [alone];
  return [0, 1, 2].map((offset) => {
    const digits = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor(((offset + bytes.length) * 8) / 6);
    return digits.slice(first, last);
  });
}

function alternation(literals: readonly string[], flags: string): RegExp | undefined {
  if (literals.length === 0) return undefined;
  // The longest first: an alternation takes the first that fits.
  const sorted = [...literals].sort((a, b) => b.length - a.length);
  return new RegExp(sorted.map((literal) => literal.replace(SPECIAL, '\\$&')).join('|'), flags);
}

function search(
  text: string,
  pattern: RegExp,
  describe: (match: string) => Literal | undefined,
  findings: Finding[],
): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const start = match.index;
    let end = start + match[0].length;
    // Two letters that are one when case is ignored, and are not in lower case, have no entry: they are taken for a standing-out value.
    const literal = describe(match[0]) ?? { kind: 'secret', mustStandAlone: false };
    if (literal.mustStandAlone && (isWord(text, start - 1) || isWord(text, end))) {
      pattern.lastIndex = start + 1;
      continue;
    }
    if (literal.kind === 'host') end = endOfDomain(text, end);
    findings.push({ start, end, kind: literal.kind });
    pattern.lastIndex = Math.max(end, start + 1);
  }
}

function isWord(text: string, index: number): boolean {
  return index >= 0 && index < text.length && WORD.test(text[index]!);
}

/** The domain that follows a host's name tells as much as the name. */
function endOfDomain(text: string, from: number): number {
  const rest = /(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?){1,8}/y;
  rest.lastIndex = from;
  return rest.test(text) ? rest.lastIndex : from;
}
