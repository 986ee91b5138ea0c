/** The one table of options, and the check of what callers pass: an unknown name or value is an error, never a silent default. */
import { parseBaseUrl } from './base-url.js';
import { InputError } from './errors.js';
import { LOG_LEVELS, MAXIMUM_THREADS, type LevelSetting, type LogLevel } from './variables.js';

/** What `accelerate` can be told about one function. */
export interface AccelerateOptions {
  /** Ceiling of the level of execution, forced where possible. Default `'auto'`: the router measures and chooses. */
  readonly level?: LevelSetting;
  /**
   * The most threads that work on one loop, the calling one among them. Default: one per processor that the process may use. It never raises what
   * `configure` or the environment allows.
   */
  readonly threads?: number;
  /** Name in reports and events. Default: the function's own name. */
  readonly name?: string;
  /**
   * `'background'` (the default) keeps running JavaScript while the compiler works; `'sync'` makes the first call with new kinds of
   * arguments wait for it.
   */
  readonly compile?: 'background' | 'sync';
  /**
   * Number of first native calls that are also run as JavaScript on copies, and compared bit by bit. A mismatch disables the kernel, leaves
   * the JavaScript results, and is reported. Default 0.
   */
  readonly verify?: number;
  /** Named relaxations of exactness. None exists yet: only an empty list is accepted. */
  readonly relax?: readonly never[];
  /**
   * Values of variables that the function takes from its surroundings, by name: numbers, booleans, undefined, typed arrays, functions. Whoever
   * passes a value promises that the variable keeps it: it is read now. The contents of an array may change. A function is compiled into
   * the kernel from its text, and finds its own captured variables in the same object, or, if it is an accelerated one, in its own `scope`.
   */
  readonly scope?: Readonly<Record<string, unknown>>;
}

/** The constructors of typed arrays of numbers. */
export type NumericArrayConstructor =
  | Int8ArrayConstructor
  | Uint8ArrayConstructor
  | Uint8ClampedArrayConstructor
  | Int16ArrayConstructor
  | Uint16ArrayConstructor
  | Int32ArrayConstructor
  | Uint32ArrayConstructor
  | Float32ArrayConstructor
  | Float64ArrayConstructor;

/** Those constructors as they were when the package was loaded, in the order of the front end's element kinds. */
export const NUMERIC_ARRAY_CONSTRUCTORS: readonly NumericArrayConstructor[] = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
];

/** What `vectorize` can be told about one function. */
export interface VectorizeOptions extends AccelerateOptions {
  /**
   * Constructor of the arrays that calls make for their results. Default: Float64Array, or Uint8Array (0 and 1) where the first element's
   * result is a boolean.
   */
  readonly result?: NumericArrayConstructor;
}

/** What `configure` can be told. It applies to functions accelerated afterwards. */
export interface ConfigureOptions {
  /** Ceiling of the level of execution for every function. */
  readonly level?: LevelSetting;
  /** Ceiling of the option of the same name. */
  readonly threads?: number;
  /** Processors that are left to others: so many threads less work on one loop, down to one. */
  readonly reserveCores?: number;
  /** Default of the option of the same name. */
  readonly compile?: 'background' | 'sync';
  /** Default of the option of the same name. */
  readonly verify?: number;
  /** Default of the option of the same name. */
  readonly relax?: readonly never[];
  /** What is written to standard error. Takes effect at once. */
  readonly logLevel?: LogLevel;
  /**
   * The one base URL of everything outbound, under the rules of `JETLOOP_API_URL`, for programs in whose environment that variable is not set:
   * where it is, whoever set it decides. `null` lets nothing out, whatever the environment says.
   */
  readonly apiUrl?: string | null;
}

/** The relaxations that can be asked for. */
export const RELAXATIONS: readonly string[] = [];

interface Rule {
  /** What is accepted, for the error's message. */
  readonly accepts: string;
  /** Whether the value may hold a secret: then the message does not repeat it. */
  readonly isPrivate?: boolean;
  allows(value: unknown): boolean;
}

