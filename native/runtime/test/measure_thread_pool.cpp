// Prints what sharing a loop costs on this machine: parallel_caller.cpp's constants come from here.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

#include "runtime/hardware/pause.h"
#include "runtime/parallel_caller.h"
#include "runtime/thread_pool.h"

namespace {

using namespace jetloop;
using namespace jetloop::runtime;
using Clock = std::chrono::steady_clock;

double nanosecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::nano>(Clock::now() - start).count();
}

void printSpread(const char* what, std::vector<double> nanoseconds) {
  std::sort(nanoseconds.begin(), nanoseconds.end());
  const auto at = [&](double part) {
    return nanoseconds[static_cast<std::size_t>(part * static_cast<double>(nanoseconds.size() - 1))] / 1000;
  };
  std::printf("%-58s %9.3f us median, %9.3f us p10, %9.3f us p90\n", what, at(0.5), at(0.1), at(0.9));
}

void doNothing(const void*, std::uint64_t, std::uint64_t) {}

/// When the second thread came, after the start of the loop.
struct Arrival {
  std::thread::id caller = std::this_thread::get_id();
  Clock::time_point start;
  std::atomic<double> nanoseconds{0};
};

void meet(const void* context, std::uint64_t, std::uint64_t) {
  Arrival& arrival = **static_cast<Arrival* const*>(context);
  if (std::this_thread::get_id() != arrival.caller) arrival.nanoseconds = nanosecondsSince(arrival.start);
  while (arrival.nanoseconds == 0) pauseProcessor();
}

double measureArrival() {
  Arrival arrival;
  Arrival* const context = &arrival;
  arrival.start = Clock::now();
  shareLoop({.body = meet, .context = &context, .range = {0, 2}, .threads = 2, .capacity = 2});
  return arrival.nanoseconds;
}

double measureSharing() {
  const Clock::time_point start = Clock::now();
  shareLoop({.body = doNothing, .range = {0, 2}, .threads = 2, .capacity = 2});
  return nanosecondsSince(start);
}

std::vector<double> repeat(int times, std::chrono::microseconds pause, double (*measure)()) {
  std::vector<double> results;
  for (int i = 0; i < times; ++i) {
    std::this_thread::sleep_for(pause);
    results.push_back(measure());
  }
  return results;
}

double measureShortLoops(bool newCalls) {
  constexpr int kLoops = 1'000'000;
  ParallelCaller caller;
  const Services* services = caller.beginCall(2);
  const Clock::time_point start = Clock::now();
  for (int i = 0; i < kLoops; ++i) {
    if (newCalls) services = caller.beginCall(2);
    services->parallelFor(services->state, doNothing, nullptr, 2, 0);
  }
  return nanosecondsSince(start) / kLoops;
}

}  // namespace

int main() {
  using std::chrono::microseconds;
  printSpread("a thread's first start", repeat(1, microseconds(0), measureArrival));
  printSpread("waking a sleeping thread, until it works", repeat(2000, microseconds(500), measureArrival));
  printSpread("the same, right after another loop", repeat(20000, microseconds(0), measureArrival));
  printSpread("what it costs the caller of a loop that was not worth it",
              repeat(2000, microseconds(500), measureSharing));
  std::printf("a short loop, first of its call %.1f ns, later ones %.1f ns\n", measureShortLoops(true),
              measureShortLoops(false));
}
