/**
 * Composes telemetry for one program: collector → queue → sender. Called by the command and by the opt-in entry alone; the engine works without
 * it, and without this folder. Everything here is unref'd: it never keeps a program alive, and never delays its end.
 */
import { isMainThread } from 'node:worker_threads';
import type { TelemetryBatch } from '../../protocol/telemetry.js';
import { currentInputs, decide } from '../../settings/gates.js';
import { packageVersion } from '../../settings/package-version.js';
import { readVariable, VARIABLES } from '../../settings/variables.js';
import { isCredentialStored } from '../licensing/find-stored-credential.js';
import { readBackOff } from './back-off.js';
import { Collector } from './collector.js';
import { openState, type State } from './open-state.js';
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
 * start of a program; to forbid it acts at once.
 *
 * @returns `undefined` where nothing was started
 */
export function startTelemetry(policy: Partial<TelemetryPolicy> = {}): RunningTelemetry | undefined {
  const before = decide('telemetry');
  if (!isMainThread || (!before.open && before.code !== 'no-notice')) return undefined;
  if (!before.open && !process.stderr.isTTY) return undefined;
  const opened = openState();
  if (!opened.ok) return undefined;
  try {
    showNoticeOnce(opened.state);
  } catch {
    // A notice that cannot be remembered would be shown each time: it counts as not given.
    return undefined;
  }
  const decision = decide('telemetry');
  if (!decision.open) return undefined;
  const program = new Program(opened.state, decision.since, { ...DEFAULT_TELEMETRY_POLICY, ...policy });
  program.start();
  return program;
}

class Program implements RunningTelemetry {
  private readonly collector: Collector;
  /** Names of the batches that this program queued: they go when it is told to stop. */
  private readonly queued = new Set<string>();
  private unqueued: { readonly batch: TelemetryBatch; readonly queuedAt: number }[] = [];
  private timers: NodeJS.Timeout[] = [];
  private readonly startedAt = Date.now() - Math.round(process.uptime() * 1000);

  constructor(
    private readonly state: State,
    private since: number,
    private readonly policy: TelemetryPolicy,
  ) {
    this.collector = new Collector({ packageVersion: packageVersion(), isAllowed: () => this.isAllowed() });
  }

  start(): void {
    this.collector.start();
    process.on('exit', this.onExit);
    const { firstFlushMilliseconds, flushMilliseconds, firstUploadMilliseconds, uploadMilliseconds } = this.policy;
    this.timers = [
      setTimeout(() => this.flush(), firstFlushMilliseconds).unref(),
      setInterval(() => this.flush(), flushMilliseconds).unref(),
      // Programs that were started together do not send together.
      setTimeout(() => this.startSender(), firstUploadMilliseconds * (1 + Math.random() / 4)).unref(),
      setInterval(() => this.startSender(), uploadMilliseconds).unref(),
    ];
  }

  stop(): void {
    this.collector.stop();
    process.off('exit', this.onExit);
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
  }

  /**
   * Nothing is recorded at the end: it would take a millisecond or two, and nobody should wait for telemetry. But what must not be sent any more is
   * deleted.
   */
  private readonly onExit = (): void => {
    if (this.queued.size > 0) this.isAllowed();
  };

  /** @returns how many batches there were */
  private flush(): number {
    const batches = this.collector.take();
    for (const batch of batches) this.accept(batch);
    return batches.length;
  }

  /** Asked at every use. When the answer turns to no, what this program recorded is forgotten, wherever it waits. */
  private isAllowed(): boolean {
    const decision = decide('telemetry');
    if (decision.open && decision.since === this.since) return true;
    // Also after off and on again between two questions: what was recorded in between must not be sent.
    this.collector.discard();
    this.unqueued = [];
    for (const name of this.queued) this.state.queue.remove(name);
    this.queued.clear();
    if (!decision.open) return false;
    this.since = decision.since;
    return true;
  }

  private accept(batch: TelemetryBatch): void {
    if (!readVariable(VARIABLES.offlineQueue, process.env).value) {
      this.unqueued.push({ batch, queuedAt: Date.now() });
      this.unqueued.splice(0, this.unqueued.length - this.policy.maximumUnqueued);
    } else {
      void this.enqueue(batch);
    }
  }

  private async enqueue(batch: TelemetryBatch): Promise<void> {
    const appended = await this.state.queue.append(batch);
    if (!appended.ok) return;
    this.queued.add(appended.name);
    // Older ones were sent long ago, or pushed out of the queue.
    const [oldest] = this.queued;
    if (oldest !== undefined && this.queued.size > this.policy.maximumRemembered) this.queued.delete(oldest);
    // The gates may have closed while the disk was busy.
    this.isAllowed();
  }

  private startSender(): void {
    if (!this.isAllowed()) return;
    const isAnything = this.flush() > 0 || this.unqueued.length > 0 || !this.state.queue.isEmpty();
    if (!isAnything && !decide('lens', currentInputs(isCredentialStored())).open) return;
    if (readBackOff(this.state.folder).notBefore > Date.now()) return;
    const program = { pid: process.pid, startedAt: this.startedAt };
    startSender({ type: 'order', program, batches: this.unqueued }, () => this.isAllowed());
    this.unqueued = [];
  }
}
