/**
 * Kills programs that queue, and the processes that send for them, at random moments, and checks after each that nothing was lost, damaged, or
 * sent twice under two keys. Queue, sender and connection are the real ones; the hub is a TLS server on this machine that takes its time.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AuditLog } from '../../../lib/trust/telemetry/audit-log.js';
import { TelemetryQueue } from '../../../lib/trust/telemetry/queue.js';
import type { Answer, Captured } from '../../privacy/support/capture-server.js';
import { cleanEnvironment, runCli } from '../../privacy/support/run.js';
import { makeScene, type Scene, type Test } from '../../privacy/support/scene.js';
import { Random } from '../../support/random.js';
import { digestOf, Received } from './received.js';

const PROGRAM = join(__dirname, 'record-program.js');
/** Programs that run side by side, on one queue. */
const PROGRAMS = 2;
const LONGEST_RUN = 80;
const LONGEST_ANSWER = 6;
/** Part of the kills that hit a sender whose request the hub has, and has not answered. */
const IN_FLIGHT = 1 / 3;
/** Part of the others that hit the program. */
const HITS_PROGRAM = 3 / 4;
/** Part of those that hit one that has just begun. */
const HITS_FRESH = 3 / 4;
const PATIENCE = 10_000;
const PERSEVERANCE = 5;

/**
 * `sound`: the package as it is. The others are controls, each with a fault that must be found: `early` says that a batch is queued before it is,
 * `torn` writes into the queue what can be seen half-written, `rekeyed` queues a content under a second key.
 */
export const RECORD_MODES = ['sound', 'early', 'torn', 'rekeyed'] as const;
export type RecordMode = (typeof RECORD_MODES)[number];

export interface KillReport {
  /** Of programs that record, and of processes that send. */
  readonly kills: { readonly programs: number; readonly senders: number; readonly inFlight: number };
  readonly acknowledged: number;
  /** Batches that a program had begun to queue when it was killed. */
  readonly interrupted: number;
  readonly received: number;
  /** Arrivals of a batch that had arrived before; the same key tells a hub. */
  readonly repeated: number;
  readonly faults: readonly string[];
}

class Massacre {
  readonly kills = { programs: 0, senders: 0, inFlight: 0 };
  readonly received = new Received();
  private readonly random: Random;
  private readonly notes: string;
  private readonly queue: TelemetryQueue;
  private programs: ChildProcess[] = [];
  private started = 0;
  /** Called with the next request, which is then answered when the result is there. */
  private trap: (() => Promise<void>) | undefined;

  constructor(
    private readonly scene: Scene,
    seed: number,
    private readonly mode: RecordMode,
  ) {
    this.random = new Random(seed);
    this.notes = join(scene.folder, 'notes');
    mkdirSync(this.notes);
    this.queue = new TelemetryQueue(join(scene.folder, 'queue'));
    scene.server.answer = (request) => this.answer(request);
  }

  /** One more kill, unless nothing is there to be killed at that moment. */
  async kill(): Promise<void> {
    // These have done what they do, and go on having senders started.
    while (this.programs.length < PROGRAMS) this.programs.push(await this.startProgram());
    if (this.random.chance(IN_FLIGHT)) {
      // Something must be there to be sent.
      await this.killProgram(0);
      await this.killInFlight();
    } else if (this.random.chance(HITS_PROGRAM)) {
      await this.killProgram(HITS_FRESH);
    } else {
      await delay(this.random.unit() * LONGEST_RUN);
      if (this.killSender()) this.kills.senders++;
    }
  }

  get total(): number {
    return this.kills.programs + this.kills.senders;
  }

  /** A program, a sender whose request the hub had, and one that was at something else. */
  get hitEveryKind(): boolean {
    const { programs, senders, inFlight } = this.kills;
    return programs > 0 && inFlight > 0 && senders > inFlight;
  }

  /** What is wrong at this moment, while everything runs. */
  faults(): string[] {
    // In this order: what leaves the queue after it was listed has arrived before.
    const acknowledged = this.linesOf('acknowledged');
    const { entries, problems } = this.queue.list();
    const waiting = new Set(entries.map(({ batch }) => batch.idempotencyKey));
    return [
      ...this.received.faults,
      ...problems.map(({ name, reason }) => `${name} ${reason}`),
      ...acknowledged
        .filter((key) => !waiting.has(key) && !this.received.has(key))
        .map((key) => `${key} was acknowledged and is lost`),
    ];
  }

