// One JavaScript thread's way to the thread pool, and the decision whether a loop is worth it: a loop starts on the
// calling thread, and is shared only when its first iterations show that what is left takes much longer than waking
// others.
#pragma once

#include <array>
#include <cstdint>

#include "base/services.h"

namespace jetloop::runtime {

class ParallelCaller {
 public:
  /// Where every loop is shared, however small, and started by all threads together: for tests.
  enum class Sharing : std::uint8_t { WhereWorthIt, Always };

  ParallelCaller();
  ParallelCaller(const ParallelCaller&) = delete;
  ParallelCaller& operator=(const ParallelCaller&) = delete;

  /// What a kernel gets for one call that may use so many threads; null for one thread.
  const Services* beginCall(std::uint32_t threads, Sharing sharing = Sharing::WhereWorthIt);

  /// The most threads that worked on one loop since beginCall.
  std::uint32_t threadsUsed() const { return threadsUsed_; }

 private:
  /// What is known of a loop from earlier.
  struct History {
    LoopBody body = nullptr;
    std::uint64_t call = 0;
    std::uint32_t runs = 0;
    double iterationNanoseconds = 0;
  };

  void run(LoopBody body, const void* context, std::uint64_t count, std::uint64_t cost);
  void startAlone(History& history, const void* context, std::uint64_t count, std::uint64_t piece);
  void share(const History& history, const void* context, std::uint64_t begin, std::uint64_t end);
  History& historyOf(LoopBody body);

  Services services_;
  std::uint32_t threads_ = 1;
  Sharing sharing_ = Sharing::WhereWorthIt;
  std::uint32_t threadsUsed_ = 1;
  std::uint64_t call_ = 0;
  std::array<History, 16> histories_;
};

}  // namespace jetloop::runtime
