// How variables move from one iteration of a loop to the next.
#pragma once

#include <optional>

#include "compiler/ir/ir.h"

namespace jetloop::analysis {

/// `variable = variable + step` with a non-zero integer constant.
struct ConstantStep {
  ir::VariableId variable = 0;
  std::int64_t step = 0;
};

std::optional<ConstantStep> matchConstantStep(const ir::Statement& statement);

/// Where the one assignment of a variable in a loop stands.
struct SteppedVariable {
  ConstantStep step;
  bool inStep = false;          // in the loop's step block, else at the top level of its body
  bool everyIteration = false;  // no path to the next iteration avoids it
};

/// The variable's step if the loop assigns it exactly once, outside every nested statement.
std::optional<SteppedVariable> findSteppedVariable(const ir::Statement& loop, ir::VariableId variable);

/// Whether the loop can be left, or an iteration cut short, other than through its condition.
bool hasEarlyExit(const ir::Statement& loop);
bool hasContinue(const ir::Statement& loop);

/// How often the subtree assigns the variable, by let or set.
std::size_t countAssignments(const ir::Statement& statement, ir::VariableId variable);

}  // namespace jetloop::analysis
