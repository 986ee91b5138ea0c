#include "compiler/analysis/integer_values.h"

#include "compiler/ir/walk.h"

namespace jetloop::analysis {

using ir::Expression;
using ir::Op;
using ir::Type;

namespace {

/// Below this a double quotient of integers never rounds up to the next integer.
constexpr double kExactQuotient = 2251799813685248.0;  // 2^51

/// abs needs its operand twice, the test whether an element is there its index.
constexpr std::size_t kMaximumDuplicatedNodes = 64;
constexpr std::size_t kMaximumTestedNodes = 24;

std::size_t nodeCount(const Expression& expression) {
  std::size_t nodes = 0;
  ir::forEachExpression(expression, [&](const Expression&) { ++nodes; });
  return nodes;
}

}  // namespace

bool IntegerValues::isNative(const Expression& expression) const {
  const auto known = native_.find(&expression);
  if (known != native_.end()) return known->second;
  const bool native = computeNative(expression);
  native_.emplace(&expression, native);
  return native;
}

bool IntegerValues::computeNative(const Expression& expression) const {
  if (expression.type != Type::F64 || !ranges_.of(expression).isExactInteger()) return false;
  const auto native = [&](std::size_t i) { return isNative(*expression.operands[i]); };
  switch (expression.op) {
    case Op::Constant:
      return true;
    case Op::Variable:
      return isCandidate(expression.variable);
    case Op::F64FromI32:
    case Op::F64FromU32:
    case Op::F64FromI64:
    case Op::F64FromBool:
      return true;
    case Op::F64Add:
    case Op::F64Sub:
    case Op::F64Mul:
    case Op::F64Min:
    case Op::F64Max:
      return native(0) && native(1);
    case Op::F64Neg:
      return native(0);
    case Op::F64Abs:
      return nodeCount(expression) <= kMaximumDuplicatedNodes && native(0);
    case Op::F64Floor:
      if (isTruncatableQuotient(*expression.operands[0]))
        return ranges_.of(*expression.operands[0]->operands[0]).low >= 0;
      return native(0);
    case Op::F64Trunc:
      return native(0) || isTruncatableQuotient(*expression.operands[0]);
    case Op::F64Ceil:
    case Op::F64Round:
      return native(0);
    case Op::F64Rem:
      return native(0) && native(1) && ranges_.of(*expression.operands[1]).low >= 1;
    case Op::Select:
      return native(1) && native(2);
    default:
      return false;
  }
}

bool IntegerValues::isOptional(const Expression& expression) const {
  const auto known = optional_.find(&expression);
  if (known != optional_.end()) return known->second;
  const bool optional = isNative(expression) || computeOptional(expression);
  optional_.emplace(&expression, optional);
  return optional;
}

bool IntegerValues::computeOptional(const Expression& expression) const {
  const NumberRange range = ranges_.of(expression).numbers();
  if (expression.type != Type::F64 || !range.hasNumbers() || !range.isExactInteger()) return false;
  const auto optional = [&](std::size_t i) { return isOptional(*expression.operands[i]); };
  switch (expression.op) {
    case Op::Load:
      return ir::elementValueType(kernel_.arrays[expression.array].kind) != Type::F64 &&
             nodeCount(*expression.operands[0]) <= kMaximumTestedNodes;
    case Op::Variable:
      return isCandidate(expression.variable);
    case Op::F64Add:
    case Op::F64Sub:
    case Op::F64Mul:
    case Op::F64Min:
    case Op::F64Max:
      return optional(0) && optional(1);
    case Op::F64Neg:
    case Op::F64Floor:
    case Op::F64Ceil:
    case Op::F64Trunc:
    case Op::F64Round:
      return optional(0);
    case Op::F64Abs:
      return nodeCount(expression) <= kMaximumDuplicatedNodes && optional(0);
    case Op::Select:
      return nodeCount(*expression.operands[0]) <= kMaximumTestedNodes && optional(1) && optional(2);
    default:
      return false;
  }
}

bool IntegerValues::isZeroWhereNaN(const Expression& expression) const {
  if (isNative(expression)) return true;
  switch (expression.op) {
    case Op::Load:
    case Op::Variable:
      return true;
    case Op::F64Mul:
      return isZeroWhereNaN(*expression.operands[0]) && isZeroWhereNaN(*expression.operands[1]);
    case Op::F64Neg:
    case Op::F64Abs:
    case Op::F64Floor:
    case Op::F64Ceil:
    case Op::F64Trunc:
    case Op::F64Round:
      return isZeroWhereNaN(*expression.operands[0]);
    default:
      return false;
  }
}

bool IntegerValues::isTruncatableQuotient(const Expression& expression) const {
  if (expression.op != Op::F64Div) return false;
  const Expression& divisor = *expression.operands[1];
  const bool positive = divisor.op == Op::Constant && divisor.number >= 1 && ranges_.of(divisor).isExactInteger();
  return positive && isNative(*expression.operands[0]) &&
         ranges_.of(*expression.operands[0]).within(-kExactQuotient, kExactQuotient);
}

bool IntegerValues::fitsInt32(const Expression& expression) const {
  if (expression.type != Type::F64) return true;
  // A quotient has an integer part only; what was said about its operands decides.
  if (expression.op != Op::F64Div && !ranges_.of(expression).numbers().isInt32()) return false;
  if (expression.op == Op::Load) return true;  // whatever its index is
  for (std::size_t i = 0; i < expression.operandCount; ++i) {
    if (!fitsInt32(*expression.operands[i])) return false;
  }
  return true;
}

bool IntegerValues::readsWide(const Expression& expression) const {
  if (expression.type != Type::F64) return false;  // a leaf, whatever it is made of: the index of a load, say
  if (expression.op == Op::Variable) return types_[expression.variable] == Type::I64;
  if (expression.op == Op::Load) return ir::elementValueType(kernel_.arrays[expression.array].kind) == Type::I64;
  for (const Expression* operand : expression.arguments()) {
    if (readsWide(*operand)) return true;
  }
  return false;
}

bool IntegerValues::isRing(const Expression& expression) const {
  switch (expression.op) {
    case Op::F64Add:
    case Op::F64Sub:
    case Op::F64Mul:
      return isRing(*expression.operands[0]) && isRing(*expression.operands[1]);
    case Op::F64Neg:
      return isRing(*expression.operands[0]);
    case Op::Select:
      return isRing(*expression.operands[1]) && isRing(*expression.operands[2]);
    case Op::Constant:
    case Op::Variable:
    case Op::Load:
    case Op::F64FromI32:
    case Op::F64FromU32:
    case Op::F64FromI64:
    case Op::F64FromBool:
      return true;
    default:
      return false;
  }
}

}  // namespace jetloop::analysis
