/** Runs the command, and programs that use the engine, as a user would: in processes of their own, with an environment of their own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processesWith } from '../../lifecycle/run-program.js';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stdoutBytes: Buffer;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const CLI = join(__dirname, '../../../lib/cli/main.js');
const PROGRAMS = join(__dirname, '../programs');
/** A program that does not end is a failed test, but not a stuck one. */
const TIME_LIMIT = 120_000;

/** A folder that the test takes with it. */
export function temporaryFolder(t: { teardown(handler: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'jetloop-privacy-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** As the tests' own environment, less every setting that concerns us: what runs the tests may have opted out itself. */
export function cleanEnvironment(set: Environment): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(JETLOOP_|EPOCHLY_|PYVORIN_|DO_NOT_TRACK$|CI$|NODE_|TAP|XDG_STATE_HOME$)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...set };
}

export function start(
  words: readonly string[],
  set: Environment,
  timeLimit = TIME_LIMIT,
): { child: ChildProcess; outcome: Promise<Outcome> } {
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: cleanEnvironment(set),
    timeout: timeLimit,
    killSignal: 'SIGKILL',
  });
  const stdout: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const outcome = new Promise<Outcome>((settle, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      const stdoutBytes = Buffer.concat(stdout);
      settle({ code, stdout: stdoutBytes.toString(), stdoutBytes, stderr });
    });
  });
  return { child, outcome };
}

/** What `work.js` is told to do. */
export interface Work {
  /** Milliseconds until telemetry is sent, once, while the program runs; never, where absent. */
  readonly uploadAfter?: number;
  /** Milliseconds between two hand-overs to the queue; a few, where absent. */
  readonly flushEvery?: number;
  /** Milliseconds that the program stays; it works first. Long enough for a hand-over, where absent. */
  readonly hold?: number;
  /** Set in `process.env` after the work, while the program holds. */
  readonly thenSet?: Readonly<Record<string, string>>;
  /** Ends the program right after `thenSet`. */
  readonly thenExit?: boolean;
  /** Works again after `thenSet`. */
  readonly workAgain?: boolean;
  /** Planted in everything that the program and the engine touch. */
  readonly canaries?: Readonly<Record<string, string>>;
  /** What the program tells `configure`, after telemetry was started. */
  readonly configure?: { readonly apiUrl: string | null };
}

/** A program that works in worker threads alone, and prints what they counted themselves. */
export function threadWords(): string[] {
  return [process.execPath, join(PROGRAMS, 'work-in-threads.js')];
}

export function workWords(work: Work = {}): string[] {
  return [process.execPath, join(PROGRAMS, 'work.js'), JSON.stringify(work)];
}

export function startWork(set: Environment, work: Work = {}): { child: ChildProcess; outcome: Promise<Outcome> } {
  return start(workWords(work), set);
}

export function runWork(set: Environment, work: Work = {}): Promise<Outcome> {
  return startWork(set, work).outcome;
}

/** Runs a program whose standard streams are a terminal, as a person would see it. */
export function runInTerminal(set: Environment, words: readonly string[]): Promise<Outcome> {
  const line = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  return start(['script', '--quiet', '--return', '--command', line, '/dev/null'], { ...set, SHELL: '/bin/sh' }).outcome;
}

export function cliWords(...words: string[]): string[] {
  return [process.execPath, CLI, ...words];
}

export function runCli(set: Environment, ...words: string[]): Promise<Outcome> {
  return start(cliWords(...words), set).outcome;
}

/** The system calls by which a process and its children reach for the network. */
export interface NetworkCalls {
  /** Internet and routing sockets that were made; local ones between processes of the machine are not among them. */
  readonly sockets: readonly string[];
  readonly connects: readonly string[];
}

/** Runs a program while the operating system's view of it, and of every process that it starts, is written down. */
export async function traceNetwork(
  t: { teardown(handler: () => void): void },
  words: readonly string[],
  set: Environment,
): Promise<NetworkCalls & { readonly outcome: Outcome }> {
  const path = join(temporaryFolder(t), 'calls');
  const outcome = await start(
    ['strace', '-f', '-qq', '-e', 'trace=socket,connect,sendto,sendmsg,sendmmsg', '-o', path, ...words],
    set,
  ).outcome;
  const lines = readFileSync(path, 'utf8').split('\n');
  return {
    outcome,
    sockets: lines.filter((line) => /\bsocket\(AF_(INET6?|NETLINK|PACKET)\b/.test(line)),
    connects: lines.filter((line) => /\bconnect\(/.test(line)),
  };
}

/** Waits until a condition holds, or long enough to say that it never will. */
export async function eventually(condition: () => boolean, milliseconds = 20_000): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await new Promise((settle) => setTimeout(settle, 20));
  }
  return true;
}

/** Processes that send for programs with that state folder. */
export function sendersOf(folder: string): number[] {
  return processesWith('sender-process.js').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(folder);
    } catch {
      return false; // gone
    }
  });
}
