/** The global names that a kernel may use, and what they stand for. */

import type { Identifier, MemberExpression, SyntaxNode } from './syntax.js';

/** Free identifiers that are values. */
export const GLOBAL_VALUES: ReadonlyMap<string, number | undefined> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['undefined', undefined],
]);

/** Constants that are data properties, not writable and not configurable. */
export const BUILTIN_CONSTANTS: ReadonlyMap<string, number> = new Map([
  ...(['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'] as const).map(
    (name) => [`Math.${name}`, Math[name]] as const,
  ),
  ...(
    [
      'EPSILON',
      'MAX_SAFE_INTEGER',
      'MAX_VALUE',
      'MIN_SAFE_INTEGER',
      'MIN_VALUE',
      'NaN',
      'NEGATIVE_INFINITY',
      'POSITIVE_INFINITY',
    ] as const
  ).map((name) => [`Number.${name}`, Number[name]] as const),
]);

/** Functions that a kernel may call. */
export const BUILTIN_FUNCTIONS = [
  'Math.abs',
  'Math.acos',
  'Math.acosh',
  'Math.asin',
  'Math.asinh',
  'Math.atan',
  'Math.atan2',
  'Math.atanh',
  'Math.cbrt',
  'Math.ceil',
  'Math.clz32',
  'Math.cos',
  'Math.cosh',
  'Math.exp',
  'Math.expm1',
  'Math.floor',
  'Math.fround',
  'Math.hypot',
  'Math.imul',
  'Math.log',
  'Math.log10',
  'Math.log1p',
  'Math.log2',
  'Math.max',
  'Math.min',
  'Math.pow',
  'Math.round',
  'Math.sign',
  'Math.sin',
  'Math.sinh',
  'Math.sqrt',
  'Math.tan',
  'Math.tanh',
  'Math.trunc',
  'Number.isFinite',
  'Number.isInteger',
  'Number.isNaN',
  'Number.isSafeInteger',
  'isFinite',
  'isNaN',
] as const;
export type BuiltinFunction = (typeof BUILTIN_FUNCTIONS)[number];

/** Those of {@link BUILTIN_FUNCTIONS} that give a boolean. */
export const PREDICATES: ReadonlySet<BuiltinFunction> = new Set([
  'Number.isFinite',
  'Number.isInteger',
  'Number.isNaN',
  'Number.isSafeInteger',
  'isFinite',
  'isNaN',
]);

const NAMESPACES: ReadonlySet<string> = new Set(['Math', 'Number']);
const FUNCTIONS: ReadonlySet<string> = new Set(BUILTIN_FUNCTIONS);

/** The dotted name of a member of Math or Number, such as `Math.sqrt`; undefined for any other expression. */
export function builtinName(node: SyntaxNode, free: ReadonlySet<Identifier>): string | undefined {
  if (node.type !== 'MemberExpression' || node.computed || node.optional) {
    return undefined;
  }
  const { object, property } = node;
  const isNamespace = object.type === 'Identifier' && free.has(object) && NAMESPACES.has(object.name);
  return isNamespace && property.type === 'Identifier' ? `${object.name}.${property.name}` : undefined;
}

/** The supported function that a callee names. */
export function builtinFunction(callee: SyntaxNode, free: ReadonlySet<Identifier>): BuiltinFunction | undefined {
  const name = callee.type === 'Identifier' ? globalName(callee, free) : builtinName(callee, free);
  return name !== undefined && FUNCTIONS.has(name) ? (name as BuiltinFunction) : undefined;
}

function globalName(callee: Identifier, free: ReadonlySet<Identifier>): string | undefined {
  return free.has(callee) ? callee.name : undefined;
}

/** The value of a constant member of Math or Number. */
export function builtinConstant(node: MemberExpression, free: ReadonlySet<Identifier>): number | undefined {
  const name = builtinName(node, free);
  return name === undefined ? undefined : BUILTIN_CONSTANTS.get(name);
}
