/** The hand-written programs: every supported construct on every array kind and edge input, each tier against plain JavaScript. */
import t from 'tap';
import { PROGRAMS } from './programs/index.js';
import { runSuite } from './run-suite.js';
import { allTiers } from './tiers.js';

const tiers = allTiers();
t.teardown(() => tiers.forEach((tier) => tier.close()));

for (const [construct, programs] of Object.entries(PROGRAMS)) {
  t.test(construct, (t) => runSuite(t, programs, tiers));
}
