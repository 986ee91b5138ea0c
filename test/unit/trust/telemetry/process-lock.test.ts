import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { acquireLock } from '../../../../lib/trust/telemetry/process-lock.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

const LOCK = join(__dirname, '../../../../lib/trust/telemetry/process-lock.js');

function makePath(t: Test): string {
  const folder = join(
    temporaryFolder((clean) => t.teardown(clean)),
    'private',
  );
  mkdirSync(folder, { mode: 0o700 });
  return join(folder, 'sender.lock');
}

/** A process that takes the lock, says whether it got it, and waits to be killed. */
async function holdElsewhere(path: string): Promise<{ got: boolean; kill: () => Promise<void> }> {
  const program = `const { acquireLock } = require(${JSON.stringify(LOCK)});
    process.stdout.write(acquireLock(${JSON.stringify(path)}) === undefined ? 'no' : 'yes'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [answer] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    got: answer.toString() === 'yes',
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

t.test('P12 one holder at a time, in this process and in others', async (t) => {
  const path = makePath(t);
  const held = acquireLock(path);
  t.ok(held);
  t.equal(acquireLock(path), undefined);
  const other = await holdElsewhere(path);
  t.equal(other.got, false);
  await other.kill();
  held!.renew();
  held!.release();
  t.notOk(existsSync(path));
  held!.release();
  t.ok(acquireLock(path));
});

t.test('P12 the lock of a killed process is taken over, by one of many', async (t) => {
  const path = makePath(t);
  const dead = await holdElsewhere(path);
  t.equal(dead.got, true);
  t.equal(acquireLock(path), undefined, 'it is alive');
  await dead.kill();
  t.ok(existsSync(path));
  const heirs = await Promise.all(Array.from({ length: 6 }, () => holdElsewhere(path)));
  t.equal(heirs.filter(({ got }) => got).length, 1);
  await Promise.all(heirs.map(({ kill }) => kill()));
  t.ok(acquireLock(path));
  t.same(readdirSync(join(path, '..')), ['sender.lock'], 'nothing is left over');
});

t.test('P12 a process number that is used again does not keep a lock', (t) => {
  const path = makePath(t);
  acquireLock(path);
  const holder = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  for (const other of [{ started: '1' }, { boot: 'another' }]) {
    writeFileSync(path, JSON.stringify({ ...holder, ...other }), { mode: 0o600 });
    t.ok(acquireLock(path));
  }
  t.end();
});

t.test('P12 a holder in another container, and a damaged lock, count until the lease is over', (t) => {
  const path = makePath(t);
  acquireLock(path);
  const holder = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  for (const content of [JSON.stringify({ ...holder, namespace: 'pid:[1]', pid: 1 }), '{', '']) {
    writeFileSync(path, content, { mode: 0o600 });
    t.equal(acquireLock(path), undefined);
    utimesSync(path, new Date(0), new Date(0));
    const taken = acquireLock(path);
    t.ok(taken);
    taken!.release();
  }
  t.end();
});
