/**
 * A share of what `npm run fuzz` does, small enough for every run of the tests: each program at one level in turn, on a few inputs.
 */
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { findNativeBinding } from '../../../lib/engine/native/binding.js';
import { nativeUnavailable } from '../../conformance/tiers.js';
import { hostTargets } from './host-targets.js';
import { runFuzzer } from './run-fuzzer.js';
import { describeSummary, missingConstructs } from './summary.js';

const PROGRAMS = 3000;
const INPUTS = 4;

t.setTimeout(600_000);

t.test(`${PROGRAMS} programs`, { skip: nativeUnavailable() ?? false }, async (t) => {
  const native = findNativeBinding();
  const targets = native.available ? hostTargets(native.binding.hostFeatures()) : [];
  const { counts, seconds, differences } = await runFuzzer({
    seed: 1,
    programs: PROGRAMS,
    inputs: INPUTS,
    jobs: Math.min(2, availableParallelism()),
    seconds: Infinity,
    targets,
    rotatesTargets: true,
    folder: join(tmpdir(), 'jetloop-fuzz'),
    saved: 0,
    log: (line) => t.comment(line),
  });
  t.comment(describeSummary(counts, differences.length, { seconds }));
  t.same(
    differences,
    [],
    'all agree with plain JavaScript; npm run fuzz -- --seed N --programs 1 makes a failing one small',
  );
  t.equal(counts.programs, PROGRAMS);
  t.ok(counts.compiled >= 0.9 * PROGRAMS, 'nearly all of them are compiled');
  const rejected = [...counts.rejected.values()].reduce((sum, count) => sum + count, 0);
  t.ok(rejected <= 0.05 * PROGRAMS, 'nearly all of them end in time, and none throws');
  t.ok(
    [...counts.rejected.keys()].every((reason) => reason.includes('timed out')),
    [...counts.rejected.keys()].join(),
  );
  t.same(missingConstructs(counts), [], 'every construct was used');
});
