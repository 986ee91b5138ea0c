/** The same functions by glibc's vector library, where clang and the library are there. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { benchRoot } from '../root.js';
import type { MeasuredFunction } from './functions.js';

const COMPILER = 'clang-19';
const FLAGS = ['-std=c11', '-O3', '-march=native', '-ffp-contract=off', '-fno-math-errno', '-fveclib=libmvec'];

/** Names of the vector functions of the x86-64 ABI begin like this. */
const VECTOR_SYMBOL = '_ZGV';

/** Nanoseconds per element of each run, or undefined where the function has no vector version here. */
export function runLibmvec(fn: MeasuredFunction, elements: number, runs: number): number[] | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'jetloop-libmvec-'));
  try {
    const program = path.join(folder, 'program');
    const ranges = fn.second === undefined ? [fn.first] : [fn.first, fn.second];
    execFileSync(
      COMPILER,
      [
        ...FLAGS,
        `-DFUNCTION=${fn.name}`,
        `-DOPERANDS=${ranges.length}`,
        path.join(benchRoot, 'math', 'libmvec.c'),
        '-lmvec',
        '-lm',
        '-o',
        program,
      ],
      { stdio: 'ignore' },
    );
    if (!readFileSync(program, 'latin1').includes(VECTOR_SYMBOL)) {
      return undefined;
    }
    const numbers = [elements, runs, ...ranges.flat()].map(String);
    const output = execFileSync(program, numbers, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return output.trim().split('\n').map(Number);
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
