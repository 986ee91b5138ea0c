#include "compiler/analysis/symbolic_values.h"

#include <limits>

#include "compiler/analysis/affine.h"
#include "compiler/analysis/induction.h"
#include "compiler/ir/walk.h"

namespace jetloop::analysis {
namespace {

using ir::Block;
using ir::Expression;
using ir::Op;
using ir::Statement;
using ir::StatementKind;
using ir::VariableId;

constexpr std::size_t kMaximumFacts = 64;

bool isInteger(ir::Type type) { return type == ir::Type::I32 || type == ir::Type::I64; }

std::set<VariableId> assignedIn(const Statement& statement) {
  std::set<VariableId> assigned = ir::assignedVariables(statement.body);
  assigned.merge(ir::assignedVariables(statement.other));
  return assigned;
}

/// What `set $v ($v + constant)` adds; 0 for any other statement.
std::int64_t steps(const Statement& statement) {
  if (statement.kind != StatementKind::Set) return 0;
  const Expression& next = *statement.value;
  const bool adds = next.op == Op::I32AddNowrap || next.op == Op::I64AddNowrap;
  const bool subtracts = next.op == Op::I32SubNowrap || next.op == Op::I64SubNowrap;
  if (!adds && !subtracts) return 0;
  const Expression& from = *next.operands[0];
  const Expression& by = *next.operands[1];
  if (from.op != Op::Variable || from.variable != statement.variable || by.op != Op::Constant) return 0;
  if (by.integer == std::numeric_limits<std::int64_t>::min()) return 0;
  return adds ? by.integer : -by.integer;
}

/// The step of a variable that the loop assigns exactly once, outside every nested statement; 0 for another.
std::int64_t stepOf(const Statement& loop, VariableId variable) {
  if (countAssignments(loop, variable) != 1) return 0;
  for (const Block* block : {&loop.other, &loop.body}) {
    for (const Statement* statement : *block) {
      if (statement->kind == StatementKind::Set && statement->variable == variable) return steps(*statement);
    }
  }
  return 0;
}

}  // namespace

std::optional<UnitLoop> matchUnitLoop(const Statement& loop) {
  const Expression& condition = *loop.value;
  const bool inclusive = condition.op == Op::I32Le || condition.op == Op::I64Le;
  if (!inclusive && condition.op != Op::I32Lt && condition.op != Op::I64Lt) return std::nullopt;
  if (condition.operands[0]->op != Op::Variable || loop.other.size() != 1) return std::nullopt;
  const UnitLoop unit{condition.operands[0]->variable, condition.operands[1], inclusive};
  if (loop.other[0]->variable != unit.counter || stepOf(loop, unit.counter) != 1) return std::nullopt;
  if (steps(*loop.other[0]) != 1) return std::nullopt;
  const std::set<VariableId> assigned = assignedIn(loop);
  bool invariant = true;
  ir::forEachExpression(*unit.bound, [&](const Expression& each) {
    invariant = invariant && !ir::isLoad(each.op) && (each.op != Op::Variable || !assigned.contains(each.variable));
  });
  if (!invariant) return std::nullopt;
  return unit;
}

SymbolId SymbolSource::fresh(Level level) {
  constexpr SymbolId kPerLevel = Outer;  // the narrowest level
  SymbolId& count = counts_[level];
  exhausted_ = exhausted_ || count >= kPerLevel;
  return level + (exhausted_ ? 0 : count++);
}

SymbolId SymbolSource::lengthOf(ir::ArrayId array) {
  const auto found = lengths_.find(array);
  if (found != lengths_.end()) return found->second;
  return lengths_.emplace(array, fresh(Fixed)).first->second;
}

SharedValues::SharedValues(const Statement& loop, SymbolSource& symbols) : symbols_(symbols), set_(assignedIn(loop)) {
  ir::forEachStatement(loop.body, [&](const Statement& statement) {
    if (statement.kind == StatementKind::Store) stored_.insert(statement.array);
  });
}

bool SharedValues::isInvariant(const Expression& expression) const {
  bool invariant = true;
  ir::forEachExpression(expression, [&](const Expression& each) {
    invariant = invariant && (each.op != Op::Variable || !set_.contains(each.variable)) &&
                (!ir::isLoad(each.op) || !stored_.contains(each.array));
  });
  return invariant;
}

SymbolId SharedValues::of(VariableId variable) {
  const auto found = variables_.find(variable);
  if (found != variables_.end()) return found->second;
  return variables_.emplace(variable, symbols_.fresh(SymbolSource::Outer)).first->second;
}

SymbolId SharedValues::of(const Expression& invariant) {
  for (const auto& [expression, symbol] : expressions_) {
    if (sameExpression(*expression, invariant)) return symbol;
  }
  return expressions_.emplace_back(&invariant, symbols_.fresh(SymbolSource::Outer)).second;
}

Polynomial SymbolicReader::unknown() {
  const SymbolId symbol = symbols_.fresh(level_);
  unknown_.insert(symbol);
  return Polynomial::symbol(symbol);
}

Polynomial SymbolicReader::read(const Expression& expression, SymbolicState& state) {
  if (const MaybePolynomial known = readKnown(expression, state)) return *known;
  if (shared_ != nullptr && shared_->isInvariant(expression)) return Polynomial::symbol(shared_->of(expression));
  return unknown();
}

/// The operations that cannot wrap, whose results are those of the integers.
MaybePolynomial SymbolicReader::readKnown(const Expression& expression, SymbolicState& state) {
  if (!isInteger(expression.type)) return std::nullopt;
  const auto operand = [&](std::size_t i) { return MaybePolynomial(read(*expression.operands[i], state)); };
  switch (expression.op) {
    case Op::Constant:
      // A sum tells whether the number is small enough for a polynomial.
      return MaybePolynomial(Polynomial()) + MaybePolynomial(Polynomial::constant(expression.integer));
    case Op::Variable:
      return readVariable(expression.variable, state);
    case Op::Length:
      return Polynomial::symbol(symbols_.lengthOf(expression.array));
    case Op::I64FromI32:
      return operand(0);
    case Op::I32AddNowrap:
    case Op::I64AddNowrap:
      return operand(0) + operand(1);
    case Op::I32SubNowrap:
    case Op::I64SubNowrap:
      return operand(0) - operand(1);
    case Op::I32MulNowrap:
    case Op::I64MulNowrap:
      return operand(0) * operand(1);
    default:
      return std::nullopt;
  }
}

Polynomial SymbolicReader::readVariable(VariableId variable, SymbolicState& state) {
  const auto known = state.values.find(variable);
  if (known != state.values.end()) return known->second;
  const bool sharedValue = shared_ != nullptr && !shared_->sets(variable);
  const Polynomial value = sharedValue ? Polynomial::symbol(shared_->of(variable)) : unknown();
  state.values.emplace(variable, value);
  return value;
}

void SymbolicReader::assign(const Statement& statement, SymbolicState& state) {
  if (statement.value == nullptr || !isInteger(kernel_.variables[statement.variable].type)) {
    state.values.erase(statement.variable);
    return;
  }
  state.values.insert_or_assign(statement.variable, read(*statement.value, state));
}

void SymbolicReader::forgetAssigned(const Statement& statement, SymbolicState& state) {
  for (const VariableId variable : assignedIn(statement)) state.values.erase(variable);
}

void SymbolicReader::learn(const Expression& condition, bool outcome, SymbolicState& state) {
  const auto& operands = condition.operands;
  switch (condition.op) {
    case Op::BoolNot:
      learn(*operands[0], !outcome, state);
      return;
    case Op::BoolAnd:
    case Op::BoolOr:
      if ((condition.op == Op::BoolAnd) != outcome) return;
      learn(*operands[0], outcome, state);
      learn(*operands[1], outcome, state);
      return;
    case Op::I32Lt:
    case Op::I64Lt:
      if (outcome) learnOrder(*operands[0], *operands[1], 1, state);
      if (!outcome) learnOrder(*operands[1], *operands[0], 0, state);
      return;
    case Op::I32Le:
    case Op::I64Le:
      if (outcome) learnOrder(*operands[0], *operands[1], 0, state);
      if (!outcome) learnOrder(*operands[1], *operands[0], 1, state);
      return;
    case Op::I32Gt:
    case Op::I64Gt:
      if (outcome) learnOrder(*operands[1], *operands[0], 1, state);
      if (!outcome) learnOrder(*operands[0], *operands[1], 0, state);
      return;
    case Op::I32Ge:
    case Op::I64Ge:
      if (outcome) learnOrder(*operands[1], *operands[0], 0, state);
      if (!outcome) learnOrder(*operands[0], *operands[1], 1, state);
      return;
    case Op::I32Eq:
    case Op::I64Eq:
      if (!outcome) return;
      learnOrder(*operands[0], *operands[1], 0, state);
      learnOrder(*operands[1], *operands[0], 0, state);
      return;
    default:
      return;
  }
}

/// greater - less >= gap; of a minimum or maximum that holds for either operand.
void SymbolicReader::learnOrder(const Expression& less, const Expression& greater, std::int64_t gap,
                                SymbolicState& state) {
  if (state.facts.size() >= kMaximumFacts) return;
  if (greater.op == Op::I32Min || greater.op == Op::I64Min) {
    for (const Expression* operand : greater.arguments()) learnOrder(less, *operand, gap, state);
    return;
  }
  if (less.op == Op::I32Max || less.op == Op::I64Max) {
    for (const Expression* operand : less.arguments()) learnOrder(*operand, greater, gap, state);
    return;
  }
  const MaybePolynomial distance = MaybePolynomial(read(greater, state)) - MaybePolynomial(read(less, state));
  if (const MaybePolynomial fact = distance - MaybePolynomial(Polynomial::constant(gap))) state.facts.push_back(*fact);
}

void SymbolicReader::enterLoop(const Statement& loop, SymbolicState& state) {
  const std::map<VariableId, Polynomial> entry = state.values;
  forgetAssigned(loop, state);
  for (const VariableId variable : assignedIn(loop)) {
    const std::int64_t step = stepOf(loop, variable);
    if (step == 0) continue;
    const Polynomial value = Polynomial::symbol(symbols_.fresh(level_));
    state.values.insert_or_assign(variable, value);
    const auto start = entry.find(variable);
    if (start == entry.end() || state.facts.size() >= kMaximumFacts) continue;
    const MaybePolynomial moved = step > 0 ? value - start->second : start->second - value;
    if (moved) state.facts.push_back(*moved);
  }
}

}  // namespace jetloop::analysis
