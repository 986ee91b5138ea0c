/**
 * Composes telemetry for one program: collector → queue → sender. Called by the command and by the opt-in entry alone; the engine works without
 * it, and without this folder. Everything here is unref'd: it never keeps a program alive, and never delays its end.
 */
import { isMainThread } from 'node:worker_threads';
import type { TelemetryBatch } from '../../protocol/telemetry.js';
import { currentInputs, decide, type Decision } from '../../settings/gates.js';
import { packageVersion } from '../../settings/package-version.js';
import { onceConfigured } from '../../settings/settings.js';
import { readVariable, VARIABLES } from '../../settings/variables.js';
import { isCredentialStored } from '../licensing/find-stored-credential.js';
import { readBackOff } from './back-off.js';
import { Collector } from './collector.js';
import { handOver, receiveHandOvers } from './hand-over.js';
import { openState, type State } from './open-state.js';
import { Permission } from './permission.js';
import { showNoticeOnce } from './show-notice.js';
import { startSender } from './start-sender.js';

/** The numbers, in one place so that tests can set their own. */
export interface TelemetryPolicy {
  /** Time for a user who reads the notice to say no; also keeps short programs from starting a process. */
  readonly firstUploadMilliseconds: number;
  readonly uploadMilliseconds: number;
  /** From the start to the first batch: what happens first tells most, and short programs have nothing else. */
  readonly firstFlushMilliseconds: number;
  readonly flushMilliseconds: number;
  /** With the queue switched off: most batches in memory; where one more comes, the oldest goes. */
  readonly maximumUnqueued: number;
  /** Most names of queued batches that are kept, to delete them when telemetry is forbidden. */
  readonly maximumRemembered: number;
}

export const DEFAULT_TELEMETRY_POLICY: TelemetryPolicy = {
  firstUploadMilliseconds: 60_000,
  uploadMilliseconds: 600_000,
  firstFlushMilliseconds: 2000,
  flushMilliseconds: 60_000,
  maximumUnqueued: 16,
  maximumRemembered: 1000,
};

/** Telemetry that runs. */
export interface RunningTelemetry {
  /** Ends it without trace; what is queued stays queued. */
  stop(): void;
}

/**
 * Starts telemetry, if it is allowed now. Where it is not, nothing is subscribed, timed, written or read again: to allow it takes effect at the next
 * start of a program; to forbid it acts at once. Only a program that has yet to say where its hub is may still do so, by `configure`.
 *
 * @returns `undefined` where nothing was started
 */
export function startTelemetry(policy: Partial<TelemetryPolicy> = {}): RunningTelemetry | undefined {
  const decision = decide('telemetry');
  if (!decision.open && decision.code === 'no-api-url' && decision.origin === 'default') {
    onceConfigured(() => startTelemetry(policy));
    return undefined;
  }
  const running = isMainThread
    ? prepareProgram(decision, { ...DEFAULT_TELEMETRY_POLICY, ...policy })
    : prepareThread(decision, { ...DEFAULT_TELEMETRY_POLICY, ...policy });
  running?.start();
  return running;
}

function prepareProgram(before: Decision, policy: TelemetryPolicy): Program | undefined {
  if (!before.open && (before.code !== 'no-notice' || !process.stderr.isTTY)) return undefined;
  const opened = openState();
  if (!opened.ok) return undefined;
  try {
    showNoticeOnce(opened.state);
  } catch {
    // A notice that cannot be remembered would be shown each time: it counts as not given.
    return undefined;
  }
  const decision = decide('telemetry');
  return decision.open ? new Program(opened.state, decision.since, policy) : undefined;
}

function prepareThread(decision: Decision, policy: TelemetryPolicy): Thread | undefined {
  return decision.open ? new Thread(decision.since, policy) : undefined;
}

/** What runs in the main thread and in worker threads alike: it counts, and now and then passes on what it counted. */
abstract class Counting implements RunningTelemetry {
  protected readonly permission: Permission;
  protected timers: NodeJS.Timeout[] = [];
  private readonly collector: Collector;

  constructor(
    since: number,
    protected readonly policy: TelemetryPolicy,
  ) {
    this.permission = new Permission(since, () => this.forget());
    const isAllowed = (): boolean => this.permission.ask() !== undefined;
    this.collector = new Collector({ packageVersion: packageVersion(), isAllowed, isPart: !isMainThread });
  }

  start(): void {
    this.collector.start();
    process.on('exit', this.onExit);
    const { firstFlushMilliseconds, flushMilliseconds } = this.policy;
    this.timers = [
      setTimeout(() => this.flush(), firstFlushMilliseconds).unref(),
      setInterval(() => this.flush(), flushMilliseconds).unref(),
    ];
  }

  stop(): void {
    this.collector.stop();
    process.off('exit', this.onExit);
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
  }

