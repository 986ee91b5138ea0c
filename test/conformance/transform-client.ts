/** Asks `jetloop-compiler --serve` for the IR after a pass (docs/compiler-protocol.md). */

import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

interface Answer {
  ok: boolean;
  ir?: string;
  message?: string;
}

export class TransformClient {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = [];
  private received = Buffer.alloc(0);
  private id = 0;

  constructor(compiler: string) {
    this.child = spawn(compiler, ['--serve'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdout.on('data', (chunk: Buffer) => this.receive(chunk));
    this.child.on('close', (code) =>
      this.waiting.splice(0).forEach(({ reject }) => reject(new Error(`compiler ended: ${code}`))),
    );
    this.child.stdin.on('error', () => undefined); // 'close' tells
  }

  /** The kernel's text after the pass and all before it. */
  async transform(ir: string, pass: string): Promise<string> {
    const request = Buffer.from(`jetloop/1 transform\nid ${++this.id}\npass ${pass}\n\n${ir}`);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(request.length);
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.child.stdin.write(Buffer.concat([size, request]));
    });
    if (!answer.ok || answer.ir === undefined) {
      throw new Error(`${pass}: ${answer.message}\n${ir}`);
    }
    return answer.ir;
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
      const answer = JSON.parse(this.received.subarray(4, first).toString()) as Answer;
      this.received = this.received.subarray(second);
      this.waiting.shift()?.resolve(answer);
    }
  }
}

/** Where the frame that starts at an offset ends; beyond the bytes while it is not all there. */
function frameEnd(bytes: Buffer, start: number): number {
  return bytes.length < start + 4 ? Infinity : start + 4 + bytes.readUInt32LE(start);
}
