/** What the machine can do at most on one core, measured by a C program beside the kernels. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { benchRoot } from '../root.js';
import { cFlags } from '../sides/c-twins.js';

const COMPILER = 'clang-19';

/** Medians of several runs. */
export interface MachineLimits {
  /** Multiplications and additions in double precision, not fused, in 10⁹ per second. */
  readonly peakGigaflops: number;
  /** Reading from memory, in 10⁹ bytes per second. */
  readonly readGigabytes: number;
  /** A product of two square matrices by OpenBLAS on one thread; 0 where it is not installed. */
  readonly openblasMilliseconds: number;
}

/** Compiles the C program and runs it. */
export function measureLimits(bytes: number, matrixOrder: number): MachineLimits {
  const folder = mkdtempSync(path.join(tmpdir(), 'jetloop-limits-'));
  try {
    const program = path.join(folder, 'program');
    const source = path.join(benchRoot, 'kernels', 'machine-limits.c');
    execFileSync(COMPILER, [...cFlags, source, '-ldl', '-o', program], { stdio: ['ignore', 'ignore', 'inherit'] });
    const output = execFileSync(program, [bytes, matrixOrder].map(String), { encoding: 'utf8' });
    return JSON.parse(output) as MachineLimits;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
