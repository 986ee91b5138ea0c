#include "runtime/thread_pool.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

#include "runtime/hardware/floating_point_mode.h"
#include "runtime/hardware/pause.h"

namespace jetloop::runtime {
namespace {

using Clock = std::chrono::steady_clock;

/// How long a thread that has just worked, or waits for one that works, looks before it sleeps: less than a sleeper
/// takes to wake, and enough to pass from one loop of a kernel to the next.
constexpr std::chrono::microseconds kLinger{10};
constexpr std::size_t kStackBytes = std::size_t{1} << 20;

thread_local bool inSharedLoop = false;

/// Waits for a condition without sleeping, but not for long.
template <typename Condition>
bool lingerUntil(Condition condition) {
  const Clock::time_point end = Clock::now() + kLinger;
  do {
    for (int i = 0; i < 16; ++i) {
      if (condition()) return true;
      pauseProcessor();
    }
  } while (Clock::now() < end);
  return false;
}

/// A loop that is being shared, on the stack of its caller.
struct Job {
  explicit Job(const SharedLoop& loop)
      : ranges(loop.range, loop.smallestPiece, countSlots(loop)),
        body(loop.body),
        context(loop.context),
        capacity(loop.capacity),
        slots(countSlots(loop)),
        isOpen(!loop.awaitHelpers) {
    taken[0] = true;
  }

  static std::uint32_t countSlots(const SharedLoop& loop) {
    return std::min({loop.threads, loop.capacity, kMaximumParticipants});
  }

  IterationRanges ranges;
  const LoopBody body;
  const void* const context;
  const FloatingPointMode mode = FloatingPointMode::current();
  const std::uint32_t capacity;
  const std::uint32_t slots;
  std::atomic<std::uint32_t> helpers{0};           // threads inside, besides the caller
  std::atomic<std::uint32_t> participants{0};      // threads that ran a piece
  std::atomic<std::uint32_t> expected{0};          // threads that start together
  std::atomic<std::uint32_t> ready{0};             // of those, with their first pieces in their hands
  std::atomic<bool> isOpen;                        // whether `expected` is known
  std::array<bool, kMaximumParticipants> taken{};  // which slots have a thread; guarded by the pool's mutex
};

class Pool {
 public:
  explicit Pool(pid_t process) : process_(process) {}

  /// The pool of this process, made at the first question and never destroyed: threads outlive every owner.  After a
  /// fork the child has the memory of the parent's pool but none of its threads, and perhaps a locked mutex: it gets a
  /// new one.
  static Pool& ofThisProcess() {
    static std::atomic<Pool*> current{nullptr};
    const pid_t process = getpid();
    Pool* pool = current.load(std::memory_order_acquire);
    while (pool == nullptr || pool->process_ != process) {
      Pool* fresh = new Pool(process);
      if (current.compare_exchange_strong(pool, fresh, std::memory_order_acq_rel)) return *fresh;
      delete fresh;
    }
    return *pool;
  }

  std::uint32_t run(const SharedLoop& loop) {
    Job job(loop);
    publish(job);
    if (loop.awaitHelpers) awaitHelpers(job);
    participate(job, 0, loop.awaitHelpers);
    withdraw(job);
    return job.participants.load(std::memory_order_relaxed);
  }

  std::uint32_t started() {
    const std::lock_guard lock(mutex_);
    return started_;
  }

 private:
  void publish(Job& job) {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(&job);
    noteChange();
    summonHelpers();
  }

  void awaitHelpers(Job& job) {
    std::unique_lock lock(mutex_);
    ++waiting_;
    progress_.wait(lock, [&] { return cannotStart_ || job.helpers.load() >= entitlement(job); });
    --waiting_;
    job.expected.store(job.helpers.load() + 1);
    job.isOpen.store(true);
  }

  /// Returns when no other thread touches the job any more.
  void withdraw(Job& job) {
    {
      const std::lock_guard lock(mutex_);
      std::erase(jobs_, &job);
      noteChange();
      summonHelpers();
    }
    const auto isAlone = [&] { return job.helpers.load(std::memory_order_acquire) == 0; };
    if (lingerUntil(isAlone)) return;
    std::unique_lock lock(mutex_);
    ++waiting_;
    progress_.wait(lock, isAlone);
    --waiting_;
  }

  /// Runs pieces until there are none, or, as a helper, until the thread is due elsewhere.
  void participate(Job& job, std::uint32_t slot, bool startTogether) {
    bool hasWorked = false;
    std::uint64_t seen = changes_.load(std::memory_order_relaxed);
    bool isAwaited = startTogether;  // tests only: until every thread has a piece
    inSharedLoop = true;
    while (isAwaited || !job.ranges.allTaken()) {
      const auto piece = job.ranges.take(slot);
      if (isAwaited) {
        ++job.ready;
        while (job.ready < job.expected) sched_yield();
        isAwaited = false;
      }
      if (!piece) {
        pauseProcessor();
        continue;
      }
      if (!hasWorked) job.participants.fetch_add(1, std::memory_order_relaxed);
      hasWorked = true;
      job.body(job.context, piece->begin, piece->end);
      if (slot == 0 || changes_.load(std::memory_order_relaxed) == seen) continue;
      const std::lock_guard lock(mutex_);
      seen = changes_.load(std::memory_order_relaxed);
      if (job.helpers.load(std::memory_order_relaxed) > entitlement(job)) break;
    }
    inSharedLoop = false;
  }

  // ---- All below is for who holds the mutex. ----

