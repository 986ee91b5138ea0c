// What one iteration of a loop reads and writes, as polynomials.
#pragma once

#include <vector>

#include "compiler/analysis/symbol_bounds.h"
#include "compiler/analysis/symbolic_values.h"
#include "compiler/ir/ir.h"

namespace jetloop::analysis {

/// Accesses of one array with one index, under the same conditions.
struct IterationAccess {
  ir::ArrayId array = 0;
  bool stores = false;
  bool unknown = false;  // its index holds something of which nothing is known
  Polynomial index;
  std::size_t context = 0;  // which of the bounds hold
};

struct IterationAccesses {
  std::vector<IterationAccess> accesses;  // of the arrays that the loop stores to
  std::vector<SymbolBounds> contexts;
  std::vector<std::size_t> places;  // among them, of each access that was met, in the order of the program
};

/// Follows one iteration.  `start` is the state at its beginning.
IterationAccesses collectAccesses(const ir::Statement& loop, SymbolicState start, SymbolicReader& reader,
                                  const SharedValues& shared);

}  // namespace jetloop::analysis
