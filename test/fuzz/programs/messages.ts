/** What the fuzzer and its processes say to each other. */
import type { CheckSettings, Difference, Verdict } from './check-program.js';
import type { Fault } from './plant-fault.js';
import type { FuzzInput, FuzzProgram } from './program.js';

/** Programs of the seeds `first`, `first + stride`, …, below `end`. */
export interface RangeRequest {
  readonly kind: 'range';
  readonly first: number;
  readonly end: number;
  readonly stride: number;
  readonly inputs: number;
  readonly targets: readonly string[];
  /** Whether each program is compiled for all targets, or for one of them in turn. */
  readonly rotatesTargets: boolean;
  /** The fault, and of how many programs one has it. */
  readonly fault?: { readonly name: Fault; readonly every: number } | undefined;
}

export interface CheckRequest {
  readonly kind: 'check';
  readonly program: FuzzProgram;
  readonly inputs: readonly FuzzInput[];
  readonly settings: CheckSettings;
}

export type Request = RangeRequest | CheckRequest;

/** What has happened since the last report. */
export interface Counts {
  programs: number;
  compiled: number;
  /** Native objects that were compiled. */
  objects: number;
  runs: number;
  bytes: number;
  features: Map<string, number>;
  refused: Map<string, number>;
  rejected: Map<string, number>;
}

export type Answer =
  | { readonly kind: 'progress'; readonly counts: Counts }
  | { readonly kind: 'difference'; readonly seed: number; readonly difference: Difference }
  | { readonly kind: 'done' }
  | { readonly kind: 'verdict'; readonly verdict: Verdict };

export function emptyCounts(): Counts {
  return {
    programs: 0,
    compiled: 0,
    objects: 0,
    runs: 0,
    bytes: 0,
    features: new Map(),
    refused: new Map(),
    rejected: new Map(),
  };
}

export function addCounts(sum: Counts, more: Counts): void {
  for (const key of ['programs', 'compiled', 'objects', 'runs', 'bytes'] as const) {
    sum[key] += more[key];
  }
  for (const key of ['features', 'refused', 'rejected'] as const) {
    for (const [name, count] of more[key]) increase(sum[key], name, count);
  }
}

export function increase(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}
