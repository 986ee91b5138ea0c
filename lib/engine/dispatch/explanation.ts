/** What happened to a function, and why, as data. */
import type { GuardReport, LoopReport, SharingReport, UnprovedReport } from '../artifacts/source.js';
import type { Reason } from './refusals.js';
import type { RoutingReport } from './router.js';

/**
 * What became of a function or one of its signatures. `COMPILED_FULL`: it runs native; `COMPILED_PARTIAL`: loops
 * of it do; `COMPATIBILITY_EXECUTED`: it could, but JavaScript was
 * chosen, by the router or by the settings; `DEOPTED`: it ran native and went back for good; `UNSUPPORTED`: it cannot be compiled;
 * `FAILED`: compiling it failed, or its kernel was wrong; `PENDING`: a kernel is being made; `NOT_COMPILED`: nobody asked for one yet.
 */
export type Status =
  | 'COMPILED_FULL'
  | 'COMPILED_PARTIAL'
  | 'COMPATIBILITY_EXECUTED'
  | 'DEOPTED'
  | 'UNSUPPORTED'
  | 'FAILED'
  | 'PENDING'
  | 'NOT_COMPILED';

/** Why no call of a function as a whole runs native, whatever its arguments. */
export interface Verdict {
  readonly status: Exclude<Status, 'COMPILED_FULL' | 'COMPILED_PARTIAL' | 'PENDING' | 'NOT_COMPILED'>;
  readonly reasons: readonly Reason[];
}

/** One place that gave calls up. */
export interface AbandonReport extends Reason {
  readonly calls: number;
}

/** What happened to one kind of call. */
export interface SignatureExplanation {
  /** Kinds of the arguments: `f64[], f64[], i32`. */
  readonly signature: string;
  readonly status: Status;
  /** Status of the kernel for calls where a written array overlaps another one; absent until such a call comes. */
  readonly overlapping?: Status;
  /** Why it stays JavaScript. */
  readonly refusals: readonly Reason[];
  readonly loops: readonly LoopReport[];
  /** Tests in front of loops that prove the accesses inside. */
  readonly guards: readonly GuardReport[];
  /** Accesses that are checked each time. */
  readonly unproved: readonly UnprovedReport[];
  /** Which loops may run on several threads, and why others may not; loops inside one that may are left out. */
  readonly sharing: readonly SharingReport[];
  /** Places that gave calls up, and how many: nothing of such a call showed, and the function ran instead. */
  readonly abandoned: readonly AbandonReport[];
  /** Milliseconds: `total` from the request to loaded code, and the stages inside it. Absent until there is a kernel. */
  readonly times?: Readonly<Record<string, number>>;
  /** Whether the machine code came out of a cache. */
  readonly cached?: boolean;
  /** Measured times per size of call, and the side that each size goes to. */
  readonly routing: readonly RoutingReport[];
}

/** What happened to one loop of a function that is compiled in parts. */
export interface LoopExplanation {
  /** Where it begins in the source of the function. */
  readonly line: number;
  readonly column: number;
  readonly status: Status;
  /** Realised level of its last run. */
  readonly level: 0 | 2 | 3;
  /** Why it stays JavaScript. */
  readonly refusals: readonly Reason[];
  /** Kinds of the values that it takes: first the variables that it only reads, then those that it changes too. */
  readonly signatures: readonly SignatureExplanation[];
}

/** What happened to a function, and why. */
export interface Explanation {
  readonly function: string;
  readonly status: Status;
  /** Realised level of the last call. */
  readonly level: 0 | 2 | 3;
  /** The most threads that may work on one loop. */
  readonly threads: number;
  /** Why the function as a whole stays JavaScript, or runs at a lower level than asked for. */
  readonly refusals: readonly Reason[];
  readonly signatures: readonly SignatureExplanation[];
  /** Its loops, where it is compiled in parts: loop by loop, because it cannot be compiled as a whole. */
  readonly loops: readonly LoopExplanation[];
  /** Measured times of the function in parts (`native`) and of the function itself, per size of call. */
  readonly routing: readonly RoutingReport[];
  /** The source that positions refer to. */
  readonly source: string;
  /** The report for people, annotated source included. */
  toString(): string;
}
