/** A child process that is asked one line at a time. */

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Stays alive between questions, so that sides can take turns within a round. */
export class LineProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #name: string;
  #errors = '';

  constructor(command: string, args: readonly string[]) {
    this.#name = command;
    this.#child = spawn(command, args);
    this.#child.on('error', (error) => (this.#errors += error.message));
    this.#child.stdin.on('error', (error) => (this.#errors += error.message));
    this.#child.stderr.on('data', (text: Buffer) => (this.#errors += text.toString()));
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
  }

  /** Sends a line, unless it is left out, and waits for the line that answers it. */
  async ask(line?: string): Promise<string> {
    if (line !== undefined) this.#child.stdin.write(`${line}\n`);
    const answer = await this.#lines.next();
    if (answer.done === true) throw new Error(`${this.#name} ended: ${this.#errors.trim().slice(-800)}`);
    return answer.value;
  }

  /** Ends the input, upon which the process ends. */
  close(): void {
    this.#child.stdin.end();
  }
}
