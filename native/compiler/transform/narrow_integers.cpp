// The part of ExpressionNarrower that computes numbers as integers.
#include "compiler/ir/clone.h"
#include "compiler/transform/integer_ops.h"
#include "compiler/transform/narrow_expressions.h"

namespace jetloop::transform {

using analysis::NumberRange;
using ir::Expression;
using ir::Op;
using ir::Type;

Expression* ExpressionNarrower::narrowed(Expression* value) {
  return value->op == Op::I64FromI32 ? value->operands[0] : builder_.unary(Op::I32WrapI64, value);
}

Expression* ExpressionNarrower::toInteger(Expression* expression, Type type) {
  if (!values_.isNative(*expression)) return convertExactly(expression, type);
  // Min, max, quotients and the like need their operands whole, even where the result is small.
  const bool whole = type == Type::I64 || values_.fitsInt32(*expression) || values_.isRing(*expression);
  if (!whole) return narrowed(toInteger(expression, Type::I64));
  const IntegerOps& ops = integerOps(type);
  const auto operand = [&](std::size_t i) { return toInteger(expression->operands[i], type); };
  switch (expression->op) {
    case Op::Constant:
      return integerConstant(expression->number, type);
    case Op::Variable:
      expression->type = values_.typeOf(expression->variable);
      return convertInteger(expression, type);
    case Op::F64FromI32:
    case Op::F64FromI64:
      return convertInteger(rewriteTyped(expression->operands[0]), type);
    case Op::F64FromU32: {
      Expression* bits = rewriteTyped(expression->operands[0]);
      return type == Type::I32 ? bits : builder_.unary(Op::I64FromU32, bits);
    }
    case Op::F64FromBool:
      return convertInteger(builder_.unary(Op::I32FromBool, rewriteTyped(expression->operands[0])), type);
    case Op::F64Add:
      return ringOperation(expression, type, ops.add, ops.addNowrap);
    case Op::F64Sub:
      return ringOperation(expression, type, ops.sub, ops.subNowrap);
    case Op::F64Mul:
      return ringOperation(expression, type, ops.mul, ops.mulNowrap);
    case Op::F64Neg:
      return builder_.unary(ops.neg, operand(0));
    case Op::F64Min:
      return builder_.binary(ops.min, operand(0), operand(1));
    case Op::F64Max:
      return builder_.binary(ops.max, operand(0), operand(1));
    case Op::F64Abs:
      return magnitude(operand(0));
    case Op::F64Rem:
      return builder_.binary(ops.rem, operand(0), operand(1));
    case Op::F64Floor:
    case Op::F64Trunc:
      return values_.isTruncatableQuotient(*expression->operands[0]) ? quotient(expression->operands[0], type)
                                                                     : operand(0);
    case Op::F64Ceil:
    case Op::F64Round:
      return operand(0);
    case Op::Select: {
      Expression* condition = rewriteTyped(expression->operands[0]);
      Expression* whenTrue = operand(1);
      return builder_.select(condition, whenTrue, operand(2));
    }
    default:
      return convertExactly(expression, type);
  }
}

/// |value|, which negating does not overflow.
Expression* ExpressionNarrower::magnitude(Expression* value) {
  const IntegerOps& ops = integerOps(value->type);
  return builder_.binary(ops.max, value, builder_.unary(ops.neg, ir::cloneExpression(kernel_, *value)));
}

Expression* ExpressionNarrower::quotient(Expression* division, Type type) {
  Expression* dividend = toInteger(division->operands[0], type);
  return builder_.binary(type == Type::I32 ? Op::I32Div : Op::I64Div, dividend, toInteger(division->operands[1], type));
}

/// The nowrap form where the result and what goes into it fit the type.
Expression* ExpressionNarrower::ringOperation(Expression* expression, Type type, Op wrapping, Op nowrap) {
  bool fits = true;
  if (type == Type::I32) {
    fits = rangeOf(*expression).isInt32() && rangeOf(*expression->operands[0]).isInt32() &&
           rangeOf(*expression->operands[1]).isInt32();
  }
  Expression* left = toInteger(expression->operands[0], type);
  return builder_.binary(fits ? nowrap : wrapping, left, toInteger(expression->operands[1], type));
}

Expression* ExpressionNarrower::convertExactly(Expression* expression, Type type) {
  const NumberRange range = rangeOf(*expression);
  Expression* value = toF64(expression, false);
  if (type == Type::I64) return builder_.unary(Op::I64ExactF64, value);
  if (range.isInt32()) return builder_.unary(Op::I32ExactF64, value);
  return builder_.unary(Op::I32WrapI64, builder_.unary(Op::I64ExactF64, value));
}

Expression* ExpressionNarrower::convertInteger(Expression* value, Type type) {
  if (value->type == type) return value;
  if (type == Type::I32) return narrowed(value);
  return value->op == Op::Constant ? builder_.i64(value->integer) : builder_.unary(Op::I64FromI32, value);
}

Expression* ExpressionNarrower::integerConstant(double value, Type type) {
  const auto integer = static_cast<std::int64_t>(value);
  return type == Type::I64 ? builder_.i64(integer)
                           : builder_.i32(static_cast<std::int32_t>(static_cast<std::uint32_t>(integer)));
}

/// ToInt32 of an f64 expression.
Expression* ExpressionNarrower::toModulo32(Expression* expression) {
  if (values_.isNative(*expression)) return toInteger(expression, Type::I32);
  if (values_.isOptional(*expression)) return toIntegerOrZero(expression, Type::I32);
  if (values_.isTruncatableQuotient(*expression)) {
    const bool narrow = values_.fitsInt32(*expression);
    Expression* value = quotient(expression, narrow ? Type::I32 : Type::I64);
    return narrow ? value : narrowed(value);
  }
  if (expression->op == Op::Select) {
    Expression* condition = rewriteTyped(expression->operands[0]);
    Expression* whenTrue = toModulo32(expression->operands[1]);
    return builder_.select(condition, whenTrue, toModulo32(expression->operands[2]));
  }
  const NumberRange range = rangeOf(*expression);
  const bool small = !range.nan && range.low > -analysis::kTwo31 - 1 && range.high < analysis::kTwo31;
  Expression* value = toF64(expression, false);
  if (!small) return builder_.unary(Op::I32ModuloF64, value);
  return builder_.unary(Op::I32ExactF64, range.integer ? value : builder_.unary(Op::F64Trunc, value));
}

}  // namespace jetloop::transform
