// What a condition's outcome says about the variables in it.
#pragma once

#include <functional>
#include <vector>

#include "compiler/analysis/number_range.h"
#include "compiler/ir/ir.h"

namespace jetloop::analysis {

/// Ranges of all variables at one point of the program; unreachable points have none.
struct RangeState {
  bool reachable = false;
  std::vector<NumberRange> variables;

  void joinWith(const RangeState& other);
};

using EvaluateRange = std::function<NumberRange(const ir::Expression&, const RangeState&)>;

/// Narrows `state` to the executions in which `condition` is `outcome`.
void refineState(RangeState& state, const ir::Expression& condition, bool outcome, const EvaluateRange& evaluate);

}  // namespace jetloop::analysis
