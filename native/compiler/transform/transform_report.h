// What the transforms tell about a kernel: docs/compiler-protocol.md "guards", "unproved" and "sharing".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/ir/ir.h"

namespace jetloop::transform {

/// A loop that runs without bounds checks once its guard has been passed.
struct GuardedLoop {
  ir::Position position;
  std::uint32_t accesses = 0;  // how many accesses the guard proves
};

/// An access in a loop that stays checked.  Reasons: index-not-affine, index-loaded-from-memory, no-induction-variable,
/// bound-varies, index-out-of-bounds, guard-too-complex.
struct UnprovedAccess {
  ir::Position position;
  std::string array;
  std::string reason;
};

/// A loop that is no part of a parallel one: marked parallel, or the reason why not (analysis/dependence.h).
struct LoopSharing {
  ir::Position position;
  std::string reason;  // empty: its iterations may run at the same time
  std::string name;    // the variable or array that is in the way, if it is one
};

struct TransformReport {
  std::vector<GuardedLoop> guards;
  std::vector<UnprovedAccess> unproved;
  std::vector<LoopSharing> sharing;
};

}  // namespace jetloop::transform
