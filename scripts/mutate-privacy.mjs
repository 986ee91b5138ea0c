// Shows that the privacy tests can fail: breaks one promise at a time in a copy of the build, and expects the test that guards it to notice.
//   node scripts/mutate-privacy.mjs [PATTERN]    only mutations whose name starts with PATTERN; needs the TypeScript build (dist/)
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

// name, file below dist/lib, what is replaced, by what, the test that must fail
const MUTATIONS = [
  ['E1 offline mode is not asked', 'settings/gates.js', 'if (offline.value)', 'if (false)', 'privacy/classes'],
  ['E3 DO_NOT_TRACK is not asked', 'settings/gates.js', 'if (doNotTrack.value)', 'if (false)', 'privacy/classes'],
  ['E6 no key is needed', 'settings/gates.js', 'if (!credentialStored)', 'if (false)', 'privacy/classes'],
  ['E5 the program decides', 'settings/gates.js', "reading.origin === 'default' && ", '', 'privacy/configured-hub'],
  ['E5 null is not heard', 'settings/gates.js', 'if (configuredUrl === null)', 'if (false)', 'privacy/configured-hub'],
  ['E8 each thread is a process', 'trust/telemetry/start.js', 'return isFirst;', 'return true;', 'privacy/threads'],
  ['E8 threads tell nobody', 'trust/telemetry/hand-over.js', 'sending.postMessage(batches)', '0', 'privacy/threads'],
  [
    'E11 a second way out',
    'trust/telemetry/aggregate.js',
    '"use strict";',
    '"use strict"; if (0) fetch("https://x.example");',
    'privacy/one-way-out',
  ],
  [
    'E12 the log holds other bytes',
    'trust/net/send.js',
    'bytes: request.bytes',
    'bytes: request.body',
    'privacy/sending',
  ],
  [
    'N4 a secret in the body',
    'trust/net/prepare-request.js',
    'JSON.stringify(after.payload)',
    'JSON.stringify({ ...after.payload, hint: process.env.DATABASE_PASSWORD })',
    'privacy/never-sent',
  ],
  [
    'N5 the host in the body',
    'trust/net/prepare-request.js',
    'JSON.stringify(after.payload)',
    'JSON.stringify({ ...after.payload, hint: require("node:os").hostname() })',
    'privacy/never-sent',
  ],
  ['P10 no notice is needed', 'settings/gates.js', "preferences.telemetry === 'unasked'", 'false', 'privacy/consent'],
  [
    'P17 what is queued stays',
    'trust/telemetry/start.js',
    'this.state.queue.remove(name)',
    'void name',
    'privacy/sending',
  ],
  ['P17 the sender outlives a no', 'trust/telemetry/start.js', 'this.sender?.kill()', '0', 'privacy/sending'],
  ['P17 what is cleared goes on', 'trust/telemetry/upload.js', 'if (!stillWaits())', 'if (false)', 'privacy/sending'],
  [
    'P10 the notice overwrites a choice',
    'trust/telemetry/show-notice.js',
    'recordNotice)(state)',
    "recordChoice)(state, 'notified')",
    'unit/trust/telemetry/show-notice',
  ],
  [
    'T2 certificates are not checked',
    'trust/net/send.js',
    'rejectUnauthorized: true',
    'rejectUnauthorized: false',
    'privacy/tls',
  ],
  ['T5 no version', 'trust/net/prepare-request.js', '`jetloop/${context.version}`', "'jetloop'", 'privacy/sending'],
  [
    '4xx is tried again',
    'trust/telemetry/upload.js',
    'status >= 400 && status < 500',
    'false',
    'unit/trust/telemetry/upload',
  ],
];

/** The status of a test in a copy of the build, of which one file is changed. */
function runTest(test, change) {
  const folder = mkdtempSync(join(tmpdir(), 'jetloop-mutant-'));
  try {
    cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
    for (const each of ['package.json', 'docs', 'test', 'node_modules', 'build'])
      symlinkSync(join(root, each), join(folder, each));
    change(folder);
    return spawnSync(process.execPath, [join(folder, 'dist/test', `${test}.test.js`)], { stdio: 'ignore' }).status;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mutate(file, from, to) {
  return (folder) => {
    const path = join(folder, 'dist/lib', file);
    const text = readFileSync(path, 'utf8');
    if (text.split(from).length !== 2)
      throw new Error(`${file} does not hold ${from} once: bring this list up to date`);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
  };
}

const wanted = MUTATIONS.filter(([name]) => name.startsWith(process.argv[2] ?? ''));
let survivors = 0;
const controls = new Map();
for (const [name, file, from, to, test] of wanted) {
  // A test that fails in an unchanged copy notices nothing.
  if (!controls.has(test)) controls.set(test, runTest(test, () => undefined) === 0);
  const isCaught = controls.get(test) && runTest(test, mutate(file, from, to)) !== 0;
  if (!isCaught) survivors++;
  console.log(`${isCaught ? 'caught  ' : controls.get(test) ? 'SURVIVED' : 'NO CONTROL'}  ${name}  (${test})`);
}
console.log(`${wanted.length - survivors} caught, ${survivors} survived`);
process.exit(survivors === 0 && wanted.length > 0 ? 0 : 1);
