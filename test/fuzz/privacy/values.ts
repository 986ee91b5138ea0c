/** Values of each class that must not leave a machine, made from a seed. */
import type { LocalIdentity } from '../../../lib/trust/privacy/local-identity.js';
import type { Random } from '../../support/random.js';

const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const LARGE = SMALL.toUpperCase();
const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
const FIRST = [
  'anna',
  'li',
  'josé',
  'müller',
  'olu',
  'priya',
  'chen',
  'söderberg',
  'ivan',
  'zoë',
  'abdul',
  'kim',
  'noor',
];

function string(random: Random, alphabet: string, shortest: number, longest = shortest): string {
  const length = shortest + random.below(longest - shortest + 1);
  return Array.from({ length }, () => alphabet[random.below(alphabet.length)]!).join('');
}

function name(random: Random): string {
  return random.pick([
    () => random.pick(FIRST) + string(random, SMALL, 1, 6),
    () => string(random, SMALL, 3, 12),
    () => `${random.pick(FIRST)}.${string(random, SMALL, 3, 8)}`,
    () => `${string(random, SMALL, 1)}${string(random, SMALL, 4, 8)}${string(random, DIGITS, 1, 3)}`,
    () => `${string(random, LARGE, 1)}${string(random, SMALL, 2, 8)}`,
    () => `svc_${string(random, SMALL, 3, 8)}`,
  ])();
}

function host(random: Random): string {
  return random.pick([
    () => `${string(random, SMALL, 3, 10)}-${string(random, DIGITS, 1, 3)}`,
    () => `DESKTOP-${string(random, LARGE + DIGITS, 7)}`,
    () => string(random, HEX, 12),
    () => `ip-10-${random.below(256)}-${random.below(256)}-${random.below(256)}`,
    () => `${random.pick(['anna', 'bert', 'chen'])}s-macbook-${string(random, SMALL, 3)}`,
    () => `${string(random, SMALL, 4, 8)}.${string(random, SMALL, 3, 8)}.example.com`,
  ])();
}

function home(random: Random, user: string): string {
  const plain = user.replaceAll(' ', '');
  return random.pick([
    `/home/${plain}`,
    `/Users/${plain}`,
    `/data/home/${plain}`,
    `/var/home/${plain}`,
    `C:\\Users\\${user}`,
  ]);
}

function ipv4(random: Random): string {
  return Array.from({ length: 4 }, () => random.below(256)).join('.');
}

function ipv6(random: Random): string {
  const group = (): string => string(random, HEX, 1, 4);
  const groups = (count: number): string => Array.from({ length: count }, group).join(':');
  return random.pick([
    () => groups(8),
    () => groups(8).toUpperCase(),
    () => `${groups(1 + random.below(4))}::${groups(1 + random.below(3))}`,
    () => `fe80::${groups(4)}`,
    () => `2001:db8::${groups(1 + random.below(3))}`,
    () => `::ffff:${ipv4(random)}`,
    () => `fe80::${groups(4)}%eth${random.below(9)}`,
    () => `${groups(1 + random.below(4))}:${groups(1)}::`,
  ])();
}

function mac(random: Random): string {
  const pairs = Array.from({ length: 6 }, () => string(random, HEX, 2));
  return random.pick([
    pairs.join(':'),
    pairs.join('-'),
    pairs.join(':').toUpperCase(),
    pairs.join('').replace(/(....)(?=.)/g, '$1.'),
  ]);
}

function email(random: Random): string {
  const local = random.pick([
    () => string(random, SMALL + DIGITS, 1, 12),
    () => `${random.pick(['anna', 'li', 'ivan'])}.${string(random, SMALL, 2, 8)}`,
    () => `${string(random, SMALL, 3, 8)}+${string(random, SMALL, 1, 6)}`,
    () => `${string(random, LARGE, 1)}${string(random, SMALL, 2, 8)}_${string(random, DIGITS, 1, 3)}`,
  ])();
  const domain = random.pick([
    () => `${string(random, SMALL, 2, 10)}.${random.pick(['com', 'org', 'de', 'io', 'museum', 'co.uk'])}`,
    () => `mail.${string(random, SMALL, 2, 8)}-${string(random, SMALL, 2, 5)}.net`,
  ])();
  return `${local}@${domain}`;
}

function token(random: Random): string {
  const mixed = SMALL + LARGE + DIGITS;
  return random.pick([
    () => `ghp_${string(random, mixed, 36)}`,
    () => `github_pat_${string(random, mixed, 22)}_${string(random, mixed, 59)}`,
    () => `glpat-${string(random, mixed, 20)}`,
    () => `npm_${string(random, mixed, 36)}`,
    () => `xoxb-${string(random, DIGITS, 11)}-${string(random, mixed, 24)}`,
    () => `sk_live_${string(random, mixed, 24)}`,
    () => `sk-${string(random, mixed, 48)}`,
    () => `AKIA${string(random, LARGE + DIGITS, 16)}`,
    () => `AIza${string(random, `${mixed}_-`, 34)}a`,
    () => `eyJ${string(random, mixed, 20)}.${string(random, mixed, 30)}.${string(random, `${mixed}_-`, 42)}a`,
  ])();
}

/** An identity, and values of each class; the first four classes are those of the identity, the others could be anybody's. */
export function makeIdentity(random: Random): LocalIdentity {
  const userNames = [name(random)];
  return {
    hostNames: [host(random)],
    userNames,
    homeDirectories: [home(random, userNames[0]!)],
    addresses: [ipv4(random), ipv6(random)],
    hardwareAddresses: [Array.from({ length: 6 }, () => string(random, HEX, 2)).join(':')],
    secrets: [string(random, SMALL + LARGE + DIGITS, 12, 40)],
  };
}

export const CLASSES: Readonly<Record<string, (random: Random, identity: LocalIdentity) => string>> = {
  host: (random, { hostNames }) =>
    random.pick([hostNames[0]!, hostNames[0]!.toUpperCase(), hostNames[0]!.toLowerCase()]),
  user: (random, { userNames }) => random.pick([userNames[0]!, userNames[0]!, userNames[0]!.toUpperCase()]),
  home: (random, { homeDirectories }) =>
    random.pick([
      () => homeDirectories[0]!,
      () => `${homeDirectories[0]!}/${string(random, SMALL, 2, 8)}/${string(random, SMALL, 2, 8)}.js`,
      // Somebody else's.
      () => `/home/${string(random, SMALL, 3, 10)}/${string(random, SMALL, 2, 8)}`,
      () => `/Users/${string(random, SMALL, 3, 10)}`,
      () => `C:\\Users\\${string(random, SMALL, 3, 10)}\\${string(random, SMALL, 2, 8)}`,
    ])(),
  email,
  ipv4,
  ipv6,
  mac,
  token,
  secret: (_, { secrets }) => secrets[0]!,
};
