/** Everything about a function that does not depend on the types of its arguments. */

import type { BuiltinFunction } from './builtins.js';
import { checkSyntax } from './check-syntax.js';
import { findMaybeUnassigned } from './definite-assignment.js';
import { findDefinedElements } from './find-defined-elements.js';
import type { Position } from './ir.js';
import { parseFunction } from './parse.js';
import type { Refusal } from './refusals.js';
import { RefusalList, refuseOverflow } from './refusals.js';
import type { Scopes, Variable } from './resolve-scopes.js';
import { resolveScopes } from './resolve-scopes.js';
import { splitVariables } from './split-variables.js';
import type { FunctionNode, SyntaxExpression } from './syntax.js';

/** A function that has a kernel unless the types of some call stand against it. */
export interface AnalyzedFunction {
  readonly node: FunctionNode;
  /** One for each parameter of the function. */
  readonly parameters: readonly Variable[];
  readonly scopes: Scopes;
  /** The functions of Math and Number that it calls: a kernel is right only while they are the engine's own. */
  readonly builtins: ReadonlySet<BuiltinFunction>;
  /** Variables that may be read before they are assigned. */
  readonly maybeUnassigned: ReadonlySet<Variable>;
  /** Reads of elements that are certainly in range. */
  readonly definedElements: ReadonlySet<SyntaxExpression>;
  /** Place of a node in the function's own text. */
  position(node: { start: number }): Position;
}

export type AnalysisResult = { ok: true; fn: AnalyzedFunction } | { ok: false; refusals: Refusal[] };

/** Parses a function's source and refuses, all at once, everything that no argument types could make compilable. */
export function analyzeSource(source: string): AnalysisResult {
  return refuseOverflow(() => analyze(source));
}

function analyze(source: string): AnalysisResult {
  const parsed = parseFunction(source);
  if (!parsed.ok) {
    return parsed;
  }
  const { fn } = parsed;
  const refusals = new RefusalList();
  const scopes = resolveScopes(fn, refusals);
  const builtins = checkSyntax(fn, scopes, refusals);
  if (!refusals.isEmpty) {
    return { ok: false, refusals: refusals.sorted() };
  }
  splitVariables(fn.node.body, scopes);
  return {
    ok: true,
    fn: {
      node: fn.node,
      parameters: scopes.parameters as readonly Variable[],
      scopes,
      builtins,
      maybeUnassigned: findMaybeUnassigned(fn.node.body, scopes),
      definedElements: findDefinedElements(fn.node.body, scopes),
      position: (node) => fn.position(node),
    },
  };
}
