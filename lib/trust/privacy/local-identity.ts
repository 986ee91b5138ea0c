/** What this machine would give away about its owner: the values that must never leave it, as they are here and now. */
import { homedir, hostname, networkInterfaces, userInfo } from 'node:os';

/** Values to look for exactly. */
export interface LocalIdentity {
  readonly hostNames: readonly string[];
  readonly userNames: readonly string[];
  readonly homeDirectories: readonly string[];
  /** IPv4 and IPv6. */
  readonly addresses: readonly string[];
  /** Six pairs of hexadecimal digits with colons. */
  readonly hardwareAddresses: readonly string[];
  /** Values of environment variables whose names say that they are secret. */
  readonly secrets: readonly string[];
}

/** Variables that hold the same kinds of values as the system's own answers, often of the person behind a container or `sudo`. */
const USER_VARIABLES = ['USER', 'LOGNAME', 'USERNAME', 'SUDO_USER'];
const HOST_VARIABLES = ['HOSTNAME', 'HOST', 'COMPUTERNAME'];
const HOME_VARIABLES = ['HOME', 'USERPROFILE'];
const SECRET_NAME =
  /secret|token|passw|passphrase|credential|private|auth|cookie|session|(?:^|_)(?:api_?)?key(?:$|_)|license_key/i;
/** Shorter ones are switches, not secrets. */
const SHORTEST_SECRET = 8;
/** Names that every machine knows; they identify nobody. */
const COMMON_HOSTS: ReadonlySet<string> = new Set(['localhost', 'localhost.localdomain']);
const ZERO_HARDWARE_ADDRESS = '00:00:00:00:00:00';

/**
 * Asks the system and the environment. What the system does not tell is left out.
 *
 * @param environment - usually `process.env`
 */
export function readLocalIdentity(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): LocalIdentity {
  const fromEnvironment = (names: readonly string[]): (string | undefined)[] => names.map((name) => environment[name]);
  const hosts = distinct([attempt(hostname), ...fromEnvironment(HOST_VARIABLES)]);
  const interfaces = Object.values(attempt(networkInterfaces) ?? {}).flatMap((addresses) => addresses ?? []);
  return {
    // The first label of a full name stands alone in many places.
    hostNames: distinct(hosts.flatMap((host) => [host, host.split('.')[0]])).filter((host) => !COMMON_HOSTS.has(host)),
    userNames: distinct([attempt(() => userInfo().username), ...fromEnvironment(USER_VARIABLES)]),
    homeDirectories: distinct([
      attempt(homedir),
      attempt(() => userInfo().homedir),
      ...fromEnvironment(HOME_VARIABLES),
    ]).filter((home) => home !== '/'),
    addresses: distinct(interfaces.map(({ address }) => address)),
    hardwareAddresses: distinct(interfaces.map(({ mac }) => mac)).filter((mac) => mac !== ZERO_HARDWARE_ADDRESS),
    secrets: distinct(
      Object.entries(environment).map(([name, value]) => (SECRET_NAME.test(name) ? value : undefined)),
    ).filter((value) => value.length >= SHORTEST_SECRET),
  };
}

function distinct(values: readonly (string | undefined)[]): string[] {
  const trimmed = values.flatMap((value) => value?.trim() ?? []);
  return [...new Set(trimmed)].filter((value) => value !== '');
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
