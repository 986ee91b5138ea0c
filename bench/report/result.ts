/** The bench's result, as it is written to bench/results/latest.json. */

import type { Summary } from '../harness/statistics.js';
import type { SideName } from '../sides/side.js';

export interface CompileCost {
  /** Milliseconds from `ready()` being called to the machine code being loaded. */
  coldMs: number;
  /** The same for a second function with the same source: what the artifact cache saves. */
  cachedMs: number;
  /** The longest time the event loop was blocked meanwhile, in each of several compilations. */
  loopBlockedMs: Summary;
  /** Milliseconds of the stages inside, as the engine reports them. */
  stages: Readonly<Record<string, number>>;
}

export interface KernelResult {
  name: string;
  group: string;
  size: string;
  /** Why the size is not PolyBench's LARGE, where it is not. */
  reduced?: string;
  /** Milliseconds of one run. */
  times: Partial<Record<SideName, Summary>>;
  /** Elements whose bits differ from plain V8's, for each other side. */
  differences: Partial<Record<SideName, number>>;
  compile?: CompileCost;
  /** The level that served Jetloop's last routed call. */
  routedLevel?: number;
  /** Why there is no native code, where there is none. */
  refusal?: string;
}

export interface CallCost {
  /** Nanoseconds of one call of a function over three arrays of one element and a number. */
  plainNs: Summary;
  nativeNs: Summary;
  /** The same function through a wrapper that hands every call to JavaScript. */
  handedNs: Summary;
}

export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  v8: string;
  nodeFlags: string[];
  cCompiler: string;
  cFlags: string[];
  numba: string;
  jetloop: string;
  commit: string;
  /** One-minute load averages before and after: timings of a busy machine mean little. */
  loadBefore: number;
  loadAfter: number;
}

export interface BenchResult {
  date: string;
  command: string[];
  scale: 'full' | 'quick';
  seconds: number;
  machine: Machine;
  kernels: KernelResult[];
  callCost: CallCost;
  /** Starting the compile service, once in a process; the first kernel's compilation would otherwise contain it. */
  serviceStartMs: number;
  /** The longest time an idle event loop of this machine was blocked, for comparison. */
  idleLoopBlockedMs: number;
}
