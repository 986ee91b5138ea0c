/**
 * The compile service as the main thread sees it. Front end and compiler run in one worker thread per JavaScript environment, started with
 * the first accelerated function; neither it nor anything it starts keeps the process alive, except while somebody awaits a result.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { publish } from '../../events/channels.js';
import { environmentSettings, resolveLogLevel } from '../../settings/settings.js';
import type { CompileReply, CompileRequest, WorkerMessage, WorkerSettings } from './messages.js';
import { serviceRefusal } from './refusals.js';

/** A request without its number. */
export type CompileJob = Omit<CompileRequest, 'id' | 'urgent'>;

/** Told once what became of a job. */
export type ReplyListener = (reply: CompileReply) => void;

const COMPILER_TIMEOUT = 10_000;
/** Starting the worker, and one timeout of the compiler after a crash of it. */
const SYNC_TIMEOUT = 2 * COMPILER_TIMEOUT + 5_000;
/** A worker that ended this often is not started again. */
const MAXIMUM_STARTS = 4;

interface Running {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly signal: Int32Array;
}

class CompileService {
  private running: Running | undefined;
  private starts = 0;
  private isPreparing = false;
  private nextId = 1;
  private awaited = 0;
  private readonly listeners = new Map<number, ReplyListener>();
  private readonly script = pathToFileURL(join(__dirname, 'worker.js'));

  /**
   * Starts the worker ahead of the first job, as soon as the program is loaded: to construct a worker for the first time takes a few
   * milliseconds of the main thread, which an event loop would miss later, and which whoever asks at once why a function cannot be compiled
   * need not wait for. The compiler process is left to the first job.
   */
  prepareSoon(): void {
    if (this.isPreparing || this.running !== undefined) return;
    this.isPreparing = true;
    setImmediate(() => {
      try {
        this.start();
      } catch {
        // Told to whoever asks for a kernel.
      }
    }).unref();
  }

  /** Starts a job. The listener is called later, from the event loop, from {@link poll}, or from another job's {@link compileNow}. */
  compile(job: CompileJob, listener: ReplyListener): void {
    this.post(job, false, listener);
  }

  /** Blocks until the job is done or the time limit is over. */
  compileNow(job: CompileJob, listener: ReplyListener): void {
    const id = this.post(job, true, listener);
    const deadline = Date.now() + SYNC_TIMEOUT;
    while (this.listeners.has(id) && this.running !== undefined) {
      // Read before looking: a message that arrives in between changes it, and the wait ends at once.
      const seen = Atomics.load(this.running.signal, 0);
      if (this.poll()) continue;
      const remaining = deadline - Date.now();
      if (remaining <= 0 || Atomics.wait(this.running.signal, 0, seen, remaining) === 'timed-out') {
        this.deliver({
          id,
          ok: false,
          scope: 'service',
          refusals: [serviceRefusal('compiler-timeout', `${SYNC_TIMEOUT} ms`)],
        });
      }
    }
  }

  /**
   * Takes in replies that have arrived, for programs that never return to the event loop.
   *
   * @returns whether there were any
   */
  poll(): boolean {
    let any = false;
    while (this.running !== undefined) {
      const received = receiveMessageOnPort(this.running.port) as { message: WorkerMessage } | undefined;
      if (received === undefined) break;
      this.take(received.message);
      any = true;
    }
    return any;
  }

  /** Keeps the process alive until {@link release}: somebody awaits a reply. */
  hold(): void {
    if (this.awaited++ === 0) this.running?.port.ref();
  }

  release(): void {
    if (--this.awaited === 0) this.running?.port.unref();
  }

  private post(job: CompileJob, urgent: boolean, listener: ReplyListener): number {
    const id = this.nextId++;
    this.listeners.set(id, listener);
    try {
      this.start().port.postMessage({ ...job, id, urgent } satisfies CompileRequest);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.deliver({ id, ok: false, scope: 'service', refusals: [serviceRefusal('service-failed', detail)] });
    }
    return id;
  }

  private start(): Running {
    if (this.running !== undefined) return this.running;
    if (this.starts === MAXIMUM_STARTS) throw new Error(`the worker ended ${MAXIMUM_STARTS} times`);
    this.starts++;
    const { port1, port2 } = new MessageChannel();
    const signal = new Int32Array(new SharedArrayBuffer(4));
    const workerData: WorkerSettings = {
      port: port2,
      signal,
      compilerPath: environmentSettings().compilerPath,
      showCompilerOutput: resolveLogLevel() === 'debug',
      timeoutMilliseconds: COMPILER_TIMEOUT,
    };
    // The program's own flags (--import, --inspect, …) are not for this thread, and neither is its environment.
    const worker = new Worker(this.script, {
      workerData,
      transferList: [port2],
      execArgv: [],
      env: {},
      name: 'jetloop-compile',
    });
    worker.on('error', () => undefined); // 'exit' follows
    worker.on('exit', () => this.stopped(worker));
    worker.unref();
    port1.on('message', (message: WorkerMessage) => this.take(message));
    if (this.awaited === 0) port1.unref();
    this.running = { worker, port: port1, signal };
    publish('worker', () => ({ role: 'compiler', state: 'started' }));
    return this.running;
  }

  private take(message: WorkerMessage): void {
    if (message.kind === 'reply') this.deliver(message.reply);
    else publish('compiler', () => message.event);
  }

  private deliver(reply: CompileReply): void {
    const listener = this.listeners.get(reply.id);
    this.listeners.delete(reply.id);
    listener?.(reply);
  }

  private stopped(worker: Worker): void {
    if (this.running?.worker !== worker) return;
    this.poll();
    this.running.port.close();
    this.running = undefined;
    publish('worker', () => ({ role: 'compiler', state: 'failed' }));
    for (const id of [...this.listeners.keys()]) {
      this.deliver({
        id,
        ok: false,
        scope: 'service',
        refusals: [serviceRefusal('service-failed', 'the worker ended')],
      });
    }
  }
}

let service: CompileService | undefined;

export type { CompileService };

/** The service of this JavaScript environment. */
export function compileService(): CompileService {
  service ??= new CompileService();
  return service;
}
