/**
 * Listens to the channels of the engine, sums what it hears, and hands batches of it over to whoever takes them. The engine does not know that
 * it exists: `stop` leaves no subscription and no number behind. Permission is asked for at every event, so that a gate acts at once.
 */
import { randomBytes } from 'node:crypto';
import { availableParallelism, totalmem } from 'node:os';
import { subscribe, type SessionEvent } from '../../events/channels.js';
import { askForCounters, type Counters } from '../../events/counters.js';
import { MAXIMUM_COUNT, VERSION_PATTERN } from '../../protocol/schema.js';
import { EVENTS, SCHEMA_VERSION, STREAMS, type EventOf } from '../../protocol/telemetry.js';
import type { TelemetryBatch, TelemetryEvent } from '../../protocol/telemetry.js';
import { Aggregate, bounded } from './aggregate.js';

/** What a collector needs from outside. */
export interface CollectorOptions {
  readonly packageVersion: string;
  /** Whether anything may be recorded now. Asked at every event; where not, what was recorded is forgotten. */
  readonly isAllowed: () => boolean;
  /** Milliseconds of any clock that only goes forward. */
  readonly now?: () => number;
  /** Whether somebody else counts what belongs to the process as a whole: there it must be counted once, however many threads it has. */
  readonly isPart?: boolean;
}

const NO_COUNTERS: Counters = { functions: 0, kernels: 0, calls: 0, nativeCalls: 0, savedMilliseconds: 0 };

export class Collector {
  isRunning = false;
  private readonly packageVersion: string;
  private readonly aggregate = new Aggregate();
  private stopListening: (() => void)[] = [];
  /** Where the stretch of time began that the next workload event is about. */
  private since = 0;
  private countersThen = NO_COUNTERS;
  private processorThen = 0;

