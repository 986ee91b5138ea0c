#include "runtime/thread_pool.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cfenv>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <mutex>
#include <numeric>
#include <set>
#include <thread>
#include <vector>

namespace jetloop::runtime {
namespace {

/// What a test's body writes: plain words, so that ThreadSanitizer sees who wrote them.
struct Counts {
  explicit Counts(std::uint64_t count) : times(count) {}
  std::vector<std::uint32_t> times;
};

void countRange(const void* context, std::uint64_t begin, std::uint64_t end) {
  auto& times = (*static_cast<Counts* const*>(context))->times;
  for (std::uint64_t i = begin; i < end; ++i) ++times[i];
}

/// Runs the body over [0, count) with all threads, as the tests want it, and gives their number.
std::uint32_t shareAmongAll(LoopBody body, const void* context, std::uint64_t count, std::uint32_t threads) {
  return shareLoop({.body = body,
                    .context = context,
                    .range = {0, count},
                    .threads = threads,
                    .capacity = threads,
                    .awaitHelpers = true});
}

bool runsEachOnce(std::uint64_t count, std::uint32_t threads) {
  Counts counts(count);
  Counts* const context = &counts;
  shareAmongAll(countRange, &context, count, threads);
  return std::ranges::all_of(counts.times, [](std::uint32_t times) { return times == 1; });
}

TEST(ThreadPool, RunsEachIterationOnce) {
  for (const std::uint32_t threads : {1U, 2U, 3U, 7U}) {
    for (const std::uint64_t count : {1U, 2U, 3U, 6U, 7U, 8U, 100U, 12345U}) {
      for (int round = 0; round < 20; ++round) {
        EXPECT_TRUE(runsEachOnce(count, threads)) << count << " iterations, " << threads << " threads";
      }
    }
  }
}

/// A body that keeps its thread until as many threads as wanted are in it: it ends only if they really run together.
struct Meeting {
  std::uint32_t expected;
  std::atomic<std::uint32_t> present{0};
};

TEST(ThreadPool, RunsOnAsManyThreadsAsAsked) {
  for (const std::uint32_t threads : {2U, 3U, 7U}) {
    Meeting meeting{threads};
    Meeting* const context = &meeting;
    const auto meet = [](const void* pointer, std::uint64_t begin, std::uint64_t end) {
      Meeting& here = **static_cast<Meeting* const*>(pointer);
      here.present += static_cast<std::uint32_t>(end - begin);
      while (here.present < here.expected) std::this_thread::yield();
    };
    EXPECT_EQ(shareAmongAll(meet, &context, threads, threads), threads);
  }
}

TEST(ThreadPool, ServesSeveralCallersAtOnce) {
  std::atomic<int> wrong{0};
  {
    std::vector<std::jthread> callers;
    for (std::uint32_t caller = 0; caller < 5; ++caller) {
      callers.emplace_back([caller, &wrong] {
        for (std::uint32_t round = 0; round < 100; ++round) {
          if (!runsEachOnce(1 + (round * 37 + caller * 11) % 500, 2 + (round + caller) % 6)) ++wrong;
        }
      });
    }
  }
  EXPECT_EQ(wrong, 0);
}

/// Two loops at once: neither may have all the helpers.  Their bodies last until both loops have been helped.
TEST(ThreadPool, DealsThreadsOutFairly) {
  struct Loop {
    std::thread::id caller;
    std::atomic<bool> isHelped{false};
    const Loop* other = nullptr;
    bool areBothHelped() const { return isHelped && other->isHelped; }
  };
  Loop loops[2];
  loops[0].other = &loops[1];
  loops[1].other = &loops[0];
  const auto body = [](const void* pointer, std::uint64_t, std::uint64_t) {
    Loop& loop = **static_cast<Loop* const*>(pointer);
    if (std::this_thread::get_id() != loop.caller) loop.isHelped = true;
    for (int i = 0; i < 100 && !loop.areBothHelped(); ++i) std::this_thread::yield();
  };
  {
    std::vector<std::jthread> callers;
    for (Loop& loop : loops) {
      callers.emplace_back([&loop, body] {
        loop.caller = std::this_thread::get_id();
        Loop* const context = &loop;
        // As often as it takes, within reason.
        for (int round = 0; round < 1000 && !loop.areBothHelped(); ++round) {
          shareLoop({.body = body, .context = &context, .range = {0, 1000}, .threads = 4, .capacity = 4});
        }
      });
    }
  }
  EXPECT_TRUE(loops[0].isHelped);
  EXPECT_TRUE(loops[1].isHelped);
}

TEST(ThreadPool, KeepsALoopWithinALoopOnItsThread) {
  struct Place {
    std::thread::id thread;
    std::atomic<int> strayed{0};
  };
  std::atomic<int> strayed{0};
  std::atomic<int>* const context = &strayed;
  const auto outer = [](const void* pointer, std::uint64_t, std::uint64_t) {
    Place place{std::this_thread::get_id()};
    Place* const inner = &place;
    const std::uint32_t threads = shareAmongAll(
        [](const void* innerPointer, std::uint64_t begin, std::uint64_t end) {
          Place& here = **static_cast<Place* const*>(innerPointer);
          if (std::this_thread::get_id() != here.thread || end - begin != 50) ++here.strayed;
        },
        &inner, 50, 3);
    **static_cast<std::atomic<int>* const*>(pointer) += place.strayed + (threads == 1 ? 0 : 1);
  };
  EXPECT_EQ(shareAmongAll(outer, &context, 3, 3), 3U);
  EXPECT_EQ(strayed, 0);
}

#if defined(__x86_64__)
/// The results must not depend on who computes them, even in a program that changed the mode of its threads.
TEST(ThreadPool, ComputesInTheCallersFloatingPointMode) {
  struct Products {
    std::vector<double> values = std::vector<double>(64);
    double factor = std::numeric_limits<double>::min();
  } products;
  Products* const context = &products;
  const auto multiply = [](const void* pointer, std::uint64_t begin, std::uint64_t end) {
    Products& all = **static_cast<Products* const*>(pointer);
    for (std::uint64_t i = begin; i < end; ++i) all.values[i] = all.factor * 0.5;
  };
  const unsigned before = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr(before | 0x8000);  // flush to zero
  shareAmongAll(multiply, &context, 64, 4);
  __builtin_ia32_ldmxcsr(before);
  EXPECT_EQ(std::ranges::count(products.values, 0.0), 64);
  shareAmongAll(multiply, &context, 64, 4);
  EXPECT_EQ(std::ranges::count(products.values, 0.0), 0);
}
#endif

TEST(ThreadPool, LeavesSignalsToTheProgram) {
  struct Masks {
    std::mutex mutex;
    std::thread::id caller = std::this_thread::get_id();
    int open = 0;
    int helpers = 0;
  } masks;
  Masks* const context = &masks;
  shareAmongAll(
      [](const void* pointer, std::uint64_t, std::uint64_t) {
        Masks& all = **static_cast<Masks* const*>(pointer);
        sigset_t blocked;
        pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
        const std::lock_guard lock(all.mutex);
        if (std::this_thread::get_id() == all.caller) return;
        ++all.helpers;
        for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGPROF, SIGUSR1, SIGUSR2}) {
          if (sigismember(&blocked, number) == 0) ++all.open;
        }
      },
      &context, 3000, 3);
  EXPECT_GT(masks.helpers, 0);
  EXPECT_EQ(masks.open, 0);
}

