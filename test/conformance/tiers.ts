/** The ways to run a program that must all agree with plain JavaScript. */

import type { Accelerated } from '../../lib/accelerate.js';
import { accelerate } from '../../lib/accelerate.js';
import { locateCompiler } from '../../lib/engine/compiler/locate-compiler.js';
import { completeKernel } from '../../lib/engine/dispatch/complete-kernel.js';
import type { AnalysisResult, ArgumentType, Kernel, Refusal, ResultShapes } from '../../lib/engine/frontend/index.js';
import {
  Abandoned,
  analyzeSource,
  interpretKernel,
  lowerFunction,
  printKernel,
  readKernel,
  verifyKernel,
} from '../../lib/engine/frontend/index.js';
import type { Argument, InterpretOptions, NumericArray } from '../../lib/engine/frontend/interpret.js';
import type { ElementKind } from '../../lib/engine/frontend/ir.js';
import { LIMITS } from '../../lib/engine/frontend/ir.js';
import { describeCaptured } from '../../lib/engine/dispatch/captured.js';
import { originOf } from '../../lib/engine/dispatch/registry.js';
import { forceThreads } from '../../lib/engine/dispatch/threads.js';
import { findNativeBinding } from '../../lib/engine/native/binding.js';
import type { NativeKernel } from '../../lib/engine/native/contract.js';
import { shuffled } from '../support/shuffled.js';
import { CONSTRUCTORS } from './inputs.js';
import type { Program, ProgramFunction } from './program.js';
import { CompilerClient } from './compiler-client.js';

/** What came of one call: a result, or the reason why this tier does not take it. */
export type Outcome =
  { readonly ran: true; readonly result: unknown } | { readonly ran: false; readonly reason: string };

export interface Tier {
  readonly name: string;
  /** Why this machine cannot run it at all. */
  readonly unavailable: string | undefined;
  run(program: Program, args: Argument[]): Promise<Outcome>;
  /** Where the tier shares loops among threads: calls in which more than one took part. */
  countShared?(): number;
  close(): void;
}

/** Every tier, those included that this machine cannot run. */
export function allTiers(): Tier[] {
  const kernels = new KernelCache();
  return [
    new InterpreterTier('interpreter', kernels),
    new TransformedTier(LAST_PASS, kernels),
    new NativeTier(undefined),
    ...THREADS.map((threads) => new NativeTier(threads)),
  ];
}

/** The pass after which the compiler leaves the IR. */
const LAST_PASS = 'mark-parallel-loops';

/**
 * Numbers of threads that share loops, however small these are: more than there are cores, and some that divide few lengths. One thread is the tier
 * `native`.
 */
export const THREADS = [2, 3, 7] as const;

interface Lowered {
  readonly kernel: Kernel;
  readonly results: ResultShapes | undefined;
}

type LoweredKernel = Lowered | { readonly refusals: readonly Refusal[] };

/** One kernel for each function and signature. */
class KernelCache {
  private readonly analyses = new Map<ProgramFunction, AnalysisResult>();
  private readonly kernels = new Map<ProgramFunction, Map<string, LoweredKernel>>();

  kernelFor(program: Program, args: readonly Argument[]): { key: string; lowered: LoweredKernel } {
    const types = args.map(typeOf);
    const mayAlias = overlap(args);
    const key = JSON.stringify([types, mayAlias]);
    let ofProgram = this.kernels.get(program.fn);
    if (ofProgram === undefined) {
      ofProgram = new Map();
      this.kernels.set(program.fn, ofProgram);
    }
    let lowered = ofProgram.get(key);
    if (lowered === undefined) {
      lowered = this.lower(program, types, mayAlias);
      ofProgram.set(key, lowered);
    }
    return { key, lowered };
  }

