#include "compiler/analysis/integer_values.h"

#include <cmath>
#include <set>

#include "compiler/ir/walk.h"

namespace jetloop::analysis {

using ir::Expression;
using ir::Op;
using ir::Statement;
using ir::StatementKind;
using ir::Type;
using ir::VariableId;

namespace {

/// Below this a double quotient of integers never rounds up to the next integer.
constexpr double kExactQuotient = 2251799813685248.0;  // 2^51

/// abs needs its operand twice.
constexpr std::size_t kMaximumDuplicatedNodes = 64;

bool isRounding(Op op) { return op == Op::F64Floor || op == Op::F64Ceil || op == Op::F64Trunc || op == Op::F64Round; }

bool isAssignment(const Statement& statement) {
  return (statement.kind == StatementKind::Let || statement.kind == StatementKind::Set) && statement.value != nullptr;
}

void collectVariables(const Expression& expression, std::set<VariableId>& variables) {
  ir::forEachExpression(expression, [&](const Expression& each) {
    if (each.op == Op::Variable) variables.insert(each.variable);
  });
}

}  // namespace

IntegerValues::IntegerValues(const ir::Kernel& kernel, const RangeAnalysis& ranges, const ZeroSignDemand& zeroSign)
    : kernel_(kernel), ranges_(ranges) {
  for (const ir::Variable& variable : kernel.variables) types_.push_back(variable.type);
  findCandidates(zeroSign);
  dropCandidates();
  chooseWidths();
}

void IntegerValues::findCandidates(const ZeroSignDemand& zeroSign) {
  for (std::size_t i = 0; i < types_.size(); ++i) {
    const auto id = static_cast<VariableId>(i);
    if (kernel_.variables[i].parameter || types_[i] != Type::F64) continue;
    const NumberRange range = ranges_.assigned(id);
    if (!range.hasNumbers() || !range.isExactInteger() || (range.negativeZero && zeroSign.observes(id))) continue;
    types_[i] = Type::I64;
  }
}

/// A candidate stays one only while each of its assignments can be computed in integers, or explicitly rounds for the
/// sake of an index.
void IntegerValues::dropCandidates() {
  std::set<VariableId> wanted;  // read where an integer is needed anyway
  ir::forEachExpressionIn(kernel_.body, [&](const Expression& each) {
    const bool needsInteger =
        each.op == Op::Load || each.op == Op::Inbounds || each.op == Op::I64ExactF64 || each.op == Op::I32ModuloF64;
    if (needsInteger) collectVariables(*each.operands[0], wanted);
  });
  ir::forEachStatement(kernel_.body, [&](const Statement& statement) {
    if (statement.index != nullptr) collectVariables(*statement.index, wanted);
  });
  for (bool changed = true; changed;) {
    changed = false;
    native_.clear();
    ir::forEachStatement(kernel_.body, [&](const Statement& statement) {
      if (!isAssignment(statement) || kernel_.variables[statement.variable].type != Type::F64 ||
          !isCandidate(statement.variable))
        return;
      // What never runs may assign anything.
      if (!ranges_.reaches(*statement.value)) return;
      if (isNative(*statement.value) || (isRounding(statement.value->op) && wanted.contains(statement.variable)))
        return;
      types_[statement.variable] = Type::F64;
      changed = true;
    });
  }
  native_.clear();
}

/// i32 computes and vectorises best, but what goes into addresses is better 64 bits wide from the start.
void IntegerValues::chooseWidths() {
  std::set<VariableId> wide;
  ir::forEachExpressionIn(kernel_.body, [&](const Expression& each) {
    if (each.op == Op::Load || each.op == Op::LoadInbounds || each.op == Op::Inbounds)
      collectVariables(*each.operands[0], wide);
  });
  ir::forEachStatement(kernel_.body, [&](const Statement& statement) {
    if (statement.index != nullptr) collectVariables(*statement.index, wide);
  });
  for (std::size_t before = 0; before != wide.size();) {
    before = wide.size();
    ir::forEachStatement(kernel_.body, [&](const Statement& statement) {
      if (!isAssignment(statement) || !wide.contains(statement.variable)) return;
      if (kernel_.variables[statement.variable].type == Type::F64 && isCandidate(statement.variable) &&
          isNative(*statement.value)) {
        collectVariables(*statement.value, wide);
      }
    });
  }
  for (std::size_t i = 0; i < types_.size(); ++i) {
    const auto id = static_cast<VariableId>(i);
    const bool narrowed = kernel_.variables[i].type == Type::F64 && isCandidate(id);
    if (narrowed && !wide.contains(id) && ranges_.assigned(id).isInt32()) types_[i] = Type::I32;
  }
}

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
    case Op::F64Abs: {
      std::size_t nodes = 0;
      ir::forEachExpression(expression, [&](const Expression&) { ++nodes; });
      return nodes <= kMaximumDuplicatedNodes && native(0);
    }
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
  if (expression.op != Op::F64Div && !ranges_.of(expression).isInt32()) return false;
  for (std::size_t i = 0; i < expression.operandCount; ++i) {
    if (!fitsInt32(*expression.operands[i])) return false;
  }
  return true;
}

bool IntegerValues::readsWide(const Expression& expression) const {
  if (expression.type != Type::F64) return false;  // a leaf, whatever it is made of: the index of a load, say
  if (expression.op == Op::Variable) return types_[expression.variable] == Type::I64;
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
