/**
 * The fuzzer of partial compilation: random programs with parts that no kernel can have, as they are and compiled in parts.
 *
 *   npm run fuzz:partial -- [--seed N] [--programs N] [--inputs N]
 *
 * Program i has the seed N + i. Exits 1 if there was a difference.
 */
import { parseArgs } from 'node:util';
import { checkPartial } from './check-partial.js';
import { PartialSummary } from './summarize-partial.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    programs: { type: 'string', default: '300' },
    inputs: { type: 'string', default: '5' },
  },
});

const summary = new PartialSummary();
const first = Number(values.seed);
for (let seed = first; seed < first + Number(values.programs); seed++) {
  const verdict = checkPartial(seed, Number(values.inputs));
  summary.note(verdict);
  if (verdict?.difference !== undefined) console.log(`seed ${seed}: ${verdict.difference}\n${verdict.source}\n`);
}
console.log(summary.describe());
if (summary.differences > 0) process.exitCode = 1;
