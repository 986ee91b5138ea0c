/** Runs one of the programs beside this file in a process of its own, and reads the processes that it leaves behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateCompiler } from '../../lib/engine/compiler/locate-compiler.js';

/** How a program ended. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that was started. */
export interface Running {
  readonly process: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

/** A program that does not end is a failed test, but not a stuck one. */
const TIME_LIMIT = 120_000;

export function startProgram(name: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [join(__dirname, 'programs', name), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    timeout: TIME_LIMIT,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const outcome = new Promise<Outcome>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
  );
  return { process: child, outcome };
}

/** Runs a program to its end. */
export function runProgram(name: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return startProgram(name, args, env).outcome;
}

/** The compiler; a test without one is a failed test. */
export function requireCompiler(): string {
  const location = locateCompiler(undefined);
  if (!location.found) throw new Error(location.reason);
  return location.path;
}

/** Writes an executable Node.js script, to stand in for the compiler. */
export function writeExecutable(folder: string, name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!${process.execPath}\n${source}`);
  chmodSync(path, 0o755);
  return path;
}

/** A folder that the test takes with it. */
export function temporaryFolder(t: { teardown(handler: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'jetloop-lifecycle-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Processes whose command line contains a text, zombies not counted. */
export function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        return pid !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(text);
      } catch {
        return false; // gone
      }
    });
}

/** Waits until a condition holds, or long enough to say that it never will. */
export async function eventually(condition: () => boolean, milliseconds = 10_000): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
