/** Keeps compiling until it is killed. */
import { accelerate } from '../../../lib/index.js';
import { makeFunction } from './make-functions.js';

async function main(): Promise<void> {
  for (let seed = 1; ; seed++) await accelerate(makeFunction(seed).fn).ready(new Float64Array(1), 1.5);
}

void main();