  /** Kills what is left, has what waits sent, and looks at everything again. */
  async end(): Promise<string[]> {
    for (const program of this.programs) program.kill('SIGKILL');
    for (const pid of this.linesOf('senders')) killIfAny(Number(pid));
    const isSynced = await this.sync();
    const faults = this.faults();
    if (!isSynced) faults.push('what waits could not be sent');
    if (!this.queue.isEmpty()) faults.push('batches still wait');
    const log = new AuditLog(join(this.scene.folder, 'audit'));
    const check = log.verify();
    if (!check.ok) faults.push(`the log is broken at ${check.brokenAt}: ${check.reason}`);
    const logged = new Set(log.entries().map(({ bytes }) => digestOf(bytes)));
    for (const request of this.received.requests) if (!logged.has(request)) faults.push('a request is not in the log');
    return faults;
  }

  linesOf(name: string): string[] {
    try {
      // Lines that are complete: a program may have been killed while it wrote the last one.
      return readFileSync(join(this.notes, name), 'utf8').split('\n').slice(0, -1);
    } catch {
      return []; // not made yet
    }
  }

  private async sync(): Promise<boolean> {
    // The last victim may hold the lock for a moment more, and an answer that it did not get made it wait.
    for (let attempt = 0; attempt < 10; attempt++) {
      rmSync(join(this.scene.folder, 'back-off.json'), { force: true });
      if ((await runCli({ ...this.scene.env, JETLOOP_TELEMETRY: '1' }, 'sync')).code === 0) return true;
    }
    return false;
  }

  /**
   * Starts one program more, and kills either that or the oldest.
   *
   * @param hitsFresh - how often the former
   */
  private async killProgram(hitsFresh: number): Promise<void> {
    this.programs.push(await this.startProgram());
    await delay(this.random.unit() * LONGEST_RUN);
    const victim = this.random.chance(hitsFresh) ? this.programs.pop() : this.programs.shift();
    if (victim?.kill('SIGKILL') === true) this.kills.programs++;
  }

  /** @returns once it is about to queue its first batch */
  private async startProgram(): Promise<ChildProcess> {
    const words = [PROGRAM, this.notes, String(++this.started), this.mode];
    const env = cleanEnvironment({ ...this.scene.env, JETLOOP_TELEMETRY: '1' });
    const program = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'], env });
    await once(program.stdout, 'data');
    return program;
  }

  /** Waits for a request, and kills its sender before it is answered. */
  private killInFlight(): Promise<void> {
    return new Promise((settle) => {
      const giveUp = setTimeout(() => {
        this.trap = undefined;
        settle();
      }, PATIENCE);
      this.trap = async () => {
        clearTimeout(giveUp);
        await delay(this.random.unit() * LONGEST_ANSWER);
        if (this.killSender()) {
          this.kills.senders++;
          this.kills.inFlight++;
        }
        settle();
      };
    });
  }

  /** Kills the process that has the right to send. */
  private killSender(): boolean {
    try {
      const holder = JSON.parse(readFileSync(join(this.queue.directory, 'sender.lock'), 'utf8')) as { pid: number };
      return this.linesOf('senders').includes(String(holder.pid)) && killIfAny(holder.pid);
    } catch {
      return false; // nobody has it
    }
  }

  private async answer(request: Captured): Promise<Answer> {
    this.received.note(request);
    const { trap } = this;
    this.trap = undefined;
    await (trap?.() ?? delay(this.random.unit() * LONGEST_ANSWER));
    return { status: 202 };
  }
}

function killIfAny(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false; // gone
  }
}

/**
 * @param kills - more, up to `PERSEVERANCE` times as many, where chance has spared one kind of victim
 * @param mode - a control stops at its first fault
 */
export async function killTelemetry(t: Test, kills: number, seed: number, mode: RecordMode): Promise<KillReport> {
  const massacre = new Massacre(await makeScene(t), seed, mode);
  let faults: string[] = [];
  const isEnough = (): boolean => massacre.total >= (massacre.hitEveryKind ? kills : kills * PERSEVERANCE);
  while (!isEnough() && faults.length === 0) {
    await massacre.kill();
    faults = massacre.faults();
  }
  const final = await massacre.end();
  const acknowledged = massacre.linesOf('acknowledged').length;
  return {
    kills: massacre.kills,
    acknowledged,
    interrupted: massacre.linesOf('begun').length - acknowledged,
    received: massacre.received.distinct,
    repeated: massacre.received.repeated,
    faults: [...new Set([...faults, ...final])],
  };
}
