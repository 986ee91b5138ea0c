import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import t from 'tap';
import { array, compileKernel, requireBinding, slowKernelText } from './compile-kernel.js';

const bindingFile = require.resolve('../../../../lib/engine/native/binding.js');

/** Starts a worker whose program sees `binding` and `data`. */
function startWorker(program: string, data: unknown): Worker {
  return new Worker(
    `const { workerData: data, parentPort } = require('node:worker_threads');
     const { binding } = require(${JSON.stringify(bindingFile)}).findNativeBinding();
     ${program}`,
    { eval: true, workerData: data },
  );
}

const slow = {
  ...compileKernel(slowKernelText),
  signature: { parameters: [{ index: 0, kind: 'f64' }], allowOverlap: false },
};
const sum = {
  ...compileKernel(`(kernel "sum" (params (array $a f64 read)) (alias none) (body
    (let $s f64 (f64 0)) (let $i f64 (f64 0))
    (loop $each (while (f64.lt $i (f64.from_i64 (length $a))))
      (body (set $s (f64.add $s (load $a $i)))) (step (set $i (f64.add $i (f64 1)))))
    (return $s)))`),
  signature: { parameters: [array(0, 'f64')], allowOverlap: false },
};

t.test('twenty workers load and call the same object', async (t) => {
  const numbers = new Float64Array(new SharedArrayBuffer(8000)).map((_, i) => i);
  const program = `
    const f = binding.load(data.bytes, data.sha256, data.signature);
    let right = 0;
    for (let i = 0; i < 500; i++) if (f(data.numbers) === 499500) right++;
    parentPort.postMessage({ right, declined: f([1]) === binding.declined });`;
  const workers = Array.from({ length: 20 }, () => startWorker(program, { ...sum, numbers }));
  const answers = await Promise.all(
    workers.map(async (worker) => {
      const [[answer], [code]] = (await Promise.all([once(worker, 'message'), once(worker, 'exit')])) as [
        unknown[],
        unknown[],
      ];
      return { answer, code };
    }),
  );
  for (const { answer, code } of answers) {
    t.same(answer, { right: 500, declined: true });
    t.equal(code, 0);
  }
  const here = requireBinding().load(sum.bytes, sum.sha256, { parameters: [array(0, 'f64')], allowOverlap: false });
  t.equal(here(numbers), 499500);
});

t.test('a worker that is terminated during a native call', async (t) => {
  const program = `
    const f = binding.load(data.bytes, data.sha256, data.signature);
    const callOnce = () => f(data.count);  // V8 looks for a termination when it enters a JavaScript function
    parentPort.postMessage('calling');
    for (;;) callOnce();`;
  for (let round = 0; round < 8; round++) {
    const worker = startWorker(program, { ...slow, count: 10 ** round });
    await once(worker, 'message');
    t.equal(await worker.terminate(), 1);
  }
  const here = requireBinding().load(slow.bytes, slow.sha256, {
    parameters: [{ index: 0, kind: 'f64' }],
    allowOverlap: false,
  });
  t.equal(here(1000), 1000, 'other environments go on');
});

t.test('each environment has its own "declined"', async (t) => {
  const worker = startWorker(
    'parentPort.postMessage(Object.isFrozen(binding.declined) && binding.declined.declined);',
    {},
  );
  const [mine] = (await once(worker, 'message')) as [unknown];
  t.equal(mine, true);
});

/** Runs a program in a process of its own; the object travels in the environment. */
function runProgram(program: string): { status: number | null; signal: string | null; stdout: string; stderr: string } {
  const load = `
    const { binding } = require(${JSON.stringify(bindingFile)}).findNativeBinding();
    const object = JSON.parse(process.env.OBJECT);
    const f = binding.load(Buffer.from(object.bytes, 'base64'), object.sha256, object.signature);`;
  const object = { ...slow, bytes: Buffer.from(slow.bytes).toString('base64') };
  const run = spawnSync(process.execPath, ['-e', `const load = ${JSON.stringify(load)};\n${program}`], {
    encoding: 'utf8',
    env: { ...process.env, OBJECT: JSON.stringify(object) },
  });
  return run;
}

t.test('the process exits while a worker is in a native call', (t) => {
  const { status, signal, stderr } = runProgram(`
    const { Worker } = require('node:worker_threads');
    const program = load + "require('node:worker_threads').parentPort.postMessage(0); f(5e7);";
    new Worker(program, { eval: true }).once('message', () => setTimeout(() => process.exit(7), 20));`);
  t.equal(stderr, '');
  t.equal(signal, null);
  t.equal(status, 7);
  t.end();
});

t.test('the main program ends while workers come and go', (t) => {
  const { status, signal, stdout, stderr } = runProgram(`
    const { Worker } = require('node:worker_threads');
    eval(load + 'globalThis.f = f');
    for (let i = 0; i < 6; i++) new Worker(load + 'f(1e6)', { eval: true });
    process.on('exit', () => console.log(f(5)));`);
  t.equal(stderr, '');
  t.equal(signal, null);
  t.equal(status, 0);
  t.equal(stdout, '5\n');
  t.end();
});
