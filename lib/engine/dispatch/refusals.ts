/** Why a call, a signature or a function stays JavaScript although a kernel could be made: the codes of dispatch. Codes are stable. */
import type { AbandonCode, RefusalCode } from '../frontend/index.js';
import type { OutlineRefusalCode } from '../outline/index.js';
import type { ServiceRefusalCode } from '../compiler/refusals.js';

/** One row of the table. */
export interface CallRefusalRule {
  readonly meaning: string;
  readonly wayOut: string;
}

export const CALL_REFUSALS = {
  'argument-kind': {
    meaning: 'An argument is neither a number, nor a boolean, nor a numeric typed array, nor a plain array of numbers.',
    wayOut: 'Pass typed arrays, plain arrays of numbers, and numbers; take objects apart before the call.',
  },
  'too-many-signatures': {
    meaning: 'The function was called with more different kinds of arguments than kernels are kept for.',
    wayOut: 'Accelerate one copy of the function per kind of use.',
  },
  'builtin-patched': {
    meaning: 'The program replaced a function of Math or Number that kernels stand for.',
    wayOut: 'Leave built-in functions as they are, or replace them under another name.',
  },
  'addon-missing': {
    meaning: 'The native addon could not be loaded.',
    wayOut: 'Use a platform with a prebuilt addon, or build it with scripts/setup.',
  },
  'object-refused': {
    meaning: 'The loader refused the compiled object.',
    wayOut: 'This is a bug, or the object was damaged on its way; please report it.',
  },
  'verify-mismatch': {
    meaning:
      'The kernel gave other results than the function. The kernel is disabled; the caller got the right results.',
    wayOut: 'This is a bug; please report it with the function and its arguments.',
  },
  'level-unavailable': {
    meaning: 'The level that was asked for does not exist yet; the next lower one runs.',
    wayOut: `Ask for level 0, 2 or 'auto'.`,
  },
  'level-zero': {
    meaning: 'The settings keep the function plain JavaScript.',
    wayOut: 'Raise the option level, configure({ level }) and JETLOOP_LEVEL: the lowest of them counts.',
  },
  'forced-fallback': {
    meaning: 'JETLOOP_FORCE_FALLBACK keeps every function plain JavaScript.',
    wayOut: 'Unset JETLOOP_FORCE_FALLBACK.',
  },
} as const satisfies Record<string, CallRefusalRule>;

export type CallRefusalCode = keyof typeof CALL_REFUSALS;

/** One reason why something stays JavaScript, whoever found it. Line 0 means that it has no place in the source. */
export interface Reason {
  readonly code: RefusalCode | ServiceRefusalCode | CallRefusalCode | OutlineRefusalCode | AbandonCode;
  readonly message: string;
  /** The way out. */
  readonly hint: string;
  /** Line in the source of the function, from 1. */
  readonly line: number;
  /** Column in that line, from 0. */
  readonly column: number;
}

/**
 * @param detail - what is known about this case, in addition to the meaning
 */
export function callRefusal(code: CallRefusalCode, detail = ''): Reason {
  const { meaning, wayOut } = CALL_REFUSALS[code];
  return { code, message: detail === '' ? meaning : `${meaning} (${detail})`, hint: wayOut, line: 0, column: 0 };
}
