// The process's threads that help with loops.  There is none before the first loop that is worth one, none spins while
// there is nothing to do, and a caller is never kept from working by itself: threads that come late find less to do.
//
// Loops of several callers share the threads: each caller has a processor, the rest is dealt out evenly, and threads
// move on when another loop comes or goes.
#pragma once

#include <cstdint>

#include "base/services.h"
#include "runtime/iteration_ranges.h"

namespace jetloop::runtime {

struct SharedLoop {
  LoopBody body = nullptr;
  const void* context = nullptr;
  IterationRange range;             // not empty
  std::uint64_t smallestPiece = 1;  // iterations that are worth a thread's asking for them
  std::uint32_t threads = 1;        // that the loop keeps busy, the caller among them
  std::uint32_t capacity = 1;       // threads that the caller may use at most
  bool awaitHelpers = false;        // tests: not to start before every thread has come
};

/// Runs the loop on the calling thread and others; every iteration is done when it returns.  Gives the number of
/// threads that ran some of it.  A loop within a shared loop's body stays on its thread.  The body must neither throw
/// nor end its thread.
std::uint32_t shareLoop(const SharedLoop& loop);

/// Threads that the pool has started in this process.
std::uint32_t startedThreads();

}  // namespace jetloop::runtime
