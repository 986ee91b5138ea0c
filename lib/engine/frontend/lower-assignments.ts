/** Lowers assignments, `++` and `--` to variables and to elements of arrays, in JavaScript's order of evaluation. */

import type { Expression } from './ir.js';
import { f64, op, store } from './ir.js';
import { arrayOf, lowerIndex, readElement } from './lower-elements.js';
import { checkPlainWrite } from './lower-local-arrays.js';
import { requireElement, requireNumber } from './lower-plain-arrays.js';
import type { ExpressionLowering } from './lowering.js';
import type { AssignmentExpression, Identifier, MemberExpression, UpdateExpression } from './syntax.js';
import type { Value } from './values.js';
import { UNDEFINED_VALUE, definedness, not, numberValue, readsElements, toCondition, toNumber } from './values.js';

/** Lowers `=`, a compound or a logical assignment; the value is only made when it is used. */
export function lowerAssignment(lowerer: ExpressionLowering, node: AssignmentExpression, isUsed: boolean): Value {
  const target =
    node.left.type === 'Identifier'
      ? variableTarget(lowerer, node.left)
      : elementTarget(lowerer, node.left as MemberExpression, node);
  if (target === undefined) {
    lowerer.effect(node.right);
    return numberValue(f64(NaN));
  }
  if (LOGICAL.has(node.operator)) {
    return lowerLogicalAssignment(lowerer, node, target, isUsed);
  }
  if (node.operator === '=') {
    return target.write(lowerer.value(node.right), node, isUsed);
  }
  const old = lowerer.hold(toNumber(target.read()), node.right);
  const right = lowerer.number(node.right);
  return target.write(numberValue(lowerer.arithmetic(node, old, right)), node, isUsed);
}

/** Lowers `++` and `--`. */
export function lowerUpdate(lowerer: ExpressionLowering, node: UpdateExpression, isUsed: boolean): Value {
  const target =
    node.argument.type === 'Identifier'
      ? variableTarget(lowerer, node.argument)
      : elementTarget(lowerer, node.argument as MemberExpression, undefined);
  if (target === undefined) {
    return numberValue(f64(NaN));
  }
  let old = toNumber(target.read());
  if (isUsed && !node.prefix) {
    old = lowerer.emitter.temporary('f64', old);
  }
  const value = target.write(
    numberValue(op(node.operator === '++' ? 'f64.add' : 'f64.sub', old, f64(1))),
    node,
    isUsed && node.prefix,
  );
  return isUsed && !node.prefix ? numberValue(old) : value;
}

/** A place that can be read and written, whose index has been evaluated. */
interface AssignmentTarget {
  read(): Value;
  write(value: Value, origin: { start: number }, isUsed: boolean): Value;
}

/** Operators that give the target a value which need not be a number. */
const ASSIGNED_AS_IS: ReadonlySet<string> = new Set(['=', '&&=', '||=', '??=']);
const LOGICAL: ReadonlySet<string> = new Set(['&&=', '||=', '??=']);

function variableTarget(lowerer: ExpressionLowering, identifier: Identifier): AssignmentTarget | undefined {
  const { fn, slots } = lowerer;
  const variable = fn.scopes.references.get(identifier);
  if (variable === undefined || slots.arrayOf(variable) !== undefined) {
    lowerer.refuse('array-assignment', identifier);
    return undefined;
  }
  return {
    read: () => slots.read(variable),
    write: (value, origin) => {
      if (variable.origin === origin) {
        slots.declareVariable(variable, value);
      } else {
        slots.assign(variable, value);
      }
      return slots.read(variable);
    },
  };
}

/** `assignment` is given where a right side is evaluated after the index. */
function elementTarget(
  lowerer: ExpressionLowering,
  node: MemberExpression,
  assignment: AssignmentExpression | undefined,
): AssignmentTarget | undefined {
  const array = arrayOf(lowerer, node);
  if (array === undefined) {
    return undefined;
  }
  checkPlainWrite(lowerer, node, assignment && ASSIGNED_AS_IS.has(assignment.operator) ? assignment.right : undefined);
  let index = lowerIndex(lowerer, node, true);
  if (array.isPlain) {
    index = requireElement(lowerer, array, index, node);
  }
  if (assignment?.operator !== '=' && readsElements(index)) {
    index = lowerer.reusable(index);
  } else if (assignment !== undefined) {
    index = lowerer.hold(index, assignment.right);
  }
  return {
    read: () => readElement(lowerer, array, index, node),
    write: (value, origin, isUsed) => {
      const result = isUsed || array.isPlain ? lowerer.emitter.stabilize(value) : value;
      if (array.isPlain) {
        requireNumber(lowerer, result, node, assignment?.right);
      }
      lowerer.emitter.emit(store(array.name, index, toNumber(result), lowerer.position(node)));
      return result;
    },
  };
}

/** `x ||= y` evaluates and assigns y only where x does not decide. */
function lowerLogicalAssignment(
  lowerer: ExpressionLowering,
  node: AssignmentExpression,
  target: AssignmentTarget,
  isUsed: boolean,
): Value {
  const old = isUsed ? lowerer.emitter.stabilize(target.read()) : target.read();
  const decides: Expression = node.operator === '??=' ? definedness(old) : toCondition(old);
  const condition = node.operator === '&&=' ? decides : not(decides);
  const write = (): Value => target.write(lowerer.value(node.right), node, isUsed);
  if (!isUsed) {
    lowerer.when(condition, node, () => void write());
    return UNDEFINED_VALUE;
  }
  return lowerer.choice(node, condition, write, () =>
    node.operator === '&&=' || old.kind === 'undefined' ? old : { ...old, defined: undefined },
  );
}
