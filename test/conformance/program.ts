/** What the suite runs: an ordinary JavaScript function, and what its parameters are for, so that inputs can be made for it. */

/**
 * - `array`: any numbers; `indices`: an array of numbers most of which are valid indices
 * - `number`: any number; `integer`: an int32; `boolean`
 * - `count`: about the length of the first array, never so large that a loop up to it takes long
 * - `index`: a valid index of the first array, or not
 */
export type Role = 'array' | 'indices' | 'number' | 'integer' | 'boolean' | 'count' | 'index';

// Programs take whatever the caller passes, as JavaScript does.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type ProgramFunction = (...args: any[]) => unknown;

export interface Program {
  readonly name: string;
  readonly fn: ProgramFunction;
  readonly roles: readonly Role[];
  /** Functions and constants that it captures. */
  readonly scope: Readonly<Record<string, unknown>>;
  /** Longest arrays to run it on, where its work grows faster than they do. */
  readonly maximumLength: number;
  /** Calls with overlapping or shared arrays stay JavaScript: it may give a call up after it has written. */
  readonly isTransactional: boolean;
}

/**
 * Declares a program.
 *
 * @param roles - the role of each parameter, separated by spaces
 */
export function program(
  roles: string,
  fn: ProgramFunction,
  {
    maximumLength = 300,
    scope = {},
    isTransactional = false,
  }: Partial<Pick<Program, 'maximumLength' | 'scope' | 'isTransactional'>> = {},
): Program {
  return {
    name: fn.name === '' ? fn.toString().replace(/\s+/g, ' ') : fn.name,
    fn,
    roles: roles.split(' ').filter(Boolean) as Role[],
    scope,
    maximumLength,
    isTransactional,
  };
}

/** Declares a program by the source of its function. */
export function programFromSource(name: string, roles: string, source: string): Program {
  const fn = (0, eval)(`(${source})`) as ProgramFunction;
  return { ...program(roles, fn), name };
}
