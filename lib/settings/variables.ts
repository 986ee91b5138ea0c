/**
 * The one table of environment variables: name, aliases, type, default, effect. docs/settings.md is generated from it by
 * scripts/generate-settings-docs.mjs. A value that the table does not know is reported, never guessed: it is ignored where it steers the
 * engine, and read as the narrowest setting where it decides what leaves this machine.
 */
import { parseBaseUrl } from './base-url.js';

/** A level of execution: 0 plain JavaScript, 1 worker threads, 2 native on one core, 3 native on all cores, 4 GPU. */
export type Level = 0 | 1 | 2 | 3 | 4;

/** `'auto'` leaves the choice to the router; a number is a ceiling that is forced where possible. */
export type LevelSetting = 'auto' | Level;

/** How much is written to standard error, from nothing to everything. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How the text of a variable becomes a value. */
interface VariableType<T> {
  /** The accepted texts, for people. */
  readonly accepts: string;
  /** The value, or `undefined` for a text that is not accepted. */
  parse(text: string): T | undefined;
}

/** One row of the table. */
export interface Variable<T> {
  readonly name: string;
  /** Other names for the same control; the variable's own name wins. */
  readonly aliases: readonly string[];
  readonly type: VariableType<T>;
  readonly defaultValue: T;
  /** The default, for people. */
  readonly defaultText: string;
  /** What the variable does, for people. */
  readonly effect: string;
  /**
   * On the variables that decide what may leave this machine: the value that lets the least out. It wins whenever any of the names has it, and
   * stands in for a text that is not understood.
   */
  readonly narrowest?: { readonly value: T };
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
]);

const flag: VariableType<boolean> = {
  accepts: '`1` or `0`, `true` or `false`',
  parse: (text) => FLAGS.get(text.toLowerCase()),
};

const level: VariableType<LevelSetting> = {
  accepts: '`auto`, `0`, `1`, `2`, `3` or `4`',
  parse: (text) => (text === 'auto' ? text : /^[0-4]$/.test(text) ? (Number(text) as Level) : undefined),
};

const logLevel: VariableType<LogLevel> = {
  accepts: LOG_LEVELS.map((name) => `\`${name}\``).join(', '),
  parse: (text) => LOG_LEVELS.find((name) => name === text),
};

const path: VariableType<string | undefined> = {
  accepts: 'a path',
  parse: (text) => text,
};

/** The convention of consoledonottrack.com: any value but `0` asks not to be tracked. */
const anythingButZero: VariableType<boolean> = {
  accepts: 'anything; `0` is as good as not set',
  parse: (text) => text !== '0',
};

/** `CI` is set by every build service; some people export `CI=false`. */
const anythingButNo: VariableType<boolean> = {
  accepts: 'anything; `0` and `false` are as good as not set',
  parse: (text) => FLAGS.get(text.toLowerCase()) ?? true,
};

const baseUrl: VariableType<string | undefined> = {
  accepts: 'an `https:` URL (`http:` for a loopback address only) without user name, password, query and fragment',
  parse: parseBaseUrl,
};

const days: VariableType<number> = {
  accepts: 'a whole number from `0` to `30`',
  parse: (text) => (/^\d{1,2}$/.test(text) && Number(text) <= 30 ? Number(text) : undefined),
};

/** The addon's limit; more threads than that help nobody. */
export const MAXIMUM_THREADS = 1023;

function wholeNumber(least: number, most: number): VariableType<number | undefined> {
  return {
    accepts: `a whole number from \`${least}\` to \`${most}\``,
    parse: (text) => {
      const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
      return number >= least && number <= most ? number : undefined;
    },
  };
}

function row<T>(variable: Variable<T>): Variable<T> {
  return variable;
}

