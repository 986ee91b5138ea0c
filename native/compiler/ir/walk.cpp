#include "compiler/ir/walk.h"

namespace jetloop::ir {

std::set<VariableId> assignedVariables(const Block& block) {
  std::set<VariableId> assigned;
  forEachStatement(block, [&](const Statement& statement) {
    if (statement.kind == StatementKind::Let || statement.kind == StatementKind::Set)
      assigned.insert(statement.variable);
  });
  return assigned;
}

std::set<VariableId> declaredVariables(const Block& block) {
  std::set<VariableId> declared;
  forEachStatement(block, [&](const Statement& statement) {
    if (statement.kind == StatementKind::Let) declared.insert(statement.variable);
  });
  return declared;
}

std::set<LabelId> declaredLabels(const Block& block) {
  std::set<LabelId> declared;
  forEachStatement(block, [&](const Statement& statement) {
    const bool labelled = statement.kind == StatementKind::Loop || statement.kind == StatementKind::Block;
    if (labelled) declared.insert(statement.label);
  });
  return declared;
}

}  // namespace jetloop::ir
