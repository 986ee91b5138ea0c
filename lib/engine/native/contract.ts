/**
 * The typed surface of the native addon (`native/addon`). Everything that TypeScript knows about the addon is stated here; `binding.ts` only finds it.
 */

/** Element kinds of the numeric typed arrays, named as in docs/ir.md. */
export type NativeElementKind = 'i8' | 'u8' | 'u8c' | 'i16' | 'u16' | 'i32' | 'u32' | 'f32' | 'f64';

/**
 * One parameter of the kernel, in the order of the kernel's parameters. `index` is the position of the JavaScript argument that feeds it.
 */
export type NativeParameter =
  | {
      readonly index: number;
      readonly kind: 'array';
      readonly element: NativeElementKind;
      readonly written: boolean;
      /** The kernel works on a copy, which is written back when it has not given the call up. */
      readonly copied?: boolean;
    }
  | { readonly index: number; readonly kind: 'i32' | 'f64' | 'bool' }
  /** Has no slot in the kernel; the argument must be undefined. */
  | { readonly index: number; readonly kind: 'undefined' };

/** How a loaded kernel is called. */
export interface NativeSignature {
  readonly parameters: readonly NativeParameter[];
  /** False where the kernel was compiled under the promise that no written array overlaps any other: such calls are declined. */
  readonly allowOverlap: boolean;
  /** The kernel has a result array (docs/ir.md): what it returns goes together with {@link NativeBinding.results}. */
  readonly hasResults?: boolean;
  /** Threads that the kernel's parallel loops may use, the calling one among them; 1 when absent. */
  readonly threads?: number;
  /** Tests only: every parallel loop runs on all of them, however small it is. */
  readonly shareAlways?: boolean;
}

/** What became of a kernel's parallel loops. */
export interface Sharing {
  /** Threads that took part in the last call. */
  readonly lastThreads: number;
  /** Calls in which more than one took part. */
  readonly sharedCalls: number;
}

/** The unique value a kernel function returns when the call does not fit it. Compare by identity with {@link NativeBinding.declined}. */
export interface Declined {
  readonly declined: true;
}

/** The unique value that a kernel function returns when it gave the call up. Compare by identity with {@link NativeBinding.abandoned}. */
export interface Abandoned {
  readonly abandoned: true;
}

/**
 * A loaded kernel. It checks the arguments against its signature, and either runs the kernel or returns {@link NativeBinding.declined}
 * having touched nothing: an argument is missing or of another kind, an `i32` is not an int32 (or is -0), an array is detached, or arrays overlap
 * that must not. It never throws.
 *
 * A kernel may give a call up while it runs: then it returns {@link NativeBinding.abandoned}, and nothing that it wrote shows. Calls of a
 * kernel with copied arrays are declined where a written array overlaps another one, and where a copied one is in shared memory.
 */
export type NativeKernel = (...args: readonly unknown[]) => number | boolean | undefined | Declined | Abandoned;

/** What the running processor offers. */
export interface HostFeatures {
  /** `process.arch` of the addon's build. */
  readonly architecture: 'x64' | 'arm64';
  /** Marketing name of the processor, empty where the processor does not tell. */
  readonly brand: string;
  /** Features the processor and the operating system both support, in LLVM's names, sorted. */
  readonly features: readonly string[];
}

/** A typed array of numbers. */
export type NumericArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/**
 * The precompiled kernels for one set of vector instructions (native/runtime/kernels). Arguments that do not fit are a TypeError with `code`
 * `native-argument`. None may lie in memory that another thread writes meanwhile. A boolean result says whether there was memory for the call;
 * without, nothing has been written.
 */
export interface PrecompiledKernels {
  readonly sum: (array: NumericArray) => number;
  readonly dot: (left: NumericArray, right: NumericArray) => number;
  readonly minimum: (array: NumericArray) => number;
  readonly maximum: (array: NumericArray) => number;
  readonly indexOfMinimum: (array: NumericArray) => number;
  readonly indexOfMaximum: (array: NumericArray) => number;
  readonly sort: (array: NumericArray) => void;
  readonly order: (array: NumericArray, order: Uint32Array) => boolean;
  readonly multiply: (
    left: Float64Array,
    right: Float64Array,
    result: Float64Array,
    inner: number,
    isContracted: boolean,
  ) => boolean;
  readonly convolve: (signal: Float64Array, weights: Float64Array, result: Float64Array, first: number) => void;
  readonly transform: (re: Float64Array, im: Float64Array, factors: Float64Array) => boolean;
  readonly countInBins: (
    array: NumericArray,
    minimum: number,
    maximum: number,
    scale: number,
    counts: Uint32Array,
  ) => void;
}

/** The addon's exports. */
export interface NativeBinding {
  /** Version of the package that the addon was built from. */
  readonly version: string;
  /** Version of the kernel ABI (docs/ir.md) that the loader accepts. */
  readonly abiVersion: number;
  /** See {@link Declined}. One object per JavaScript environment. */
  readonly declined: Declined;
  /** See {@link Abandoned}. One object per JavaScript environment. */
  readonly abandoned: Abandoned;
  /** Line and column of the place that gave the last abandoned call up, as the IR has them. */
  readonly abandonedAt: Uint32Array;
  /** The result array of the kernel that was called last; behind its own elements it has those of others. */
  readonly results: Float64Array;
  /**
   * Verifies an object's digest, checks it statically (docs/objects.md), maps it, and makes its kernel callable. The bytes are copied.
   *
   * @param bytes - the ELF shared object
   * @param sha256 - its expected SHA-256 digest, 64 lower-case hexadecimal digits
   * @throws TypeError with `code` `native-argument` when the arguments of `load` itself are wrong; Error with an `object-…` code when the
   * object is refused; Error with `code` `native-internal` when the JavaScript engine fails
   */
  readonly load: (bytes: Uint8Array, sha256: string, signature: NativeSignature) => NativeKernel;
  /** The sets of vector instructions that there are precompiled kernels for and that the processor has, the widest first. */
  readonly kernelTargets: readonly string[];
  /** @throws TypeError with `code` `native-argument` for a target that is not in the list */
  readonly precompiledKernels: (target: string) => PrecompiledKernels;
  /** @throws TypeError with `code` `native-argument` for anything but what {@link load} returned */
  readonly describeSharing: (kernel: NativeKernel) => Sharing;
  /** Processors that this process may keep busy: the affinity of the calling thread and the limits of its control groups, at least 1. */
  readonly usableProcessors: () => number;
  /** Describes the running processor. */
  readonly hostFeatures: () => HostFeatures;
}