  constructor(private readonly options: CollectorOptions) {
    this.packageVersion = wireVersion(options.packageVersion);
  }

  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.beginStretch();
    this.listenToCompiler();
    this.listenToRunning();
  }

  /** Ends it without trace. What was collected and not taken is forgotten. */
  stop(): void {
    for (const stop of this.stopListening) stop();
    this.stopListening = [];
    this.isRunning = false;
    this.discard();
  }

  /** Hands over what was collected since the last time: at most one batch per stream. */
  take(): TelemetryBatch[] {
    const batches = this.peek();
    this.discard();
    return batches;
  }

  /** What {@link take} would hand over now, under keys that will not be used again. */
  peek(): TelemetryBatch[] {
    if (!this.isRunning || !this.options.isAllowed()) return [];
    const events = [...this.aggregate.events(), ...this.workload()];
    return STREAMS.flatMap((stream) => {
      const ofStream = events.filter(({ kind }) => EVENTS[kind].stream === stream);
      return ofStream.length > 0 ? [this.batch(ofStream)] : [];
    });
  }

  /** Forgets what was collected. */
  discard(): void {
    this.aggregate.clear();
    this.beginStretch();
  }

  private listenToCompiler(): void {
    const { aggregate } = this;
    this.listen('session', (event) => aggregate.noteSession(describeSession(event)));
    this.listen('compile', ({ cached, milliseconds, bytes }) => {
      const jit = aggregate.of('jit');
      jit.count(cached ? 'cached' : 'compiled');
      jit.measure('milliseconds', milliseconds);
      jit.measure('objectBytes', bytes);
    });
    this.listen('compiler', ({ state }) =>
      aggregate.of('jit').count(state === 'started' ? 'compilerStarts' : 'compilerFailures'),
    );
    this.listen('deopt', () => aggregate.of('jit').count('deopts'));
    this.listen('refusal', ({ code }) => {
      aggregate.of('critical').countWord('codes', code);
      const refusals = aggregate.of('compatibility');
      if (!refusals.countWord('refusals', code)) refusals.countWord('refusals', 'other');
    });
  }

  private listenToRunning(): void {
    const { aggregate } = this;
    this.listen('route', ({ route, javascriptMilliseconds, nativeMilliseconds, size }) => {
      const routing = aggregate.of('routing');
      routing.count(route === 'native' ? 'toNative' : 'toJavascript');
      routing.measure('speedup', javascriptMilliseconds / nativeMilliseconds);
      routing.measure('size', size);
    });
    this.listen('worker', ({ state, milliseconds }) => {
      const worker = aggregate.of('worker');
      worker.count(state === 'task' ? 'tasks' : state === 'started' ? 'started' : 'failed');
      worker.measure('milliseconds', milliseconds);
    });
    this.listen('gpu', ({ adapter, state, milliseconds }) => {
      const gpu = aggregate.of('gpu');
      gpu.choose('adapter', adapter);
      gpu.count(state === 'failed' ? 'failures' : 'dispatches');
      gpu.measure('milliseconds', milliseconds);
    });
    this.listen('allocator', ({ state, bytes }) => {
      const allocator = aggregate.of('allocator');
      allocator.count(state === 'allocated' ? 'allocated' : state === 'recycled' ? 'recycled' : 'released');
      if (state !== 'released') allocator.measure('bytes', bytes);
    });
  }

  /** Anyone may publish anything to a channel: what cannot be read as an event is none, and never the program's problem. */
  private listen<K extends Parameters<typeof subscribe>[0]>(name: K, note: Parameters<typeof subscribe<K>>[1]): void {
    this.stopListening.push(
      subscribe(name, (event) => {
        try {
          if (this.options.isAllowed()) note(event);
          else this.discard();
        } catch {
          // See above.
        }
      }),
    );
  }

  private batch(events: readonly TelemetryEvent[]): TelemetryBatch {
    return {
      schemaVersion: SCHEMA_VERSION,
      idempotencyKey: randomBytes(16).toString('hex'),
      packageVersion: this.packageVersion,
      events,
    };
  }

  private now(): number {
    return (this.options.now ?? performance.now.bind(performance))();
  }

  private beginStretch(): void {
    this.since = this.now();
    this.countersThen = askForCounters() ?? NO_COUNTERS;
    this.processorThen = processorMilliseconds();
  }

  /** Nothing where no accelerated function was called. Functions that were collected meanwhile take their counts with them. */
  private workload(): EventOf<'workload'>[] {
    const now = askForCounters();
    if (now === undefined || now.calls <= this.countersThen.calls) return [];
    const then = this.countersThen;
    const count = (value: number): number => bounded(value, 0, MAXIMUM_COUNT);
    const { seconds, residentMebibytes } = EVENTS.workload.fields;
    const resident = process.resourceUsage().maxRSS / 1024;
    return [
      {
        kind: 'workload',
        seconds: bounded((this.now() - this.since) / 1000, seconds.minimum, seconds.maximum),
        calls: count(now.calls - then.calls),
        nativeCalls: count(now.nativeCalls - then.nativeCalls),
        savedMilliseconds: count(now.savedMilliseconds - then.savedMilliseconds),
        functions: count(now.functions),
        kernels: count(now.kernels),
        processorMilliseconds: this.options.isPart === true ? 0 : count(processorMilliseconds() - this.processorThen),
        residentMebibytes: bounded(2 ** Math.ceil(Math.log2(resident)), 0, residentMebibytes.maximum),
      },
    ];
  }
}

function processorMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The version as it may be sent: of anything else than a release or a numbered pre-release, its three numbers alone. */
export function wireVersion(version: string): string {
  if (VERSION_PATTERN.test(version)) return version;
  const numbers = /^\d{1,4}\.\d{1,4}\.\d{1,4}(?![\d.])/.exec(version);
  return numbers?.[0] ?? '0.0.0';
}

function describeSession(event: SessionEvent): EventOf<'session-start'> {
  const { platform, architecture, nodeMajor, processors, memoryGibibytes } = EVENTS['session-start'].fields;
  const powerOfTwo = (value: number): number => 2 ** Math.floor(Math.log2(Math.max(value, 1)));
  return {
    kind: 'session-start',
    platform: platform.values.find((known) => known === process.platform) ?? 'other',
    architecture: architecture.values.find((known) => known === process.arch) ?? 'other',
    nodeMajor: bounded(Number.parseInt(process.versions.node, 10), nodeMajor.minimum, nodeMajor.maximum),
    simd: widestSimd(event),
    processors: bounded(powerOfTwo(availableParallelism()), processors.minimum, processors.maximum),
    memoryGibibytes: bounded(powerOfTwo(totalmem() / 2 ** 30), memoryGibibytes.minimum, memoryGibibytes.maximum),
    addon: isTrue(event.addon),
    compiler: isTrue(event.compiler),
  };
}

function widestSimd({ addon, features }: SessionEvent): EventOf<'session-start'>['simd'] {
  if (!addon) return 'none';
  if (features.includes('avx512f')) return 'avx512';
  return features.includes('avx2') ? 'avx2' : 'baseline';
}

/** The channel may be published to by anyone, with anything. */
function isTrue(value: unknown): boolean {
  return value === true;
}
