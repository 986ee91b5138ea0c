/** Asks `jetloop-compiler --serve` for objects, and for the IR after a pass (docs/compiler-protocol.md); requests may follow each other closely. */

import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

interface Answer {
  readonly ok: boolean;
  readonly ir?: string;
  readonly sha256?: string;
  readonly message?: string;
}

interface Waiting {
  resolve(answer: { readonly json: Answer; readonly object: Uint8Array }): void;
  reject(error: Error): void;
}

/** What the addon loads. */
export interface CompiledObject {
  readonly object: Uint8Array;
  readonly sha256: string;
}

export class CompilerClient {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly waiting: Waiting[] = [];
  private received: Buffer = Buffer.alloc(0);
  private id = 0;

  constructor(compiler: string) {
    this.child = spawn(compiler, ['--serve'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdout.on('data', (chunk: Buffer) => {
      this.receive(chunk);
    });
    this.child.on('close', (code, signal) => {
      for (const request of this.waiting.splice(0)) request.reject(new Error(`the compiler ended: ${code ?? signal}`));
    });
    this.child.stdin.on('error', () => undefined); // 'close' tells
  }

  /** The kernel's text after the pass and all before it. */
  async transform(ir: string, pass: string): Promise<string> {
    const { json } = await this.request('transform', `pass ${pass}`, ir);
    if (!json.ok || json.ir === undefined) {
      throw new Error(`${pass}: ${json.message}\n${ir}`);
    }
    return json.ir;
  }

  /** The kernel as code for a target. */
  async compile(ir: string, target: string): Promise<CompiledObject> {
    const { json, object } = await this.request('compile', `target ${target}`, ir);
    if (!json.ok || json.sha256 === undefined) {
      throw new Error(`${target}: ${json.message}`);
    }
    return { object, sha256: json.sha256 };
  }

  close(): void {
    this.child.stdin.end();
  }

  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const first = frameEnd(this.received, 0);
      const second = frameEnd(this.received, first);
      if (second > this.received.length) {
        return;
      }
      const json = JSON.parse(this.received.subarray(4, first).toString()) as Answer;
      const object = Uint8Array.from(this.received.subarray(first + 4, second));
      this.received = this.received.subarray(second);
      this.waiting.shift()?.resolve({ json, object });
    }
  }

  private request(verb: string, header: string, ir: string): Promise<{ json: Answer; object: Uint8Array }> {
    const request = Buffer.from(`jetloop/1 ${verb}\nid ${++this.id}\n${header}\n\n${ir}`);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(request.length);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.child.stdin.write(Buffer.concat([size, request]));
    });
  }
}

/** Where the frame that starts at an offset ends; beyond the bytes while it is not all there. */
function frameEnd(bytes: Buffer, start: number): number {
  return bytes.length < start + 4 ? Infinity : start + 4 + bytes.readUInt32LE(start);
}
