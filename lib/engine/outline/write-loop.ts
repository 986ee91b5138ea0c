/** Writes the function that a loop becomes. */

import type { SourceUnit } from '../frontend/captures.js';
import { restrictUnit } from '../frontend/restrict-unit.js';
import type { AnalysisResult } from '../frontend/analyze.js';
import type { LoopVariables } from './loop-variables.js';

/** A loop as a function of its own. */
export interface LoopFunction {
  /** What is compiled: the loop stands in it as it stands in the function, one line further down than the head. */
  readonly source: string;
  /** What is compiled, with what it captures. */
  readonly unit: SourceUnit;
  /** The captured arrays that it takes, by their places among those of the function. */
  readonly arrays: readonly number[];
  readonly parameters: readonly string[];
  /** Variables that are given new values: what it returns, or an array of what it returns where there are several. */
  readonly outputs: readonly string[];
  /** Variables of the loop's own. */
  readonly locals: readonly string[];
}

type Analyze = (unit: SourceUnit) => AnalysisResult;

/** Undefined where no kernel could be made of it. */
export function writeLoop(
  loopText: string,
  { read, written, free }: LoopVariables,
  unit: SourceUnit,
  analyze: Analyze,
): LoopFunction | undefined {
  const write = (inputs: ReadonlySet<string>): LoopFunction => {
    // A value that goes in may be one that the loop itself left there, the time before.
    const outputs = written.filter(({ name, isRead }) => isRead || inputs.has(name)).map(({ name }) => name);
    const parameters = [...read, ...inputs];
    const locals = written.map(({ name }) => name).filter((name) => !inputs.has(name));
    const declaration = locals.length === 0 ? '' : ` var ${locals.join(', ')};`;
    const source = `(${parameters.join(', ')}) => {${declaration}\n${loopText}\n${returnOf(outputs)}}`;
    return { source, ...restrictUnit(unit, source, free), parameters, outputs, locals };
  };
  const alone = write(new Set());
  const analysis = analyze(alone.unit);
  if (!analysis.ok) return undefined;
  const names = new Set(written.map(({ name }) => name));
  const unassigned = [...analysis.fn.maybeUnassigned].map(({ name }) => name);
  const inputs = new Set(unassigned.filter((name) => names.has(name)));
  if (inputs.size === 0) return alone;
  const whole = write(inputs);
  return analyze(whole.unit).ok ? whole : undefined;
}

function returnOf(outputs: readonly string[]): string {
  if (outputs.length === 0) return '';
  return outputs.length === 1 ? `return ${outputs[0]!};\n` : `return [${outputs.join(', ')}];\n`;
}
