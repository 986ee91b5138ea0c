/** The systematic combinations of construct and array kind, each tier against plain JavaScript. */
import t from 'tap';
import { makeCombinations } from './combinations.js';
import { runSuite } from './run-suite.js';
import { allTiers } from './tiers.js';

const tiers = allTiers();
t.teardown(() => tiers.forEach((tier) => tier.close()));

for (const [construct, programs] of Object.entries(makeCombinations())) {
  t.test(construct, (t) => runSuite(t, programs, tiers));
}
