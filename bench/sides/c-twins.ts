/** Compiles the C twins and starts them. */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { LineProcess } from '../harness/line-process.js';
import { benchRoot, repositoryRoot } from '../root.js';
import type { Side } from './side.js';
import { TwinSide } from './twin.js';

const execute = promisify(execFile);

/** The rules of JavaScript's arithmetic: nothing contracted, nothing reassociated. */
export const cFlags = ['-std=c11', '-O3', '-march=native', '-ffp-contract=off'];

const candidates = ['clang-19', 'clang', 'gcc'];

export class CTwins {
  /** The first line of the compiler's `--version`. */
  readonly version: string;
  readonly #compiler: string;

  private constructor(compiler: string, version: string) {
    this.#compiler = compiler;
    this.version = version;
  }

  /** The twins under the best C compiler that is installed, or undefined where there is none. */
  static async find(): Promise<CTwins | undefined> {
    for (const compiler of candidates) {
      try {
        const { stdout } = await execute(compiler, ['--version']);
        return new CTwins(compiler, stdout.split('\n')[0]!.trim());
      } catch {
        continue;
      }
    }
    return undefined;
  }

  /** Starts a twin on the arguments in a file; `name` picks one in a source of several. Returns undefined if there is no such source. */
  async start(source: string, argumentsFile: string, name?: string): Promise<Side | undefined> {
    if (!existsSync(source)) return undefined;
    const program = await this.#build(source);
    const child = new LineProcess(program, name === undefined ? [argumentsFile] : [argumentsFile, name]);
    await child.ask();
    return new TwinSide('c', child, `${argumentsFile}.c-dump`, true);
  }

  /** What the compiler's optimiser remarks on a source, as YAML; undefined for a compiler other than clang. */
  async remarks(source: string): Promise<string | undefined> {
    if (!this.version.includes('clang')) return undefined;
    const folder = await mkdtemp(path.join(tmpdir(), 'jetloop-remarks-'));
    try {
      const record = path.join(folder, 'remarks.yaml');
      const outputs = ['-o', path.join(folder, 'twin.o'), `-foptimization-record-file=${record}`];
      await execute(this.#compiler, [...cFlags, '-c', source, '-fsave-optimization-record', ...outputs]);
      return await readFile(record, 'utf8');
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  /** The program of a source, built unless the same sources were built before with the same compiler on the same CPU. */
  async #build(source: string): Promise<string> {
    const folder = path.join(benchRoot, 'twins');
    const name = path.basename(source, '.c');
    const harness = path.join(folder, 'harness.c');
    const hash = createHash('sha256').update([this.version, cpus()[0]?.model, ...cFlags].join('\n'));
    for (const file of [source, harness, path.join(folder, 'twin.h')]) hash.update(await readFile(file));
    const program = path.join(repositoryRoot, 'build', 'bench-twins', `${name}-${hash.digest('hex').slice(0, 16)}`);
    if (!existsSync(program)) {
      await mkdir(path.dirname(program), { recursive: true });
      const draft = `${program}.${process.pid}`;
      await execute(this.#compiler, [...cFlags, source, harness, '-lm', '-o', draft]);
      await rename(draft, program);
    }
    return program;
  }
}
