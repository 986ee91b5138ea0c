#include "compiler/analysis/induction.h"

#include <cmath>

#include "compiler/analysis/ranges.h"
#include "compiler/ir/walk.h"

namespace jetloop::analysis {
namespace {

using ir::Block;
using ir::Statement;
using ir::StatementKind;
using ir::VariableId;

constexpr double kMaximumStep = 1 << 20;

const Statement* findDirect(const Block& block, VariableId variable) {
  for (const Statement* statement : block) {
    if (statement->kind == StatementKind::Set && statement->variable == variable) return statement;
  }
  return nullptr;
}

}  // namespace

std::optional<ConstantStep> matchConstantStep(const Statement& statement) {
  Accumulation accumulation;
  if (!matchAccumulation(statement, accumulation)) return std::nullopt;
  const ir::Expression& addend = *accumulation.addend;
  if (addend.op != ir::Op::Constant || addend.number == 0) return std::nullopt;
  if (!(std::fabs(addend.number) <= kMaximumStep) || std::trunc(addend.number) != addend.number) return std::nullopt;
  const auto step = static_cast<std::int64_t>(addend.number);
  return ConstantStep{statement.variable, accumulation.negated ? -step : step};
}

std::optional<SteppedVariable> findSteppedVariable(const Statement& loop, VariableId variable) {
  if (countAssignments(loop, variable) != 1) return std::nullopt;
  const Statement* inStep = findDirect(loop.other, variable);
  const Statement* assignment = inStep != nullptr ? inStep : findDirect(loop.body, variable);
  if (assignment == nullptr) return std::nullopt;
  const std::optional<ConstantStep> step = matchConstantStep(*assignment);
  if (!step) return std::nullopt;
  return SteppedVariable{*step, inStep != nullptr, inStep != nullptr || !hasContinue(loop)};
}

bool hasContinue(const Statement& loop) {
  bool found = false;
  ir::forEachStatement(loop.body, [&](const Statement& statement) {
    found = found || (statement.kind == StatementKind::Continue && statement.label == loop.label);
  });
  return found;
}

bool hasEarlyExit(const Statement& loop) {
  std::set<ir::LabelId> inner = ir::declaredLabels(loop.body);
  bool found = false;
  for (const Block* block : {&loop.body, &loop.other}) {
    ir::forEachStatement(*block, [&](const Statement& statement) {
      const bool jump = statement.kind == StatementKind::Break || statement.kind == StatementKind::Continue;
      const bool own = statement.kind == StatementKind::Continue && statement.label == loop.label;
      const bool ends = statement.kind == StatementKind::Return || statement.kind == StatementKind::Abandon;
      if (ends || (jump && !own && !inner.contains(statement.label))) found = true;
    });
  }
  return found;
}

std::size_t countAssignments(const Statement& statement, VariableId variable) {
  std::size_t count = 0;
  const auto countOne = [&](const Statement& each) {
    const bool assigns = each.kind == StatementKind::Let || each.kind == StatementKind::Set;
    if (assigns && each.variable == variable) ++count;
  };
  countOne(statement);
  ir::forEachStatement(statement.body, countOne);
  ir::forEachStatement(statement.other, countOne);
  return count;
}

}  // namespace jetloop::analysis
