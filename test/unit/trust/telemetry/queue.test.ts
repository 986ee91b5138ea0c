import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { TelemetryBatch } from '../../../../lib/protocol/telemetry.js';
import { TelemetryQueue, type QueuePolicy } from '../../../../lib/trust/telemetry/queue.js';
import { makeBatch } from '../../../fuzz/privacy/make-event.js';
import { Random } from '../../../support/random.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

const DAY = 86_400_000;
const random = new Random(21);

function open(t: Test, policy: Partial<QueuePolicy> = {}): TelemetryQueue {
  const folder = temporaryFolder((clean) => t.teardown(clean));
  return new TelemetryQueue(join(folder, 'state', 'queue'), policy);
}

async function fill(queue: TelemetryQueue, count: number): Promise<TelemetryBatch[]> {
  const batches = Array.from({ length: count }, () => makeBatch(random));
  for (const batch of batches) if (!(await queue.append(batch)).ok) throw new Error('not queued');
  return batches;
}

t.test('P12 batches come back as they were, oldest first, and go when they are removed', async (t) => {
  let time = 1_700_000_000_000;
  const queue = open(t, { now: () => time++ });
  t.ok(queue.isEmpty());
  const [first, second] = await fill(queue, 2);
  const third = makeBatch(random);
  t.match(await queue.append(third), { ok: true });
  t.notOk(queue.isEmpty());
  const { entries, problems } = queue.list();
  t.same(problems, []);
  t.same(
    entries.map(({ batch }) => batch),
    [first, second, third],
  );
  t.equal(entries[0]!.queuedAt, 1_700_000_000_000);
  queue.remove(entries[1]!.name);
  queue.remove(entries[1]!.name);
  queue.remove('../../etc/passwd');
  t.same(
    queue.list().entries.map(({ batch }) => batch),
    [first, third],
  );
  t.equal(queue.clear(), 2);
  t.same(queue.list(), { entries: [], problems: [] });
});

t.test('P12 batches wait 30 days, or as long as the policy says, by the injected clock', async (t) => {
  for (const retentionDays of [undefined, 3]) {
    let time = 1_700_000_000_000;
    const queue = open(t, { now: () => time, ...(retentionDays !== undefined && { retentionDays }) });
    await fill(queue, 1);
    time += (retentionDays ?? 30) * DAY;
    t.equal(queue.list().entries.length, 1, 'to the last moment');
    time += 1;
    t.equal(queue.list().entries.length, 0);
    t.same(readdirSync(queue.directory), [], 'the file is gone');
  }
});

t.test('P12 at most so many batches wait; the oldest goes', async (t) => {
  let time = 1_700_000_000_000;
  const queue = open(t, { maximumBatches: 5, now: () => time++ });
  const batches = await fill(queue, 8);
  t.same(
    queue.list().entries.map(({ batch }) => batch),
    batches.slice(3),
  );
  await queue.append(makeBatch(random));
  t.equal(readdirSync(queue.directory).length, 5);
});

t.test('P12 without a policy the limit is 1,000', async (t) => {
  const queue = open(t);
  await fill(queue, 1);
  const [name] = readdirSync(queue.directory);
  const content = readFileSync(join(queue.directory, name!));
  for (let index = 0; index < 1200; index++) {
    const key = index.toString(16).padStart(32, '0');
    writeFileSync(join(queue.directory, `${String(index).padStart(15, '0')}-${key}.batch`), content, { mode: 0o600 });
  }
  await fill(queue, 1);
  t.equal(readdirSync(queue.directory).length, 1000);
});

