import t from 'tap';
import { Random } from '../../../support/random.js';
import { ProgramGenerator } from './random-program.js';
import type { Program } from './support.js';
import { findDifference } from './support.js';

// JETLOOP_TEST_SEED and JETLOOP_TEST_PROGRAMS run others, or more, than the seeded four hundred.
const seed = Number(process.env['JETLOOP_TEST_SEED'] ?? 1);
const count = Number(process.env['JETLOOP_TEST_PROGRAMS'] ?? 400);

t.test(`${count} random programs do as plain JavaScript does`, (t) => {
  const random = new Random(seed);
  const generator = new ProgramGenerator(random);
  let same = 0;
  for (let i = 0; i < count; i++) {
    const source = generator.function();
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    const program = new Function(`return ${source}`)() as Program;
    const a = Float64Array.of(1, -0, NaN, 3.5, -2);
    const b = i % 2 === 0 ? Int16Array.of(3, -1, 0, 32767, 2) : Float32Array.of(0.1, 5, -0, 2, 1);
    const isShared = i % 4 === 3;
    const args = [a, isShared ? a.subarray(1) : b, random.below(5) - 1, random.chance(0.5)];
    const difference = findDifference(program, args, isShared);
    if (difference === undefined) {
      same++;
    } else {
      t.fail(`program ${i} of seed ${seed}: ${difference}`);
      break;
    }
  }
  t.equal(same, count);
  t.end();
});
