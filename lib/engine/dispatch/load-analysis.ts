/**
 * Loads the part of the front end that explains a function: into a program that does nothing else of it, for an answer within
 * milliseconds. scripts/bundle-analysis.mjs puts that part into one file, and beside it what V8 made of it, so that it need not be compiled
 * again. Where either is missing, or of another V8, the modules do the same, only later.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import type { analyzeSource } from '../frontend/analyze.js';
import type { outlineFunction } from '../outline/explain-source.js';

export interface Analysis {
  /** Refuses what no arguments could make compilable. */
  readonly analyzeSource: typeof analyzeSource;
  /** Finds what can be compiled of a refused function. */
  readonly outlineFunction: typeof outlineFunction;
}

const FRONTEND = join(__dirname, '..', 'frontend');
/** What tsc writes down each time it compiles. A checkout has it, an installation has not. */
const BUILD_NOTES = join(FRONTEND, '..', '..', '..', '.tsbuildinfo');

let loaded: Analysis | undefined;

export function loadAnalysis(): Analysis {
  return (loaded ??= loadBundle(FRONTEND, BUILD_NOTES) ?? loadModules());
}

function loadModules(): Analysis {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- on demand, and explain() is synchronous
  return require('../outline/explain-source.js') as Analysis;
}

/**
 * @param folder - where the bundle and its cache are
 * @param buildNotes - a file that is newer where the modules were compiled again after the bundle was made
 * @returns undefined where there is no bundle that fits
 */
export function loadBundle(folder: string, buildNotes: string): Analysis | undefined {
  try {
    const filename = join(folder, 'analysis.bundle.js');
    if (isNewer(buildNotes, filename)) return undefined;
    const version = /^[\d.]+/.exec(process.versions.v8)?.[0] ?? '';
    const cachedData = readFileSync(join(folder, `analysis.bundle.${version}.cache`));
    const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData });
    if (script.cachedDataRejected === true) return undefined;
    return (script.runInThisContext() as () => Analysis)();
  } catch {
    return undefined; // not there
  }
}

function isNewer(file: string, other: string): boolean {
  try {
    return statSync(file).mtimeMs > statSync(other).mtimeMs;
  } catch {
    return false; // not there
  }
}
