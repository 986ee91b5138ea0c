/** The compiler as the worker sees it: always there, except when it says why not. Starts the process, and starts it again. */
import type { CompilerEvent } from '../../events/channels.js';
import type {
  Artifact,
  CompileReport,
  GuardReport,
  LoopReport,
  SharingReport,
  UnprovedReport,
} from '../artifacts/source.js';
import { CompilerChild, type ChildRequest, type ChildResponse } from './child.js';
import { locateCompiler } from './locate-compiler.js';
import { CompileFailure, serviceRefusal } from './refusals.js';

/** When to try again: numbers in one place, so that tests can set their own. */
export interface RestartPolicy {
  /** Attempts per request. A timeout is not tried again: it would cost the same once more. */
  readonly attempts: number;
  /** Failures in a row after which the process is left alone for a while. */
  readonly failuresBeforePause: number;
  readonly firstPauseMilliseconds: number;
  readonly longestPauseMilliseconds: number;
}

const DEFAULT_POLICY: RestartPolicy = {
  attempts: 2,
  failuresBeforePause: 4,
  firstPauseMilliseconds: 100,
  longestPauseMilliseconds: 30_000,
};

/** What decides how the process is run. */
export interface CompilerProcessSettings {
  readonly compilerPath: string | undefined;
  readonly showCompilerOutput: boolean;
  readonly timeoutMilliseconds: number;
}

/** The target that kernels are compiled for, and the identity of the compiler. */
export interface CompilerIdentity {
  readonly target: string;
  readonly compiler: string;
}

export class CompilerProcess {
  private child: CompilerChild | undefined;
  private known: CompilerIdentity | undefined;
  private failures = 0;
  private pausedUntil = 0;

  constructor(
    private readonly settings: CompilerProcessSettings,
    private readonly report: (event: CompilerEvent) => void,
    private readonly policy: RestartPolicy = DEFAULT_POLICY,
  ) {}

  /** @throws CompileFailure when there is no compiler that answers */
  async identify(): Promise<CompilerIdentity> {
    if (this.known === undefined) {
      const { json } = await this.request({ verb: 'detect-host' });
      if (typeof json.target !== 'string') throw new CompileFailure(serviceRefusal('compiler-output', 'no target'));
      this.known = {
        target: json.target,
        compiler: typeof json.compiler === 'string' ? json.compiler : 'jetloop-compiler',
      };
    }
    return this.known;
  }

  /** @throws CompileFailure when the compiler refuses, or there is none that answers */
  async compile(ir: string, target: string): Promise<Artifact> {
    const { json, object } = await this.request({ verb: 'compile', target, body: ir });
    if (typeof json.sha256 !== 'string') throw new CompileFailure(serviceRefusal('compiler-output', 'no digest'));
    return { object, sha256: json.sha256, report: readReport(json) };
  }

  /** Ends the process. */
  stop(): void {
    this.child?.kill();
  }

  private async request(request: ChildRequest): Promise<ChildResponse> {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await this.runningChild().request(request, this.settings.timeoutMilliseconds);
        this.failures = 0;
        if (response.json.ok === true) return response;
        throw new CompileFailure(
          serviceRefusal('compiler-refused', `${String(response.json.code)}: ${String(response.json.message)}`),
        );
      } catch (error) {
        if (!(error instanceof CompileFailure)) throw error;
        const { code } = error.refusal;
        const isBroken = code === 'compiler-crashed' || code === 'compiler-output' || code === 'compiler-timeout';
        if (!isBroken) throw error;
        this.noteFailure(error.refusal.message);
        if (code === 'compiler-timeout' || attempt >= this.policy.attempts) throw error;
      }
    }
  }

  private runningChild(): CompilerChild {
    if (this.child?.alive === true) return this.child;
    if (Date.now() < this.pausedUntil) throw new CompileFailure(serviceRefusal('compiler-paused'));
    const location = locateCompiler(this.settings.compilerPath);
    if (!location.found) throw new CompileFailure(serviceRefusal('compiler-missing', location.reason));
    this.child = new CompilerChild(location.path, this.settings.showCompilerOutput);
    this.report({ state: 'started', message: location.path });
    return this.child;
  }

  /** The more failures in a row, the longer the pause; one answer forgives all of them. */
  private noteFailure(message: string): void {
    this.failures++;
    this.report({ state: 'failed', message });
    const beyond = this.failures - this.policy.failuresBeforePause;
    if (beyond < 0) return;
    const pause = Math.min(this.policy.firstPauseMilliseconds * 2 ** beyond, this.policy.longestPauseMilliseconds);
    this.pausedUntil = Date.now() + pause;
  }
}

/** Takes what it knows out of the compiler's answer, and nothing on trust: it ends up in explain(), not in machine code. */
function readReport(json: Readonly<Record<string, unknown>>): CompileReport {
  const list = (key: string): Record<string, unknown>[] =>
    Array.isArray(json[key]) ? (json[key] as Record<string, unknown>[]) : [];
  const place = (item: Record<string, unknown>): { line: number; column: number } => ({
    line: Number(item.line),
    column: Number(item.column),
  });
  const phases = typeof json.phases === 'object' && json.phases !== null ? Object.entries(json.phases) : [];
  return {
    loops: list('loops').map((item): LoopReport => ({
      ...place(item),
      vectorized: item.vectorized === true,
      width: Number(item.width),
      interleave: Number(item.interleave),
      reason: String(item.reason),
    })),
    guards: list('guards').map((item): GuardReport => ({ ...place(item), accesses: Number(item.accesses) })),
    unproved: list('unproved').map((item): UnprovedReport => ({
      ...place(item),
      array: String(item.array),
      reason: String(item.reason),
    })),
    sharing: list('sharing').map((item): SharingReport => ({
      ...place(item),
      reason: String(item.reason),
      name: String(item.name),
    })),
    phases: Object.fromEntries(phases.map(([name, milliseconds]) => [name, Number(milliseconds)])),
  };
}