const level: Rule = {
  accepts: `'auto', 0, 1, 2, 3 or 4`,
  allows: (value) => value === 'auto' || (typeof value === 'number' && [0, 1, 2, 3, 4].includes(value)),
};
const threads: Rule = {
  accepts: `a whole number from 1 to ${MAXIMUM_THREADS}`,
  allows: (value) => isWholeNumber(value, 1),
};
const reserveCores: Rule = {
  accepts: `a whole number from 0 to ${MAXIMUM_THREADS}`,
  allows: (value) => isWholeNumber(value, 0),
};
const name: Rule = { accepts: 'a string', allows: (value) => typeof value === 'string' };
const compile: Rule = {
  accepts: `'background' or 'sync'`,
  allows: (value) => value === 'background' || value === 'sync',
};
const verify: Rule = {
  accepts: 'a whole number from 0 to 1000000',
  allows: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1_000_000,
};
const relax: Rule = {
  accepts: RELAXATIONS.length === 0 ? 'an empty list: no relaxation exists yet' : `a list of ${RELAXATIONS.join(', ')}`,
  allows: (value) => Array.isArray(value) && value.every((item) => RELAXATIONS.includes(item as string)),
};
const scope: Rule = {
  accepts: 'an object of values by name',
  allows: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};
const result: Rule = {
  accepts: 'the constructor of a typed array of numbers, such as Float32Array',
  allows: (value) => (NUMERIC_ARRAY_CONSTRUCTORS as readonly unknown[]).includes(value),
};
const logLevel: Rule = {
  accepts: LOG_LEVELS.join(', '),
  allows: (value) => LOG_LEVELS.includes(value as LogLevel),
};
const apiUrl: Rule = {
  accepts: 'null, or a base URL as JETLOOP_API_URL accepts it',
  isPrivate: true,
  allows: (value) => value === null || (typeof value === 'string' && parseBaseUrl(value) !== undefined),
};

const ACCELERATE_RULES: Readonly<Record<keyof AccelerateOptions, Rule>> = {
  level,
  threads,
  name,
  compile,
  verify,
  relax,
  scope,
};
const VECTORIZE_RULES: Readonly<Record<keyof VectorizeOptions, Rule>> = { ...ACCELERATE_RULES, result };
const CONFIGURE_RULES: Readonly<Record<keyof ConfigureOptions, Rule>> = {
  level,
  threads,
  reserveCores,
  compile,
  verify,
  relax,
  logLevel,
  apiUrl,
};

/** Options of the design that a later version brings; named so that the error can say so. */
const LATER: ReadonlySet<string> = new Set(['cacheDir']);

/**
 * @throws InputError for anything but an object of known options with accepted values
 */
export function checkAccelerateOptions(options: unknown): AccelerateOptions {
  return check('accelerate', options, ACCELERATE_RULES);
}

/**
 * @throws InputError for anything but an object of known options with accepted values
 */
export function checkVectorizeOptions(options: unknown): VectorizeOptions {
  return check('vectorize', options, VECTORIZE_RULES);
}

/**
 * @throws InputError for anything but an object of known options with accepted values
 */
export function checkConfigureOptions(options: unknown): ConfigureOptions {
  return check('configure', options, CONFIGURE_RULES);
}

/** Copies the options that are there, so that later changes to the caller's object change nothing. */
function check(caller: string, options: unknown, rules: Readonly<Record<string, Rule>>): Record<string, never> {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null) {
    throw new InputError('options-not-an-object', `${caller}: the options must be an object`);
  }
  const checked: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined) {
      const known = `it knows ${Object.keys(rules).join(', ')}`;
      throw LATER.has(key)
        ? new InputError(
            'option-unavailable',
            `${caller}: the option "${key}" comes in a later version; today ${known}`,
          )
        : new InputError('option-unknown', `${caller}: unknown option "${key}"; ${known}`);
    }
    if (value === undefined) continue;
    if (!rule.allows(value)) {
      throw new InputError(
        'option-value',
        `${caller}: the option "${key}" accepts ${rule.accepts}; got ${rule.isPrivate === true ? `a ${typeof value}` : describe(value)}`,
      );
    }
    checked[key] = value;
  }
  return checked as Record<string, never>;
}

function isWholeNumber(value: unknown, least: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= MAXIMUM_THREADS;
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(describe).join(', ')}]`;
  return typeof value === 'number' || typeof value === 'boolean' || value === null
    ? String(value)
    : `a ${typeof value}`;
}
