/** The sides that run in a process of their own: the C twin and the Numba twin. */

import { readFile, rm } from 'node:fs/promises';
import type { LineProcess } from '../harness/line-process.js';
import type { Outcome } from '../harness/outcome.js';
import type { Side, SideName } from './side.js';

export class TwinSide implements Side {
  readonly name: SideName;
  readonly #process: LineProcess;
  readonly #dumpFile: string;
  readonly #endsWithSide: boolean;

  /** `process` has the arguments loaded; it is closed with the side if `endsWithSide`. */
  constructor(name: SideName, process: LineProcess, dumpFile: string, endsWithSide: boolean) {
    this.name = name;
    this.#process = process;
    this.#dumpFile = dumpFile;
    this.#endsWithSide = endsWithSide;
  }

  async run(): Promise<number> {
    return Number(await this.#process.ask('run')) / 1e6;
  }

  async outcome(): Promise<Outcome> {
    await this.#process.ask(`dump\t${this.#dumpFile}`);
    const outcome = await readFile(this.#dumpFile);
    await rm(this.#dumpFile);
    return outcome;
  }

  close(): void {
    if (this.#endsWithSide) this.#process.close();
  }
}