  /// Callers have a processor each; what is left of those that they may use is dealt out.
  std::uint32_t entitlement(const Job& job) const {
    std::uint32_t capacity = 0;
    std::uint32_t rank = 0;
    bool isListed = false;
    for (const Job* other : jobs_) {
      capacity = std::max(capacity, other->capacity);
      isListed = isListed || other == &job;
      if (!isListed) ++rank;
    }
    if (!isListed) return 0;
    const auto callers = static_cast<std::uint32_t>(jobs_.size());
    const std::uint32_t spare = capacity - std::min(capacity, callers);
    return std::min(job.slots - 1, spare / callers + (rank < spare % callers ? 1 : 0));
  }

  /// Helpers that a loop lacks.
  std::uint32_t lack(const Job& job) const {
    if (job.ranges.allTaken()) return 0;
    const std::uint32_t entitled = entitlement(job);
    return entitled - std::min(entitled, job.helpers.load(std::memory_order_relaxed));
  }

  Job* findNeediest() const {
    Job* neediest = nullptr;
    std::uint32_t most = 0;
    for (Job* job : jobs_) {
      if (lack(*job) <= most) continue;
      most = lack(*job);
      neediest = job;
    }
    return neediest;
  }

  /// Wakes or starts two threads where so many are lacking besides those that will look for work anyway.  They do the
  /// same when they come, so that a caller never spends time on more than two.
  void summonHelpers() {
    std::uint32_t lacking = 0;
    for (const Job* job : jobs_) lacking += lack(*job);
    for (int i = 0; i < 2 && looking_ + summoned_ < lacking; ++i) {
      if (sleeping_ > summoned_) {
        ++summoned_;
        work_.notify_one();
      } else if (!startThread()) {
        return;
      }
    }
  }

  bool startThread() {
    if (cannotStart_) return false;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, kStackBytes);
    // Signals are for the program's own threads, but for those that an instruction raises.
    sigset_t blocked;
    sigset_t before;
    sigfillset(&blocked);
    for (const int raised : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP}) sigdelset(&blocked, raised);
    pthread_sigmask(SIG_SETMASK, &blocked, &before);
    pthread_t thread{};
    cannotStart_ = pthread_create(&thread, &attributes, workerMain, this) != 0;  // a limit of the system's: so be it
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    pthread_attr_destroy(&attributes);
    if (cannotStart_) {
      noteChange();
      return false;
    }
    ++started_;
    ++looking_;
    return true;
  }

  void noteChange() {
    changes_.fetch_add(1, std::memory_order_relaxed);
    if (waiting_ > 0) progress_.notify_all();
  }

  static void* workerMain(void* pool) {
    pthread_setname_np(pthread_self(), "jetloop");
    static_cast<Pool*>(pool)->work();
  }

  /// The life of a thread.
  [[noreturn]] void work() {
    std::unique_lock lock(mutex_);
    const std::uint32_t number = ++arrived_;
    bool hasWorked = false;
    for (;;) {
      if (Job* job = findNeediest()) {
        help(*job, number, lock);
        hasWorked = true;
      } else if (hasWorked) {
        hasWorked = false;
        const std::uint64_t seen = changes_.load(std::memory_order_relaxed);
        lock.unlock();
        lingerUntil([&] { return changes_.load(std::memory_order_relaxed) != seen; });
        lock.lock();
      } else {
        --looking_;
        ++sleeping_;
        work_.wait(lock);
        --sleeping_;
        summoned_ -= std::min(summoned_, std::uint32_t{1});
        ++looking_;
      }
    }
  }

  void help(Job& job, std::uint32_t number, std::unique_lock<std::mutex>& lock) {
    // The same thread gets the same slot in loop after loop, where it can.
    std::uint32_t slot = number < job.slots && !job.taken[number] ? number : 1;
    while (job.taken[slot]) ++slot;
    job.taken[slot] = true;
    job.helpers.fetch_add(1, std::memory_order_relaxed);
    const bool startTogether = !job.isOpen;
    --looking_;
    if (waiting_ > 0) progress_.notify_all();
    summonHelpers();
    lock.unlock();

    while (!job.isOpen) sched_yield();
    job.mode.adopt();
    participate(job, slot, startTogether);

    lock.lock();
    ++looking_;
    job.taken[slot] = false;
    job.helpers.fetch_sub(1, std::memory_order_release);  // the caller may be gone from here on, and the job with it
    if (waiting_ > 0) progress_.notify_all();
  }

  const pid_t process_;
  std::atomic<std::uint64_t> changes_{0};  // of the list of jobs

  std::mutex mutex_;
  std::condition_variable work_;      // threads without work
  std::condition_variable progress_;  // callers that wait for threads to come or to go
  std::vector<Job*> jobs_;
  std::uint32_t started_ = 0;
  std::uint32_t arrived_ = 0;
  std::uint32_t looking_ = 0;   // threads that will look for work before they sleep
  std::uint32_t sleeping_ = 0;  // in `work_`
  std::uint32_t summoned_ = 0;  // of those, on their way out
  std::uint32_t waiting_ = 0;   // in `progress_`
  bool cannotStart_ = false;
};

}  // namespace

std::uint32_t shareLoop(const SharedLoop& loop) {
  if (!inSharedLoop) return Pool::ofThisProcess().run(loop);
  loop.body(loop.context, loop.range.begin, loop.range.end);
  return 1;
}

std::uint32_t startedThreads() { return Pool::ofThisProcess().started(); }

}  // namespace jetloop::runtime
