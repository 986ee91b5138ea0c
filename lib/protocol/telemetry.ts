/**
 * Everything that telemetry can contain: the one description from which the types below, the validators of client and hub, and
 * docs/security/telemetry-data-flow.md are derived. Unknown fields are rejected on both sides. To add a field is to add a row here, and to have
 * it appear in the documentation.
 */
import { checkRecord, plainElements, plainProperties, type Problem } from './check-record.js';
import { REFUSAL_CODES } from './refusal-codes.js';
import { MAXIMUM_COUNT, type CountsField, type EnumField, type HistogramField, type IntegerField } from './schema.js';
import type { RecordSchema, RecordValue } from './schema.js';

export type { Problem } from './check-record.js';

/** Version of everything in this file. A hub accepts the versions it knows and refuses others. */
export const SCHEMA_VERSION = 1;
/** Most events in one batch, and most bytes of one batch as JSON. */
export const MAXIMUM_EVENTS = 64;
export const MAXIMUM_BATCH_BYTES = 65_536;

/** Where a batch goes: `/v1/telemetry/` and this. A batch holds events of one stream alone. */
export const STREAMS = ['metrics', 'critical-events', 'compatibility-reports'] as const;
export type Stream = (typeof STREAMS)[number];

const count = (doc: string): IntegerField => ({ type: 'integer', minimum: 0, maximum: MAXIMUM_COUNT, doc });
const integer = (minimum: number, maximum: number, doc: string): IntegerField => ({
  type: 'integer',
  minimum,
  maximum,
  doc,
});
const histogram = (unit: string, bounds: readonly number[], doc: string): HistogramField => ({
  type: 'histogram',
  bounds,
  unit,
  doc,
});
const oneOf = <const V extends string>(values: readonly V[], doc: string): EnumField<V> => ({
  type: 'enum',
  values,
  doc,
});
const counts = <const K extends string>(keys: readonly K[], doc: string): CountsField<K> => ({
  type: 'counts',
  keys,
  doc,
});
const flag = (doc: string) => ({ type: 'flag', doc }) as const;
const hex = (digits: number, doc: string) => ({ type: 'hex', digits, doc }) as const;
const version = (doc: string) => ({ type: 'version', doc }) as const;

/** Latencies from a quarter of a millisecond to four seconds. */
const MILLISECONDS = [0.25, 1, 4, 16, 64, 256, 1024, 4096] as const;
const BYTES = [256, 1024, 4096, 16_384, 65_536, 1_048_576, 16_777_216] as const;

/** What happened that should never happen. */
export const CRITICAL_CODES = [
  'verify-mismatch',
  'object-refused',
  'compiler-crashed',
  'compiler-timeout',
  'compiler-output',
  'compiler-refused',
  'compiler-paused',
  'service-failed',
] as const;
export type CriticalCode = (typeof CRITICAL_CODES)[number];

/** One kind of event: where it goes, when it is made, and its fields. */
interface EventSchema {
  readonly stream: Stream;
  readonly doc: string;
  readonly fields: RecordSchema;
}

/** Every kind of event. All of them are sums over a stretch of time, except the start of a session. */
export const EVENTS = {
  'session-start': {
    stream: 'metrics',
    doc: 'The package was used for the first time in a process.',
    fields: {
      platform: oneOf(['linux', 'darwin', 'win32', 'other'], 'Operating system.'),
      architecture: oneOf(['x64', 'arm64', 'other'], 'Processor architecture.'),
      nodeMajor: integer(0, 999, 'Major version of Node.js.'),
      simd: oneOf(['none', 'baseline', 'avx2', 'avx512'], 'Widest vector instructions that kernels can use here.'),
      processors: integer(1, 1024, 'Processors of the machine, rounded down to a power of two.'),
      memoryGibibytes: integer(1, 65_536, 'Memory of the machine, rounded down to a power of two.'),
      addon: flag('Whether the native addon was loaded.'),
      compiler: flag('Whether there is a compiler.'),
    },
  },
  routing: {
    stream: 'metrics',
    doc: 'Decisions of the router between JavaScript and kernels.',
    fields: {
      toNative: count('Decisions for a kernel.'),
      toJavascript: count('Decisions for JavaScript.'),
      speedup: histogram(
        'times',
        [0.25, 0.5, 0.9, 1.1, 2, 4, 8, 16, 32],
        'Measured time of JavaScript divided by that of the kernel, where both were measured.',
      ),
      size: histogram(
        'elements',
        [16, 256, 4096, 65_536, 1_048_576],
        'Size class of the calls that the decision is about.',
      ),
    },
  },
  jit: {
    stream: 'metrics',
    doc: 'Kernels compiled and loaded.',
    fields: {
      compiled: count('Kernels compiled.'),
      cached: count('Kernels taken from a cache.'),
      milliseconds: histogram('ms', MILLISECONDS, 'From the request to loaded code.'),
      objectBytes: histogram('bytes', BYTES, 'Size of the machine code.'),
      compilerStarts: count('Starts of the compiler process.'),
      compilerFailures: count('Unexpected ends of the compiler process.'),
      deopts: count('Kernels given up for good.'),
    },
  },
  worker: {
    stream: 'metrics',
    doc: 'Worker threads of the package.',
    fields: {
      started: count('Threads started.'),
      failed: count('Threads that ended unexpectedly.'),
      tasks: count('Tasks done.'),
      milliseconds: histogram('ms', MILLISECONDS, 'Time of each task.'),
    },
  },
  gpu: {
    stream: 'metrics',
    doc: 'Use of a graphics processor.',
    fields: {
      adapter: oneOf(['discrete', 'integrated', 'software', 'unknown'], 'Kind of the adapter in use.'),
      dispatches: count('Kernels run on it.'),
      failures: count('Runs that failed and fell back.'),
      milliseconds: histogram('ms', MILLISECONDS, 'Time of each run, transfers included.'),
    },
  },
  allocator: {
    stream: 'metrics',
    doc: 'Pooled memory.',
    fields: {
      allocated: count('Blocks taken from the system.'),
      recycled: count('Blocks used again.'),
      released: count('Blocks given back to the system.'),
      bytes: histogram('bytes', BYTES, 'Size of each block asked for.'),
    },
  },
  workload: {
    stream: 'metrics',
    doc: 'What the process as a whole used, and what was saved.',
    fields: {
      seconds: integer(0, 31_536_000, 'Length of the stretch of time.'),
      calls: count('Calls of accelerated functions.'),
      nativeCalls: count('Those of them that ran native.'),
      savedMilliseconds: count('Estimated time saved by the native calls.'),
      functions: count('Accelerated functions in use.'),
      kernels: count('Kernels in use.'),
      processorMilliseconds: count('Processor time of the process, all threads; 0 in what a worker thread adds.'),
      residentMebibytes: integer(
        0,
        16_777_216,
        'Largest resident memory of the process so far, rounded up to a power of two.',
      ),
    },
  },
  critical: {
    stream: 'critical-events',
    doc: 'Faults of the package itself. The program got the right results all the same.',
    fields: {
      codes: counts(CRITICAL_CODES, 'How often each fault occurred.'),
    },
  },
  compatibility: {
    stream: 'compatibility-reports',
    doc: 'Why functions stayed JavaScript: codes and counts, nothing of the functions.',
    fields: {
      refusals: counts([...REFUSAL_CODES, 'other'], 'How often each refusal code of docs/refusals.md was given.'),
    },
  },
} as const satisfies Record<string, EventSchema>;

