/** What explains a function without calling it, in one module: scripts/bundle-analysis.mjs makes one file of it. */

import type { SourceUnit } from '../frontend/captures.js';
import type { Original } from './check-copy.js';
import type { Outline } from './outline-function.js';

export { analyzeSource } from '../frontend/analyze.js';

/** Few functions are refused and have loops: the rest of this folder is loaded for these. */
export function outlineFunction(unit: SourceUnit, original: Original): Outline | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- on demand, and explain() is synchronous
  const { outlineFunction: run } = require('./outline-function.js') as typeof import('./outline-function.js');
  return run(unit, original);
}
