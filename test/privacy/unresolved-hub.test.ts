/** A hub whose name never resolves: the nameserver hears the question and keeps silent. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { start, temporaryFolder, workWords } from './support/run.js';
import { makeScene } from './support/scene.js';

t.setTimeout(120_000);

const SILENT = join(__dirname, 'programs/silent-nameserver.js');
/** A network of its own, in which nothing is there but the loopback interface, and a nameserver of ours. */
const OWN_NETWORK = ['unshare', '--map-root-user', '--mount', '--net'];
const SCRIPT = 'ip link set lo up && mount --bind "$1" /etc/resolv.conf && shift && exec "$@"';

const canSeparate =
  existsSync('/etc/resolv.conf') &&
  spawnSync(OWN_NETWORK[0]!, [...OWN_NETWORK.slice(1), ...['sh', '-c', SCRIPT, 'sh', '/etc/resolv.conf', 'true']])
    .status === 0;

t.test(
  'a name that never resolves: the program ends as ever, what it recorded waits',
  canSeparate ? {} : { skip: 'this system lets us have no network of our own (unshare), or has no ip' },
  async (t) => {
    const scene = await makeScene(t);
    const folder = temporaryFolder(t);
    const resolver = join(folder, 'resolv.conf');
    const questions = join(folder, 'questions');
    writeFileSync(resolver, 'nameserver 127.0.0.1\noptions timeout:30 attempts:1\n');
    const env = { ...scene.env, JETLOOP_API_URL: 'https://hub.example' };
    const words = workWords({ uploadAfter: 1, flushEvery: 20, hold: 1500 });
    const inside = [process.execPath, SILENT, questions, ...words];
    const run = await start([...OWN_NETWORK, 'sh', '-c', SCRIPT, 'sh', resolver, ...inside], env).outcome;
    t.match(run, { code: 0, stdout: 'done\n', stderr: '' });
    const asked = readFileSync(questions, 'utf8').trimEnd().split('\n');
    t.ok(
      asked.some((question) => Buffer.from(question, 'base64').includes('\x03hub\x07example')),
      'it was asked for',
    );
    t.ok(scene.queued().length > 0, 'what it recorded waits');

    // Where the name is not needed, it is not asked for.
    const silent = join(folder, 'silent');
    writeFileSync(silent, '');
    const offline = [process.execPath, SILENT, silent, ...words];
    const quiet = await start([...OWN_NETWORK, 'sh', '-c', SCRIPT, 'sh', resolver, ...offline], {
      ...env,
      JETLOOP_OFFLINE_MODE: '1',
    }).outcome;
    t.match(quiet, { code: 0, stdout: 'done\n' });
    t.equal(readFileSync(silent, 'utf8'), '');
  },
);
