#include "compiler/transform/narrow_numbers.h"

#include <cmath>

#include "compiler/analysis/integer_values.h"
#include "compiler/analysis/ranges.h"
#include "compiler/analysis/zero_sign.h"
#include "compiler/ir/builder.h"
#include "compiler/ir/clone.h"
#include "compiler/ir/walk.h"

namespace jetloop::transform {
namespace {

using analysis::NumberRange;
using ir::ElementKind;
using ir::Expression;
using ir::Op;
using ir::Statement;
using ir::StatementKind;
using ir::Type;

/// The same operation in the two integer widths.
struct IntegerOps {
  Op add, sub, mul, addNowrap, subNowrap, mulNowrap, neg, div, rem, min, max;
};

constexpr IntegerOps kOps32 = {Op::I32Add, Op::I32Sub, Op::I32Mul, Op::I32AddNowrap, Op::I32SubNowrap, Op::I32MulNowrap,
                               Op::I32Neg, Op::I32Div, Op::I32Rem, Op::I32Min,       Op::I32Max};
constexpr IntegerOps kOps64 = {Op::I64Add, Op::I64Sub, Op::I64Mul, Op::I64AddNowrap, Op::I64SubNowrap, Op::I64MulNowrap,
                               Op::I64Neg, Op::I64Div, Op::I64Rem, Op::I64Min,       Op::I64Max};

/// The comparison of the same meaning in i32 or i64.
Op integerComparison(Op op, Type type) {
  const bool narrow = type == Type::I32;
  switch (op) {
    case Op::F64Eq:
      return narrow ? Op::I32Eq : Op::I64Eq;
    case Op::F64Ne:
      return narrow ? Op::I32Ne : Op::I64Ne;
    case Op::F64Lt:
      return narrow ? Op::I32Lt : Op::I64Lt;
    case Op::F64Le:
      return narrow ? Op::I32Le : Op::I64Le;
    case Op::F64Gt:
      return narrow ? Op::I32Gt : Op::I64Gt;
    default:
      return narrow ? Op::I32Ge : Op::I64Ge;
  }
}

bool isFloatComparison(Op op) {
  return op == Op::F64Eq || op == Op::F64Ne || op == Op::F64Lt || op == Op::F64Le || op == Op::F64Gt || op == Op::F64Ge;
}

bool containsLoad(const Expression& expression) {
  bool found = false;
  ir::forEachExpression(
      expression, [&](const Expression& each) { found = found || each.op == Op::Load || each.op == Op::LoadInbounds; });
  return found;
}

bool isConstant(const Expression& expression, std::int64_t value) {
  return expression.op == Op::Constant && expression.type != Type::F64 && expression.integer == value;
}

/// Rewrites expressions in place.  Each original node is used once: its facts are those of the kernel as it came.
class Narrower {
 public:
  explicit Narrower(ir::Kernel& kernel)
      : kernel_(kernel),
        names_(kernel),
        builder_(kernel, names_),
        ranges_(kernel),
        zeroSign_(kernel, ranges_),
        values_(kernel, ranges_, zeroSign_) {}

  void run() {
    ir::forEachStatement(kernel_.body, [&](Statement& statement) { rewrite(statement); });
    for (std::size_t i = 0; i < originalVariables_; ++i)
      kernel_.variables[i].type = values_.typeOf(static_cast<ir::VariableId>(i));
  }

 private:
  NumberRange rangeOf(const Expression& expression) const { return ranges_.of(expression); }

  // --- statements

  void rewrite(Statement& statement) {
    if (statement.index != nullptr) statement.index = toIndex(statement.index);
    if (statement.value == nullptr) return;
    const bool observed = zeroSign_.observesValue(statement);
    if (statement.kind == StatementKind::Let || statement.kind == StatementKind::Set) {
      const Type type = values_.typeOf(statement.variable);
      const bool narrowed = type != statement.value->type;
      statement.value = narrowed ? toInteger(statement.value, type) : toOwnType(statement.value, observed);
    } else if (statement.kind == StatementKind::Store && statement.inbounds) {
      statement.value = toStored(statement.value, kernel_.arrays[statement.array].kind, observed);
    } else {
      statement.value = toOwnType(statement.value, observed);
    }
  }

