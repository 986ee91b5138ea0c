#include "compiler/ir/parallel_form.h"

#include <set>
#include <string>

#include "compiler/ir/walk.h"

namespace jetloop::ir {
namespace {

bool isRead(const Expression& expression, VariableId variable) {
  return expression.op == Op::Variable && expression.variable == variable;
}

Error refuse(const std::string& what) { return {"ir-parallel", "a parallel loop " + what}; }

/// What a statement in the body does that an iteration on another core cannot.
std::optional<Error> checkStatement(const Kernel& kernel, const Statement& loop, const Statement& statement,
                                    const std::set<VariableId>& own, const std::set<LabelId>& inner) {
  switch (statement.kind) {
    case StatementKind::Set:
      if (own.contains(statement.variable)) return std::nullopt;
      return refuse("sets $" + kernel.variables[statement.variable].name + " of outside");
    case StatementKind::Store:
      if (kernel.arrays[statement.array].scratch == 0) return std::nullopt;
      return refuse("stores to the scratch array $" + kernel.arrays[statement.array].name);
    case StatementKind::Loop:
      if (!statement.parallel) return std::nullopt;
      return refuse("holds another one");
    case StatementKind::Continue:
      if (statement.label == loop.label) return std::nullopt;
      [[fallthrough]];
    case StatementKind::Break:
      if (inner.contains(statement.label)) return std::nullopt;
      [[fallthrough]];
    case StatementKind::Return:
    case StatementKind::Abandon:
      return refuse("can be left from its body");
    case StatementKind::Let:
    case StatementKind::If:
    case StatementKind::Block:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<CountedLoop> matchCountedLoop(const Statement& loop) {
  const Expression& condition = *loop.value;
  const bool wide = condition.op == Op::I64Lt;
  if ((!wide && condition.op != Op::I32Lt) || condition.operands[0]->op != Op::Variable) return std::nullopt;
  const CountedLoop counted{condition.operands[0]->variable, condition.operands[1]};

  if (loop.other.size() != 1) return std::nullopt;
  const Statement& step = *loop.other[0];
  if (step.kind != StatementKind::Set || step.variable != counted.counter) return std::nullopt;
  const Expression& next = *step.value;
  if (next.op != (wide ? Op::I64AddNowrap : Op::I32AddNowrap) || !isRead(*next.operands[0], counted.counter) ||
      next.operands[1]->op != Op::Constant || next.operands[1]->integer != 1) {
    return std::nullopt;
  }

  std::set<VariableId> set = assignedVariables(loop.body);
  if (!set.insert(counted.counter).second) return std::nullopt;
  bool invariant = true;
  forEachExpression(*counted.bound, [&](const Expression& each) {
    const bool varies = each.op == Op::Variable && set.contains(each.variable);
    invariant = invariant && !varies && !isLoad(each.op);
  });
  if (!invariant) return std::nullopt;
  return counted;
}

std::optional<Error> checkParallelForm(const Kernel& kernel, const Statement& loop) {
  if (loop.cold) return refuse("is not cold");
  if (!matchCountedLoop(loop)) return refuse("counts one variable up by 1 to a bound that does not change");
  const std::set<VariableId> own = declaredVariables(loop.body);
  const std::set<LabelId> inner = declaredLabels(loop.body);
  std::optional<Error> error;
  forEachStatement(loop.body, [&](const Statement& statement) {
    if (!error) error = checkStatement(kernel, loop, statement, own, inner);
  });
  return error;
}

}  // namespace jetloop::ir
