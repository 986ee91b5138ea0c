#include "compiler/codegen/streaming_loop.h"

#include <set>

#include "compiler/ir/walk.h"

namespace jetloop::codegen {
namespace {

using ir::Op;
using Variables = std::set<ir::VariableId>;

bool reads(const ir::Expression& expression, const Variables& variables) {
  bool reads = false;
  ir::forEachExpression(expression, [&](const ir::Expression& each) {
    reads = reads || (each.op == Op::Variable && variables.contains(each.variable));
  });
  return reads;
}

bool loads(const ir::Expression& expression) {
  bool loads = false;
  ir::forEachExpression(expression, [&](const ir::Expression& each) { loads = loads || ir::isLoad(each.op); });
  return loads;
}

/// Variables that change from one run of `inner` to the next and are not only counted up in it.
Variables changingVariables(const ir::Statement& inner, const ir::Statement& around) {
  Variables changing = ir::assignedVariables(around.body);
  changing.merge(ir::assignedVariables(around.other));
  for (const ir::Block* own : {&inner.body, &inner.other}) {
    for (const ir::VariableId variable : ir::assignedVariables(*own)) changing.erase(variable);
  }
  ir::forEachStatement(inner.body, [&](const ir::Statement& statement) {
    const bool sets = statement.kind == ir::StatementKind::Let || statement.kind == ir::StatementKind::Set;
    if (sets && statement.value != nullptr && reads(*statement.value, changing)) changing.insert(statement.variable);
  });
  return changing;
}

}  // namespace

bool isStreaming(const ir::Statement& inner, const ir::Statement& around) {
  const Variables changing = changingVariables(inner, around);
  auto moves = [&](const ir::Expression& index) { return reads(index, changing) && !loads(index); };
  bool stores = false;
  bool isCheap = true;
  bool allMove = true;
  ir::forEachStatement(inner.body, [&](const ir::Statement& statement) {
    if (statement.kind != ir::StatementKind::Store) return;
    stores = true;
    allMove = allMove && moves(*statement.index);
  });
  ir::forEachExpressionIn(inner.body, [&](const ir::Expression& expression) {
    isCheap = isCheap && !ir::isMathFunction(expression.op);
    if (ir::isLoad(expression.op)) allMove = allMove && moves(*expression.operands[0]);
  });
  return stores && isCheap && allMove;
}

}  // namespace jetloop::codegen
