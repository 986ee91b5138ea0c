// The part of IntegerValues that decides which variables are narrowed, and how wide they become.
#include <set>

#include "compiler/analysis/integer_values.h"
#include "compiler/ir/walk.h"

namespace jetloop::analysis {

using ir::ElementKind;
using ir::Expression;
using ir::Op;
using ir::Statement;
using ir::StatementKind;
using ir::Type;
using ir::VariableId;

namespace {

bool isRounding(Op op) { return op == Op::F64Floor || op == Op::F64Ceil || op == Op::F64Trunc || op == Op::F64Round; }

bool isAssignment(const Statement& statement) {
  return (statement.kind == StatementKind::Let || statement.kind == StatementKind::Set) && statement.value != nullptr;
}

void collectVariables(const Expression& expression, std::set<VariableId>& variables) {
  ir::forEachExpression(expression, [&](const Expression& each) {
    if (each.op == Op::Variable) variables.insert(each.variable);
  });
}

/// What takes the value of an expression: ToInt32, which looks into a select; an integer that may be missing; or
/// anything else.
enum class Demand { Modulo32, Optional, Double };

/// Finds the reads of optional variables that may find NaN and feed anything but an optional expression: conversions to
/// integers, indices, tests, comparisons of two such numbers and stores to integers take optional ones.
class DemandWalker {
 public:
  DemandWalker(const ir::Kernel& kernel, const RangeAnalysis& ranges, const IntegerValues& values,
               std::set<VariableId>& read)
      : kernel_(kernel), ranges_(ranges), values_(values), read_(read) {}

  void walk(const Statement& statement) {
    if (statement.index != nullptr) walk(*statement.index, Demand::Optional);
    // What never runs may read what it likes.
    if (statement.value != nullptr && ranges_.reaches(*statement.value)) walk(*statement.value, demandOf(statement));
  }

 private:
  Demand demandOf(const Statement& statement) const {
    switch (statement.kind) {
      case StatementKind::Let:
      case StatementKind::Set:
        return values_.isOptionalVariable(statement.variable) ? Demand::Optional : Demand::Double;
      case StatementKind::Store: {
        const ElementKind kind = kernel_.arrays[statement.array].kind;
        if (ir::elementValueType(kind) == ir::Type::F64) return Demand::Double;
        return kind == ElementKind::U8Clamped ? Demand::Optional : Demand::Modulo32;
      }
      default:
        return Demand::Double;
    }
  }

  void walk(const Expression& expression, Demand demand) {
    if (expression.op == Op::Variable) {
      const bool misses = values_.isOptionalVariable(expression.variable) && ranges_.of(expression).nan;
      if (misses && demand == Demand::Double) read_.insert(expression.variable);
      return;
    }
    for (std::size_t i = 0; i < expression.operandCount; ++i)
      walk(*expression.operands[i], demandOfOperand(expression, i, demand));
  }

  Demand demandOfOperand(const Expression& expression, std::size_t operand, Demand demand) const {
    switch (expression.op) {
      case Op::I32ModuloF64:
        return Demand::Modulo32;
      case Op::I32ExactF64:
      case Op::I64ExactF64:
      case Op::BoolFromF64:
      case Op::Load:
      case Op::LoadInbounds:
      case Op::LoadOrZero:
      case Op::Inbounds:
        return Demand::Optional;
      case Op::F64Eq:
      case Op::F64Ne:
      case Op::F64Lt:
      case Op::F64Le:
      case Op::F64Gt:
      case Op::F64Ge:
        return bothOptional(expression) ? Demand::Optional : Demand::Double;
      default:
        break;
    }
    if (values_.isNative(expression)) return Demand::Optional;
    if (demand != Demand::Double && values_.isOptional(expression)) return Demand::Optional;
    if (demand == Demand::Modulo32 && expression.op == Op::Select && operand != 0) return Demand::Modulo32;
    return Demand::Double;
  }

  bool bothOptional(const Expression& expression) const {
    return values_.isOptional(*expression.operands[0]) && values_.isOptional(*expression.operands[1]);
  }

  const ir::Kernel& kernel_;
  const RangeAnalysis& ranges_;
  const IntegerValues& values_;
  std::set<VariableId>& read_;
};

}  // namespace

IntegerValues::IntegerValues(const ir::Kernel& kernel, const RangeAnalysis& ranges, const ZeroSignDemand& zeroSign)
    : kernel_(kernel), ranges_(ranges) {
  for (const ir::Variable& variable : kernel.variables) types_.push_back(variable.type);
  mayBeNaN_.resize(types_.size());
  findCandidates(zeroSign);
  dropCandidates();
  chooseWidths();
}

void IntegerValues::findCandidates(const ZeroSignDemand& zeroSign) {
  for (std::size_t i = 0; i < types_.size(); ++i) {
    const auto id = static_cast<VariableId>(i);
    if (kernel_.variables[i].parameter || types_[i] != Type::F64) continue;
    const NumberRange range = ranges_.assigned(id);
    if (!range.hasNumbers() || !range.numbers().isExactInteger() || (range.negativeZero && zeroSign.observes(id)))
      continue;
    types_[i] = Type::I64;
    mayBeNaN_[i] = range.nan;
  }
}

void IntegerValues::dropCandidates() {
  do {
    native_.clear();
    optional_.clear();
  } while (dropAssigned() || dropReadAsDoubles());
}

/// A candidate stays one only while each of its assignments can be computed in integers, or explicitly rounds for the
/// sake of an index.
bool IntegerValues::dropAssigned() {
  std::set<VariableId> wanted;  // read where an integer is needed anyway
  ir::forEachExpressionIn(kernel_.body, [&](const Expression& each) {
    const bool needsInteger =
        each.op == Op::Load || each.op == Op::Inbounds || each.op == Op::I64ExactF64 || each.op == Op::I32ModuloF64;
    if (needsInteger) collectVariables(*each.operands[0], wanted);
  });
  ir::forEachStatement(kernel_.body, [&](const Statement& statement) {
    if (statement.index != nullptr) collectVariables(*statement.index, wanted);
  });
  bool changed = false;
  ir::forEachStatement(kernel_.body, [&](const Statement& statement) {
    if (!isAssignment(statement) || kernel_.variables[statement.variable].type != Type::F64 ||
        !isCandidate(statement.variable))
      return;
    const Expression& value = *statement.value;
    // What never runs may assign anything.
    if (!ranges_.reaches(value)) return;
    const bool optional = mayBeNaN_[statement.variable];
    if (isNative(value) || (optional && isOptional(value))) return;
    if (!optional && isRounding(value.op) && wanted.contains(statement.variable)) return;
    types_[statement.variable] = Type::F64;
    changed = true;
  });
  return changed;
}

/// Putting NaN back in the place of a missing number, to compute with doubles, costs more than the integers save.
bool IntegerValues::dropReadAsDoubles() {
  std::set<VariableId> read;
  DemandWalker walker(kernel_, ranges_, *this, read);
  ir::forEachStatement(kernel_.body, [&](const Statement& statement) { walker.walk(statement); });
  for (const VariableId variable : read) types_[variable] = Type::F64;
  return !read.empty();
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
          isOptional(*statement.value)) {
        collectVariables(*statement.value, wide);
      }
    });
  }
  for (std::size_t i = 0; i < types_.size(); ++i) {
    const auto id = static_cast<VariableId>(i);
    const bool narrowed = kernel_.variables[i].type == Type::F64 && isCandidate(id);
    if (narrowed && !wide.contains(id) && ranges_.assigned(id).numbers().isInt32()) types_[i] = Type::I32;
  }
}

}  // namespace jetloop::analysis
