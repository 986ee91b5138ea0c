/**
 * What the engine tells the outside, over `node:diagnostics_channel`, so that listeners come and go without the engine's knowing. Nothing is
 * computed for a channel that nobody listens to.
 */
import diagnosticsChannel from 'node:diagnostics_channel';

/** A kernel was compiled and loaded, or came out of a cache. */
export interface CompileEvent {
  readonly function: string;
  readonly signature: string;
  /** Milliseconds from the request to loaded code. */
  readonly milliseconds: number;
  readonly cached: boolean;
  /** Size of the machine code object. */
  readonly bytes: number;
}

/** A function, or one signature of it, stays JavaScript. */
export interface RefusalEvent {
  readonly function: string;
  /** Absent where the whole function is refused. */
  readonly signature?: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly line: number;
  readonly column: number;
}

/** The router sends calls of one size somewhere else than before. */
export interface RouteEvent {
  readonly function: string;
  readonly signature: string;
  /** Calls of this class are at least this large, and smaller than twice that. */
  readonly size: number;
  readonly route: 'javascript' | 'native';
  readonly javascriptMilliseconds: number;
  readonly nativeMilliseconds: number;
}

/** A kernel's results were not those of the function. The kernel is disabled; the caller got the right results. */
export interface VerifyMismatchEvent {
  readonly function: string;
  readonly signature: string;
  /** What differed first. */
  readonly difference: string;
}

/** A compiled signature went back to JavaScript for good. */
export interface DeoptEvent {
  readonly function: string;
  readonly signature: string;
  readonly code: string;
  readonly message: string;
}

/** The compiler process started, failed or was given up for a while. */
export interface CompilerEvent {
  readonly state: 'started' | 'failed';
  readonly message: string;
}

/** The package is used for the first time in this JavaScript environment. */
export interface SessionEvent {
  /** Whether the native addon was loaded. */
  readonly addon: boolean;
  /** Whether there is a compiler. */
  readonly compiler: boolean;
  /** Features of the processor in LLVM's names; empty without the addon. */
  readonly features: readonly string[];
}

/** A worker thread of the package started, did a task, or ended unexpectedly. */
export interface WorkerEvent {
  /** The thread that compiles, or one of those that run functions. */
  readonly role: 'compiler' | 'pool';
  readonly state: 'started' | 'task' | 'failed';
  /** Of a task. */
  readonly milliseconds?: number;
}

/** A kernel ran on the graphics processor, or failed to. */
export interface GpuEvent {
  readonly adapter: 'discrete' | 'integrated' | 'software' | 'unknown';
  readonly state: 'dispatched' | 'failed';
  /** Of the whole run, transfers included. */
  readonly milliseconds?: number;
}

/** The pool of memory took a block from the system, used one again, or gave one back. */
export interface AllocatorEvent {
  readonly state: 'allocated' | 'recycled' | 'released';
  readonly bytes: number;
}

/** What each channel carries. The channel's name is `jetloop:` and the key. */
export interface EventTypes {
  readonly compile: CompileEvent;
  readonly refusal: RefusalEvent;
  readonly route: RouteEvent;
  readonly 'verify-mismatch': VerifyMismatchEvent;
  readonly deopt: DeoptEvent;
  readonly compiler: CompilerEvent;
  readonly session: SessionEvent;
  readonly worker: WorkerEvent;
  readonly gpu: GpuEvent;
  readonly allocator: AllocatorEvent;
}

export type EventName = keyof EventTypes;

/** The names of all channels, without `jetloop:`. */
export const EVENT_NAMES = [
  'compile',
  'refusal',
  'route',
  'verify-mismatch',
  'deopt',
  'compiler',
  'session',
  'worker',
  'gpu',
  'allocator',
] as const satisfies EventName[];

const channels = Object.fromEntries(
  EVENT_NAMES.map((name) => [name, diagnosticsChannel.channel(`jetloop:${name}`)]),
) as Record<EventName, diagnosticsChannel.Channel>;

/**
 * Publishes an event, if anyone listens.
 *
 * @param build - called only then
 */
export function publish<K extends EventName>(name: K, build: () => EventTypes[K]): void {
  const channel = channels[name];
  if (channel.hasSubscribers) channel.publish(build());
}

/**
 * Listens to one kind of event.
 *
 * @returns a function that stops listening
 */
export function subscribe<K extends EventName>(name: K, listener: (event: EventTypes[K]) => void): () => void {
  const onMessage = (message: unknown): void => listener(message as EventTypes[K]);
  diagnosticsChannel.subscribe(`jetloop:${name}`, onMessage);
  return () => {
    diagnosticsChannel.unsubscribe(`jetloop:${name}`, onMessage);
  };
}
