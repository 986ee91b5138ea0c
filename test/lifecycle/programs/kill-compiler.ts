/**
 * Compiles many functions while its compiler process is killed at random moments, and calls each all the time.
 *
 *     node kill-compiler.js COUNT SEED
 */
import { readFileSync, readdirSync } from 'node:fs';
import { accelerate } from '../../../lib/index.js';
import { makeFunction } from './make-functions.js';

const [count = 0, seed = 1] = process.argv.slice(2).map(Number);

/** The compiler processes that this one started. Their threads' parent is a thread of ours, their process's parent is us. */
function compilers(): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const status = readFileSync(`/proc/${entry}/status`, 'latin1');
      const isOurs =
        status.includes(`\nPPid:\t${process.pid}\n`) &&
        readFileSync(`/proc/${entry}/cmdline`, 'latin1').includes('--serve');
      return isOurs ? [Number(entry)] : [];
    } catch {
      return []; // gone
    }
  });
}

let state = seed;
/** Marsaglia's xorshift: the same moments each time, as far as the machine allows. */
function random(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32;
}

async function main(): Promise<void> {
  let kills = 0;
  let wrong = 0;
  let native = 0;
  for (let index = 0; index < count; index++) {
    const sample = makeFunction(index + 1);
    const accelerated = accelerate(sample.fn);
    const call = (): void => {
      if (!sample.isRight(accelerated)) wrong++;
    };
    call();
    const shot = setTimeout(() => {
      for (const pid of compilers()) {
        process.kill(pid, 'SIGKILL');
        kills++;
      }
    }, random() * 40);
    const ready = accelerated.ready(new Float64Array(1), 1.5).then(() => clearTimeout(shot));
    for (let turn = 0; turn < 4; turn++) {
      await new Promise((resolve) => setTimeout(resolve, random() * 10));
      call();
    }
    await ready;
    call();
    if (accelerated.explain().status === 'COMPILED_FULL') native++;
  }
  console.log(JSON.stringify({ kills, wrong, native }));
}

void main();
