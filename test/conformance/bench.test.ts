/** The loops of TSVC and the kernels of PolyBench, on small inputs: each tier against plain JavaScript. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { importAnew } from '../../bench/import-anew.js';
import { benchRoot } from '../../bench/root.js';
import { workloadNames } from '../../bench/suite.js';
import { loadLoops } from '../../bench/tsvc/loops.js';
import type { Argument } from '../../lib/engine/frontend/interpret.js';
import { tsvcInputs } from './bench-inputs.js';
import { findDifference } from './compare.js';
import type { Input } from './inputs.js';
import { program, type ProgramFunction } from './program.js';
import { allTiers } from './tiers.js';

const tiers = allTiers().filter((tier) => tier.unavailable === undefined);
t.teardown(() => tiers.forEach((tier) => tier.close()));
const tally = { runs: 0, values: 0, bytes: 0 };

/** What stops a loop from running natively, where the specification does. */
const refused: Readonly<Record<string, string>> = {
  s4113: 'undefined-index',
  s491: 'undefined-index',
  vas: 'undefined-index',
};

/** The first difference of one function between plain JavaScript and the tiers. */
async function compare(name: string, fn: ProgramFunction, inputs: readonly Input[]): Promise<string | undefined> {
  const subject = { ...program('', fn), name };
  for (const input of inputs) {
    const expected = input.make();
    const result = fn(...expected);
    for (const tier of tiers) {
      const args = input.make();
      const outcome = await tier.run(subject, args);
      const difference = outcome.ran
        ? findDifference({ result, args: expected }, { result: outcome.result, args }, tally)
        : `did not run: ${outcome.reason}`;
      if (difference !== undefined) return `${tier.name}, ${input.label}: ${difference}`;
    }
  }
  return undefined;
}

t.test('TSVC', async (t) => {
  const loops = await loadLoops();
  t.equal(loops.length, 151);
  t.equal(new Set(loops.map(({ name }) => name)).size, 151);
  for (const [serial, loop] of loops.entries()) {
    const difference = await compare(loop.name, loop.fn, tsvcInputs(loop, serial));
    const code = refused[loop.name];
    if (code === undefined) t.equal(difference, undefined, loop.name);
    else t.match(difference, code, `${loop.name} is refused`);
  }
});

interface Kernel {
  default: ProgramFunction;
  sizes: { quick: number[] };
  initialize: (...size: number[]) => Argument[];
}

t.test('PolyBench', async (t) => {
  for (const name of workloadNames) {
    const file = path.join(benchRoot, 'polybench', `${name}.mjs`);
    if (!existsSync(file)) continue;
    const kernel = await importAnew<Kernel>(file);
    const small = (most: number) => kernel.sizes.quick.map((size, dimension) => Math.min(size, most + dimension));
    const inputs = [1, 5, 13].map((most) => ({
      label: `about ${most}`,
      make: () => kernel.initialize(...small(most)),
    }));
    t.equal(await compare(name, kernel.default, inputs), undefined, name);
  }
});

t.test('bytes were compared', (t) => {
  t.ok(tally.bytes > 1e6);
  t.end();
});
