/** Values that must never come out, and the search for them in whatever did. */
import { gunzipSync } from 'node:zlib';
import { Random } from '../../support/random.js';
import { ENCODINGS } from './encodings.js';

/** Long enough that none of them, nor a third of one, appears by chance. */
export const CANARIES: Readonly<Record<string, string>> = {
  user: 'zqcanaryuser',
  host: 'zqcanaryhost-17',
  home: '/home/zqcanaryuser',
  email: 'zqcanary.mail@zqcanary.example.com',
  ipv4: '198.51.100.237',
  ipv6: '2001:db8:5a5a:c3c3::7e57',
  mac: '02:5a:c3:7e:57:99',
  token: 'ghp_zqCanaryTokenzqCanaryTokenzqCanary01',
  source: 'for (let zqcanary = 0; zqcanary < n; zqcanary++) total += secretRates[zqcanary];',
  array: '1234567.8912345,7654321.1987654',
};
export const CANARY_NAMES = Object.keys(CANARIES);

/** A machine and a user that are called like the canaries, as the scrubber asks for them. */
export const CANARY_ENVIRONMENT = {
  USER: CANARIES.user!,
  HOSTNAME: CANARIES.host!,
  HOME: CANARIES.home!,
  REGISTRY_TOKEN: CANARIES.token!,
} as const;

/** The forms in which a canary might be seen; of encodings that depend on neighbours, the part that does not. */
const NEEDLES: readonly (readonly [string, string])[] = Object.entries(CANARIES).flatMap(([name, canary]) => {
  const needles = new Set<string>([canary.toLowerCase()]);
  for (let round = 0; round < 40; round++) {
    for (const encoding of Object.keys(ENCODINGS).filter((each) => !/some|twice/.test(each))) {
      const { text, start, end } = ENCODINGS[encoding]!(canary, new Random(round));
      needles.add(text.slice(start, end).toLowerCase());
    }
  }
  for (const part of name === 'array' ? canary.split(',') : name === 'source' ? ['zqcanary', 'secretrates'] : []) {
    needles.add(part);
  }
  // As they are, and as a string of JSON.
  return [...needles]
    .flatMap((needle) => [needle, JSON.stringify(needle).slice(1, -1)])
    .map((needle) => [name, needle] as const);
});

/** Which canaries can be read in a text. */
export function findCanaries(text: string): string[] {
  const lower = text.toLowerCase();
  return [...new Set(NEEDLES.filter(([, needle]) => lower.includes(needle)).map(([name]) => name))];
}

/** What may be base64, of the usual or of the URL's alphabet, or hexadecimal. */
const RUN = /[A-Za-z0-9+/_-]{12,}={0,2}/g;
const GROUP = 4;
const END_OF_HEAD = '\r\n\r\n';

/**
 * Everything that somebody who holds the bytes of a request could read in them: the bytes as they came, the body decompressed, and in each of
 * these what looks like base64 or hexadecimal, decoded from wherever it may begin.
 */
export function readEverything(bytes: Buffer): string {
  const texts = [bytes.toString('latin1')];
  const end = bytes.indexOf(END_OF_HEAD);
  if (end !== -1) texts.push(decompress(bytes.subarray(end + END_OF_HEAD.length)));
  return [...texts, ...texts.flatMap(decodeRuns)].join('\n');
}

function decompress(body: Buffer): string {
  try {
    return gunzipSync(body).toString('utf8');
  } catch {
    return ''; // Not compressed: it was read as it is.
  }
}

function decodeRuns(text: string): string[] {
  return (text.match(RUN) ?? []).flatMap((run) => [
    ...Array.from({ length: GROUP }, (_, from) => Buffer.from(run.slice(from), 'base64').toString('utf8')),
    ...(/^[0-9a-f]+$/i.test(run) ? [Buffer.from(run, 'hex').toString('utf8')] : []),
  ]);
}