  private lower(program: Program, types: ArgumentType[], mayAlias: boolean): LoweredKernel {
    let analysis = this.analyses.get(program.fn);
    if (analysis === undefined) {
      const { fn: original, scope } = program;
      analysis = analyzeSource(describeCaptured({ original, scope }, originOf).unit);
      this.analyses.set(program.fn, analysis);
    }
    if (!analysis.ok) {
      return { refusals: analysis.refusals };
    }
    const lowered = lowerFunction(analysis.fn, types, { mayAlias, name: program.name });
    if (!lowered.ok) {
      return { refusals: lowered.refusals };
    }
    checkKernel(lowered.kernel);
    return { kernel: lowered.kernel, results: lowered.results };
  }
}

/** The reference interpreter on what the front end emits, printed and read again. */
class InterpreterTier implements Tier {
  readonly unavailable = undefined;

  constructor(
    readonly name: string,
    private readonly kernels: KernelCache,
  ) {}

  run(program: Program, args: Argument[]): Promise<Outcome> {
    const { lowered } = this.kernels.kernelFor(program, args);
    return Promise.resolve(
      'refusals' in lowered ? refused(program, args, lowered.refusals) : interpret(program, lowered, args),
    );
  }

  close(): void {}
}

/** The reference interpreter on what a pass of the compiler makes of the kernel: it checks what the pass claims to have proved. */
class TransformedTier implements Tier {
  readonly name: string;
  readonly unavailable: string | undefined;
  private readonly client: CompilerClient | undefined;
  private readonly transformed = new Map<ProgramFunction, Map<string, Kernel>>();

  constructor(
    private readonly pass: string,
    private readonly kernels: KernelCache,
  ) {
    this.name = `interpreter after ${pass}`;
    const compiler = locateCompiler(process.env.JETLOOP_COMPILER);
    this.unavailable = compiler.found ? undefined : compiler.reason;
    this.client = compiler.found ? new CompilerClient(compiler.path) : undefined;
  }

  async run(program: Program, args: Argument[]): Promise<Outcome> {
    const { key, lowered } = this.kernels.kernelFor(program, args);
    if ('refusals' in lowered) {
      return refused(program, args, lowered.refusals);
    }
    let ofProgram = this.transformed.get(program.fn);
    if (ofProgram === undefined) {
      ofProgram = new Map();
      this.transformed.set(program.fn, ofProgram);
    }
    let kernel = ofProgram.get(key);
    if (kernel === undefined) {
      const text = await (this.client as CompilerClient).transform(printKernel(lowered.kernel), this.pass);
      // The text does not tell which JavaScript parameter a parameter comes from.
      kernel = { ...readKernel(text), parameters: lowered.kernel.parameters };
      checkKernel(kernel);
      ofProgram.set(key, kernel);
    }
    return interpret(program, { kernel, results: lowered.results }, args, shuffled);
  }

  close(): void {
    this.client?.close();
  }
}

/** Why this machine cannot compile and run native code, if so. */
export function nativeUnavailable(): string | undefined {
  const compiler = locateCompiler(process.env.JETLOOP_COMPILER);
  const addon = findNativeBinding();
  return !compiler.found ? compiler.reason : !addon.available ? addon.reason : undefined;
}

/** The public API, told to compile at once and to run native code: on one core, or with loops shared among so many threads. */
class NativeTier implements Tier {
  readonly name: string;
  readonly unavailable: string | undefined;
  private readonly accelerated = new Map<ProgramFunction, Map<string, Accelerated<ProgramFunction>>>();

  constructor(private readonly threads: number | undefined) {
    this.name = threads === undefined ? 'native' : `native, ${threads} threads`;
    this.unavailable = nativeUnavailable();
  }

