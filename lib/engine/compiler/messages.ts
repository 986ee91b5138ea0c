/** What the main thread and the compile worker say to each other. Plain data only: it crosses threads by structured clone. */
import type { CompileReport } from '../artifacts/source.js';
import type { AbandonSite, ArgumentType, PlainArgument, Refusal, ResultShapes, SourceUnit } from '../frontend/index.js';
import type { NativeSignature } from '../native/contract.js';
import type { Original, Outline } from '../outline/index.js';
import type { CompilerEvent } from '../../events/channels.js';
import type { MessagePort } from 'node:worker_threads';
import type { ServiceRefusal } from './refusals.js';

/** One kernel to be made. */
export interface CompileRequest {
  readonly id: number;
  /** `fn.toString()`, and the texts and values that it captures. */
  readonly unit: SourceUnit;
  /** Name of the function, for the kernel's symbol table and reports. */
  readonly name: string;
  /** Undefined for arguments that no kernel takes: then the answer says only whether others could fare better. */
  readonly types: readonly ArgumentType[] | undefined;
  readonly mayAlias: boolean;
  /** Asks for an outline where the function cannot be compiled as a whole. */
  readonly outlined?: Original;
  /** Goes before what is queued already: somebody waits for it. */
  readonly urgent: boolean;
}

/** Milliseconds spent per stage of one request. */
export interface StageTimes {
  readonly frontend: number;
  readonly compiler: number;
}

/** A kernel, ready to be loaded. */
export interface CompiledReply {
  readonly id: number;
  readonly ok: true;
  readonly object: Uint8Array;
  readonly sha256: string;
  readonly signature: NativeSignature;
  /** Positions of the arrays on which the program may see a property: their `length` must be their own, and nothing added to them. */
  readonly guardedArguments: readonly number[];
  /** Positions of the arrays whose methods and iterator must be the engine's own. */
  readonly methodArguments: readonly number[];
  /** What the number means that the kernel returns; undefined where it is the result itself. */
  readonly results: ResultShapes | undefined;
  /** Whether the kernel stands for constructors and methods of arrays that the function makes. */
  readonly makesArrays: boolean;
  /** The ordinary arrays among the arguments, which are copied for the kernel. */
  readonly plainArguments: readonly PlainArgument[];
  /** Where the kernel may give a call up. */
  readonly abandonments: readonly AbandonSite[];
  readonly report: CompileReport;
  readonly cached: boolean;
  readonly times: StageTimes;
}

/** Why there is none. `scope` tells whether other kinds of arguments could fare better. */
export interface RefusedReply {
  readonly id: number;
  readonly ok: false;
  readonly scope: 'function' | 'signature' | 'service';
  readonly refusals: readonly (Refusal | ServiceRefusal)[];
  /** Where no arguments could make the function compilable, but loops of it are: the function, made anew around them. */
  readonly outline?: Outline;
}

export type CompileReply = CompiledReply | RefusedReply;

/** From the worker: a reply, or news of the compiler process. */
export type WorkerMessage =
  | { readonly kind: 'reply'; readonly reply: CompileReply }
  | { readonly kind: 'compiler'; readonly event: CompilerEvent };

/** What the worker is started with. */
export interface WorkerSettings {
  readonly port: MessagePort;
  /** Incremented after each message, so that a blocked main thread can wait for one. */
  readonly signal: Int32Array;
  /** JETLOOP_COMPILER, when set. */
  readonly compilerPath: string | undefined;
  /** Whether what the compiler process writes to standard error is passed on. */
  readonly showCompilerOutput: boolean;
  readonly timeoutMilliseconds: number;
}