export type EventKind = keyof typeof EVENTS;
export const EVENT_KINDS = Object.keys(EVENTS) as readonly EventKind[];

/** An event of one kind. */
export type EventOf<K extends EventKind> = { readonly kind: K } & RecordValue<(typeof EVENTS)[K]['fields']>;

/** Any event. */
export type TelemetryEvent = { [K in EventKind]: EventOf<K> }[EventKind];

/** The fields of a batch next to `events`. */
export const BATCH_FIELDS = {
  schemaVersion: integer(SCHEMA_VERSION, SCHEMA_VERSION, 'Version of this schema.'),
  idempotencyKey: hex(32, 'Random, made for this batch; a batch that arrives twice is counted once.'),
  packageVersion: version('Version of the package.'),
} as const satisfies RecordSchema;

/** What one request of the telemetry class carries. */
export type TelemetryBatch = RecordValue<typeof BATCH_FIELDS> & { readonly events: readonly TelemetryEvent[] };

/** The opt-in sign of life. */
export const HEARTBEAT_FIELDS = {
  hostHash: hex(64, 'SHA-256 of the identity of the host.'),
  version: version('Version of the package.'),
  pid: integer(1, 4_194_304, 'Number of the process.'),
  uptime: integer(0, 3_155_760_000, 'Seconds since the process started.'),
} as const satisfies RecordSchema;

export type LensHeartbeat = RecordValue<typeof HEARTBEAT_FIELDS>;

/** The result of a check: a copy that holds nothing but what was checked, or what is wrong. */
export type BatchCheck =
  { readonly ok: true; readonly batch: TelemetryBatch } | { readonly ok: false; readonly problems: readonly Problem[] };
export type HeartbeatCheck =
  | { readonly ok: true; readonly heartbeat: LensHeartbeat }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The stream of a batch; every event of it has the same one. */
export function streamOf(batch: TelemetryBatch): Stream {
  return EVENTS[batch.events[0]!.kind].stream;
}

/** Checks a batch, as the client does before sending and the hub after receiving. */
export function validateBatch(value: unknown): BatchCheck {
  const properties = plainProperties(value);
  if (properties === undefined) return { ok: false, problems: [{ path: '(root)', message: 'is not a plain object' }] };
  const problems: Problem[] = [];
  const fields = checkRecord(BATCH_FIELDS, properties, '', problems, ['events']);
  const elements = plainElements(properties.get('events'), MAXIMUM_EVENTS);
  if (elements === undefined || elements.length === 0) {
    problems.push({ path: 'events', message: `is not a list of 1 to ${MAXIMUM_EVENTS} events` });
  }
  const events = (elements ?? []).map((event, index) => checkEvent(event, `events[${index}]`, problems));
  if (problems.length > 0) return { ok: false, problems };
  const batch = { ...fields, events: events as TelemetryEvent[] };
  const stream = streamOf(batch);
  if (batch.events.some(({ kind }) => EVENTS[kind].stream !== stream)) {
    return { ok: false, problems: [{ path: 'events', message: 'belong to more than one stream' }] };
  }
  return { ok: true, batch };
}

/** Checks a heartbeat. */
export function validateHeartbeat(value: unknown): HeartbeatCheck {
  const properties = plainProperties(value);
  if (properties === undefined) return { ok: false, problems: [{ path: '(root)', message: 'is not a plain object' }] };
  const problems: Problem[] = [];
  const heartbeat = checkRecord(HEARTBEAT_FIELDS, properties, '', problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, heartbeat };
}

function checkEvent(value: unknown, path: string, problems: Problem[]): TelemetryEvent | undefined {
  const properties = plainProperties(value);
  const kind = EVENT_KINDS.find((known) => known === properties?.get('kind'));
  if (properties === undefined || kind === undefined) {
    problems.push({ path, message: 'is not an event of a known kind' });
    return undefined;
  }
  return { kind, ...checkRecord(EVENTS[kind].fields, properties, path, problems, ['kind']) } as TelemetryEvent;
}
