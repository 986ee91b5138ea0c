/** Lowers Math.hypot as the engine computes it: scaled by the largest magnitude, the squares summed with Kahan's compensation. */

import type { Expression } from './ir.js';
import { f64, op, select } from './ir.js';
import type { ExpressionLowering } from './lowering.js';

export function lowerHypot(lowerer: ExpressionLowering, values: readonly Expression[]): Expression {
  if (values.length < 2) {
    return values.length === 0 ? f64(0) : op('f64.abs', values[0]!);
  }
  const hold = (expression: Expression): Expression => lowerer.reusable(expression);
  const magnitudes = values.map((value) => hold(op('f64.abs', value)));
  // A NaN is no maximum: beside an infinity the result is infinite.
  const largest = magnitudes.reduce<Expression>(
    (most, magnitude) => hold(select(op('f64.gt', magnitude, most), magnitude, most)),
    f64(0),
  );
  let sum: Expression = f64(0);
  let compensation: Expression = f64(0);
  for (const magnitude of magnitudes) {
    const scaled = hold(op('f64.div', magnitude, largest));
    const summand = hold(op('f64.sub', op('f64.mul', scaled, scaled), compensation));
    const next = hold(op('f64.add', sum, summand));
    compensation = hold(op('f64.sub', op('f64.sub', next, sum), summand));
    sum = next;
  }
  const root = hold(op('f64.mul', op('f64.sqrt', sum), largest));
  // Zero, or NaN if there is one among zeros.
  const plain = hold(magnitudes.reduce((total, magnitude) => op('f64.add', total, magnitude)));
  const finite = select(op('f64.eq', largest, f64(0)), plain, root);
  return select(op('f64.eq', largest, f64(Infinity)), f64(Infinity), finite);
}