  run(program: Program, args: Argument[]): Promise<Outcome> {
    // One wrapper for each choice of kinds: a wrapper is for a function that is called with a few of them.
    const kinds = args.map((argument) => JSON.stringify(typeOf(argument))).join();
    let ofProgram = this.accelerated.get(program.fn);
    if (ofProgram === undefined) {
      ofProgram = new Map();
      this.accelerated.set(program.fn, ofProgram);
    }
    let fn = ofProgram.get(kinds);
    if (fn === undefined) {
      const level = this.threads === undefined ? 2 : 3;
      forceThreads(this.threads);
      fn = accelerate(program.fn, { compile: 'sync', level, name: program.name, scope: program.scope });
      forceThreads(undefined);
      ofProgram.set(kinds, fn);
    }
    const before = fn.stats().abandonedCalls;
    const result = fn(...args);
    const isAnswered = fn.level >= 2 || fn.stats().abandonedCalls > before || mayStayJavaScript(program, args);
    return Promise.resolve(isAnswered ? { ran: true, result } : { ran: false, reason: fn.explain(...args).toString() });
  }

  /** Calls in which more than one thread took part. */
  countShared(): number {
    const functions = [...this.accelerated.values()].flatMap((ofProgram) => [...ofProgram.values()]);
    return functions.reduce((sum, fn) => sum + fn.stats().sharedCalls, 0);
  }

  close(): void {
    this.accelerated.clear();
  }
}

/**
 * Runs the kernel, iterations of loops marked parallel in this order, and makes the function's result of what it leaves; where it gives the
 * call up, runs the function in its place.
 */
function interpret(
  program: Program,
  { kernel, results: shapes }: Lowered,
  args: Argument[],
  order?: InterpretOptions['order'],
): Outcome {
  const results = new Float64Array(LIMITS.results);
  const options = order === undefined ? { results } : { results, order };
  const run = ((...all) => interpretKernel(kernel, all as Argument[], options)) as NativeKernel;
  const result = completeKernel(run, shapes, results, args.length)(...args);
  return { ran: true, result: result instanceof Abandoned ? program.fn(...args) : result };
}

/** Calls that a kernel which works on copies does not take. */
function mayStayJavaScript({ isTransactional }: Program, args: readonly Argument[]): boolean {
  const isShared = args.some(
    (argument) => ArrayBuffer.isView(argument) && (argument.buffer as unknown) instanceof SharedArrayBuffer,
  );
  return isTransactional && (overlap(args) || isShared);
}

function refused(program: Program, args: Argument[], refusals: readonly Refusal[]): Outcome {
  if (mayStayJavaScript(program, args) && refusals.every(({ code }) => code === 'overlapping-transaction')) {
    return { ran: true, result: program.fn(...args) };
  }
  return {
    ran: false,
    reason: refusals.map(({ code, line, column, message }) => `${code} at ${line}:${column}: ${message}`).join('; '),
  };
}

/** A kernel must be valid, and survive its text form. */
export function checkKernel(kernel: Kernel): void {
  const problems = verifyKernel(kernel);
  const text = printKernel(kernel);
  if (problems.length > 0) {
    throw new Error(`not valid: ${problems.map((problem) => problem.message).join('; ')}\n${text}`);
  }
  if (printKernel(readKernel(text)) !== text) {
    throw new Error(`does not round trip:\n${text}`);
  }
}

function typeOf(argument: Argument): ArgumentType {
  switch (typeof argument) {
    case 'number':
      return { kind: Object.is(argument | 0, argument) ? 'i32' : 'f64' };
    case 'boolean':
      return { kind: 'bool' };
    default: {
      const kinds = Object.entries(CONSTRUCTORS) as [ElementKind, new () => NumericArray][];
      const [element] = kinds.find(([, Constructor]) => argument instanceof Constructor) as [ElementKind, unknown];
      return { kind: 'array', element };
    }
  }
}

function overlap(args: readonly Argument[]): boolean {
  const arrays = args.filter((argument) => ArrayBuffer.isView(argument));
  return arrays.some((one, index) => arrays.slice(index + 1).some((other) => viewsOverlap(one, other)));
}

function viewsOverlap(one: NumericArray, other: NumericArray): boolean {
  return (
    one.buffer === other.buffer &&
    one.byteOffset < other.byteOffset + other.byteLength &&
    other.byteOffset < one.byteOffset + one.byteLength
  );
}
