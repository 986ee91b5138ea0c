/**
 * Compiles one function with whatever compiler there is, calls it, and tells what became of it.
 *
 *     node call-and-explain.js background|sync
 */
import { accelerate, type AccelerateOptions } from '../../../lib/index.js';
import { makeFunction } from './make-functions.js';

async function main(): Promise<void> {
  const compile = process.argv[2] as NonNullable<AccelerateOptions['compile']>;
  const sample = makeFunction(7);
  const accelerated = accelerate(sample.fn, { compile, level: 2, name: 'sample' });
  const before = sample.isRight(accelerated);
  const levelOfFirstCall = accelerated.level;
  const { status, signatures } = await accelerated.ready(new Float64Array(1), 1.5);
  const after = sample.isRight(accelerated);
  const codes = signatures.flatMap(({ refusals }) => refusals.map(({ code }) => code));
  console.log(JSON.stringify({ before, after, levelOfFirstCall, level: accelerated.level, status, codes }));
}

void main();
