/**
 * Ends at some point of a compilation.
 *
 *     node end.js STAGE WAY     stage: accelerated, started, compiling, compiled; way: return, exit, throw, worker, terminate
 */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { accelerate } from '../../../lib/index.js';
import { makeFunction } from './make-functions.js';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function reach(stage: string): Promise<void> {
  const sample = makeFunction(3);
  const accelerated = accelerate(sample.fn);
  if (stage === 'accelerated') return;
  if (!sample.isRight(accelerated)) throw new Error('wrong result');
  if (stage === 'started') return;
  if (stage === 'compiling') await pause(60);
  else await accelerated.ready(new Float64Array(1), 1.5);
  if (!sample.isRight(accelerated)) throw new Error('wrong result');
}

async function main(stage: string, way: string): Promise<void> {
  switch (way) {
    case 'return':
      await reach(stage);
      return;
    case 'exit':
      await reach(stage);
      process.exit(5);
      return;
    case 'throw':
      await reach(stage);
      throw new Error('planned');
    default: {
      const workers = Array.from({ length: 3 }, () => new Worker(__filename, { workerData: stage }));
      await Promise.all(
        workers.map(
          (worker) =>
            new Promise((resolve, reject) => {
              worker.on('error', reject);
              if (way === 'terminate') worker.once('message', () => void worker.terminate());
              worker.once('exit', resolve);
            }),
        ),
      );
    }
  }
}

if (isMainThread) {
  const [stage = '', way = ''] = process.argv.slice(2);
  void main(stage, way);
} else {
  void reach(workerData as string).then(() => parentPort?.postMessage('there'));
}
