/** Finds the loops of a refused function that can be compiled one by one, and writes the function anew around them. */

import { analyzeSource } from '../frontend/analyze.js';
import type { SourceUnit } from '../frontend/captures.js';
import type { Position } from '../frontend/ir.js';
import { parseFunction } from '../frontend/parse.js';
import { RefusalList } from '../frontend/refusals.js';
import { resolveNames } from '../frontend/resolve-scopes.js';
import type { FreeName, Original, Strictness } from './check-copy.js';
import { checkCopy } from './check-copy.js';
import { chooseLoops } from './find-loops.js';
import { LoopSurroundings } from './loop-variables.js';
import type { OutlineRefusal } from './refusals.js';
import type { TakenLoop } from './write-copy.js';
import { writeCopy } from './write-copy.js';
import { writeLoop } from './write-loop.js';

/** A loop that becomes a function of its own; where it begins in the text of the function. */
export interface OutlinedLoop extends Position {
  /** What is compiled. */
  readonly unit: SourceUnit;
  /** The captured arrays that it takes, by their places among those of the function. */
  readonly arrays: readonly number[];
  /** Lines in front of the loop in the text that is compiled. */
  readonly linesBefore: number;
  /** The same as a JavaScript function: an expression. */
  readonly javascript: string;
  /** Name that stands for its function in the copy. */
  readonly callee: string;
}

/** A function made anew, as plain data. */
export interface Outline {
  /** The copy: an expression. */
  readonly copy: string;
  readonly strictness: Strictness;
  /** Names that must be bound to the values given. */
  readonly bound: readonly string[];
  /** Names that must mean globals. */
  readonly globals: readonly FreeName[];
  /** Name that must be bound to an object, for the copy and its loops. */
  readonly thrown: string;
  readonly loops: readonly OutlinedLoop[];
  /** What stands against the copy. */
  readonly refusals: readonly OutlineRefusal[];
  /** What stands against it unless something else shows that the function is strict code. */
  readonly strictnessRefusals: readonly OutlineRefusal[];
}

/** Undefined where no loop can be compiled. */
export function outlineFunction(unit: SourceUnit, original: Original): Outline | undefined {
  try {
    return outline(unit, original);
  } catch (error) {
    // Nested too deeply for passes that recurse.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function outline(unit: SourceUnit, original: Original): Outline | undefined {
  const { source } = unit.functions[0];
  const parsed = parseFunction(source);
  if (!parsed.ok) return undefined;
  const { fn } = parsed;
  const found = new RefusalList();
  const names = resolveNames(fn, found);
  // Which of two parameters of one name is meant is not looked into. All of them have their values before the first loop.
  if (found.sorted().some(({ code }) => code === 'duplicate-parameter')) return undefined;
  const textOf = ({ start, end }: { start: number; end: number }): string =>
    source.slice(start - fn.textOffset, end - fn.textOffset);
  const surroundings = new LoopSurroundings(fn.node, names);
  const loops = chooseLoops<TakenLoop>(fn.node, (site) => {
    const variables = surroundings.variablesOf(site);
    if (variables === undefined) return undefined;
    const written = writeLoop(textOf, site, variables, unit, analyzeSource);
    return written && { site, variables, fn: written };
  });
  if (loops.length === 0) return undefined;
  const { strictness, bound, globals, refusals, strictnessRefusals } = checkCopy(fn, names, original);
  const ownName = fn.node.id?.name;
  const isNameDropped = ownName !== undefined && bound.includes(ownName);
  const texts = writeCopy(fn, source, textOf, loops, isNameDropped);
  return {
    copy: texts.copy,
    strictness,
    bound,
    globals,
    thrown: texts.thrown,
    loops: loops.map(({ site, fn: loop }, index) => ({
      unit: loop.unit,
      arrays: loop.arrays,
      linesBefore: loop.linesBefore,
      javascript: texts.loops[index]!,
      callee: texts.callees[index]!,
      ...fn.position(site.statement),
    })),
    refusals,
    strictnessRefusals,
  };
}
