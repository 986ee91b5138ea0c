/** The bundle that explains functions: it says what the modules say, and is left alone where it may be of another build. */
import { execFileSync } from 'node:child_process';
import { readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t from 'tap';
import { loadAnalysis, loadBundle } from '../../../../lib/engine/dispatch/load-analysis.js';
import { REFUSALS, analyzeSource } from '../../../../lib/engine/frontend/index.js';

const script = join(dirname(require.resolve('jetloop/package.json')), 'scripts', 'bundle-analysis.mjs');

t.test('the bundle', (t) => {
  const folder = t.testdir({});
  const notes = join(folder, 'notes');
  t.equal(loadBundle(folder, notes), undefined, 'there is none');
  execFileSync(process.execPath, [script, folder], { env: {} });
  const fromBundle = loadBundle(folder, notes)!;
  t.type(fromBundle.analyzeSource, 'function');
  t.not(fromBundle.analyzeSource, analyzeSource);
  for (const { example } of Object.values(REFUSALS)) {
    for (const analysis of [fromBundle, loadAnalysis()]) {
      const [found, expected] = [analysis.analyzeSource(example), analyzeSource(example)];
      t.equal(found.ok, expected.ok, example);
      if (!found.ok && !expected.ok) t.same(found.refusals, expected.refusals, example);
    }
  }

  writeFileSync(notes, 'compiled again');
  utimesSync(notes, new Date(), new Date(Date.now() + 10_000));
  t.equal(loadBundle(folder, notes), undefined, 'the modules are newer');
  utimesSync(notes, new Date(), new Date(0));
  t.type(loadBundle(folder, notes), 'object');

  const cache = readdirSync(folder).find((name) => name.endsWith('.cache'))!;
  truncateSync(join(folder, cache), 1000);
  t.equal(loadBundle(folder, notes), undefined, 'V8 does not take the cache');
  t.end();
});
