import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import t from 'tap';
import type { NativeKernel, NativeSignature } from '../../../../lib/engine/native/contract.js';
import { array, compileKernel, packageRoot, requireBinding } from './compile-kernel.js';

const bindingFile = require.resolve('../../../../lib/engine/native/binding.js');
const text = readFileSync(join(packageRoot, 'test', 'ir', 'scale-rows.ir'), 'utf8');
const signature: NativeSignature = {
  parameters: [array(0, 'f64', true), array(1, 'f64'), { index: 2, kind: 'i32' }, { index: 3, kind: 'i32' }],
  allowOverlap: false,
};

/** Every row times its own factor; the loop over rows is marked parallel. */
function load(options: Pick<NativeSignature, 'threads' | 'shareAlways'>): NativeKernel {
  const { bytes, sha256 } = compileKernel(text);
  return requireBinding().load(bytes, sha256, { ...signature, ...options });
}

function makeMatrix(rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, i) => (i % 97) / 7);
}

function scale(matrix: Float64Array, by: Float64Array, columns: number): Float64Array {
  return matrix.map((value, i) => value * by[Math.floor(i / columns)]!);
}

t.test('any number of threads gives the same', (t) => {
  for (const threads of [1, 2, 3, 7]) {
    for (const rows of [0, 1, 2, 5, 100]) {
      const kernel = load({ threads, shareAlways: true });
      const by = Float64Array.from({ length: rows }, (_, i) => (i % 5) - 1.5);
      const matrix = makeMatrix(rows, 13);
      const expected = scale(matrix, by, 13);
      t.equal(kernel(matrix, by, rows, 13), rows);
      t.same(Buffer.from(matrix.buffer), Buffer.from(expected.buffer));
      const { lastThreads, sharedCalls } = requireBinding().describeSharing(kernel);
      const isShared = threads > 1 && rows > 1;
      t.equal(lastThreads, isShared ? Math.min(threads, rows) : 1, `${threads} threads, ${rows} rows`);
      t.equal(sharedCalls, isShared ? 1 : 0);
    }
  }
  t.end();
});

t.test('a kernel that may use one thread uses one, and a small loop is not shared', (t) => {
  const { describeSharing } = requireBinding();
  const by = new Float64Array(1000).fill(2);
  const alone = load({});
  alone(makeMatrix(1000, 1000), by, 1000, 1000);
  t.same(describeSharing(alone), { lastThreads: 1, sharedCalls: 0 });
  const small = load({ threads: 2 });
  for (let call = 0; call < 100; call++) small(makeMatrix(2, 2), by, 2, 2);
  t.ok(describeSharing(small).sharedCalls < 10, 'only where the machine stood still for a moment');
  t.end();
});

t.test('only kernels are described, and only sensible numbers of threads are taken', (t) => {
  const { describeSharing } = requireBinding();
  for (const value of [undefined, null, 5, {}, () => 0, Buffer.alloc(1), requireBinding().load]) {
    t.throws(() => describeSharing(value as never), { code: 'native-argument' });
  }
  for (const threads of [-1, 1.5, 1024, '2', NaN]) {
    t.throws(() => load({ threads: threads as number }), { code: 'native-argument' });
  }
  t.throws(() => load({ threads: 2, shareAlways: 1 as never }), { code: 'native-argument' });
  t.ok(requireBinding().usableProcessors() >= 1);
  t.end();
});

const prelude = `
  const { binding } = require(${JSON.stringify(bindingFile)}).findNativeBinding();
  const object = JSON.parse(process.env.OBJECT);
  const f = binding.load(Buffer.from(object.bytes, 'base64'), object.sha256, { ...object.signature, threads: 3, shareAlways: true });
  const call = (rows) => f(new Float64Array(rows * 10).fill(1), new Float64Array(rows).fill(3), rows, 10);`;

/** Runs a program in a process of its own: `f` and `call` are there after `eval(prelude)`, in threads too. */
function runProgram(program: string): SpawnSyncReturns<string> {
  const { bytes, sha256 } = compileKernel(text);
  return spawnSync(process.execPath, ['-e', `const prelude = ${JSON.stringify(prelude)};\n${program}`], {
    encoding: 'utf8',
    timeout: 60_000,
    env: {
      ...process.env,
      OBJECT: JSON.stringify({ bytes: Buffer.from(bytes).toString('base64'), sha256, signature }),
    },
  });
}