/** Every environment variable of the package. */
export const VARIABLES = {
  level: row<LevelSetting>({
    name: 'JETLOOP_LEVEL',
    aliases: [],
    type: level,
    defaultValue: 'auto',
    defaultText: '`auto`',
    effect:
      'Ceiling of the level of execution, forced where possible: `0` keeps every function plain JavaScript, `2` calls the native kernel wherever one is compiled, on one core, `3` on all of them. The lowest of this, `configure({ level })` and the option `level` counts.',
  }),
  threads: row<number | undefined>({
    name: 'JETLOOP_THREADS',
    aliases: [],
    type: wholeNumber(1, MAXIMUM_THREADS),
    defaultValue: undefined,
    defaultText: 'one per processor',
    effect:
      'The most threads that work on one loop (level 3), the calling one among them; `1` keeps every loop on the thread that called. The lowest of this, `configure({ threads })`, the option `threads`, and the processors that the process may use (affinity, control groups) counts.',
  }),
  reserveCores: row<number | undefined>({
    name: 'JETLOOP_RESERVE_CORES',
    aliases: [],
    type: wholeNumber(0, MAXIMUM_THREADS),
    defaultValue: undefined,
    defaultText: '`0`',
    effect:
      'Processors that are left to others: so many threads less work on one loop, down to one. The higher of this and `configure({ reserveCores })` counts.',
  }),
  forceFallback: row<boolean>({
    name: 'JETLOOP_FORCE_FALLBACK',
    aliases: [],
    type: flag,
    defaultValue: false,
    defaultText: '`0`',
    effect:
      'Runs every function as plain JavaScript, whatever any other setting says. Nothing is analysed or compiled.',
  }),
  logLevel: row<LogLevel>({
    name: 'JETLOOP_LOG_LEVEL',
    aliases: [],
    type: logLevel,
    defaultValue: 'warn',
    defaultText: '`warn`',
    effect:
      'What is written to standard error: `error` disabled kernels, `warn` also settings that are not understood, `info` also compilations, refusals and routing changes, `debug` also what the compiler process writes.',
  }),
  compilerPath: row<string | undefined>({
    name: 'JETLOOP_COMPILER',
    aliases: [],
    type: path,
    defaultValue: undefined,
    defaultText: 'found',
    effect:
      'The `jetloop-compiler` executable to use, and no other. By default the local build is taken, then the package `@jetloop/compiler-<platform>-<arch>`.',
  }),
  stateFolder: row<string | undefined>({
    name: 'JETLOOP_STATE_DIR',
    aliases: [],
    type: path,
    defaultValue: undefined,
    defaultText: '`$XDG_STATE_HOME/jetloop`, else `~/.local/state/jetloop`',
    effect:
      'Folder of what is kept for this user between runs: the choice about telemetry, the queue, the log of what was sent. It must belong to the user alone.',
  }),
  apiUrl: row<string | undefined>({
    name: 'JETLOOP_API_URL',
    aliases: ['EPOCHLY_API_URL'],
    type: baseUrl,
    defaultValue: undefined,
    defaultText: 'none',
    effect:
      'The one base URL of everything outbound. Without it nothing is collected, resolved or sent: the package ships none.',
    narrowest: { value: undefined },
  }),
  offlineMode: row<boolean>({
    name: 'JETLOOP_OFFLINE_MODE',
    aliases: ['EPOCHLY_OFFLINE_MODE'],
    type: flag,
    defaultValue: false,
    defaultText: '`0`',
    effect: 'No socket and no DNS query, for licensing and telemetry alike.',
    narrowest: { value: true },
  }),
  disableTelemetry: row<boolean>({
    name: 'JETLOOP_DISABLE_TELEMETRY',
    aliases: ['EPOCHLY_DISABLE_TELEMETRY'],
    type: flag,
    defaultValue: false,
    defaultText: '`0`',
    effect: 'Telemetry is neither collected nor sent. Licensing stays reachable.',
    narrowest: { value: true },
  }),
  telemetry: row<boolean>({
    name: 'JETLOOP_TELEMETRY',
    aliases: [
      'JETLOOP_TELEMETRY_ENABLED',
      'EPOCHLY_TELEMETRY',
      'EPOCHLY_TELEMETRY_ENABLED',
      'PYVORIN_THIN_TELEMETRY_ENABLED',
    ],
    type: flag,
    defaultValue: true,
    defaultText: '`1`, after the notice',
    effect:
      '`0` does what `JETLOOP_DISABLE_TELEMETRY=1` does. `JETLOOP_TELEMETRY=1` under one of its `JETLOOP_` names stands for the notice, also in continuous integration; it does not undo `jetloop telemetry off`.',
    narrowest: { value: false },
  }),
  doNotTrack: row<boolean>({
    name: 'DO_NOT_TRACK',
    aliases: [],
    type: anythingButZero,
    defaultValue: false,
    defaultText: 'not set',
    effect: 'Does what `JETLOOP_DISABLE_TELEMETRY=1` does.',
    narrowest: { value: true },
  }),
  continuousIntegration: row<boolean>({
    name: 'CI',
    aliases: [],
    type: anythingButNo,
    defaultValue: false,
    defaultText: 'not set',
    effect:
      'No notice is printed, and telemetry is neither collected nor sent, unless `JETLOOP_TELEMETRY=1` asks for it.',
    narrowest: { value: true },
  }),
  lensOptIn: row<boolean>({
    name: 'JETLOOP_TELEMETRY_OPT_IN',
    aliases: ['EPOCHLY_TELEMETRY_OPT_IN'],
    type: flag,
    defaultValue: false,
    defaultText: '`0`',
    effect:
      'Sends the Lens heartbeat (hash of the host, version, process id, uptime), only together with a stored license key and only while telemetry is on.',
    narrowest: { value: false },
  }),
  sendRawFingerprint: row<boolean>({
    name: 'JETLOOP_SEND_RAW_FINGERPRINT',
    aliases: ['EPOCHLY_SEND_RAW_FINGERPRINT'],
    type: flag,
    defaultValue: false,
    defaultText: '`0`',
    effect:
      'Adds the raw attributes of the machine to the registration of a device, and to nothing else. This version registers no devices.',
    narrowest: { value: false },
  }),
  sendSource: row<boolean>({
    name: 'JETLOOP_SEND_SOURCE',
    aliases: ['PYVORIN_THIN_SEND_SOURCE'],
    type: flag,
    defaultValue: false,
    defaultText: '`0`',
    effect: 'Allows source code to be sent to the remote compiler. This version has no remote compiler.',
    narrowest: { value: false },
  }),
  offlineQueue: row<boolean>({
    name: 'JETLOOP_OFFLINE_QUEUE_ENABLED',
    aliases: [],
    type: flag,
    defaultValue: true,
    defaultText: '`1`',
    effect: '`0` keeps no queue on disk: what cannot be sent while the program runs is dropped.',
    narrowest: { value: false },
  }),
  queueRetentionDays: row<number>({
    name: 'JETLOOP_QUEUE_RETENTION_DAYS',
    aliases: [],
    type: days,
    defaultValue: 30,
    defaultText: '`30`',
    effect: 'What waits in the queue for longer is deleted unsent.',
    narrowest: { value: 0 },
  }),
} as const;

