/** The loops of TSVC-2, a file for each class of them. */

import path from 'node:path';
import { importAnew } from '../import-anew.js';
import { benchRoot } from '../root.js';
import type { KernelFunction } from '../workload.js';

const classes = [
  'linear-dependence',
  'induction-variables',
  'global-data-flow',
  'control-flow',
  'symbolics',
  'statement-reordering',
  'loop-restructuring',
  'node-splitting',
  'scalar-expansion',
  'crossing-thresholds',
  'reductions',
  'recurrences',
  'search',
  'packing',
  'loop-rerolling',
  'equivalencing',
  'indirect-addressing',
  'calls',
  'control-loops',
];

export interface Loop {
  readonly name: string;
  readonly class: string;
  readonly fn: KernelFunction;
  /** The names of its parameters, which say what they are: `inputs.ts`. */
  readonly parameters: readonly string[];
}

/** The source of a class's C twins. */
export const twinsOf = (loopClass: string) => path.join(benchRoot, 'tsvc', `${loopClass}.c`);

/** Every loop, class by class, sorted by name in each. */
export async function loadLoops(): Promise<Loop[]> {
  const loops = await Promise.all(classes.map(loadClass));
  return loops.flat();
}

async function loadClass(loopClass: string): Promise<Loop[]> {
  const functions = await importClass(loopClass);
  return Object.entries(functions).map(([name, fn]) => ({
    name,
    class: loopClass,
    fn,
    parameters: parametersOf(fn.toString()),
  }));
}

const importClass = (loopClass: string) =>
  importAnew<Record<string, KernelFunction>>(path.join(benchRoot, 'tsvc', `${loopClass}.mjs`));

/** A copy of the loop's function with type feedback of its own. */
export async function loadAnew(loop: Loop): Promise<KernelFunction> {
  return (await importClass(loop.class))[loop.name]!;
}

function parametersOf(source: string): string[] {
  return /\(([^)]*)\)/
    .exec(source)![1]!
    .split(',')
    .map((name) => name.trim());
}
