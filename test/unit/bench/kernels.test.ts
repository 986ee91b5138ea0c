import { existsSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { captureOutcome, countDifferences } from '../../../bench/harness/outcome.js';
import { importAnew } from '../../../bench/import-anew.js';
import { benchRoot } from '../../../bench/root.js';
import { loadWorkload, workloadNames } from '../../../bench/suite.js';
import { copyArguments, isArray } from '../../../bench/workload.js';

for (const name of workloadNames) {
  t.test(`${name} computes something, the same every time`, async (t) => {
    const workload = await loadWorkload(name, 'quick');
    const [first, second] = [copyArguments(workload.inputs), copyArguments(workload.inputs)];
    const results = [(await workload.loadKernel())(...first), (await workload.loadKernel())(...second)];
    const outcome = captureOutcome(results[0], first);
    t.equal(countDifferences(outcome, captureOutcome(results[1], second), first), 0);
    t.ok(countDifferences(outcome, captureOutcome(undefined, workload.inputs), first) > 0, 'it leaves a trace');
    for (const array of first.filter(isArray)) t.notOk(array.some(Number.isNaN), 'no NaN hides a wrong result');
    t.ok(existsSync(path.join(benchRoot, 'twins', `${name}.c`)), 'it has a C twin');
  });
}

t.test('there are enough kernels at the sizes of LARGE', async (t) => {
  const files = workloadNames
    .map((name) => path.join(benchRoot, 'polybench', `${name}.mjs`))
    .filter((file) => existsSync(file));
  const modules = await Promise.all(files.map((file) => importAnew<{ reduced?: string }>(file)));
  t.ok(modules.filter(({ reduced }) => reduced === undefined).length >= 14);
});