/** The value of each variable, by its key in {@link VARIABLES}. */
export type VariableValues = {
  readonly [K in keyof typeof VARIABLES]: (typeof VARIABLES)[K] extends Variable<infer T> ? T : never;
};

/** A variable whose value is not understood. */
export interface VariableProblem {
  readonly name: string;
  readonly message: string;
}

/** A value, and the name of the variable that it came from; `default` where none is set. */
export interface Reading<T> {
  readonly value: T;
  readonly origin: string;
  readonly problems: readonly VariableProblem[];
}

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads one variable under all of its names. An empty value counts as not set.
 *
 * @param environment - usually `process.env`
 */
export function readVariable<T>(variable: Variable<T>, environment: Environment): Reading<T> {
  const { narrowest } = variable;
  const problems: VariableProblem[] = [];
  const found: { value: T; origin: string }[] = [];
  for (const name of [variable.name, ...variable.aliases]) {
    const text = environment[name];
    if (text === undefined || text === '') continue;
    const value = variable.type.parse(text);
    if (value !== undefined) {
      found.push({ value, origin: name });
    } else {
      problems.push({ name, message: describeProblem(variable, name, text) });
      if (narrowest !== undefined) found.push({ value: narrowest.value, origin: name });
    }
  }
  const chosen =
    (narrowest === undefined ? undefined : found.find(({ value }) => value === narrowest.value)) ??
    found[0] ??
    ({ value: variable.defaultValue, origin: 'default' } as const);
  return { ...chosen, problems };
}

/** The text itself is not repeated where it may hold a secret. */
function describeProblem<T>(variable: Variable<T>, name: string, text: string): string {
  if (variable.narrowest === undefined) {
    return `${name}=${text} is not understood and is ignored: it accepts ${variable.type.accepts}`;
  }
  const { value } = variable.narrowest;
  const read = value === undefined ? 'not set' : typeof value === 'boolean' ? String(Number(value)) : String(value);
  return `The value of ${name} is not understood and is read as ${read}: it accepts ${variable.type.accepts}`;
}

/** Reads every variable of the table. */
export function readVariables(environment: Environment): { values: VariableValues; problems: VariableProblem[] } {
  const readings = Object.entries<Variable<unknown>>(VARIABLES).map(
    ([key, variable]) => [key, readVariable(variable, environment)] as const,
  );
  return {
    values: Object.fromEntries(readings.map(([key, { value }]) => [key, value])) as unknown as VariableValues,
    problems: readings.flatMap(([, { problems }]) => problems),
  };
}