std::size_t threadsOfThisProcess() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

/// Runs `check` in a child of the process, and gives what it returned.
int inChild(int (*check)()) {
  const pid_t child = fork();
  if (child == 0) _exit(check());
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(ThreadPoolFork, HasNoThreadBeforeTheFirstLoop) {
  EXPECT_EQ(inChild([] {
              if (startedThreads() != 0 || threadsOfThisProcess() != 1) return 1;
              if (!runsEachOnce(100, 3)) return 2;
              return startedThreads() == 2 && threadsOfThisProcess() == 3 ? 0 : 3;
            }),
            0);
}

/// The parent has threads, and a loop is going on in it while the child is made.
TEST(ThreadPoolFork, ServesAChildThatHasNoneOfItsThreads) {
  ASSERT_TRUE(runsEachOnce(100, 3));
  std::atomic<bool> isOver{false};
  std::jthread busy([&] {
    while (!isOver) runsEachOnce(50, 3);
  });
  for (int round = 0; round < 20; ++round) {
    EXPECT_EQ(inChild([] { return runsEachOnce(1000, 4) && startedThreads() > 0 ? 0 : 1; }), 0);
  }
  isOver = true;
}

/// Threads sleep between loops: the process uses no processor time then.
TEST(ThreadPool, SleepsWithoutWork) {
  ASSERT_TRUE(runsEachOnce(1000, 4));
  const auto sleeping = [] {
    // All helpers have their state in /proc: S for sleeping.
    std::size_t awake = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
      std::FILE* file = std::fopen((task.path() / "stat").c_str(), "r");
      char name[64] = "";
      char state = '?';
      if (file == nullptr) continue;
      if (std::fscanf(file, "%*d (%63[^)]) %c", name, &state) == 2 && std::string(name) == "jetloop" && state != 'S') {
        ++awake;
      }
      std::fclose(file);
    }
    return awake == 0;
  };
  // They may take as long as they like to fall asleep, but not for ever.
  for (int round = 0; round < 1000 && !sleeping(); ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_TRUE(sleeping());
}

}  // namespace
}  // namespace jetloop::runtime
