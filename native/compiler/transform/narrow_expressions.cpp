#include "compiler/transform/narrow_expressions.h"

#include <array>
#include <cmath>

#include "compiler/ir/walk.h"
#include "compiler/transform/integer_ops.h"

namespace jetloop::transform {

using analysis::NumberRange;
using ir::ElementKind;
using ir::Expression;
using ir::Op;
using ir::Type;

namespace {

bool isFloatComparison(Op op) {
  return op == Op::F64Eq || op == Op::F64Ne || op == Op::F64Lt || op == Op::F64Le || op == Op::F64Gt || op == Op::F64Ge;
}

bool containsLoad(const Expression& expression) {
  bool found = false;
  ir::forEachExpression(expression, [&](const Expression& each) { found = found || ir::isLoad(each.op); });
  return found;
}

bool isConstant(const Expression& expression, std::int64_t value) {
  return expression.op == Op::Constant && expression.type != Type::F64 && expression.integer == value;
}

/// x | 0 and its relatives have done their work once x is an i32.
Expression* withoutIdentity(Expression* expression) {
  switch (expression->op) {
    case Op::I32Or:
    case Op::I32Xor:
    case Op::I32Shl:
    case Op::I32Shr:
    case Op::I32ShrU:
      return isConstant(*expression->operands[1], 0) ? expression->operands[0] : expression;
    case Op::I32WrapI64:
      return expression->operands[0]->op == Op::I64FromI32 ? expression->operands[0]->operands[0] : expression;
    default:
      return expression;
  }
}

}  // namespace

ExpressionNarrower::ExpressionNarrower(ir::Kernel& kernel)
    : kernel_(kernel),
      names_(kernel),
      builder_(kernel, names_),
      ranges_(kernel),
      zeroSign_(kernel, ranges_),
      values_(kernel, ranges_, zeroSign_) {}

Expression* ExpressionNarrower::toStored(Expression* value, ElementKind kind, bool observed) {
  if (value->type != Type::F64 || kind == ElementKind::F32 || kind == ElementKind::F64)
    return toOwnType(value, observed);
  if (kind == ElementKind::U8Clamped) {
    if (!values_.isOptional(*value)) return toF64(value, false);
    return toIntegerOrZero(value, values_.fitsInt32(*value) ? Type::I32 : Type::I64);
  }
  const NumberRange range = rangeOf(*value);
  const bool small = !range.nan && range.low > -analysis::kTwo31 - 1 && range.high < analysis::kTwo31;
  return values_.isOptional(*value) || small ? toModulo32(value) : toF64(value, false);
}

Expression* ExpressionNarrower::toStoredDouble(Expression* value, ElementKind kind, bool observed) {
  const bool integers = value->type == Type::F64 && ir::elementValueType(kind) != Type::F64;
  if (!integers || !values_.isOptional(*value)) return toOwnType(value, observed);
  if (kind != ElementKind::U8Clamped) return builder_.unary(Op::F64FromI32, toModulo32(value));
  if (values_.fitsInt32(*value)) return builder_.unary(Op::F64FromI32, toIntegerOrZero(value, Type::I32));
  return builder_.unary(Op::F64FromI64, toIntegerOrZero(value, Type::I64));
}

Expression* ExpressionNarrower::toOwnType(Expression* expression, bool observed) {
  return expression->type == Type::F64 ? toF64(expression, observed) : rewriteTyped(expression);
}

/// An index may be any number; as an integer it needs no test for one, and -1 is no index either.
Expression* ExpressionNarrower::toIndex(Expression* index) {
  if (index->type != Type::F64) return rewriteTyped(index);
  if (rangeOf(*index).isExactInteger() && rangeOf(*index).hasNumbers()) return toInteger(index, Type::I64);
  if (!values_.isOptional(*index)) return toF64(index, false);
  const OptionalInteger optional = toOptional(index, Type::I64);
  return optional.known == nullptr ? optional.value : builder_.select(optional.known, optional.value, builder_.i64(-1));
}

Expression* ExpressionNarrower::toF64(Expression* expression, bool observed) {
  if (expression->op == Op::Constant) return expression;
  const NumberRange range = rangeOf(*expression);
  const bool leaf =
      expression->op == Op::F64FromI32 || expression->op == Op::F64FromU32 || expression->op == Op::F64FromI64;
  if (!leaf && values_.isNative(*expression) && range.isInt32() && (!observed || !range.negativeZero)) {
    const Type type = values_.fitsInt32(*expression) ? Type::I32 : Type::I64;
    return fromInteger(toInteger(expression, type), range);
  }
  if (expression->op == Op::Variable) {
    const Type type = values_.typeOf(expression->variable);
    if (type == Type::F64) return expression;
    expression->type = type;
    Expression* number = fromInteger(expression, range);
    if (!range.nan || !values_.isOptionalVariable(expression->variable)) return number;
    return builder_.select(builder_.read(knownVariable(expression->variable)), number, builder_.f64(std::nan("")));
  }
  const bool rounding = expression->op == Op::F64Floor || expression->op == Op::F64Ceil ||
                        expression->op == Op::F64Trunc || expression->op == Op::F64Round;
  if (rounding && rangeOf(*expression->operands[0]).integer) return toF64(expression->operands[0], observed);
  if (ir::isLoad(expression->op)) {
    expression->operands[0] = toIndex(expression->operands[0]);
    return expression;
  }
  // Facts of the operands are asked before any of them changes.
  std::array<bool, 3> observes{};
  for (std::size_t i = 0; i < expression->operandCount; ++i)
    observes[i] = zeroSign_.observesOperand(*expression, i, observed);
  for (std::size_t i = 0; i < expression->operandCount; ++i)
    expression->operands[i] = toOwnType(expression->operands[i], observes[i]);
  return expression;
}

/// i32 converts and vectorises better than i64.
Expression* ExpressionNarrower::fromInteger(Expression* value, const NumberRange& range) {
  if (value->type == Type::I32) return builder_.unary(Op::F64FromI32, value);
  if (range.isInt32()) return builder_.unary(Op::F64FromI32, narrowed(value));
  return builder_.unary(Op::F64FromI64, value);
}

Expression* ExpressionNarrower::rewriteTyped(Expression* expression) {
  switch (expression->op) {
    case Op::I32ModuloF64:
      return toModulo32(expression->operands[0]);
    case Op::I32ExactF64:
      return toInteger(expression->operands[0], Type::I32);
    case Op::I64ExactF64:
      return toInteger(expression->operands[0], Type::I64);
    case Op::BoolFromF64:
      return toTruth(expression);
    case Op::LoadInbounds:
    case Op::LoadOrZero:
    case Op::Inbounds:
      expression->operands[0] = toIndex(expression->operands[0]);
      return expression;
    default:
      break;
  }
  if (isFloatComparison(expression->op)) return rewriteComparison(expression);
  for (Expression*& operand : expression->arguments()) operand = toOwnType(operand, false);
  return withoutIdentity(expression);
}

Expression* ExpressionNarrower::toTruth(Expression* expression) {
  Expression* number = expression->operands[0];
  if (!values_.isOptional(*number)) {
    expression->operands[0] = toF64(number, false);
    return expression;
  }
  const Type type = values_.fitsInt32(*number) ? Type::I32 : Type::I64;
  return builder_.unary(type == Type::I32 ? Op::BoolFromI32 : Op::BoolFromI64, toIntegerOrZero(number, type));
}

Expression* ExpressionNarrower::rewriteComparison(Expression* expression) {
  Expression* left = expression->operands[0];
  Expression* right = expression->operands[1];
  const bool leftNative = values_.isNative(*left), rightNative = values_.isNative(*right);
  if (leftNative && rightNative) {
    const Type type = comparedType(*left, *right);
    Expression* integer = toInteger(left, type);
    return compare(expression, type, integer, toInteger(right, type));
  }
  if (values_.isOptional(*left) && values_.isOptional(*right)) return compareOptional(expression);
  if (leftNative && isRoundable(*expression, *left, *right)) {
    Expression* integer = toInteger(left, Type::I64);
    return compare(expression, Type::I64, integer, roundedFor(*expression, right, false));
  }
  if (rightNative && isRoundable(*expression, *right, *left)) {
    Expression* rounded = roundedFor(*expression, left, true);
    return compare(expression, Type::I64, rounded, toInteger(right, Type::I64));
  }
  expression->operands[0] = toF64(left, false);
  expression->operands[1] = toF64(right, false);
  return expression;
}

Type ExpressionNarrower::comparedType(const Expression& left, const Expression& right) const {
  const bool wide = values_.readsWide(left) || values_.readsWide(right);
  return !wide && values_.fitsInt32(left) && values_.fitsInt32(right) ? Type::I32 : Type::I64;
}

Expression* ExpressionNarrower::compare(const Expression* original, Type type, Expression* left, Expression* right) {
  Expression* result = builder_.binary(integerComparison(original->op, type), left, right);
  result->position = original->position;
  return result;
}

/// An integer variable against a bound that is a number but not an integer: rounding the bound keeps the outcome, and
/// makes the trip count of a loop an integer matter.
bool ExpressionNarrower::isRoundable(const Expression& comparison, const Expression& integer,
                                     const Expression& bound) const {
  if (comparison.op == Op::F64Eq || comparison.op == Op::F64Ne) return false;
  const NumberRange range = rangeOf(bound);
  return integer.op == Op::Variable && !range.nan && range.hasNumbers() &&
         range.within(-analysis::kTwo53, analysis::kTwo53) && !containsLoad(bound);
}

/// i < x is i < ceil(x), i <= x is i <= floor(x); mirrored when the bound stands on the left.
Expression* ExpressionNarrower::roundedFor(const Expression& comparison, Expression* bound, bool boundOnLeft) {
  const bool integer = rangeOf(*bound).integer;
  const bool up = boundOnLeft ? comparison.op == Op::F64Le || comparison.op == Op::F64Gt
                              : comparison.op == Op::F64Lt || comparison.op == Op::F64Ge;
  Expression* value = toF64(bound, false);
  if (!integer) value = builder_.unary(up ? Op::F64Ceil : Op::F64Floor, value);
  return builder_.unary(Op::I64ExactF64, value);
}

}  // namespace jetloop::transform
