// Deep copies of subtrees within one kernel.
#pragma once

#include <map>

#include "compiler/ir/ir.h"
#include "compiler/ir/names.h"

namespace jetloop::ir {

/// What a copy says in place of the original's variables and labels; those not listed stay.
struct Renaming {
  std::map<VariableId, VariableId> variables;
  std::map<LabelId, LabelId> labels;
};

Expression* cloneExpression(Kernel& kernel, const Expression& expression, const Renaming& renaming = {});
Statement* cloneStatement(Kernel& kernel, const Statement& statement, const Renaming& renaming = {});
Block cloneBlock(Kernel& kernel, const Block& block, const Renaming& renaming = {});

/// Gives every variable and label declared in the block a twin of a fresh name, of the same type.
Renaming renameDeclarations(Kernel& kernel, NameSupply& names, const Block& block);

/// A copy of the block that declares nothing the original declares, so that both can stand in one kernel.
Block cloneBlockRenamed(Kernel& kernel, NameSupply& names, const Block& block);

}  // namespace jetloop::ir
