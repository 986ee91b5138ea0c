/** Everything about a function that does not depend on the types of its arguments. */

import type { FunctionText, SourceUnit } from './captures.js';
import { unitOf } from './captures.js';
import { checkUses } from './check-uses.js';
import { collectWrites } from './collect-writes.js';
import { expandFunction } from './expand.js';
import type { LocalArray } from './find-local-arrays.js';
import { creationsOf, findLocalArrays } from './find-local-arrays.js';
import { returnedLiterals } from './find-results.js';
import type { SourceText } from './frames.js';
import { numberNodes } from './number-nodes.js';

import type { BuiltinFunction } from './builtins.js';
import { checkSyntax } from './check-syntax.js';
import { findMaybeUnassigned } from './definite-assignment.js';
import { findDefinedElements } from './find-defined-elements.js';
import { parseFunction } from './parse.js';
import type { Place, Refusal } from './refusals.js';
import { RefusalList, refuseOverflow } from './refusals.js';
import type { Scopes, Variable } from './resolve-scopes.js';
import { resolveNames } from './resolve-scopes.js';
import { splitVariables } from './split-variables.js';
import type { FunctionNode, SyntaxExpression } from './syntax.js';

/** A function that has a kernel unless the types of some call stand against it. */
export interface AnalyzedFunction {
  readonly node: FunctionNode;
  /** One for each parameter of the function, then one for each array that it captures. */
  readonly parameters: readonly Variable[];
  /** Arrays with a method, or an iterator, that is taken for the engine's own. */
  readonly methodArrays: ReadonlySet<Variable>;
  /** Arrays with a method that is taken for that of typed arrays, which converts what it writes. */
  readonly filledArrays: ReadonlySet<Variable>;
  /** Whether the iterator of array literals is taken for the engine's own. */
  readonly iteratesLiterals: boolean;
  readonly scopes: Scopes;
  /** The functions of Math and Number that it calls: a kernel is right only while they are the engine's own. */
  readonly builtins: ReadonlySet<BuiltinFunction>;
  /** Variables that may be read before they are assigned. */
  readonly maybeUnassigned: ReadonlySet<Variable>;
  /** Arrays that the function makes for itself, by the variable that holds each. */
  readonly localArrays: ReadonlyMap<Variable, LocalArray>;
  /** Accesses of elements that are certainly in range. */
  readonly definedElements: ReadonlySet<SyntaxExpression>;
  /** Place of a node in the function's own text; of what was inlined from elsewhere, the place of the call. */
  position(node: { start: number }): Place;
}

export type AnalysisResult = { ok: true; fn: AnalyzedFunction } | { ok: false; refusals: Refusal[] };

/** Parses a function and refuses, all at once, everything that no argument types could make compilable. */
export function analyzeSource(source: string | SourceUnit): AnalysisResult {
  return refuseOverflow(() => analyze(typeof source === 'string' ? unitOf(source) : source));
}

function analyze(unit: SourceUnit): AnalysisResult {
  const refusals = new RefusalList();
  const texts: SourceText[] = [];
  for (const [index, text] of unit.functions.entries()) {
    const parsed = parseFunction(text.source);
    if (!parsed.ok) {
      return index === unit.reportedIndex
        ? parsed
        : { ok: false, refusals: parsed.refusals.map((refusal) => inHelper(refusal, text)) };
    }
    const found = index === 0 ? refusals : new RefusalList();
    const names = resolveNames(parsed.fn, found);
    if (index > 0 && !found.isEmpty) {
      const isPlaced = index === unit.reportedIndex;
      return { ok: false, refusals: found.sorted().map((refusal) => (isPlaced ? refusal : inHelper(refusal, text))) };
    }
    const name = parsed.fn.node.id?.name ?? 'a helper';
    texts.push({
      name,
      parsed: parsed.fn,
      names,
      captures: text.captures,
      isPlaced: index === unit.reportedIndex,
      isNamed: index > 0 && index !== unit.reportedIndex,
    });
  }
  const placed = texts[unit.reportedIndex]!.parsed;
  const { node, parameters, references, free, cases, methodArrays, filledArrays, iteratesLiterals, notes } =
    expandFunction(unit, texts, refusals);
  const numbered = numberNodes(node, notes);
  for (const identifier of references.keys()) {
    if (!numbered.has(identifier)) {
      references.delete(identifier);
    }
  }
  const position = ({ start }: { start: number }): Place => {
    const inside = numbered.noteOf(start);
    return { ...placed.position({ start: numbered.placeOf(start) }), ...(inside !== undefined && { inside }) };
  };
  const scopes: Scopes = { references, free, writes: collectWrites(node) };
  checkUses(scopes, cases, position, refusals);
  splitVariables(node.body, scopes);
  const localArrays = findLocalArrays(node, scopes);
  const literals = new Set([...creationsOf(localArrays), ...returnedLiterals(node)]);
  const builtins = checkSyntax({ node, position }, scopes, literals, refusals);
  if (!refusals.isEmpty) {
    return { ok: false, refusals: refusals.sorted() };
  }
  return {
    ok: true,
    fn: {
      node,
      parameters,
      methodArrays,
      filledArrays,
      iteratesLiterals,
      scopes,
      builtins,
      maybeUnassigned: findMaybeUnassigned(node.body, scopes),
      definedElements: findDefinedElements(node.body, scopes, localArrays),
      localArrays,
      position,
    },
  };
}

/** What is wrong with the text of a helper has no place in the function itself. */
function inHelper(refusal: Refusal, { source }: FunctionText): Refusal {
  const text = source.length <= 60 ? source : `${source.slice(0, 57)}...`;
  return { ...refusal, line: 1, column: 0, message: `${refusal.message} (in the captured function ${text})` };
}
