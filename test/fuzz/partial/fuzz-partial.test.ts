/** A share of what `npm run fuzz:partial` does, and faults that it must find. */
import t from 'tap';
import { nativeUnavailable } from '../../conformance/tiers.js';
import type { Fault } from '../../support/faulty-partial.js';
import { checkPartial } from './check-partial.js';
import { PartialSummary } from './summarize-partial.js';

const PROGRAMS = 300;
const INPUTS = 4;
/** Programs within which a fault must show. */
const PATIENCE = 40;

t.setTimeout(300_000);
const skip = nativeUnavailable() ?? false;

t.test(`${PROGRAMS} programs`, { skip }, (t) => {
  const summary = new PartialSummary();
  for (let seed = 1; seed <= PROGRAMS; seed++) {
    const verdict = checkPartial(seed, INPUTS);
    summary.note(verdict);
    if (verdict?.difference !== undefined) t.fail(`seed ${seed}: ${verdict.difference}`);
  }
  t.comment(summary.describe());
  t.equal(summary.differences, 0);
  t.ok(summary.partial > PROGRAMS / 2, 'most are compiled in parts');
  t.ok(summary.nativeLoops > summary.programs, 'loops run native');
  t.end();
});

const FAULTS: Readonly<Record<string, Fault>> = {
  'results are lost': (outline) => ({ ...outline, copy: outline.copy.replace(/\w+ = (\$loop\d+\()/g, '$1') }),
  'loops are left out': (outline) => ({ ...outline, copy: outline.copy.replace(/(?<!\w )\$loop\d+\([^)]*\);/g, '0;') }),
};

for (const [name, fault] of Object.entries(FAULTS)) {
  t.test(name, { skip }, (t) => {
    let found = 0;
    for (let seed = 1; seed <= PATIENCE; seed++) {
      if (checkPartial(seed, INPUTS, fault)?.difference !== undefined) found++;
    }
    t.ok(found > 0, `found in ${found} of ${PATIENCE} programs`);
    t.end();
  });
}
