/** A job as the fuzzer sees it: a process that is started again when it ends, and that is ended when it says nothing for too long. */
import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Difference, Verdict } from './check-program.js';
import type { Answer, CheckRequest, Counts, RangeRequest } from './messages.js';

/** Of a range, in which a job reports every second, and of one check. */
const RANGE_SILENCE_MILLISECONDS = 60_000;
const CHECK_SILENCE_MILLISECONDS = 10_000;

export interface RangeListener {
  onProgress(counts: Counts): void;
  onDifference(seed: number, difference: Difference): void;
}

type Ending = { readonly answer: Answer } | { readonly ended: string };

export class JobProcess {
  private child: ChildProcess | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'jetloop-fuzz-'));
  private readonly seedFile = join(this.folder, 'seed');

  /** Runs a range to its end, whatever its programs do. */
  async runRange(range: RangeRequest, listener: RangeListener): Promise<void> {
    let { first } = range;
    while (first < range.end) {
      const ending = await this.exchange({ ...range, first }, RANGE_SILENCE_MILLISECONDS, (answer) => {
        if (answer.kind === 'progress') listener.onProgress(answer.counts);
        if (answer.kind === 'difference') listener.onDifference(answer.seed, answer.difference);
        return answer.kind === 'done';
      });
      if ('answer' in ending) return;
      const seed = Number(readFileSync(this.seedFile, 'utf8') || first);
      listener.onDifference(seed, { tier: 'native', message: ending.ended });
      first = seed + range.stride;
    }
  }

  /** Checks one program; where native code does not come back, that is the difference. */
  async check(request: CheckRequest): Promise<Verdict> {
    const ending = await this.exchange(request, CHECK_SILENCE_MILLISECONDS, (answer) => answer.kind === 'verdict');
    if ('answer' in ending && ending.answer.kind === 'verdict') return ending.answer.verdict;
    const message = 'ended' in ending ? ending.ended : 'no verdict';
    return { status: 'differs', difference: { tier: 'native', message } };
  }

  close(): void {
    this.child?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Sends a request and takes answers until one is the last, or the process ends. */
  private exchange(
    request: RangeRequest | CheckRequest,
    silenceMilliseconds: number,
    take: (answer: Answer) => boolean,
  ): Promise<Ending> {
    const child = this.start();
    return new Promise((resolve) => {
      let reason: string | undefined;
      const watch = setTimeout(() => {
        reason = `did not come back within ${silenceMilliseconds} ms`;
        child.kill('SIGKILL');
      }, silenceMilliseconds);
      const finish = (ending: Ending) => {
        clearTimeout(watch);
        child.removeAllListeners();
        resolve(ending);
      };
      child.on('message', (answer: Answer) => {
        watch.refresh();
        if (take(answer)) finish({ answer });
      });
      child.on('exit', (code, signal) => {
        this.child = undefined;
        finish({ ended: reason ?? `ended the process: ${signal ?? `exit code ${code}`}` });
      });
      child.send(request);
    });
  }

  private start(): ChildProcess {
    if (this.child !== undefined) return this.child;
    const file = openSync(this.seedFile, 'w');
    this.child = fork(join(__dirname, 'job.js'), {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc', file],
    });
    closeSync(file);
    return this.child;
  }
}
