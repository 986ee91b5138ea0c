// The shape of a loop that is marked `parallel` (docs/ir.md).
#pragma once

#include <optional>

#include "base/result.h"
#include "compiler/ir/ir.h"

namespace jetloop::ir {

/// A loop that counts one variable up to a bound that it does not change.
struct CountedLoop {
  VariableId counter = 0;
  const Expression* bound = nullptr;
};

/// The loop as (while (T.lt $c bound)) with (step (set $c (T.add.nowrap $c 1))), where nothing else sets $c and nothing
/// in the loop changes the bound.  The loop is sound otherwise.
std::optional<CountedLoop> matchCountedLoop(const Statement& loop);

/// Nothing where the loop has the form that its mark demands, else an error with the code ir-parallel.  Whether the
/// iterations really are independent is not looked at.  The loop is sound otherwise.
std::optional<Error> checkParallelForm(const Kernel& kernel, const Statement& loop);

}  // namespace jetloop::ir
