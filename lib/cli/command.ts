/** What a command of the command line is, and how it is read from the arguments. */
import { parseArgs } from 'node:util';

/** Exit codes, stable and documented in docs/cli.md. */
export const EXIT = {
  ok: 0,
  /** The command did its work, and what it found is not as it should be. */
  finding: 1,
  usage: 2,
  /** A gate, a missing piece or the file system stands in the way; the message says which. */
  unavailable: 3,
  internal: 70,
} as const;
export type ExitCode = number;

export interface CommandOption {
  readonly type: 'boolean' | 'string';
  readonly help: string;
}

/** What a command answers: the same content for programs and for people. */
export interface Result {
  readonly code: ExitCode;
  /** Printed with `--json`. */
  readonly data: unknown;
  /** Printed without it; bytes are written as they are. */
  readonly text: string | Uint8Array;
}

/** What a command was given. */
export interface Given {
  readonly flags: Readonly<Record<string, boolean>>;
  readonly values: Readonly<Record<string, string>>;
  readonly operands: readonly string[];
  /** Shows something before the end, to people or to programs alike. */
  readonly announce: (data: unknown, text: string) => void;
}

export interface Command {
  /** One or two words. */
  readonly name: string;
  readonly summary: string;
  /** Names of the operands, for the usage line; a last one that ends with `...` takes everything that follows, options too. */
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, CommandOption>>;
  /** More for `--help`. */
  readonly details?: string;
  run(given: Given): Promise<Result> | Result;
}

/** The caller's mistake. */
export class UsageError extends Error {}

/** Arguments of a command, read. */
export interface Parsed {
  readonly json: boolean;
  readonly help: boolean;
  readonly flags: Readonly<Record<string, boolean>>;
  readonly values: Readonly<Record<string, string>>;
  readonly operands: readonly string[];
}

const COMMON = {
  json: { type: 'boolean', help: 'print JSON' },
  help: { type: 'boolean', help: 'print this' },
} as const satisfies Record<string, CommandOption>;

/** @throws UsageError */
export function parseArguments(command: Command, words: readonly string[]): Parsed {
  const takesRest = command.operands.at(-1)?.endsWith('...') === true;
  // Of a command that passes options on, what follows the first operand is not its own.
  const first = takesRest ? words.findIndex((word) => !word.startsWith('-')) : -1;
  const own = first === -1 ? words : words.slice(0, first + 1);
  const options = Object.fromEntries(
    Object.entries<CommandOption>({ ...COMMON, ...command.options }).map(([name, { type }]) => [name, { type }]),
  );
  const { values, positionals } = parse(own, options);
  const operands = first === -1 ? positionals : [...positionals, ...words.slice(first + 1)];
  const { json, help, ...rest } = values;
  if (help !== true) checkOperands(command, operands, takesRest);
  const ofType = (type: string): Record<string, unknown> =>
    Object.fromEntries(Object.entries(rest).filter(([, value]) => typeof value === type));
  return {
    json: json === true,
    help: help === true,
    flags: ofType('boolean') as Record<string, boolean>,
    values: ofType('string') as Record<string, string>,
    operands,
  };
}

function parse(
  words: readonly string[],
  options: Record<string, { type: 'boolean' | 'string' }>,
): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}

function checkOperands({ name, operands: wanted }: Command, given: readonly string[], takesRest: boolean): void {
  const least = takesRest ? wanted.length - 1 : wanted.length;
  if (given.length < least) throw new UsageError(`${name}: ${wanted[given.length]!} is missing`);
  if (!takesRest && given.length > wanted.length) {
    throw new UsageError(`${name}: "${given[wanted.length]!}" is one word too many`);
  }
}

/** The text of `jetloop COMMAND --help`. */
export function printHelp({ name, summary, operands, options, details }: Command): string {
  const usage = ['jetloop', name, '[options]', ...operands.map((operand) => operand.toUpperCase())].join(' ');
  const rows = Object.entries<CommandOption>({ ...options, ...COMMON }).map(
    ([option, { type, help }]) => `  ${`--${option}${type === 'string' ? ' VALUE' : ''}`.padEnd(18)}${help}`,
  );
  return [`usage: ${usage}`, '', summary, ...(details === undefined ? [] : ['', details]), '', ...rows, ''].join('\n');
}
