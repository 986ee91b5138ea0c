// Which accesses of a loop nest a guard at the loop's entry can prove in bounds, and what that guard has to test.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/analysis/affine.h"
#include "compiler/analysis/index_bounds.h"
#include "compiler/analysis/ranges.h"
#include "compiler/ir/ir.h"

namespace jetloop::analysis {

/// At the access, symbol = variable - offset.
struct SymbolReading {
  ir::VariableId variable = 0;
  std::int64_t offset = 0;
};

struct ProvenAccess {
  const void* node = nullptr;  // the load, the store statement, or the inbounds whose failure abandons the call
  ir::Position position;
  Polynomial index;
  std::map<SymbolId, SymbolReading> readings;  // of the varying symbols that live in variables
};

/// Why an access stays checked: index-not-affine, index-loaded-from-memory, no-induction-variable, bound-varies,
/// index-out-of-bounds, guard-too-complex.
struct UnprovenAccess {
  const void* node = nullptr;
  ir::Position position;
  ir::ArrayId array = 0;
  std::string reason;
};

struct AccessPlan {
  SymbolTable symbols;
  std::map<ir::ArrayId, ir::Expression> lengths;  // what the atoms of array lengths point at
  Requirements requirements;
  std::vector<ProvenAccess> proven;
  std::vector<UnprovenAccess> unproven;
};

/// What holds where the loop starts: values of variables as expressions that still mean the same there.
using EntryDefinitions = std::map<ir::VariableId, const ir::Expression*>;

/// `isProven` says which accesses need no proof any more.
AccessPlan planAccesses(const ir::Kernel& kernel, const RangeAnalysis& ranges, const ir::Statement& loop,
                        const EntryDefinitions& entry, const std::function<bool(const void*)>& isProven);

}  // namespace jetloop::analysis
