#include "compiler/analysis/liveness.h"

#include "compiler/ir/walk.h"

namespace jetloop::analysis {
namespace {

using ir::Block;
using ir::Expression;
using ir::Statement;
using ir::StatementKind;

void addReads(const Expression* expression, VariableSet& live) {
  if (expression == nullptr) return;
  ir::forEachExpression(*expression, [&](const Expression& each) {
    if (each.op == ir::Op::Variable) live.insert(each.variable);
  });
}

}  // namespace

/// Every pass visits a statement once; what is live at a loop's head comes from the pass before.
Liveness::Liveness(const ir::Kernel& kernel) {
  do {
    changed_ = false;
    walk(kernel.body, {});
  } while (changed_);
}

VariableSet Liveness::walk(const Block& block, VariableSet live) {
  for (auto statement = block.rbegin(); statement != block.rend(); ++statement)
    live = walk(**statement, std::move(live));
  return live;
}

VariableSet Liveness::walk(const Statement& statement, VariableSet live) {
  switch (statement.kind) {
    case StatementKind::Let:
    case StatementKind::Set:
      live.erase(statement.variable);
      addReads(statement.value, live);
      return live;
    case StatementKind::Store:
      addReads(statement.value, live);
      addReads(statement.index, live);
      return live;
    case StatementKind::If: {
      VariableSet otherwise = walk(statement.other, live);
      live = walk(statement.body, std::move(live));
      live.merge(otherwise);
      addReads(statement.value, live);
      return live;
    }
    case StatementKind::Loop:
      return walkLoop(statement, std::move(live));
    case StatementKind::Block:
      breaks_[statement.label] = live;
      return walk(statement.body, std::move(live));
    case StatementKind::Break:
      return atTarget_[&statement] = breaks_[statement.label];
    case StatementKind::Continue:
      return atTarget_[&statement] = continues_[statement.label];
    case StatementKind::Return:
    case StatementKind::Abandon:
      live.clear();
      addReads(statement.value, live);
      return live;
  }
  return live;
}

VariableSet Liveness::walkLoop(const Statement& loop, VariableSet live) {
  after_[&loop] = live;
  breaks_[loop.label] = live;
  VariableSet atStep = walk(loop.other, heads_[&loop]);
  continues_[loop.label] = atStep;
  VariableSet head = walk(loop.body, std::move(atStep));
  head.merge(live);
  addReads(loop.value, head);
  if (head != heads_[&loop]) changed_ = true;
  heads_[&loop] = head;
  before_[&loop] = head;
  return head;
}

}  // namespace jetloop::analysis
