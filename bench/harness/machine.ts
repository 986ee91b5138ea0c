/** What the figures were measured on. */

import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Machine } from '../report/result.js';
import { repositoryRoot } from '../root.js';

/** The machine at the start: its load afterwards is known at the end. */
export type MachineBefore = Omit<Machine, 'loadAfter'>;

export function describeMachine(twins: Pick<Machine, 'cCompiler' | 'cFlags' | 'numba'>): MachineBefore {
  const cpus = os.cpus();
  const manifest = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as { version: string };
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    v8: process.versions.v8,
    nodeFlags: process.execArgv,
    ...twins,
    jetloop: manifest.version,
    commit: currentCommit(),
    loadBefore: os.loadavg()[0]!,
  };
}

function currentCommit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      cwd: repositoryRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