t.test('P12 N3 what is damaged, foreign or too much is skipped, reported, and stays until it is too old', async (t) => {
  let time = 1_700_000_000_000;
  const queue = open(t, { now: () => time });
  const [good] = await fill(queue, 1);
  await fill(queue, 1);
  const names = readdirSync(queue.directory).sort();
  const [goodName] = names.filter((name) => name.includes(good!.idempotencyKey));
  const badName = names.find((name) => name !== goodName)!;
  const path = join(queue.directory, badName);
  const intact = readFileSync(path, 'utf8');
  const reasonFor = (content: string | Buffer): string => {
    writeFileSync(path, content);
    const { entries, problems } = queue.list();
    t.same(
      entries.map(({ batch }) => batch),
      [good],
    );
    t.equal(problems.length, 1);
    t.equal(problems[0]!.name, badName);
    return problems[0]!.reason;
  };
  t.match(reasonFor(''), /damaged/);
  t.match(reasonFor(intact.slice(0, -1)), /damaged/);
  t.match(reasonFor(intact.replace('"schemaVersion":1', '"schemaVersion":2')), /damaged/);
  t.match(reasonFor(Buffer.alloc(300_000, 'x')), /larger/);
  t.match(reasonFor(Buffer.from([0xff, 0xfe, 0, 1])), /damaged/);
  for (let at = 0; at < intact.length; at += 7) {
    const flipped = Buffer.from(intact);
    flipped[at]! ^= 1 << (at % 8);
    reasonFor(flipped);
  }
  const { createHash } = await import('node:crypto');
  const signed = (body: string): string => `${createHash('sha256').update(body).digest('hex')}\n${body}`;
  t.match(reasonFor(signed('{')), /not JSON/);
  const body = JSON.parse(intact.slice(65)) as Record<string, unknown>;
  t.match(reasonFor(signed(JSON.stringify({ ...body, source: 'canary' }))), /schema/);
  t.match(reasonFor(signed(JSON.stringify({ ...body, idempotencyKey: '0'.repeat(32) }))), /another key/);
  time += 31 * DAY;
  t.same(queue.list(), { entries: [], problems: [] });
});

t.test('N3 a directory that others could use is refused, a link is not followed', async (t) => {
  const batch = makeBatch(random);
  const queue = open(t);
  await fill(queue, 1);
  t.equal(statSync(queue.directory).mode & 0o777, 0o700);
  for (const name of readdirSync(queue.directory)) t.equal(statSync(join(queue.directory, name)).mode & 0o777, 0o600);
  for (const mode of [0o755, 0o770, 0o707]) {
    chmodSync(queue.directory, mode);
    t.match(await queue.append(batch), { ok: false, reason: /open to other users/ });
    t.match(queue.list(), { entries: [], problems: [{ name: '.', reason: /open to other users/ }] });
    t.equal(queue.acquireSender(), undefined);
    t.equal(queue.clear(), 0);
  }
  chmodSync(queue.directory, 0o700);
  const link = new TelemetryQueue(`${queue.directory}-link`);
  symlinkSync(queue.directory, link.directory);
  t.match(await link.append(batch), { ok: false, reason: /link/ });

  const outside = join(queue.directory, '..', 'outside');
  writeFileSync(outside, 'secret', { mode: 0o600 });
  const name = `000000000000001-${'0'.repeat(32)}.batch`;
  symlinkSync(outside, join(queue.directory, name));
  writeFileSync(join(queue.directory, 'notes.txt'), 'x');
  mkdirSync(join(queue.directory, `999999999999999-${'1'.repeat(32)}.batch`));
  const { entries, problems } = new TelemetryQueue(queue.directory, { retentionDays: 100_000 }).list();
  t.equal(entries.length, 1);
  t.same(problems.map(({ name: each }) => each).sort(), [name, `999999999999999-${'1'.repeat(32)}.batch`, 'notes.txt']);
  queue.clear();
  t.equal(readFileSync(outside, 'utf8'), 'secret');
});

t.test('P12 what a killed process left half-written is never read, and is removed once it is old', async (t) => {
  const queue = open(t);
  await fill(queue, 1);
  const path = join(queue.directory, '.new-1-0000');
  writeFileSync(path, 'half');
  t.match(queue.list(), { entries: { length: 1 }, problems: [] });
  t.ok(readdirSync(queue.directory).includes('.new-1-0000'));
  utimesSync(path, new Date(0), new Date(0));
  queue.list();
  t.notOk(readdirSync(queue.directory).includes('.new-1-0000'));
});

t.test('E8 what does not fit the schema is not queued', async (t) => {
  const queue = open(t);
  const batch = { ...makeBatch(random), source: 'function f() {}' };
  t.match(await queue.append(batch), { ok: false, reason: /schema/ });
  t.same(queue.list().entries, []);
});

t.test('P12 a directory that cannot be made is no error of the program', async (t) => {
  const folder = temporaryFolder((clean) => t.teardown(clean));
  writeFileSync(join(folder, 'file'), '');
  const queue = new TelemetryQueue(join(folder, 'file', 'queue'));
  t.match(await queue.append(makeBatch(random)), { ok: false, reason: 'ENOTDIR' });
  t.match(queue.list(), { entries: [], problems: [{ reason: 'ENOTDIR' }] });
  t.equal(queue.acquireSender(), undefined);
  t.equal(queue.clear(), 0);
  t.ok(queue.isEmpty());
});
