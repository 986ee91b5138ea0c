/** Lowers calls of the supported functions of Math and Number. */

import type { BuiltinFunction } from './builtins.js';
import { PREDICATES, builtinFunction } from './builtins.js';
import type { Expression, OpName } from './ir.js';
import { bool, f64, op } from './ir.js';
import type { ExpressionLowering } from './lowering.js';
import { lowerHypot } from './lower-hypot.js';
import type { CallExpression, SyntaxExpression } from './syntax.js';
import type { Value } from './values.js';
import { UNDEFINED_VALUE, booleanValue, both, definedness, numberValue, toInt32, toNumber } from './values.js';

/** Lowers a call; all arguments are evaluated in order, those that the function does not have for their side effects. */
export function lowerCall(lowerer: ExpressionLowering, node: CallExpression): Value {
  const name = builtinFunction(node.callee, lowerer.fn.scopes.free)!;
  const nodes = node.arguments as SyntaxExpression[];
  if (PREDICATES.has(name)) {
    const [first, ...rest] = nodes;
    const value = first === undefined ? UNDEFINED_VALUE : lowerer.holdValue(lowerer.value(first), ...rest);
    rest.forEach((extra) => lowerer.effect(extra));
    return booleanValue(lowerPredicate(lowerer, name, value));
  }
  const values = nodes.map((argument, index) => lowerer.hold(lowerer.number(argument), ...nodes.slice(index + 1)));
  return numberValue(lowerMath(lowerer, node, name, values));
}

const UNARY: Partial<Record<BuiltinFunction, OpName>> = {
  'Math.abs': 'f64.abs',
  'Math.acos': 'f64.acos',
  'Math.acosh': 'f64.acosh',
  'Math.asin': 'f64.asin',
  'Math.asinh': 'f64.asinh',
  'Math.atan': 'f64.atan',
  'Math.atanh': 'f64.atanh',
  'Math.cbrt': 'f64.cbrt',
  'Math.ceil': 'f64.ceil',
  'Math.cos': 'f64.cos',
  'Math.cosh': 'f64.cosh',
  'Math.exp': 'f64.exp',
  'Math.expm1': 'f64.expm1',
  'Math.floor': 'f64.floor',
  'Math.fround': 'f64.fround',
  'Math.log': 'f64.log',
  'Math.log10': 'f64.log10',
  'Math.log1p': 'f64.log1p',
  'Math.log2': 'f64.log2',
  'Math.round': 'f64.round',
  'Math.sign': 'f64.sign',
  'Math.sin': 'f64.sin',
  'Math.sinh': 'f64.sinh',
  'Math.sqrt': 'f64.sqrt',
  'Math.tan': 'f64.tan',
  'Math.tanh': 'f64.tanh',
  'Math.trunc': 'f64.trunc',
};

function lowerMath(
  lowerer: ExpressionLowering,
  node: CallExpression,
  name: BuiltinFunction,
  values: readonly Expression[],
): Expression {
  if (name !== 'Math.pow' && lowerer.mathAlgorithm(name) === undefined) {
    lowerer.refuse('math-variant-unknown', node, `${name} of this engine has bits of its own.`);
  }
  const [first = f64(NaN), second = f64(NaN)] = values;
  const unary = UNARY[name];
  if (unary !== undefined) {
    return op(unary, first);
  }
  switch (name) {
    case 'Math.atan2':
      return op('f64.atan2', first, second);
    case 'Math.hypot':
      return lowerHypot(lowerer, values);
    case 'Math.clz32':
      return op('f64.from_i32', op('i32.clz', toInt32(first)));
    case 'Math.imul':
      return op('f64.from_i32', op('i32.mul', toInt32(first), toInt32(second)));
    case 'Math.pow':
      return lowerer.power(node, first, second);
    case 'Math.min':
      return values.length === 0 ? f64(Infinity) : values.reduce((least, value) => op('f64.min', least, value));
    default:
      return values.length === 0 ? f64(-Infinity) : values.reduce((greatest, value) => op('f64.max', greatest, value));
  }
}

/** The predicates of Number are false for everything that is not a number; the global functions of these names convert. */
function lowerPredicate(lowerer: ExpressionLowering, name: BuiltinFunction, given: Value): Expression {
  const isGlobal = name === 'isNaN' || name === 'isFinite';
  const value = isGlobal ? numberValue(toNumber(given)) : given;
  if (value.kind !== 'number') {
    return bool(false);
  }
  const number = lowerer.reusable(value.expression);
  const isInteger = (): Expression => op('f64.eq', op('f64.trunc', number), number);
  switch (name) {
    case 'isNaN':
    case 'Number.isNaN':
      return both(definedness(value), op('f64.ne', number, number));
    case 'Number.isInteger':
      return both(op('f64.lt', op('f64.abs', number), f64(Infinity)), isInteger());
    case 'Number.isSafeInteger':
      return both(op('f64.le', op('f64.abs', number), f64(Number.MAX_SAFE_INTEGER)), isInteger());
    default:
      return op('f64.lt', op('f64.abs', number), f64(Infinity));
  }
}
