/**
 * What telemetry adds to the end of a program and to its calls, with hubs that do everything wrong.
 *
 *     npm run bench:telemetry-exit -- [--runs N] [--only MODE,…] [--hold MS] [--queued N] [--ending quiet|queueing]
 *
 * Each run is a process that does real work with the engine and ends while its sender is struggling with the hub. Runs with telemetry and without
 * alternate, and so does which of the two comes first. `--queued` puts that many batches into the queue beforehand; `--ending queueing` ends the program
 * at the worst of moments, when a batch is on its way to the disk. The full run takes about ten minutes, most of them spent holding.
 */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_QUEUE_POLICY, TelemetryQueue } from '../../lib/trust/telemetry/queue.js';
import { printPreferences } from '../../lib/settings/preferences.js';
import { makeBatch } from '../../test/fuzz/privacy/make-event.js';
import { makeCertificates, type Certificate } from '../../test/privacy/support/certificates.js';
import { HOSTILE_MODES, startHostileHub, type HostileMode } from '../../test/privacy/support/hostile-hub.js';
import { start } from '../../test/privacy/support/run.js';
import { Random } from '../../test/support/random.js';
import { median, medianDeviation } from '../harness/statistics.js';
import { ENDINGS, readClock, type Ended, type Ending } from './exit-program.js';

const SIDES = ['off', 'on'] as const;
type Side = (typeof SIDES)[number];

interface Sample extends Ended {
  /** When the parent started the program, and when it saw its end. */
  readonly started: number;
  readonly seen: number;
}

/** The stretches of time that are compared, in milliseconds. */
const STRETCHES: Readonly<Record<string, (sample: Sample) => number>> = {
  'exit event to the end of our listener': ({ began, done }) => done - began,
  'last statement to the end of our listener': ({ last, done }) => done - last,
  'last statement to the end of the process': ({ last, seen }) => seen - last,
  'whole process': ({ started, seen }) => seen - started,
};

const PROGRAM = join(__dirname, 'exit-program.js');

/** What all runs share. */
interface Stage {
  readonly folder: string;
  readonly authorityPath: string;
  readonly certificate: Certificate;
  readonly hold: number;
  readonly ending: Ending;
}

async function measure({ folder, ...stage }: Stage, mode: HostileMode, side: Side): Promise<Sample> {
  // A hub of its own: when it closes, a sender that still waits for it ends too, and disturbs no later run.
  const hub = await startHostileHub(undefined, mode, stage.certificate);
  const state = mkdtempSync(join(folder, 'state-'));
  try {
    writeFileSync(join(state, 'preferences.json'), printPreferences('on', 1), { mode: 0o600 });
    cpSync(join(folder, 'queue'), join(state, 'queue'), { recursive: true });
    const set = { JETLOOP_API_URL: hub.url, JETLOOP_STATE_DIR: state, NODE_EXTRA_CA_CERTS: stage.authorityPath };
    const words = [process.execPath, PROGRAM, String(stage.hold), stage.ending];
    const started = readClock();
    const { child, outcome } = start(words, { ...set, JETLOOP_TELEMETRY: side === 'on' ? '1' : '0' });
    const ended = new Promise<number>((settle) => child.on('exit', () => settle(readClock())));
    const { code, stdout, stderr } = await outcome;
    if (code !== 0) throw new Error(`the program ended with ${code}: ${stderr}`);
    return { ...(JSON.parse(stdout) as Ended), started, seen: await ended };
  } finally {
    await hub.close();
    await removeFolder(state);
  }
}

/** A sender may still be writing there that it failed. */
function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)]!;
}

const QUANTILES = [0.5, 0.9, 0.99] as const;

function row(name: string, numbers: readonly number[], note = ''): string {
  const cells = numbers.map((number, index) => `p${QUANTILES[index]! * 100} ${number.toFixed(3).padStart(9)}`);
  return `    ${name.padEnd(11)} ${cells.join('   ')}${note}`;
}

function report(mode: HostileMode, runs: number, samples: Readonly<Record<Side, readonly Sample[]>>): void {
  console.log(`${mode}: ${runs} pairs`);
  for (const [name, pick] of Object.entries(STRETCHES)) {
    const values = { off: samples.off.map(pick), on: samples.on.map(pick) };
    const of = (side: Side): number[] => QUANTILES.map((q) => quantile(values[side], q));
    const [off, on] = [of('off'), of('on')];
    const paired = median(values.on.map((value, index) => value - values.off[index]!));
    console.log(`  ${name}, ms`);
    console.log(row('off', off));
    console.log(row('on', on));
    const added = on.map((value, index) => value - off[index]!);
    console.log(row('on less off', added, `   median of the pairs' differences ${paired.toFixed(3)}`));
  }
  const calls = { off: samples.off.map(({ call }) => call), on: samples.on.map(({ call }) => call) };
  const differences = calls.on.map((call, index) => call - calls.off[index]!);
  // For normal noise, 1.4826 median deviations are a standard deviation, and the median of n values strays by 1.2533 of these over √n.
  const stray = (2 * 1.2533 * 1.4826 * medianDeviation(differences)) / Math.sqrt(runs);
  console.log(
    `  a call, ns: off ${median(calls.off).toFixed(1)}, on ${median(calls.on).toFixed(1)}; ` +
      `median of the pairs' differences ${median(differences).toFixed(1)} ± ${stray.toFixed(1)} (two standard errors)`,
  );
  const most = Math.max(...samples.on.map(({ queued }) => queued));
  console.log(`  batches queued at the end, most: ${most} of at most ${DEFAULT_QUEUE_POLICY.maximumBatches}`);
}

async function fillQueue(directory: string, batches: number): Promise<void> {
  mkdirSync(directory, { mode: 0o700 });
  const queue = new TelemetryQueue(directory);
  const random = new Random(1);
  for (let index = 0; index < batches; index++) {
    const appended = await queue.append(makeBatch(random));
    if (!appended.ok) throw new Error(appended.reason);
  }
}

async function main(
  runs: number,
  modes: readonly HostileMode[],
  queued: number,
  times: Pick<Stage, 'hold' | 'ending'>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'jetloop-exit-'));
  try {
    const { right, authorityPath } = makeCertificates(folder);
    await fillQueue(join(folder, 'queue'), queued);
    const stage = { folder, authorityPath, certificate: right, ...times };
    for (const mode of modes) {
      const samples: Record<Side, Sample[]> = { on: [], off: [] };
      for (let run = 0; run < runs; run++) {
        for (const side of run % 2 === 0 ? SIDES : [...SIDES].reverse()) {
          samples[side].push(await measure(stage, mode, side));
        }
      }
      report(mode, runs, samples);
    }
  } finally {
    await removeFolder(folder);
  }
}

function oneOf<T extends string>(known: readonly T[], word: string): T {
  const found = known.find((each) => each === word);
  if (found === undefined) throw new RangeError(`unknown: ${word}; there are ${known.join(', ')}`);
  return found;
}

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '300' },
    only: { type: 'string', default: HOSTILE_MODES.join(',') },
    hold: { type: 'string', default: '200' },
    queued: { type: 'string', default: '0' },
    ending: { type: 'string', default: 'quiet' },
  },
});
void main(
  Number(options.runs),
  options.only.split(',').map((mode) => oneOf(HOSTILE_MODES, mode)),
  Number(options.queued),
  { hold: Number(options.hold), ending: oneOf(ENDINGS, options.ending) },
);
