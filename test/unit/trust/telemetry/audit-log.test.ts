import { appendFileSync, chmodSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { AuditLog, type AuditPolicy } from '../../../../lib/trust/telemetry/audit-log.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

function open(t: Test, policy: Partial<AuditPolicy> = {}): AuditLog {
  return new AuditLog(
    join(
      temporaryFolder((clean) => t.teardown(clean)),
      'audit',
    ),
    policy,
  );
}

async function fill(log: AuditLog, count: number, from = 0): Promise<void> {
  for (let index = from; index < from + count; index++) {
    const bytes = Buffer.from([0, 255, 10, 13, index, ...Buffer.from(`entry ${index}`)]);
    const result = await log.append({ destination: 'https://hub.example/v1/x', requestClass: 'telemetry', bytes });
    if (!result.ok) throw new Error(result.reason);
  }
}

const fileOf = (log: AuditLog): string => join(log.directory, 'sent-000001.log');

t.test('E12 the log gives back every byte, in order, and verifies', async (t) => {
  const log = open(t, { now: () => 7 });
  t.match(log.verify(), { ok: true, entries: 0 });
  await fill(log, 5);
  const entries = log.entries();
  t.same(
    entries.map(({ sequence }) => sequence),
    [1, 2, 3, 4, 5],
  );
  t.same([...entries[3]!.bytes], [0, 255, 10, 13, 3, ...Buffer.from('entry 3')]);
  t.match(entries[0], { at: 7, destination: 'https://hub.example/v1/x', requestClass: 'telemetry' });
  t.equal(entries[4]!.previous, entries[3]!.digest);
  t.same(log.verify(), { ok: true, entries: 5, first: 1 });
  t.equal(statSync(log.directory).mode & 0o777, 0o700);
  t.equal(statSync(fileOf(log)).mode & 0o777, 0o600);
});

t.test(
  'E12 to change, drop, reorder, insert, cut or rewrite anything breaks the chain where it was done',
  async (t) => {
    const log = open(t);
    await fill(log, 4);
    const lines = readFileSync(fileOf(log), 'utf8').trimEnd().split('\n');
    const verifyWith = (changed: readonly string[]): unknown => {
      writeFileSync(fileOf(log), `${changed.join('\n')}\n`);
      return log.verify();
    };
    const edit = (line: string, name: string, value: unknown): string =>
      JSON.stringify({ ...(JSON.parse(line) as object), [name]: value });
    const [a, b, c, d] = lines as [string, string, string, string];
    for (const [name, value] of [
      ['bytes', 'AAAA'],
      ['destination', 'https://other.example/'],
      ['requestClass', 'license'],
      ['at', 1],
      ['previous', '0'.repeat(64)],
    ] as const) {
      t.match(verifyWith([a, edit(b, name, value), c, d]), { ok: false, brokenAt: 2 }, name);
    }
    t.match(verifyWith([a, c, d]), { ok: false, brokenAt: 2, reason: /missing/ });
    t.match(verifyWith([a, c, b, d]), { ok: false, brokenAt: 2 });
    t.match(verifyWith([a, b, b, c, d]), { ok: false, brokenAt: 3 });
    t.match(verifyWith([a, b, 'garbage', c, d]), { ok: false, brokenAt: 3, reason: /cannot be read/ });
    t.match(verifyWith([a, b]), { ok: false, brokenAt: 3, reason: /end of the log is missing/ });
    t.match(verifyWith([b, c, d]), { ok: true, first: 2 }, 'old files may go, and it says so');
    t.same(verifyWith(lines), { ok: true, entries: 4, first: 1 });

    // A whole new chain of the same length, in the same place.
    const other = open(t);
    await fill(other, 4, 100);
    writeFileSync(fileOf(log), readFileSync(fileOf(other)));
    t.match(log.verify(), { ok: false, brokenAt: 4, reason: /anew/ });
  },
);

t.test('E12 every flipped bit of the log is noticed', async (t) => {
  const log = open(t);
  await fill(log, 2);
  const intact = readFileSync(fileOf(log));
  for (let at = 0; at < intact.length; at++) {
    const flipped = Buffer.from(intact);
    flipped[at]! ^= 1 << (at % 7);
    writeFileSync(fileOf(log), flipped);
    if (log.verify().ok) t.fail(`a flipped bit in byte ${at}: ${String.fromCharCode(intact[at]!)}`);
  }
  writeFileSync(fileOf(log), intact);
  t.ok(log.verify().ok);
});

t.test('E12 an entry that a killed process left unfinished is dropped, and the chain goes on', async (t) => {
  const log = open(t);
  await fill(log, 2);
  appendFileSync(fileOf(log), '{"sequence":3,"at":');
  t.same(log.verify(), { ok: true, entries: 2, first: 1 });
  await fill(log, 1, 2);
  t.same(log.verify(), { ok: true, entries: 3, first: 1 });
  // Killed between the entry and the note about it.
  writeFileSync(join(log.directory, 'head.json'), '{"sequence":', { mode: 0o600 });
  t.ok(log.verify().ok);
  await fill(log, 1, 3);
  t.same(log.verify(), { ok: true, entries: 4, first: 1 });
});

t.test('E12 a cut end stays visible after more entries', async (t) => {
  const log = open(t);
  await fill(log, 3);
  const lines = readFileSync(fileOf(log), 'utf8').trimEnd().split('\n');
  writeFileSync(fileOf(log), `${lines.slice(0, 2).join('\n')}\n`);
  await fill(log, 1, 3);
  t.match(log.verify(), { ok: false, brokenAt: 3 });
});

t.test('E12 many writers, in one process and in two logs of one folder, make one chain', async (t) => {
  const log = open(t);
  const second = new AuditLog(log.directory);
  await Promise.all([fill(log, 20), fill(log, 20), fill(second, 20)]);
  t.same(log.verify(), { ok: true, entries: 60, first: 1 });
});

t.test(
  'E12 long logs continue in new files; the oldest files go, and the chain says from where it holds',
  async (t) => {
    const log = open(t, { maximumFileBytes: 700, maximumFiles: 3 });
    await fill(log, 30);
    t.equal(readdirSync(log.directory).filter((name) => name.endsWith('.log')).length, 3);
    const check = log.verify();
    t.match(check, { ok: true });
    t.ok(check.ok && check.first > 1 && check.first + check.entries === 31);
    rmSync(join(log.directory, readdirSync(log.directory).filter((name) => name.endsWith('.log'))[1]!));
    t.match(log.verify(), { ok: false, reason: /missing/ });
  },
);

t.test('E12 where the log cannot be written nothing may be sent', async (t) => {
  const log = open(t);
  await fill(log, 1);
  const record = { destination: 'https://hub.example/', requestClass: 'license', bytes: Buffer.from('x') } as const;
  chmodSync(log.directory, 0o755);
  t.match(await log.append(record), { ok: false, reason: /open to other users/ });
  t.match(log.verify(), { ok: false });
  chmodSync(log.directory, 0o700);
  chmodSync(fileOf(log), 0o644);
  t.match(await log.append(record), { ok: false, reason: /open to other users/ });
  t.match(log.verify(), { ok: false });
  chmodSync(fileOf(log), 0o600);
  t.match(await log.append(record), { ok: true, sequence: 2 });
  log.clear();
  t.match(log.verify(), { ok: true, entries: 0 });
  t.match(await log.append(record), { ok: true, sequence: 1 });
});
