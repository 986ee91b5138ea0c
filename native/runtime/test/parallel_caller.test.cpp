#include "runtime/parallel_caller.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

#include "runtime/thread_pool.h"

namespace jetloop::runtime {
namespace {

struct Work {
  explicit Work(std::uint64_t count) : times(count) {}

  std::vector<std::uint32_t> times;
  std::chrono::nanoseconds pause{0};  // of each iteration
  std::atomic<std::uint32_t> pieces{0};
};

void work(const void* context, std::uint64_t begin, std::uint64_t end) {
  Work& all = **static_cast<Work* const*>(context);
  ++all.pieces;
  for (std::uint64_t i = begin; i < end; ++i) {
    ++all.times[i];
    if (all.pause.count() > 0) std::this_thread::sleep_for(all.pause);
  }
}

void runOn(const Services& services, Work& all) {
  Work* const context = &all;
  services.parallelFor(services.state, work, &context, all.times.size(), 0);
}

bool isOnce(const Work& all) {
  return std::ranges::all_of(all.times, [](std::uint32_t times) { return times == 1; });
}

TEST(ParallelCaller, OffersNothingToOneThread) {
  ParallelCaller caller;
  EXPECT_EQ(caller.beginCall(1), nullptr);
  EXPECT_EQ(caller.threadsUsed(), 1U);
}

TEST(ParallelCaller, RunsEachIterationOnce) {
  ParallelCaller caller;
  for (const std::uint32_t threads : {2U, 3U, 7U}) {
    for (const std::uint64_t count : {0U, 1U, 2U, 3U, 100U, 5000U}) {
      for (const auto sharing : {ParallelCaller::Sharing::WhereWorthIt, ParallelCaller::Sharing::Always}) {
        const Services* services = caller.beginCall(threads, sharing);
        ASSERT_NE(services, nullptr);
        for (int round = 0; round < 20; ++round) {  // more than are taken on trust
          Work all(count);
          runOn(*services, all);
          EXPECT_TRUE(isOnce(all)) << count << " iterations, " << threads << " threads";
        }
      }
    }
  }
}

/// Iterations that sleep take the same long time on every machine, however busy.
TEST(ParallelCaller, SharesWhatTakesLong) {
  ParallelCaller caller;
  const Services* services = caller.beginCall(3);
  Work all(60);
  all.pause = std::chrono::milliseconds(1);
  runOn(*services, all);
  EXPECT_TRUE(isOnce(all));
  EXPECT_EQ(caller.threadsUsed(), 3U);
  caller.beginCall(3);
  EXPECT_EQ(caller.threadsUsed(), 1U);
}

/// Two iterations of nothing are over before a machine could mistake them for work, unless it stops for a moment.
TEST(ParallelCaller, KeepsShortLoopsToItself) {
  ParallelCaller caller;
  int alone = 0;
  for (int round = 0; round < 100; ++round) {
    const Services* services = caller.beginCall(4);
    Work all(2);
    runOn(*services, all);
    if (caller.threadsUsed() == 1) ++alone;
  }
  EXPECT_GT(alone, 90);
}

/// A loop that was short keeps being run whole, without a look at the clock, but is looked at again.
TEST(ParallelCaller, TrustsWhatItKnowsForAWhile) {
  ParallelCaller caller;
  const Services* services = caller.beginCall(4);
  std::vector<std::uint32_t> pieces;
  Work all(2);
  for (int run = 0; run < 16; ++run) {
    all.pieces = 0;
    runOn(*services, all);
    pieces.push_back(all.pieces);
  }
  EXPECT_GT(std::ranges::count(pieces, 1U), 10);
}

/// The same from call to call, where the clock would be a good part of the time.
TEST(ParallelCaller, TrustsThatNextToNothingStaysSo) {
  ParallelCaller caller;
  Work all(2);
  int whole = 0;
  for (int call = 0; call < 64; ++call) {
    const Services* services = caller.beginCall(4);
    all.pieces = 0;
    runOn(*services, all);
    if (all.pieces == 1) ++whole;
  }
  EXPECT_GT(whole, 40);
}

/// Not so with a loop that took its time: the next call may be about larger arrays.
TEST(ParallelCaller, LooksAtLongerLoopsInEachCall) {
  ParallelCaller caller;
  Work all(3);
  all.pause = std::chrono::microseconds(10);
  for (int call = 0; call < 20; ++call) {
    const Services* services = caller.beginCall(4);
    all.pieces = 0;
    runOn(*services, all);
    EXPECT_GT(all.pieces, 1U);
  }
}

TEST(ParallelCaller, AlwaysSharesWhereTestsWantIt) {
  ParallelCaller caller;
  for (int round = 0; round < 100; ++round) {
    const Services* services = caller.beginCall(4, ParallelCaller::Sharing::Always);
    Work all(100);
    runOn(*services, all);
    EXPECT_TRUE(isOnce(all));
    EXPECT_EQ(caller.threadsUsed(), 4U);
  }
  EXPECT_GE(startedThreads(), 3U);
}

}  // namespace
}  // namespace jetloop::runtime
