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
  'unfit-array': {
    meaning:
      'A plain array could not be copied for the kernel: it has a hole or something that is no number, or it is written and must not be (frozen, sealed, not extensible).',
    wayOut: 'Fill arrays with numbers from the start; pass typed arrays where calls are frequent.',
  },
  'outside-array': {
    meaning:
      'A plain array was read or written where it has no element: what is read there may come from a prototype, and a write makes the array grow or gives it a property.',
    wayOut: 'Stay inside its length; let arrays grow before the call. Typed arrays have no such places.',
  },
  'undefined-element': {
    meaning: 'Something undefined was written into a plain array of numbers.',
    wayOut: 'Write numbers: convert with +x, or read inside a loop bounded by the length.',
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
