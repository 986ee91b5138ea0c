/**
 * Measures what telemetry adds to the end of a program and to its calls, with hubs that do everything wrong. Not a test: it asserts nothing.
 *
 *     node dist/test/privacy/measure/exit-time.js [RUNS] [MODE...]     100 runs of each of all modes
 *
 * Each run does real work with the engine and ends while the sender is struggling with the hub. Runs with telemetry and without alternate.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printPreferences } from '../../../lib/settings/preferences.js';
import { makeCertificates } from '../support/certificates.js';
import { HOSTILE_MODES, startHostileHub, type HostileMode } from '../support/hostile-hub.js';
import { start } from '../support/run.js';

interface Sample {
  /** From the program's last statement until the parent sees its end. */
  readonly exit: number;
  /** The part of it that runs listeners of `exit`. */
  readonly listeners: number;
  /** Nanoseconds per call of an accelerated function. */
  readonly call: number;
  readonly queued: number;
}

const PROGRAM = join(__dirname, 'exit-program.js');

async function measure(hubUrl: string, authorityPath: string, on: boolean): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), 'jetloop-exit-'));
  try {
    writeFileSync(join(folder, 'preferences.json'), printPreferences('on', 1), { mode: 0o600 });
    const set = { JETLOOP_API_URL: hubUrl, JETLOOP_STATE_DIR: folder, NODE_EXTRA_CA_CERTS: authorityPath };
    const { child, outcome } = start([process.execPath, PROGRAM], { ...set, JETLOOP_TELEMETRY: on ? '1' : '0' });
    const ended = new Promise<number>((settle) =>
      child.on('exit', () => settle(performance.timeOrigin + performance.now())),
    );
    const { stdout } = await outcome;
    const told = JSON.parse(stdout) as { last: number; listeners: number; call: number; queued: number };
    return { exit: (await ended) - told.last, listeners: told.listeners, call: told.call, queued: told.queued };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)]!;
}

function describe(samples: readonly Sample[], pick: (sample: Sample) => number): string {
  const values = samples.map(pick);
  return `p50 ${quantile(values, 0.5).toFixed(3)}  p99 ${quantile(values, 0.99).toFixed(3)}`;
}

async function main(runs: number, modes: readonly HostileMode[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jetloop-exit-ca-'));
  const { right, authorityPath } = makeCertificates(folder);
  for (const mode of modes) {
    const hub = await startHostileHub(undefined, mode, right);
    const samples: Record<'on' | 'off', Sample[]> = { on: [], off: [] };
    for (let run = 0; run < runs; run++) {
      for (const side of run % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) {
        samples[side].push(await measure(hub.url, authorityPath, side === 'on'));
      }
    }
    await hub.close();
    console.log(`${mode}, ${runs} runs of each side`);
    for (const side of ['off', 'on'] as const) {
      console.log(`  telemetry ${side.padEnd(3)}  exit ms ${describe(samples[side], ({ exit }) => exit)}`);
      console.log(
        `                 of these in exit listeners ms ${describe(samples[side], ({ listeners }) => listeners)}`,
      );
      console.log(`                 call ns ${describe(samples[side], ({ call }) => call)}`);
      console.log(`                 queued at the end, most ${Math.max(...samples[side].map(({ queued }) => queued))}`);
    }
  }
  rmSync(folder, { recursive: true });
}

const [runs = '100', ...modes] = process.argv.slice(2);
void main(Number(runs), modes.length === 0 ? HOSTILE_MODES : (modes as HostileMode[]));
