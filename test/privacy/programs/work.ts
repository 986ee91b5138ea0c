/**
 * A program that uses the engine for real, with telemetry composed in: it compiles a kernel, calls it on sizes that the router decides about, has a
 * function refused, and throws and catches an error.
 *
 *     node work.js '{"uploadAfter": 100, "hold": 1000}'
 */
import { runInThisContext } from 'node:vm';
import { accelerate, configure } from '../../../lib/index.js';
import { startTelemetry } from '../../../lib/trust/telemetry/start.js';
import type { Work } from '../support/run.js';

const NEVER = 2 ** 30;

async function main({
  uploadAfter,
  flushEvery = 50,
  hold = 300,
  thenSet,
  thenExit,
  workAgain,
  canaries = {},
  configure: options,
}: Work): Promise<void> {
  startTelemetry({
    firstUploadMilliseconds: uploadAfter ?? NEVER,
    uploadMilliseconds: NEVER,
    firstFlushMilliseconds: flushEvery,
    flushMilliseconds: flushEvery,
  });
  if (options !== undefined) configure(options);
  await work(canaries);
  if (thenSet !== undefined) {
    await pause(hold / 2);
    Object.assign(process.env, thenSet);
    if (thenExit === true) process.exit();
    process.stdout.write('set\n');
    if (workAgain === true) await work(canaries);
  }
  await pause(hold);
  process.stdout.write('done\n');
}

async function work(canaries: Readonly<Record<string, string>>): Promise<void> {
  const number = Number(canaries.number ?? 3.25);
  const text = canaries.text ?? 'text';
  // The canary is the function's name, in its source, and in its data.
  const sum = runInThisContext(
    `(function ${canaries.name ?? 'sum'}(out, values) {
      let total = 0; /* ${text} */
      for (let i = 0; i < values.length; i++) { total += values[i]; out[i] = values[i] * 2; }
      return total;
    })`,
  ) as (out: Float64Array, values: Float64Array) => number;
  const fast = accelerate(sum);
  for (const length of [16, 1024, 65_536]) {
    const values = new Float64Array(length).fill(number);
    const out = new Float64Array(length);
    await fast.ready(out, values);
    for (let call = 0; call < 40; call++) {
      if (fast(out, values) !== sum(out, values)) throw new Error('wrong result');
    }
  }
  const refused = accelerate((words: string[]) => words.join(text));
  refused([text, text]);
  await refused.ready([text]);
  try {
    accelerate(() => {
      throw new Error(text);
    })();
  } catch {
    // As planned.
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, milliseconds));
}

void main(JSON.parse(process.argv[2] ?? '{}') as Work);
