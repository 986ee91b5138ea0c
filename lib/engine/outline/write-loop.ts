/** Writes the function that a loop becomes. */

import type { SourceUnit } from '../frontend/captures.js';
import { restrictUnit } from '../frontend/restrict-unit.js';
import type { AnalysisResult } from '../frontend/analyze.js';
import { LineTable } from '../frontend/line-table.js';
import type { LoopSite } from './find-loops.js';
import type { LoopVariables } from './loop-variables.js';

/** A loop as a function of its own. */
export interface LoopFunction {
  /** What is compiled: the loop stands in it as it stands in the function, beginning in a line of its own. */
  readonly source: string;
  /** Lines in front of the loop. */
  readonly linesBefore: number;
  /** What is compiled, with what it captures. */
  readonly unit: SourceUnit;
  /** The captured arrays that it takes, by their places among those of the function. */
  readonly arrays: readonly number[];
  readonly parameters: readonly string[];
  /** Variables that are given new values: what it returns, or an array of what it returns where there are several. */
  readonly outputs: readonly string[];
  /** Variables of the loop's own, and the functions that it calls. */
  readonly declarations: string;
}

type Analyze = (unit: SourceUnit) => AnalysisResult;

/** Undefined where no kernel could be made of it. */
export function writeLoop(
  textOf: (node: { start: number; end: number }) => string,
  { statement }: LoopSite,
  { read, written, helpers, free }: LoopVariables,
  unit: SourceUnit,
  analyze: Analyze,
): LoopFunction | undefined {
  const functions = helpers.map(({ name, node }) =>
    node.type === 'FunctionDeclaration' ? ` ${textOf(node)}` : ` const ${name} = ${textOf(node)};`,
  );
  const write = (inputs: ReadonlySet<string>): LoopFunction => {
    // A value that goes in may be one that the loop itself left there, the time before.
    const outputs = written.filter(({ name, isRead }) => isRead || inputs.has(name)).map(({ name }) => name);
    const parameters = [...read, ...inputs];
    const locals = written.map(({ name }) => name).filter((name) => !inputs.has(name));
    const declarations = [...(locals.length === 0 ? [] : [` var ${locals.join(', ')};`]), ...functions].join('');
    const head = `(${parameters.join(', ')}) => {${declarations}\n`;
    const source = `${head}${textOf(statement)}\n${returnOf(outputs)}}`;
    const linesBefore = new LineTable(head).position(head.length).line - 1;
    return { source, linesBefore, ...restrictUnit(unit, source, free), parameters, outputs, declarations };
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

/** The end of a loop's function. */
export function returnOf(outputs: readonly string[]): string {
  if (outputs.length === 0) return '';
  return outputs.length === 1 ? `return ${outputs[0]!};\n` : `return [${outputs.join(', ')}];\n`;
}
