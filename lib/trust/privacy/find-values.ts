/**
 * Finds the machine's own values: host, user, home, addresses and secrets, as they are and in base64 and hexadecimal. (Escapes are undone
 * elsewhere, before this is asked.)
 */
import type { Finding, FindingKind } from './finding.js';
import type { LocalIdentity } from './local-identity.js';

/** Values of at least this length are found inside longer words too, shorter ones only where they stand alone. */
const STANDS_OUT = 6;

interface Literal {
  /** In lower case where case does not matter. */
  readonly text: string;
  readonly ignoresCase: boolean;
  readonly kind: FindingKind;
  readonly mustStandAlone: boolean;
}

const WORD = /[\p{L}\p{N}]/u;
const ANY_SEPARATOR = /[\\/]+/;

/** Literals are looked up by a number made of their first three characters, of which most texts have none. */
const HEAD = 3;
const TABLE_SIZE = 1 << 16;

function keyOf(first: number, second: number, third: number): number {
  return (Math.imul(Math.imul(first, 31) + second, 31) + third) & (TABLE_SIZE - 1);
}

/** A search for all the values of an identity at once. */
export class ValueFinder {
  private readonly known = new Set<string>();
  private readonly isHead = new Uint8Array(TABLE_SIZE);
  private readonly byHead = new Map<number, Literal[]>();
  /** Literals with fewer characters than a head. */
  private readonly short: Literal[] = [];

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
    // The longest first: it covers the others.
    for (const literals of this.byHead.values()) literals.sort((a, b) => b.text.length - a.text.length);
  }

  /** Adds what is found to `findings`. */
  find(text: string, findings: Finding[]): void {
    if (text.length >= HEAD) this.findByHead(text, findings);
    if (this.short.length === 0) return;
    for (let at = 0; at < text.length; at++) this.check(text, at, this.short, findings);
  }

  private findByHead(text: string, findings: Finding[]): void {
    const { isHead } = this;
    const last = text.length - HEAD;
    let second = text.charCodeAt(0);
    let third = text.charCodeAt(1);
    for (let at = 0; at <= last; at++) {
      const first = second;
      second = third;
      third = text.charCodeAt(at + 2);
      const key = keyOf(first, second, third);
      if (isHead[key] !== 0) this.check(text, at, this.byHead.get(key)!, findings);
    }
  }

  private check(text: string, at: number, literals: readonly Literal[], findings: Finding[]): void {
    for (const literal of literals) {
      let end = at + literal.text.length;
      const part = text.slice(at, end);
      if ((literal.ignoresCase ? fold(part) : part) !== literal.text) continue;
      if (literal.mustStandAlone && (isWord(text, at - 1) || isWord(text, end))) continue;
      if (literal.kind === 'host') end = endOfDomain(text, end);
      findings.push({ start: at, end, kind: literal.kind });
      return;
    }
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
      this.put({ text: fold(form), ignoresCase: true, kind, mustStandAlone });
      for (const spelling of new Set([form, form.toLowerCase(), form.toUpperCase()])) {
        const bytes = Buffer.from(spelling, 'utf8');
        if (bytes.length >= 3) this.put({ text: bytes.toString('hex'), ignoresCase: true, kind, mustStandAlone });
        for (const core of base64Cores(bytes)) {
          for (const text of [core, core.replaceAll('+', '-').replaceAll('/', '_')]) {
            this.put({ text, ignoresCase: false, kind, mustStandAlone });
          }
        }
      }
    }
  }

  private put(literal: Literal): void {
    const { text, ignoresCase } = literal;
    if (text === '' || this.known.has(`${ignoresCase}${text}`)) return;
    this.known.add(`${ignoresCase}${text}`);
    if (text.length < HEAD) {
      this.short.push(literal);
      return;
    }
    const [first, second, third] = [0, 1, 2].map((index) => {
      const unit = text[index]!;
      const spellings = ignoresCase ? [unit, unit.toLowerCase(), unit.toUpperCase()] : [unit];
      return new Set(spellings.map((each) => each.charCodeAt(0)));
    });
    for (const a of first!) {
      for (const b of second!) {
        for (const c of third!) {
          const key = keyOf(a, b, c);
          this.isHead[key] = 1;
          const literals = this.byHead.get(key);
          if (literals === undefined) this.byHead.set(key, [literal]);
          else if (!literals.includes(literal)) literals.push(literal);
        }
      }
    }
  }
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

function isWord(text: string, index: number): boolean {
  return index >= 0 && index < text.length && WORD.test(text[index]!);
}

/** The domain that follows a host's name tells as much as the name. */
function endOfDomain(text: string, from: number): number {
  const rest = /(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?){1,8}/y;
  rest.lastIndex = from;
  return rest.test(text) ? rest.lastIndex : from;
}
