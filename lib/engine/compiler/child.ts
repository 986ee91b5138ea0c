/** One `jetloop-compiler --serve` process: frames out, frames in, one request at a time. docs/compiler-protocol.md. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { CompileFailure, serviceRefusal, type ServiceRefusalCode } from './refusals.js';

/** A frame beyond this is not an answer. */
const MAXIMUM_FRAME_BYTES = 16 << 20;

/** Between the end of the output and the end of the process. */
const LAST_WORDS_MILLISECONDS = 100;

/** One request of the protocol. */
export interface ChildRequest {
  readonly verb: 'compile' | 'detect-host';
  readonly target?: string;
  readonly body?: string;
}

/** The two frames of an answer. */
export interface ChildResponse {
  readonly json: Readonly<Record<string, unknown>>;
  readonly object: Uint8Array;
}

interface Exchange {
  resolve(response: ChildResponse): void;
  reject(failure: CompileFailure): void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Any irregularity — the process ends, answers late, or answers something that is not an answer — ends the process and fails the request
 * in flight with a {@link CompileFailure}. A child that failed once is never used again.
 */
export class CompilerChild {
  private readonly process: ChildProcessByStdio<Writable, Readable, null | Readable>;
  private received: Buffer[] = [];
  private receivedBytes = 0;
  private current: Exchange | undefined;
  private nextId = 1;
  private dead = false;

  /**
   * @param path - the executable
   * @param showOutput - passes its standard error on to ours
   */
  constructor(path: string, showOutput: boolean) {
    this.process = spawn(path, ['--serve'], { stdio: ['pipe', 'pipe', showOutput ? 'inherit' : 'ignore'], env: {} });
    this.process.on('error', (error) => this.fail('compiler-crashed', error.message));
    this.process.on('close', (code, signal) =>
      this.fail('compiler-crashed', signal ?? `exit code ${code ?? 'unknown'}`),
    );
    this.process.stdin.on('error', () => undefined); // the end of the process is reported by 'close'
    // Usually the process ends just then, and 'close' says more about it.
    this.process.stdout.on('close', () =>
      setTimeout(() => this.fail('compiler-crashed', 'it closed its output'), LAST_WORDS_MILLISECONDS),
    );
    this.process.stdout.on('data', (chunk: Buffer) => this.receive(chunk));
  }

  /** Whether requests can be made. */
  get alive(): boolean {
    return !this.dead;
  }

  /** @throws CompileFailure when there is no answer */
  request(request: ChildRequest, timeoutMilliseconds: number): Promise<ChildResponse> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail('compiler-timeout', `${timeoutMilliseconds} ms`), timeoutMilliseconds);
      this.current = { resolve, reject, timer };
      const id = this.nextId++;
      const target = request.target === undefined ? '' : `target ${request.target}\n`;
      const frame = Buffer.from(`jetloop/1 ${request.verb}\nid ${id}\n${target}\n${request.body ?? ''}`);
      const size = Buffer.alloc(4);
      size.writeUInt32LE(frame.byteLength);
      this.process.stdin.write(size);
      this.process.stdin.write(frame);
    });
  }

  /** Ends the process at once. */
  kill(): void {
    this.fail('compiler-crashed', 'stopped');
  }

  private receive(chunk: Buffer): void {
    if (this.dead) return;
    this.received.push(chunk);
    this.receivedBytes += chunk.byteLength;
    if (this.current === undefined) {
      this.fail('compiler-output', 'output without a request');
      return;
    }
    if (this.receivedBytes < 4) return;
    const bytes = this.received.length === 1 ? chunk : Buffer.concat(this.received);
    this.received = [bytes];
    const json = this.frameAt(bytes, 0);
    const object = json === undefined ? undefined : this.frameAt(bytes, 4 + json.byteLength);
    if (json === undefined || object === undefined) return;
    if (8 + json.byteLength + object.byteLength !== bytes.byteLength) {
      this.fail('compiler-output', 'more than one answer');
      return;
    }
    this.received = [];
    this.receivedBytes = 0;
    this.answer(json, object);
  }

  /** The frame that starts at an offset, once all of it is there. */
  private frameAt(bytes: Buffer, offset: number): Buffer | undefined {
    if (this.dead || bytes.byteLength < offset + 4) return undefined;
    const size = bytes.readUInt32LE(offset);
    if (size > MAXIMUM_FRAME_BYTES) {
      this.fail('compiler-output', `a frame of ${size} bytes`);
      return undefined;
    }
    const start = offset + 4;
    return bytes.byteLength < start + size ? undefined : bytes.subarray(start, start + size);
  }

  private answer(jsonFrame: Buffer, objectFrame: Buffer): void {
    let json: unknown;
    try {
      json = JSON.parse(jsonFrame.toString('utf8'));
    } catch {
      json = undefined;
    }
    if (typeof json !== 'object' || json === null || (json as { id?: unknown }).id !== this.nextId - 1) {
      this.fail('compiler-output', 'not the answer to the request');
      return;
    }
    const exchange = this.current!;
    this.current = undefined;
    clearTimeout(exchange.timer);
    // A copy of its own: the chunk is a window into a buffer that belongs to the stream.
    exchange.resolve({ json: json as Record<string, unknown>, object: Uint8Array.from(objectFrame) });
  }

  private fail(code: ServiceRefusalCode, detail: string): void {
    if (this.dead) return;
    this.dead = true;
    this.process.kill('SIGKILL');
    this.process.stdin.destroy();
    this.process.stdout.destroy();
    const exchange = this.current;
    this.current = undefined;
    if (exchange === undefined) return;
    clearTimeout(exchange.timer);
    exchange.reject(new CompileFailure(serviceRefusal(code, detail)));
  }
}
