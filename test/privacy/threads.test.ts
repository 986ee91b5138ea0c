/** Worker threads: what they count arrives once, whoever tells the user about telemetry does so once, and the gates hold for them too. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { TelemetryBatch, TelemetryEvent } from '../../lib/protocol/telemetry.js';
import { runCli, runInTerminal, start, threadWords } from './support/run.js';
import { makeScene, type Scene } from './support/scene.js';

t.setTimeout(240_000);

async function eventsSent({ env, server }: Scene): Promise<TelemetryEvent[]> {
  await runCli(env, 'sync');
  return server.requests.flatMap(({ body }) => (JSON.parse(body) as TelemetryBatch).events);
}

t.test('E8 what worker threads did is counted once: their calls add up, the process starts once', async (t) => {
  const scene = await makeScene(t);
  const { code, stdout, stderr } = await start(threadWords(), scene.env).outcome;
  t.equal(code, 0, stderr);
  const told = JSON.parse(stdout) as { threads: number; calls: number };
  t.ok(told.threads > 1 && told.calls > told.threads);
  const events = await eventsSent(scene);
  const workloads = events.flatMap((event) => (event.kind === 'workload' ? [event] : []));
  t.equal(workloads.length, told.threads);
  t.equal(
    workloads.reduce((sum, { calls }) => sum + calls, 0),
    told.calls,
  );
  t.ok(
    workloads.every(({ processorMilliseconds }) => processorMilliseconds === 0),
    'the time of the process is not a thread’s',
  );
  const jits = events.flatMap((event) => (event.kind === 'jit' ? [event] : []));
  t.equal(
    jits.reduce((sum, { compiled, cached }) => sum + compiled + cached, 0),
    told.threads,
  );
  t.equal(events.filter(({ kind }) => kind === 'session-start').length, 1);
});

t.test('P10 threads neither repeat the notice nor give it', async (t) => {
  const scene = await makeScene(t);
  rmSync(join(scene.folder, 'preferences.json'));
  const first = await runInTerminal(scene.env, threadWords());
  t.equal(first.code, 0, first.stdout);
  t.equal(first.stdout.match(/jetloop: telemetry\r?\n/g)?.length, 1);
  t.ok(scene.queued().length > 0, 'threads record after it');
});

t.test('E1 E2 E3 in threads, too, a closed gate records nothing', async (t) => {
  for (const set of [{ JETLOOP_OFFLINE_MODE: '1' }, { JETLOOP_DISABLE_TELEMETRY: '1' }, { DO_NOT_TRACK: '1' }]) {
    const scene = await makeScene(t);
    const run = await start(threadWords(), { ...scene.env, ...set }).outcome;
    t.equal(run.code, 0, run.stderr);
    t.same(scene.queued(), [], JSON.stringify(set));
    t.equal(scene.server.connections(), 0);
  }
});