  /// The value in the cheapest type that the store converts as it converts the f64.
  Expression* toStored(Expression* value, ElementKind kind, bool observed) {
    if (value->type != Type::F64 || kind == ElementKind::F32 || kind == ElementKind::F64)
      return toOwnType(value, observed);
    if (kind == ElementKind::U8Clamped) {
      if (!values_.isNative(*value)) return toF64(value, false);
      return toInteger(value, values_.fitsInt32(*value) ? Type::I32 : Type::I64);
    }
    const NumberRange range = rangeOf(*value);
    const bool small = !range.nan && range.low > -analysis::kTwo31 - 1 && range.high < analysis::kTwo31;
    return values_.isNative(*value) || small ? toModulo32(value) : toF64(value, false);
  }

  Expression* toOwnType(Expression* expression, bool observed) {
    return expression->type == Type::F64 ? toF64(expression, observed) : rewriteTyped(expression);
  }

  /// An index may be any number; as an integer it needs no test for one.
  Expression* toIndex(Expression* index) {
    if (index->type != Type::F64) return rewriteTyped(index);
    if (rangeOf(*index).isExactInteger() && rangeOf(*index).hasNumbers()) return toInteger(index, Type::I64);
    return toF64(index, false);
  }

  // --- f64 expressions as f64

