/** The process that runs the Numba twins, where Numba is installed. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { LineProcess } from '../harness/line-process.js';
import { benchRoot } from '../root.js';
import type { Side } from './side.js';
import { TwinSide } from './twin.js';

/** Debian's python3-numba belongs to the system's Python, which need not be the first in the path. */
const candidates = ['/usr/bin/python3', 'python3'];

const folder = path.join(benchRoot, 'numba');

export class NumbaTwins {
  readonly version: string;
  readonly #process: LineProcess;

  private constructor(process: LineProcess, version: string) {
    this.#process = process;
    this.version = version;
  }

  /** The twins, or undefined where no Python can import Numba. */
  static async find(): Promise<NumbaTwins | undefined> {
    for (const python of candidates) {
      const child = new LineProcess(python, [path.join(folder, 'twin.py')]);
      try {
        return new NumbaTwins(child, await child.ask());
      } catch {
        continue;
      }
    }
    return undefined;
  }

  /** Compiles the twin of a kernel for the arguments in a file, or returns undefined if the kernel has none. */
  async start(name: string, argumentsFile: string): Promise<Side | undefined> {
    const module = path.join(folder, `${name}.py`);
    if (!existsSync(module)) return undefined;
    await this.#process.ask(`load\t${module}\t${argumentsFile}`);
    return new TwinSide('numba', this.#process, `${argumentsFile}.numba-dump`, false);
  }

  close(): void {
    this.#process.close();
  }
}
