/** Which kernels of PolyBench have a loop whose iterations are proved independent, so that they may run on several threads. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { importAnew } from '../../bench/import-anew.js';
import { benchRoot } from '../../bench/root.js';
import { workloadNames } from '../../bench/suite.js';
import { accelerate } from '../../lib/accelerate.js';
import type { Argument } from '../../lib/engine/frontend/interpret.js';
import type { ProgramFunction } from './program.js';
import { nativeUnavailable } from './tiers.js';

interface Kernel {
  default: ProgramFunction;
  sizes: { quick: number[] };
  initialize: (...size: number[]) => Argument[];
}

/** Each of their loops carries a sum, or an element, from one iteration to another, or counts down. */
const SEQUENTIAL = ['cholesky', 'floyd-warshall', 'nussinov', 'seidel-2d', 'trisolv'];
/** Their outermost loop is parallel. */
const OUTERMOST = ['2mm', '3mm', 'gemm', 'syrk', 'syr2k', 'mvt', 'gesummv', 'covariance', 'correlation', 'deriche'];

t.test('PolyBench', { skip: nativeUnavailable() ?? false }, async (t) => {
  const names = workloadNames.filter((name) => existsSync(path.join(benchRoot, 'polybench', `${name}.mjs`)));
  t.equal(names.length, 30);
  for (const name of names) {
    const kernel = await importAnew<Kernel>(path.join(benchRoot, 'polybench', `${name}.mjs`));
    const fast = accelerate(kernel.default, { level: 3, compile: 'sync' });
    const { signatures } = await fast.ready(...kernel.initialize(...kernel.sizes.quick));
    const sharing = signatures[0]?.sharing ?? [];
    t.equal(
      sharing.some(({ reason }) => reason === ''),
      !SEQUENTIAL.includes(name),
      `${name}: ${sharing.map(({ line, reason }) => `${line} ${reason === '' ? 'parallel' : reason}`).join(', ')}`,
    );
    if (OUTERMOST.includes(name))
      t.ok(
        sharing.every(({ reason }) => reason === ''),
        `${name} as a whole`,
      );
  }
});
