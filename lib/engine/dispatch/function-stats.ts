/** Counters of one function. */
export interface FunctionStats {
  readonly name: string;
  readonly calls: number;
  readonly nativeCalls: number;
  /** Native calls in which more than one thread took part; where the function is compiled in parts, runs of its loops. */
  readonly sharedCalls: number;
  readonly javascriptCalls: number;
  /** Native runs of loops, where the function is compiled in parts; its calls count as JavaScript calls then. */
  readonly nativeLoops: number;
  /** Calls that the kernel gave up, so that JavaScript ran in its place; they count as JavaScript calls. */
  readonly abandonedCalls: number;
  /** Native calls that were compared with JavaScript (option `verify`), and how many of them differed. */
  readonly verifiedCalls: number;
  readonly mismatches: number;
  /** Kernels compiled, or taken from a cache. */
  readonly kernels: number;
  /** From the requests to loaded code, all kernels together. */
  readonly compileMilliseconds: number;
  /** An estimate: what the native calls would have taken longer in JavaScript. */
  readonly savedMilliseconds: number;
  /** Reasons why the function or a signature of it stays JavaScript. */
  readonly refusals: number;
}
