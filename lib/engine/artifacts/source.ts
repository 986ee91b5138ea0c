/** Where a compiled object may come from: the one interface between the engine and everything that stores or serves artifacts. */

/** What the compiler did with one loop. */
export interface LoopReport {
  readonly line: number;
  readonly column: number;
  readonly vectorized: boolean;
  /** Elements per vector iteration. */
  readonly width: number;
  readonly interleave: number;
  /** Why it is not vectorised; empty otherwise. */
  readonly reason: string;
}

/** A test in front of a loop that proves accesses inside it. */
export interface GuardReport {
  readonly line: number;
  readonly column: number;
  /** Number of accesses it proves. */
  readonly accesses: number;
}

/** An access that is checked each time. */
export interface UnprovedReport {
  readonly line: number;
  readonly column: number;
  readonly array: string;
  readonly reason: string;
}

/** A loop that is not inside one that may run on several threads: whether it may. */
export interface SharingReport {
  readonly line: number;
  readonly column: number;
  /** Why not; empty where it may. */
  readonly reason: string;
  /** The variable or array that is in the way, if it is one. */
  readonly name: string;
}

/** The compiler's account of one compilation, for explain(). */
export interface CompileReport {
  readonly loops: readonly LoopReport[];
  readonly guards: readonly GuardReport[];
  readonly unproved: readonly UnprovedReport[];
  readonly sharing: readonly SharingReport[];
  /** Milliseconds per phase of the compiler. */
  readonly phases: Readonly<Record<string, number>>;
}

/** A compiled kernel: bytes, their digest, and the account of how they came about. */
export interface Artifact {
  readonly object: Uint8Array;
  /** SHA-256 of `object`, 64 lower-case hexadecimal digits. The loader refuses an object with another one. */
  readonly sha256: string;
  readonly report: CompileReport;
}

/** A place that may hold the artifact of a key. */
export interface ArtifactSource {
  /** For reports: `memory`, `disk`, … */
  readonly name: string;
  find(key: string): Promise<Artifact | undefined>;
}

/** A place that also keeps what was compiled elsewhere. */
export interface ArtifactStore extends ArtifactSource {
  keep(key: string, artifact: Artifact): Promise<void>;
}
