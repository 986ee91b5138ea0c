#include "compiler/analysis/symbolic_walk.h"

#include <utility>

#include "compiler/ir/walk.h"

namespace jetloop::analysis {
namespace {

using ir::Block;
using ir::Expression;
using ir::Statement;
using ir::StatementKind;

bool leavesBlock(const Block& block) {
  if (block.empty()) return false;
  const StatementKind last = block.back()->kind;
  return last == StatementKind::Break || last == StatementKind::Continue || last == StatementKind::Return ||
         last == StatementKind::Abandon;
}

}  // namespace

void SymbolicWalk::walk(const Block& block, SymbolicState& state) {
  for (const Statement* statement : block) walk(*statement, state);
}

void SymbolicWalk::walk(const Statement& statement, SymbolicState& state) {
  if (statement.kind != StatementKind::Loop) {
    ir::forEachRoot(statement, [&](const Expression& root) { visitRoot(root, state); });
  }
  switch (statement.kind) {
    case StatementKind::Let:
    case StatementKind::Set:
      reader_.assign(statement, state);
      return;
    case StatementKind::Store:
      visitStore(statement, state);
      return;
    case StatementKind::If:
      walkIf(statement, state);
      return;
    case StatementKind::Loop:
      if (visitLoop(statement, state)) walkLoop(statement, state);
      SymbolicReader::forgetAssigned(statement, state);
      return;
    case StatementKind::Block: {
      SymbolicState inside = state;
      walk(statement.body, inside);
      SymbolicReader::forgetAssigned(statement, state);
      return;
    }
    case StatementKind::Break:
    case StatementKind::Continue:
    case StatementKind::Return:
    case StatementKind::Abandon:
      return;
  }
}

void SymbolicWalk::walkIf(const Statement& statement, SymbolicState& state) {
  SymbolicState then = state, otherwise = state;
  reader_.learn(*statement.value, true, then);
  reader_.learn(*statement.value, false, otherwise);
  walk(statement.body, then);
  walk(statement.other, otherwise);
  if (leavesBlock(statement.body)) {
    state = std::move(otherwise);
  } else if (leavesBlock(statement.other)) {
    state = std::move(then);
  } else {
    SymbolicReader::forgetAssigned(statement, state);
  }
}

void SymbolicWalk::walkLoop(const Statement& loop, const SymbolicState& state) {
  SymbolicState inside = state;
  reader_.enterLoop(loop, inside);
  visitRoot(*loop.value, inside);
  reader_.learn(*loop.value, true, inside);
  // The step also runs after a `continue`, behind which nothing is known of what the rest of the body tests and sets.
  SymbolicState atStep = inside;
  walk(loop.body, inside);
  SymbolicReader::forgetAssigned(loop, atStep);
  walk(loop.other, atStep);
}

}  // namespace jetloop::analysis
