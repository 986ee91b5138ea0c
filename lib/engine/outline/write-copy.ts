/** Writes the copy of a function in which calls stand in place of loops. */

import type { ParsedFunction } from '../frontend/parse.js';
import type { LoopSite } from './find-loops.js';
import type { LoopVariables } from './loop-variables.js';
import type { LoopFunction } from './write-loop.js';
import { returnOf } from './write-loop.js';

/** A loop that is taken out of its function. */
export interface TakenLoop {
  readonly site: LoopSite;
  readonly variables: LoopVariables;
  readonly fn: LoopFunction;
}

/** The texts, all of them expressions. */
export interface CopyTexts {
  readonly copy: string;
  /** The loops as JavaScript functions, in the order of the source. */
  readonly loops: readonly string[];
  /** Names that stand in the texts for the functions of the loops. */
  readonly callees: readonly string[];
  /** Name that stands in the texts for an object in which a loop leaves the values of its variables when it throws. */
  readonly thrown: string;
}

export function writeCopy(
  { node, textOffset }: ParsedFunction,
  source: string,
  textOf: (node: { start: number; end: number }) => string,
  loops: readonly TakenLoop[],
  isNameDropped: boolean,
): CopyTexts {
  let prefix = '$loop';
  while (source.includes(prefix)) prefix += '$';
  const writer = new CallWriter(prefix);
  const replacements = loops.map((loop, index) => ({
    start: loop.site.statement.start - textOffset,
    end: loop.site.statement.end - textOffset,
    text: writer.callOf(loop, index),
  }));
  // Inside a function its own name comes before that of the surroundings.
  const id = node.type === 'FunctionExpression' ? node.id : undefined;
  if (isNameDropped && id) replacements.unshift({ start: id.start - textOffset, end: id.end - textOffset, text: '' });
  return {
    copy: replace(source, replacements),
    loops: loops.map((loop) => writer.functionOf(loop, textOf(loop.site.statement))),
    callees: loops.map((_, index) => writer.callee(index)),
    thrown: writer.thrown,
  };
}

class CallWriter {
  readonly thrown: string;

  constructor(private readonly prefix: string) {
    this.thrown = `${prefix}Thrown`;
  }

  callee(index: number): string {
    return `${this.prefix}${index}`;
  }

  /** What stands in the place of a loop. */
  callOf({ site, variables, fn }: TakenLoop, index: number): string {
    const { parameters, outputs } = fn;
    const call = `${this.callee(index)}(${[...parameters, ...variables.mentioned].join(', ')});`;
    const declared = variables.written.filter(
      ({ name, isDeclared }) => isDeclared && (outputs.includes(name) || parameters.includes(name)),
    );
    const declaration = declared.length === 0 ? '' : `var ${declared.map(({ name }) => name).join(', ')}; `;
    const result = `${this.prefix}Result`;
    const assigned =
      outputs.length === 0
        ? call
        : outputs.length === 1
          ? `${outputs[0]!} = ${call}`
          : `const ${result} = ${call} ${this.assign(outputs, result)}`;
    if (!site.isGuarded || outputs.length === 0) return `{ ${declaration}${assigned} }`;
    const error = `${this.prefix}Error`;
    const left = `${this.prefix}Left`;
    // Whatever else has thrown, such as a stack that is full, has left nothing.
    return (
      `{ ${declaration}try { ${assigned} } catch (${error}) { const ${left} = ${this.thrown}.values; ` +
      `if (${left} !== undefined) { ${this.thrown}.values = undefined; ${this.assign(outputs, left)} } throw ${error}; } }`
    );
  }

  private assign(outputs: readonly string[], values: string): string {
    return outputs.map((name, index) => `${name} = ${values}[${index}];`).join(' ');
  }

  /** The loop as a JavaScript function. */
  functionOf({ site, variables, fn }: TakenLoop, loopText: string): string {
    const { parameters, outputs, declarations } = fn;
    const head = `(${[...parameters, ...variables.mentioned].join(', ')}) => {${declarations}`;
    if (!site.isGuarded || outputs.length === 0) return `${head}\n${loopText}\n${returnOf(outputs)}}`;
    const error = `${this.prefix}Error`;
    return (
      `${head} try {\n${loopText}\n} catch (${error}) { ` +
      `${this.thrown}.values = [${outputs.join(', ')}]; throw ${error}; } ${returnOf(outputs)}}`
    );
  }
}

function replace(text: string, replacements: readonly { start: number; end: number; text: string }[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: other } of replacements) {
    result += text.slice(at, start) + other;
    at = end;
  }
  return result + text.slice(at);
}
