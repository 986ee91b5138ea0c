// The part of ExpressionNarrower that computes integers that may be missing: elements of integer arrays, which are NaN
// off the end, and what is made of them.  A missing element counts as zero, and a test says that it is missing.
#include "compiler/ir/clone.h"
#include "compiler/transform/integer_ops.h"
#include "compiler/transform/narrow_expressions.h"

namespace jetloop::transform {

using analysis::NumberRange;
using ir::Expression;
using ir::Op;
using ir::Type;

ir::VariableId ExpressionNarrower::knownVariable(ir::VariableId variable) {
  const auto [place, isNew] = known_.try_emplace(variable, 0);
  if (isNew) place->second = builder_.newVariable(kernel_.variables[variable].name + ".known", Type::Bool);
  return place->second;
}

OptionalInteger ExpressionNarrower::toOptional(Expression* expression, Type type) {
  return toOptional(expression, type, true);
}

Expression* ExpressionNarrower::toIntegerOrZero(Expression* expression, Type type) {
  const bool isZero = values_.isZeroWhereNaN(*expression);
  const OptionalInteger optional = toOptional(expression, type, !isZero);
  if (isZero || optional.known == nullptr) return optional.value;
  return builder_.select(optional.known, optional.value, type == Type::I32 ? builder_.i32(0) : builder_.i64(0));
}

/// Modulo the width all along: where a number is missing, what is computed with zero need not fit.  Unless `wanted`,
/// nobody asks whether it is.
OptionalInteger ExpressionNarrower::toOptional(Expression* expression, Type type, bool wanted) {
  // What is not even optional never runs.
  if (values_.isNative(*expression) || !values_.isOptional(*expression)) return {toInteger(expression, type), nullptr};
  const bool whole = type == Type::I64 || values_.fitsInt32(*expression) || values_.isRing(*expression);
  if (!whole) {
    OptionalInteger optional = toOptional(expression, Type::I64, wanted);
    optional.value = narrowed(optional.value);
    return optional;
  }
  const auto operand = [&](std::size_t i) { return toOptional(expression->operands[i], type, wanted); };
  switch (expression->op) {
    case Op::Load:
      return optionalLoad(expression, type, wanted);
    case Op::Variable: {
      Expression* known =
          wanted && rangeOf(*expression).nan ? builder_.read(knownVariable(expression->variable)) : nullptr;
      expression->type = values_.typeOf(expression->variable);
      return {convertInteger(expression, type), known};
    }
    case Op::Select:
      return optionalSelect(expression, type, wanted);
    case Op::F64Neg: {
      OptionalInteger optional = operand(0);
      optional.value = builder_.unary(integerOps(type).neg, optional.value);
      return optional;
    }
    case Op::F64Abs: {
      OptionalInteger optional = operand(0);
      optional.value = magnitude(optional.value);
      return optional;
    }
    case Op::F64Floor:
    case Op::F64Ceil:
    case Op::F64Trunc:
    case Op::F64Round:
      return operand(0);
    default: {
      const OptionalInteger left = operand(0), right = operand(1);
      return {builder_.binary(wrappingOperation(expression->op, type), left.value, right.value),
              both(left.known, right.known)};
    }
  }
}

OptionalInteger ExpressionNarrower::optionalLoad(Expression* load, Type type, bool wanted) {
  Expression* index = toIndex(load->operands[0]);
  Expression* known = wanted ? builder_.inbounds(load->array, ir::cloneExpression(kernel_, *index)) : nullptr;
  Expression* value = builder_.loadOrZero(load->array, index);
  value->position = load->position;
  return {convertInteger(value, type), known};
}

OptionalInteger ExpressionNarrower::optionalSelect(Expression* select, Type type, bool wanted) {
  Expression* condition = rewriteTyped(select->operands[0]);
  const OptionalInteger whenTrue = toOptional(select->operands[1], type, wanted);
  const OptionalInteger whenFalse = toOptional(select->operands[2], type, wanted);
  Expression* known = nullptr;
  if (whenTrue.known != nullptr || whenFalse.known != nullptr) {
    const auto orTrue = [&](Expression* test) { return test == nullptr ? builder_.boolean(true) : test; };
    known = builder_.select(ir::cloneExpression(kernel_, *condition), orTrue(whenTrue.known), orTrue(whenFalse.known));
  }
  return {builder_.select(condition, whenTrue.value, whenFalse.value), known};
}

Expression* ExpressionNarrower::both(Expression* left, Expression* right) {
  if (left == nullptr || right == nullptr) return left == nullptr ? right : left;
  return builder_.binary(Op::BoolAnd, left, right);
}

/// A comparison with NaN is false, or true for `ne`.
Expression* ExpressionNarrower::compareOptional(Expression* comparison) {
  Expression* left = comparison->operands[0];
  Expression* right = comparison->operands[1];
  const Type type = comparedType(*left, *right);
  const bool leftNative = values_.isNative(*left), rightNative = values_.isNative(*right);
  const bool isNe = comparison->op == Op::F64Ne;
  const Op equality = isNe ? Op::F64Eq : comparison->op;  // what is negated afterwards
  const bool leftTells = rightNative && values_.isZeroWhereNaN(*left) && isFalseForZero(equality, *right, true);
  const bool rightTells = leftNative && values_.isZeroWhereNaN(*right) && isFalseForZero(equality, *left, false);
  const bool wanted = !leftTells && !rightTells;
  const OptionalInteger a = toOptional(left, type, wanted), b = toOptional(right, type, wanted);
  Expression* result = compare(comparison, type, a.value, b.value);
  Expression* known = both(a.known, b.known);
  if (known == nullptr) return result;
  if (!isNe) return builder_.binary(Op::BoolAnd, known, result);
  return builder_.binary(Op::BoolOr, builder_.unary(Op::BoolNot, known), result);
}

/// Whether a missing number, which counts as zero, makes the comparison false as NaN would.
bool ExpressionNarrower::isFalseForZero(Op op, const Expression& other, bool zeroOnLeft) const {
  const NumberRange range = rangeOf(other);
  switch (op) {
    case Op::F64Eq:
      return !range.mayBeZero();
    case Op::F64Lt:
      return zeroOnLeft ? range.high <= 0 : range.low >= 0;
    case Op::F64Le:
      return zeroOnLeft ? range.high < 0 : range.low > 0;
    case Op::F64Gt:
      return zeroOnLeft ? range.low >= 0 : range.high <= 0;
    default:
      return zeroOnLeft ? range.low > 0 : range.high < 0;
  }
}

}  // namespace jetloop::transform
