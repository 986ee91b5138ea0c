#include "compiler/ir/clone.h"

#include "compiler/ir/walk.h"

namespace jetloop::ir {
namespace {

template <typename Id>
Id renamed(const std::map<Id, Id>& renaming, Id id) {
  const auto found = renaming.find(id);
  return found == renaming.end() ? id : found->second;
}

}  // namespace

Expression* cloneExpression(Kernel& kernel, const Expression& expression, const Renaming& renaming) {
  Expression* copy = kernel.newExpression();
  *copy = expression;
  if (copy->op == Op::Variable) copy->variable = renamed(renaming.variables, copy->variable);
  for (Expression*& operand : copy->arguments()) operand = cloneExpression(kernel, *operand, renaming);
  return copy;
}

Statement* cloneStatement(Kernel& kernel, const Statement& statement, const Renaming& renaming) {
  Statement* copy = kernel.newStatement();
  copy->kind = statement.kind;
  copy->position = statement.position;
  copy->variable = renamed(renaming.variables, statement.variable);
  copy->array = statement.array;
  copy->label = renamed(renaming.labels, statement.label);
  copy->inbounds = statement.inbounds;
  copy->cold = statement.cold;
  copy->parallel = statement.parallel;
  if (statement.index != nullptr) copy->index = cloneExpression(kernel, *statement.index, renaming);
  if (statement.value != nullptr) copy->value = cloneExpression(kernel, *statement.value, renaming);
  copy->body = cloneBlock(kernel, statement.body, renaming);
  copy->other = cloneBlock(kernel, statement.other, renaming);
  return copy;
}

Block cloneBlock(Kernel& kernel, const Block& block, const Renaming& renaming) {
  Block copy;
  copy.reserve(block.size());
  for (const Statement* statement : block) copy.push_back(cloneStatement(kernel, *statement, renaming));
  return copy;
}

Renaming renameDeclarations(Kernel& kernel, NameSupply& names, const Block& block) {
  Renaming renaming;
  for (const VariableId id : declaredVariables(block)) {
    Variable twin = kernel.variables[id];
    twin.name = names.fresh(twin.name);
    renaming.variables.emplace(id, static_cast<VariableId>(kernel.variables.size()));
    kernel.variables.push_back(std::move(twin));
  }
  for (const LabelId id : declaredLabels(block)) {
    std::string twin = names.fresh(kernel.labels[id]);
    renaming.labels.emplace(id, static_cast<LabelId>(kernel.labels.size()));
    kernel.labels.push_back(std::move(twin));
  }
  return renaming;
}

Block cloneBlockRenamed(Kernel& kernel, NameSupply& names, const Block& block) {
  const Renaming renaming = renameDeclarations(kernel, names, block);
  return cloneBlock(kernel, block, renaming);
}

}  // namespace jetloop::ir
