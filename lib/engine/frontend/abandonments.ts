/**
 * The one table of what makes a kernel give a call up: things that happen seldom, and that only the function itself does exactly.  The call
 * then never happened, and the function runs instead.  Codes are stable; docs/refusals.md is generated from here.
 */

/** One row of the table. */
export interface AbandonRule {
  readonly meaning: string;
  readonly wayOut: string;
}

export const ABANDONMENTS = {
  throw: {
    meaning: 'The call came to a throw. The function ran instead of the kernel, and threw.',
    wayOut: 'Nothing has to be done where this is rare. Calls that throw often are better checked before the call.',
  },
} as const satisfies Record<string, AbandonRule>;

/** Stable name of what makes a kernel give a call up. */
export type AbandonCode = keyof typeof ABANDONMENTS;

/** A place where a kernel may give a call up. */
export interface AbandonSite {
  readonly code: AbandonCode;
  /** Line in the source of the function, from 1. */
  readonly line: number;
  /** Column in that line, from 0. */
  readonly column: number;
}
