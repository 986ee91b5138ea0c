// What a kernel may ask of the process that runs it (docs/ir.md, "Kernel ABI").  Plain C: the code generator writes
// calls through it.
#pragma once

#include <cstdint>

namespace jetloop {

extern "C" {

/// The iterations [begin, end) of a loop.  Several threads may run disjoint ranges at once.
using LoopBody = void (*)(const void* context, std::uint64_t begin, std::uint64_t end);

struct Services {
  /// Runs the iterations [0, count), each exactly once, in ranges, in any order and on any threads; all are done when
  /// it returns.  An iteration has about `cost` operations; 0 where that is not known.
  void (*parallelFor)(void* state, LoopBody body, const void* context, std::uint64_t count, std::uint64_t cost);
  void* state;
  /// A loop that is run again and again and has no more operations than this is not brought: the call would show.
  std::uint64_t fewOperations;
};
}

}  // namespace jetloop
