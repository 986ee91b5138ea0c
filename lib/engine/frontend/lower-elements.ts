/** Lowers `array[index]` and `array.length`. */

import type { Expression } from './ir.js';
import { f64, inbounds, length, load, op } from './ir.js';
import { requireElement } from './lower-plain-arrays.js';
import type { ExpressionLowering } from './lowering.js';
import type { ArraySlot } from './slots.js';
import type { MemberExpression, SyntaxExpression } from './syntax.js';
import type { Value } from './values.js';
import { numberValue, toNumber } from './values.js';

/** The value of an element or of a length. */
export function lowerMember(lowerer: ExpressionLowering, node: MemberExpression): Value {
  const array = arrayOf(lowerer, node);
  if (array === undefined) {
    return numberValue(f64(NaN));
  }
  if (node.computed) {
    const index = lowerIndex(lowerer, node, false);
    return readElement(lowerer, array, array.isPlain ? requireElement(lowerer, array, index, node) : index, node);
  }
  lowerer.slots.measure(array);
  return numberValue(op('f64.from_i64', length(array.name)));
}

/** The array that an element or length belongs to. */
export function arrayOf(lowerer: ExpressionLowering, node: MemberExpression): ArraySlot | undefined {
  const target = node.object.type === 'Identifier' ? lowerer.fn.scopes.references.get(node.object) : undefined;
  const slot = target && lowerer.slots.arrayOf(target);
  if (slot === undefined) {
    lowerer.refuse('not-an-array', node.object);
  }
  return slot;
}

/** The index of an element; a write must not be to a property named "undefined". */
export function lowerIndex(lowerer: ExpressionLowering, node: MemberExpression, isWrite: boolean): Expression {
  const property = node.property as SyntaxExpression;
  const value = lowerer.value(property);
  if (value.kind === 'boolean') {
    lowerer.refuse('boolean-index', property);
  } else if ((value.kind === 'undefined' || value.defined !== undefined) && !isPlainElement(lowerer, node)) {
    if (isWrite) {
      lowerer.refuse('undefined-index', property);
    } else if (node.object.type === 'Identifier') {
      lowerer.undefinedKeys.add(lowerer.fn.scopes.references.get(node.object)!);
    }
  }
  return toNumber(value);
}

/** No index that is undefined is that of an element. */
function isPlainElement({ fn, slots }: ExpressionLowering, { object }: MemberExpression): boolean {
  const target = object.type === 'Identifier' ? fn.scopes.references.get(object) : undefined;
  return target !== undefined && slots.arrayOf(target)?.isPlain === true;
}

/** An element of an array: undefined, where it is out of range. */
export function readElement(
  lowerer: ExpressionLowering,
  array: ArraySlot,
  index: Expression,
  node: MemberExpression,
): Value {
  if (array.isPlain || lowerer.fn.definedElements.has(node)) {
    return numberValue(load(array.name, index, lowerer.position(node)));
  }
  const place = lowerer.duplicable(index);
  return numberValue(load(array.name, place, lowerer.position(node)), inbounds(array.name, place));
}
