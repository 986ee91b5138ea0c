/**
 * The one table of environment variables: name, aliases, type, default, effect. docs/settings.md is generated from it by
 * scripts/generate-settings-docs.mjs. A value that the table does not know is reported and ignored, never guessed.
 */

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
      'Ceiling of the level of execution, forced where possible: `0` keeps every function plain JavaScript, `2` calls the native kernel wherever one is compiled. The lowest of this, `configure({ level })` and the option `level` counts.',
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

/**
 * Reads every variable of the table. An empty value counts as not set.
 *
 * @param environment - usually `process.env`
 */
export function readVariables(environment: Readonly<Record<string, string | undefined>>): {
  values: VariableValues;
  problems: VariableProblem[];
} {
  const problems: VariableProblem[] = [];
  const read = <T>(variable: Variable<T>): T => {
    for (const name of [variable.name, ...variable.aliases]) {
      const text = environment[name];
      if (text === undefined || text === '') continue;
      const value = variable.type.parse(text);
      if (value !== undefined) return value;
      problems.push({
        name,
        message: `${name}=${text} is not understood and is ignored: it accepts ${variable.type.accepts}`,
      });
    }
    return variable.defaultValue;
  };
  const values: VariableValues = {
    level: read(VARIABLES.level),
    forceFallback: read(VARIABLES.forceFallback),
    logLevel: read(VARIABLES.logLevel),
    compilerPath: read(VARIABLES.compilerPath),
  };
  return { values, problems };
}