const programs: readonly (readonly [name: string, program: string, status: number, stdout: string])[] = [
  ['a program ends after a shared loop', `eval(prelude + 'console.log(call(50))');`, 0, '50\n'],
  [
    'a program exits from a callback while its threads sleep',
    `eval(prelude + 'globalThis.call = call'); call(50); setTimeout(() => { call(9); process.exit(3); }, 20);`,
    3,
    '',
  ],
  [
    'a program exits in the middle of the shared loops of a worker thread',
    `const { Worker } = require('node:worker_threads');
     const program = prelude + "require('node:worker_threads').parentPort.postMessage(0); for (;;) call(20000);";
     new Worker(program, { eval: true }).once('message', () => setTimeout(() => process.exit(7), 50));`,
    7,
    '',
  ],
  [
    // Node.js unloads an addon with the last worker thread that used it, were there not the pool's threads: they stay, and serve the next one.
    'worker threads alone use the addon, one after the other',
    `const { Worker } = require('node:worker_threads');
     const next = (left) => left === 0
       ? setTimeout(() => {
           const { readFileSync, readdirSync } = require('node:fs');
           const names = readdirSync('/proc/self/task').map((task) => readFileSync('/proc/self/task/' + task + '/comm', 'utf8'));
           console.log(names.filter((name) => name === 'jetloop\\n').length, /jetloop\\.node/.test(readFileSync('/proc/self/maps', 'utf8')));
         }, 50)
       : new Worker(prelude + 'call(1000)', { eval: true }).once('exit', () => next(left - 1));
     next(4);`,
    0,
    '2 true\n',
  ],
  [
    'worker threads that are terminated leave the others their threads',
    `const { Worker } = require('node:worker_threads');
     eval(prelude + 'globalThis.call = call');
     const worker = new Worker(prelude + "require('node:worker_threads').parentPort.postMessage(0); for (;;) call(500);", { eval: true });
     worker.once('message', async () => { call(100); await worker.terminate(); console.log(call(100)); });`,
    0,
    '100\n',
  ],
];

for (const [name, program, status, stdout] of programs) {
  t.test(name, (t) => {
    const run = runProgram(program);
    t.equal(run.stderr, '');
    t.equal(run.signal, null);
    t.equal(run.status, status);
    t.equal(run.stdout, stdout);
    t.end();
  });
}

/** What a worker tells: calls with the right result, and whether other threads took part in any. */
interface Answer {
  readonly right: number;
  readonly shared: boolean;
}

t.test('worker threads share the pool', async (t) => {
  const { bytes, sha256 } = compileKernel(text);
  const program = `
    const { workerData: data, parentPort } = require('node:worker_threads');
    const { binding } = require(${JSON.stringify(bindingFile)}).findNativeBinding();
    const f = binding.load(data.bytes, data.sha256, data.signature);
    let right = 0;
    for (let call = 0; call < 200; call++) {
      const rows = 1 + (call * 7) % 60;
      const matrix = new Float64Array(rows * 5).fill(2);
      f(matrix, new Float64Array(rows).fill(4), rows, 5);
      if (matrix.every((value) => value === 8)) right++;
    }
    parentPort.postMessage({ right, shared: binding.describeSharing(f).sharedCalls > 0 });`;
  const workers = [2, 3, 7, 7].map(
    (threads) =>
      new Worker(program, {
        eval: true,
        workerData: { bytes, sha256, signature: { ...signature, threads, shareAlways: true } },
      }),
  );
  const messages = await Promise.all(workers.map(async (worker) => (await once(worker, 'message')) as [Answer]));
  const answers = messages.map(([answer]) => answer);
  t.strictSame(
    answers.map(({ right }) => right),
    [200, 200, 200, 200],
  );
  // Who meets others in the pool may get no thread besides its own; the first in it always does.
  t.ok(answers.some(({ shared }) => shared));
});
