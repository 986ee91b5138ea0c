/** Why a function whose loops could be compiled one by one is not made anew: the codes of partial compilation. Codes are stable. */

import type { Position } from '../frontend/ir.js';
import type { RefusalRule } from '../frontend/refusals.js';

export const OUTLINE_REFUSALS = {
  'name-unknown': {
    meaning:
      'The loops could be compiled one by one, but only in a copy of the function, for which the meaning of every name must be known.',
    example: 'function f(a) { for (let i = 0; i < a.length; i++) a[i] *= 2; notify(a); }',
    wayOut: 'Pass the value of the variable: accelerate(fn, { scope: { notify } }).',
  },
  'captured-assignment': {
    meaning:
      'The loops could be compiled one by one, but only in a copy of the function, which could not assign a variable of the surroundings.',
    example: 'function f(a) { for (let i = 0; i < a.length; i++) a[i] *= 2; calls++; }',
    wayOut: 'Keep what changes in an object, pass that in scope, and assign its property.',
  },
  'strictness-unknown': {
    meaning:
      'The loops could be compiled one by one, but only in a copy of the function, and neither its text nor the function itself tells whether it is strict code, which matters here.',
    example: 'async (a) => { for (let i = 0; i < a.length; i++) a[i] *= 2; await null; }',
    wayOut: "Write 'use strict' as its first statement, or make it a plain function.",
  },
  'copy-differs': {
    meaning:
      'The loops could be compiled one by one, but only in a copy of the function, in which this would mean something else.',
    example: '(a) => { for (let i = 0; i < a.length; i++) a[i] *= 2; return this.done(a); }',
    wayOut: 'Move the loops, or what is named here, into a function of its own.',
  },
} as const satisfies Record<string, RefusalRule>;

/** Stable name of a reason. */
export type OutlineRefusalCode = keyof typeof OUTLINE_REFUSALS;

/** One reason, with its place in the function's text. */
export interface OutlineRefusal extends Position {
  readonly code: OutlineRefusalCode;
  readonly message: string;
  readonly hint: string;
}

/**
 * @param detail - what is known about this case, in addition to the meaning
 */
export function outlineRefusal(code: OutlineRefusalCode, position: Position, detail: string): OutlineRefusal {
  const { meaning, wayOut } = OUTLINE_REFUSALS[code];
  return { code, message: `${meaning} (${detail})`, hint: wayOut, ...position };
}
