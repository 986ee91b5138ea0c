/** Entry point of the compile worker: takes requests one by one, answers each. It lives as long as its port. */
import { setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { CompilerProcess } from './compiler-process.js';
import { KernelMaker } from './make-kernel.js';
import type { CompileReply, CompileRequest, WorkerMessage, WorkerSettings } from './messages.js';
import { serviceRefusal } from './refusals.js';

/** Niceness of compiling: about a tenth of the share that a busy program gets when there are not enough cores for both. */
const NICENESS = 10;

// The program goes first. On Linux a priority belongs to one thread, here this one, and the compiler process inherits it; elsewhere it
// would be the whole program's.
if (process.platform === 'linux') setPriority(NICENESS);

const settings = workerData as WorkerSettings;
const compiler = new CompilerProcess(settings, (event) => send({ kind: 'compiler', event }));
const maker = new KernelMaker(compiler);
const queue: CompileRequest[] = [];
let busy = false;

settings.port.on('message', (request: CompileRequest) => {
  if (request.urgent) queue.unshift(request);
  else queue.push(request);
  if (!busy) void work();
});

async function work(): Promise<void> {
  busy = true;
  for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
    send({ kind: 'reply', reply: await answer(request) });
  }
  busy = false;
}

/** A bug of ours must not end the worker, and with it everybody else's compilations. */
async function answer(request: CompileRequest): Promise<CompileReply> {
  try {
    return await maker.make(request);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { id: request.id, ok: false, scope: 'service', refusals: [serviceRefusal('service-failed', detail)] };
  }
}

function send(message: WorkerMessage): void {
  settings.port.postMessage(message);
  Atomics.add(settings.signal, 0, 1);
  Atomics.notify(settings.signal, 0);
}
