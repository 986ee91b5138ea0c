/** Lowers the making of local arrays, and the writes to plain ones. */

import { f64, loop, op, store, variable, assign, declare } from './ir.js';
import { NUMBER } from './infer-types.js';
import type { LocalArray } from './find-local-arrays.js';
import type { ExpressionLowering } from './lowering.js';
import type { MemberExpression, SyntaxExpression } from './syntax.js';

/** Arrays up to this size are cleared without a loop. */
const UNROLLED = 16;

/** Gives a local array its first values, which it has anew each time its declaration runs. */
export function lowerLocalArray(lowerer: ExpressionLowering, array: LocalArray, node: { start: number }): void {
  const { emitter, slots } = lowerer;
  lowerer.statements(array.before ?? []);
  const slot = slots.declareScratch(array);
  const position = lowerer.position(node);
  if (array.values !== undefined) {
    // All values first: what comes later may read an array, or change a variable, that came before.
    const values = array.values.map((value) => {
      checkValue(lowerer, array, value);
      return emitter.temporary('f64', lowerer.number(value));
    });
    values.forEach((value, index) => emitter.emit(store(slot.name, f64(index), value, position)));
    return;
  }
  if (array.count <= UNROLLED) {
    for (let index = 0; index < array.count; index++) {
      emitter.emit(store(slot.name, f64(index), f64(0), position));
    }
    return;
  }
  const counter = emitter.freshName(`${slot.name}$index`);
  const index = variable(counter, 'f64');
  emitter.emit(declare(counter, 'f64', f64(0)));
  const body = [store(slot.name, index, f64(0), position)];
  const step = [assign(counter, op('f64.add', index, f64(1)))];
  emitter.emit(loop(emitter.freshName('clear'), op('f64.lt', index, f64(array.count)), body, step, position));
}

/** Refuses a write to an array literal that might make it grow, or put something into it that is not a number. */
export function checkPlainWrite(
  lowerer: ExpressionLowering,
  node: MemberExpression,
  value: SyntaxExpression | undefined,
): void {
  const target = node.object.type === 'Identifier' ? lowerer.fn.scopes.references.get(node.object) : undefined;
  const array = target && lowerer.fn.localArrays.get(target);
  if (array?.isPlain !== true) {
    return;
  }
  if (!lowerer.fn.definedElements.has(node)) {
    lowerer.refuse('array-growth', node);
  }
  if (value !== undefined) {
    checkValue(lowerer, array, value);
  }
}

function checkValue(lowerer: ExpressionLowering, { isPlain }: LocalArray, value: SyntaxExpression): void {
  if (isPlain && lowerer.types.ofExpression(value) !== NUMBER) {
    lowerer.refuse('array-literal', value, 'An array literal is given something that may not be a number.');
  }
}
