/** Puts a function that is compiled in parts together: a copy of it, made from text, that calls the dispatchers of its loops. */
import { compileFunction } from 'node:vm';
import type { FunctionSettings } from '../../settings/settings.js';
import type { FreeName, Outline, OutlinedLoop } from '../outline/index.js';
import { mapPlace } from '../outline/map-place.js';
import { outlineRefusal } from '../outline/refusals.js';
import type { Captured } from './captured.js';
import { Dispatcher, type AnyFunction } from './dispatcher.js';
import { explain } from './explain.js';
import type { LoopExplanation } from './explanation.js';
import { functionName } from './function-name.js';
import type { Outlining, PartialFunction, PartialLoop } from './partial-function.js';
import type { Reason } from './refusals.js';
import { shownStrictness } from './shown-strictness.js';
import { surroundingsOf, type Surroundings } from './surroundings.js';

const { getPrototypeOf } = Reflect;

/** The kinds of functions of this realm. */
const PROTOTYPES: ReadonlySet<unknown> = new Set(
  [
    () => undefined,
    async () => Promise.resolve(),
    function* () {
      yield undefined;
    },
    async function* () {
      yield Promise.resolve();
    },
  ].map(getPrototypeOf),
);

/** A word that every loop has. */
const LOOP = /\b(?:for|while)\b/;

let copies = 0;

/**
 * @param name - what reports call the function
 */
export function outliningOf(
  original: AnyFunction,
  name: string | undefined,
  captured: Captured,
  settings: FunctionSettings,
): Outlining | undefined {
  if (!LOOP.test(captured.unit.functions[0].source)) return undefined;
  let surroundings: { readonly found: Surroundings | undefined } | undefined;
  const around = (): Surroundings | undefined => (surroundings ??= { found: surroundingsOf(original) }).found;
  const refusalsOf = (outline: Outline): readonly Reason[] => [
    ...outline.refusals,
    ...refuseRealm(original),
    ...outline.globals.flatMap((free) => refuseName(free, around())),
    ...(around()?.isInModule === true ? [] : outline.strictnessRefusals),
  ];
  return {
    original: { strictness: shownStrictness(original), scopeNames: Object.keys(captured.scope ?? {}) },
    refusalsOf,
    assemble(outline) {
      const refusals = refusalsOf(outline);
      if (refusals.length > 0) return refusals;
      const isStrict = outline.strictness === 'strict' || around()?.isInModule === true;
      try {
        const made = assemble(outline, isStrict, { name: name ?? functionName(original), captured, settings });
        // Generators inherit from it.
        if (Object.hasOwn(original, 'prototype')) made.run.prototype = original.prototype as unknown;
        return made;
      } catch (error) {
        const detail = `the copy could not be made: ${error instanceof Error ? error.message : String(error)}`;
        return [outlineRefusal('copy-differs', { line: 1, column: 0 }, detail)];
      }
    },
  };
}

interface Assembled {
  readonly name: string;
  readonly captured: Captured;
  readonly settings: FunctionSettings;
}

function assemble(outline: Outline, isStrict: boolean, { name, captured, settings }: Assembled): PartialFunction {
  const scope = captured.scope ?? {};
  const thrown = { values: undefined };
  const evaluate = (source: string, extra: Readonly<Record<string, unknown>>): AnyFunction => {
    const names = [...outline.bound, outline.thrown, ...Object.keys(extra)];
    const values = [...outline.bound.map((bound) => scope[bound]), thrown, ...Object.values(extra)];
    const code = `${isStrict ? "'use strict';\n" : ''}return (${source}\n);`;
    const filename = `jetloop:partial/${++copies}/${name}`;
    return (compileFunction(code, names, { filename }) as (...values: unknown[]) => AnyFunction)(...values);
  };
  const loops = outline.loops.map((loop) => {
    const arrays = loop.arrays.map((index) => captured.arrays[index]);
    // What it captures is bound already; the arrays are passed to its kernels.
    const own: Captured = { unit: loop.unit, arrays, scope: undefined };
    const loopName = `${name}, loop at line ${loop.line}`;
    return { loop, dispatcher: new Dispatcher(evaluate(loop.javascript, {}), loopName, own, settings) };
  });
  const wrappers = Object.fromEntries(loops.map(({ loop, dispatcher }) => [loop.callee, dispatcher.wrapper]));
  return {
    run: evaluate(outline.copy, wrappers),
    loops: loops.map(({ loop, dispatcher }) => partialLoop(loop, dispatcher)),
  };
}

function partialLoop(loop: OutlinedLoop, dispatcher: Dispatcher): PartialLoop {
  return {
    get level() {
      return dispatcher.lastLevel;
    },
    get isPending() {
      return dispatcher.isPending;
    },
    get isTrying() {
      return dispatcher.table.plans.some(({ slots }) => slots.some(({ router }) => router.isTrying));
    },
    stats: () => dispatcher.stats(),
    explain: () => explainLoop(loop, dispatcher),
  };
}

function explainLoop(loop: OutlinedLoop, dispatcher: Dispatcher): LoopExplanation {
  const { status, level, refusals, signatures } = explain(dispatcher, []);
  const place = <Placed extends { readonly line: number; readonly column: number }>(placed: Placed): Placed =>
    placed.line === 0 ? placed : { ...placed, ...mapPlace(loop, placed) };
  return {
    line: loop.line,
    column: loop.column,
    status,
    level,
    refusals: refusals.map(place),
    signatures: signatures.map((signature) => ({
      ...signature,
      refusals: signature.refusals.map(place),
      loops: signature.loops.map(place),
      guards: signature.guards.map(place),
      unproved: signature.unproved.map(place),
      abandoned: signature.abandoned.map(place),
    })),
  };
}

/** The copy would see the globals of this realm. */
function refuseRealm(fn: AnyFunction): readonly Reason[] {
  return PROTOTYPES.has(getPrototypeOf(fn))
    ? []
    : [
        outlineRefusal(
          'copy-differs',
          { line: 1, column: 0 },
          'it belongs to another realm, or its prototype was changed',
        ),
      ];
}

/** A name that is bound to nothing must mean the same in the copy. */
function refuseName(free: FreeName, surroundings: Surroundings | undefined): readonly Reason[] {
  if (surroundings === undefined) {
    return [outlineRefusal('name-unknown', free, `it uses ${free.name}, and the engine does not tell what that means`)];
  }
  return surroundings.names.has(free.name) ? [outlineRefusal('name-unknown', free, `it uses ${free.name}`)] : [];
}