  protected abstract readonly onExit: () => void;
  protected abstract passOn(batches: readonly TelemetryBatch[]): void;

  /** Everything that was recorded and not sent, wherever it waits. */
  protected forget(): void {
    this.collector.discard();
  }

  /** @returns how many batches there were */
  protected flush(): number {
    const batches = this.collector.take();
    this.passOn(batches);
    return batches.length;
  }
}

/** In a worker thread. */
class Thread extends Counting {
  protected override readonly onExit = (): void => void this.flush();

  protected override passOn(batches: readonly TelemetryBatch[]): void {
    handOver(batches);
  }
}

/** In the main thread. */
class Program extends Counting {
  /** Names of the batches that this program queued: they go when it is told to stop. */
  private readonly queued = new Set<string>();
  private unqueued: { readonly batch: TelemetryBatch; readonly queuedAt: number }[] = [];
  private readonly startedAt = Date.now() - Math.round(process.uptime() * 1000);
  private hasSession = false;
  private sender: ReturnType<typeof startSender>;
  private stopReceiving: () => void = () => undefined;

  constructor(
    private readonly state: State,
    since: number,
    policy: TelemetryPolicy,
  ) {
    super(since, policy);
  }

  override start(): void {
    super.start();
    this.stopReceiving = receiveHandOvers((batch) => {
      if (this.permission.ask() !== undefined) this.accept(batch);
    });
    const { firstUploadMilliseconds, uploadMilliseconds } = this.policy;
    this.timers.push(
      // Programs that were started together do not send together.
      setTimeout(() => this.startSender(), firstUploadMilliseconds * (1 + Math.random() / 4)).unref(),
      setInterval(() => this.startSender(), uploadMilliseconds).unref(),
    );
  }

  override stop(): void {
    super.stop();
    this.stopReceiving();
  }

  /**
   * Nothing is recorded at the end: it would take a millisecond or two, and nobody should wait for telemetry. But what must not be sent any more is
   * deleted.
   */
  protected override readonly onExit = (): void => {
    if (this.queued.size > 0 || this.sender !== undefined) this.permission.askIfChanged();
  };

  protected override passOn(batches: readonly TelemetryBatch[]): void {
    for (const batch of batches) this.accept(batch);
  }

  protected override forget(): void {
    super.forget();
    this.unqueued = [];
    // It may have read them already, and nobody is left to ask once the program has ended.
    this.sender?.kill();
    for (const name of this.queued) this.state.queue.remove(name);
    this.queued.clear();
  }

  private accept(counted: TelemetryBatch): void {
    const batch = this.withoutRepeatedSession(counted);
    if (batch === undefined) return;
    if (!readVariable(VARIABLES.offlineQueue, process.env).value) {
      this.unqueued.push({ batch, queuedAt: Date.now() });
      this.unqueued.splice(0, this.unqueued.length - this.policy.maximumUnqueued);
    } else {
      void this.enqueue(batch);
    }
  }

  /** Each thread opens the package for itself; to a hub, they are one process. */
  private withoutRepeatedSession(batch: TelemetryBatch): TelemetryBatch | undefined {
    const events = batch.events.filter(({ kind }) => {
      if (kind !== 'session-start') return true;
      const isFirst = !this.hasSession;
      this.hasSession = true;
      return isFirst;
    });
    return events.length === 0 ? undefined : { ...batch, events };
  }

  private async enqueue(batch: TelemetryBatch): Promise<void> {
    let name = '';
    // Known from the start: the program may be told to stop, or end, while the disk is busy.
    const appended = await this.state.queue.append(batch, (chosen) => this.queued.add((name = chosen)));
    if (!appended.ok) {
      this.queued.delete(name);
      return;
    }
    // Forgotten meanwhile.
    if (!this.queued.has(name)) this.state.queue.remove(name);
    // Older ones were sent long ago, or pushed out of the queue.
    const [oldest] = this.queued;
    if (oldest !== undefined && this.queued.size > this.policy.maximumRemembered) this.queued.delete(oldest);
    // The gates may have closed while the disk was busy.
    this.permission.ask();
  }

  private startSender(): void {
    const baseUrl = this.permission.ask();
    if (baseUrl === undefined) return;
    const isAnything = this.flush() > 0 || this.unqueued.length > 0 || !this.state.queue.isEmpty();
    if (!isAnything && !decide('lens', currentInputs(isCredentialStored())).open) return;
    if (readBackOff(this.state.folder).notBefore > Date.now()) return;
    const program = { pid: process.pid, startedAt: this.startedAt };
    // To another hub than it was started for it must not send.
    const order = { type: 'order', program, batches: this.unqueued } as const;
    this.unqueued = [];
    const sender = startSender(order, baseUrl, () => this.permission.ask() === baseUrl);
    this.sender = sender;
    sender?.once('exit', () => {
      if (this.sender === sender) this.sender = undefined;
    });
  }
}
