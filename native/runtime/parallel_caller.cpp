#include "runtime/parallel_caller.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

#include "runtime/thread_pool.h"

namespace jetloop::runtime {
namespace {

using Clock = std::chrono::steady_clock;

// Nanoseconds.

/// From the call that wakes a sleeping thread to its first instruction.  `measure_thread_pool` shows it.
constexpr double kWakeUp = 25'000;
/// What a loop must have left to be shared: the caller spends some of a wake-up's time itself, and may wait for the
/// last piece of a thread that came late.
constexpr double kWorthSharing = 4 * kWakeUp;
/// A thread's asking for a piece should not show in the time of the piece.
constexpr double kPiece = 10'000;
/// A shorter time tells too little: it is full of what happens once, such as the first touch of a page.
constexpr double kTelling = 5'000;

/// Operations that take a few microseconds at most: so short a loop is not worth a look at the clock.
constexpr std::uint64_t kFewOperations = 16'384;

/// So short a loop shows the two looks at the clock that it costs to find out.
constexpr double kNextToNothing = 2'000;

/// Runs of a loop between two looks at the clock, for loops that are run again and again.
constexpr std::uint32_t kRunsOnTrust = 8;

/// The number of iterations that take about so long.
std::uint64_t iterationsWithin(double nanoseconds, double iterationNanoseconds) {
  constexpr double kMany = 1e15;  // within a double and within what may be doubled
  const double count = nanoseconds / std::max(iterationNanoseconds, 1e-6);
  return static_cast<std::uint64_t>(std::clamp(count, 1.0, kMany));
}

}  // namespace

ParallelCaller::ParallelCaller()
    : services_{[](void* self, LoopBody body, const void* context, std::uint64_t count, std::uint64_t cost) {
                  static_cast<ParallelCaller*>(self)->run(body, context, count, cost);
                },
                this, kFewOperations} {}

const Services* ParallelCaller::beginCall(std::uint32_t threads, Sharing sharing) {
  threads_ = threads;
  sharing_ = sharing;
  services_.fewOperations = sharing == Sharing::Always ? 0 : kFewOperations;
  threadsUsed_ = 1;
  ++call_;
  return threads > 1 ? &services_ : nullptr;
}

/// Loops that meet in one place of the table forget each other: they are looked at more often, no more.
ParallelCaller::History& ParallelCaller::historyOf(LoopBody body) {
  const auto address = reinterpret_cast<std::uintptr_t>(body);
  History& history = histories_[(address >> 4) % histories_.size()];
  if (history.body != body) history = {body, 0, 0, 0};
  return history;
}

void ParallelCaller::run(LoopBody body, const void* context, std::uint64_t count, std::uint64_t cost) {
  if (count < 2) {
    if (count == 1) body(context, 0, 1);
    return;
  }
  const std::uint64_t few = cost == 0 ? 1 : std::max(kFewOperations / cost, std::uint64_t{1});
  if (count <= few && sharing_ != Sharing::Always) return body(context, 0, count);
  History& history = historyOf(body);
  if (sharing_ == Sharing::Always) return share(history, context, 0, count);
  // What takes long by now, or far too short, is taken on trust for a while.  Another call may be about other arrays:
  // then only what was next to nothing is.
  const bool isSameCall = history.call == call_;
  history.call = call_;
  const double expected = history.iterationNanoseconds * static_cast<double>(count);
  if (history.runs++ % kRunsOnTrust != 0) {
    if (isSameCall && expected >= kWorthSharing) return share(history, context, 0, count);
    if (expected < (isSameCall ? kWorthSharing / 4 : kNextToNothing)) return body(context, 0, count);
  }
  startAlone(history, context, count, isSameCall ? iterationsWithin(kPiece, history.iterationNanoseconds) : few);
}

/// Runs the loop on this thread, in pieces that grow, until the rest is worth sharing.
void ParallelCaller::startAlone(History& history, const void* context, std::uint64_t count, std::uint64_t piece) {
  std::uint64_t done = 0;
  Clock::time_point before = Clock::now();
  for (;;) {
    // A rest as short as that is not worth another look.
    if (count - done < 2 * piece) piece = count - done;
    history.body(context, done, done + piece);
    done += piece;
    if (done == count && done != piece) return;  // nothing left to decide, and it is known what an iteration takes
    const Clock::time_point now = Clock::now();
    const double elapsed = std::chrono::duration<double, std::nano>(now - before).count();
    before = now;
    history.iterationNanoseconds = elapsed / static_cast<double>(piece);
    if (done == count) return;
    if (elapsed >= kTelling && history.iterationNanoseconds * static_cast<double>(count - done) >= kWorthSharing) {
      return share(history, context, done, count);
    }
    piece = std::max(2 * piece, iterationsWithin(kPiece, history.iterationNanoseconds));
  }
}

void ParallelCaller::share(const History& history, const void* context, std::uint64_t begin, std::uint64_t end) {
  SharedLoop loop{.body = history.body, .context = context, .range = {begin, end}, .capacity = threads_};
  if (sharing_ == Sharing::Always) {
    loop.threads = threads_;
    loop.awaitHelpers = true;
  } else {
    // More threads than wake-ups fit into the work would come too late.
    const double left = history.iterationNanoseconds * static_cast<double>(end - begin);
    loop.threads = static_cast<std::uint32_t>(std::min<double>(threads_, 1 + left / kWakeUp));
    loop.smallestPiece = iterationsWithin(kPiece, history.iterationNanoseconds);
  }
  threadsUsed_ = std::max(threadsUsed_, shareLoop(loop));
}

}  // namespace jetloop::runtime
