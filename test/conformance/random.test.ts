/**
 * Random programs, each tier against plain JavaScript.  JETLOOP_RANDOM_SEED and JETLOOP_RANDOM_PROGRAMS choose others and more
 * of them: node dist/test/conformance/random.test.js
 */
import t from 'tap';
import { makeRandomProgram } from './random-programs.js';
import { runSuite } from './run-suite.js';
import { allTiers } from './tiers.js';

const first = Number(process.env.JETLOOP_RANDOM_SEED ?? 1);
const count = Number(process.env.JETLOOP_RANDOM_PROGRAMS ?? 50);

const tiers = allTiers();
t.teardown(() => tiers.forEach((tier) => tier.close()));

t.test(`seeds ${first} to ${first + count - 1}`, (t) =>
  runSuite(
    t,
    Array.from({ length: count }, (_, index) => makeRandomProgram(first + index)),
    tiers,
  ),
);