  /// `observed`: whether the sign of a zero result matters.
  Expression* toF64(Expression* expression, bool observed) {
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
      return fromInteger(expression, range);
    }
    const bool rounding = expression->op == Op::F64Floor || expression->op == Op::F64Ceil ||
                          expression->op == Op::F64Trunc || expression->op == Op::F64Round;
    if (rounding && rangeOf(*expression->operands[0]).integer) return toF64(expression->operands[0], observed);
    if (expression->op == Op::Load || expression->op == Op::LoadInbounds) {
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
  Expression* fromInteger(Expression* value, const NumberRange& range) {
    if (value->type == Type::I32) return builder_.unary(Op::F64FromI32, value);
    if (range.isInt32()) return builder_.unary(Op::F64FromI32, narrowed(value));
    return builder_.unary(Op::F64FromI64, value);
  }

  Expression* narrowed(Expression* value) {
    return value->op == Op::I64FromI32 ? value->operands[0] : builder_.unary(Op::I32WrapI64, value);
  }

  // --- f64 expressions as integers

  /// The value, which is a proved integer, in `type`: exactly where it fits, else modulo 2^32.
  Expression* toInteger(Expression* expression, Type type) {
    if (!values_.isNative(*expression)) return convertExactly(expression, type);
    // Min, max, quotients and the like need their operands whole, even where the result is small.
    const bool whole = type == Type::I64 || values_.fitsInt32(*expression) || values_.isRing(*expression);
    if (!whole) return narrowed(toInteger(expression, Type::I64));
    const IntegerOps& ops = type == Type::I32 ? kOps32 : kOps64;
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
      case Op::F64Abs: {
        Expression* value = operand(0);
        return builder_.binary(ops.max, value, builder_.unary(ops.neg, ir::cloneExpression(kernel_, *value)));
      }
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

  Expression* quotient(Expression* division, Type type) {
    Expression* dividend = toInteger(division->operands[0], type);
    return builder_.binary(type == Type::I32 ? Op::I32Div : Op::I64Div, dividend,
                           toInteger(division->operands[1], type));
  }

  /// The nowrap form where the result and what goes into it fit the type.
  Expression* ringOperation(Expression* expression, Type type, Op wrapping, Op nowrap) {
    bool fits = true;
    if (type == Type::I32) {
      fits = rangeOf(*expression).isInt32() && rangeOf(*expression->operands[0]).isInt32() &&
             rangeOf(*expression->operands[1]).isInt32();
    }
    Expression* left = toInteger(expression->operands[0], type);
    return builder_.binary(fits ? nowrap : wrapping, left, toInteger(expression->operands[1], type));
  }

  Expression* convertExactly(Expression* expression, Type type) {
    const NumberRange range = rangeOf(*expression);
    Expression* value = toF64(expression, false);
    if (type == Type::I64) return builder_.unary(Op::I64ExactF64, value);
    if (range.isInt32()) return builder_.unary(Op::I32ExactF64, value);
    return builder_.unary(Op::I32WrapI64, builder_.unary(Op::I64ExactF64, value));
  }

  Expression* convertInteger(Expression* value, Type type) {
    if (value->type == type) return value;
    if (type == Type::I32) return narrowed(value);
    return value->op == Op::Constant ? builder_.i64(value->integer) : builder_.unary(Op::I64FromI32, value);
  }

  Expression* integerConstant(double value, Type type) {
    const auto integer = static_cast<std::int64_t>(value);
    return type == Type::I64 ? builder_.i64(integer)
                             : builder_.i32(static_cast<std::int32_t>(static_cast<std::uint32_t>(integer)));
  }

  /// ToInt32 of an f64 expression.
  Expression* toModulo32(Expression* expression) {
    if (values_.isNative(*expression)) return toInteger(expression, Type::I32);
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

  // --- expressions of the other types

  Expression* rewriteTyped(Expression* expression) {
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

  /// x | 0 and its relatives have done their work once x is an i32.
  static Expression* withoutIdentity(Expression* expression) {
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

  Expression* toTruth(Expression* expression) {
    Expression* number = expression->operands[0];
    if (!values_.isNative(*number)) {
      expression->operands[0] = toF64(number, false);
      return expression;
    }
    const Type type = values_.fitsInt32(*number) ? Type::I32 : Type::I64;
    return builder_.unary(type == Type::I32 ? Op::BoolFromI32 : Op::BoolFromI64, toInteger(number, type));
  }

  Expression* rewriteComparison(Expression* expression) {
    Expression* left = expression->operands[0];
    Expression* right = expression->operands[1];
    const bool leftNative = values_.isNative(*left), rightNative = values_.isNative(*right);
    if (leftNative && rightNative) {
      const bool wide = values_.readsWide(*left) || values_.readsWide(*right);
      const Type type = !wide && values_.fitsInt32(*left) && values_.fitsInt32(*right) ? Type::I32 : Type::I64;
      Expression* integer = toInteger(left, type);
      return compare(expression, type, integer, toInteger(right, type));
    }
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

  Expression* compare(const Expression* original, Type type, Expression* left, Expression* right) {
    Expression* result = builder_.binary(integerComparison(original->op, type), left, right);
    result->position = original->position;
    return result;
  }

  /// An integer variable against a bound that is a number but not an integer: rounding the bound keeps the outcome, and
  /// makes the trip count of a loop an integer matter.
  bool isRoundable(const Expression& comparison, const Expression& integer, const Expression& bound) const {
    if (comparison.op == Op::F64Eq || comparison.op == Op::F64Ne) return false;
    const NumberRange range = rangeOf(bound);
    return integer.op == Op::Variable && !range.nan && range.hasNumbers() &&
           range.within(-analysis::kTwo53, analysis::kTwo53) && !containsLoad(bound);
  }

  /// i < x is i < ceil(x), i <= x is i <= floor(x); mirrored when the bound stands on the left.
  Expression* roundedFor(const Expression& comparison, Expression* bound, bool boundOnLeft) {
    const bool integer = rangeOf(*bound).integer;
    const bool up = boundOnLeft ? comparison.op == Op::F64Le || comparison.op == Op::F64Gt
                                : comparison.op == Op::F64Lt || comparison.op == Op::F64Ge;
    Expression* value = toF64(bound, false);
    if (!integer) value = builder_.unary(up ? Op::F64Ceil : Op::F64Floor, value);
    return builder_.unary(Op::I64ExactF64, value);
  }

  ir::Kernel& kernel_;
  ir::NameSupply names_;
  ir::Builder builder_;
  analysis::RangeAnalysis ranges_;
  analysis::ZeroSignDemand zeroSign_;
  analysis::IntegerValues values_;
  std::size_t originalVariables_ = kernel_.variables.size();
};

}  // namespace

void narrowNumbers(ir::Kernel& kernel) { Narrower(kernel).run(); }

}  // namespace jetloop::transform
