// The transforms change nothing that a kernel computes: before and after compared, bit for bit, on random kernels.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "compiler/ir/printer.h"
#include "compiler/ir/reader.h"
#include "compiler/ir/verifier.h"
#include "compiler/transform/mark_parallel_loops.h"
#include "compiler/transform/narrow_numbers.h"
#include "compiler/transform/split_loops.h"
#include "compiler/transform/test/interpreter.h"
#include "compiler/transform/test/random_kernel.h"
#include "compiler/transform/version_loops.h"

namespace jetloop::transform::test {
namespace {

constexpr std::uint64_t kFuel = 3000;
constexpr std::uint64_t kArgumentsPerKernel = 8;

/// JETLOOP_RANDOM_KERNELS="first count" runs another, longer range of seeds.
struct Seeds {
  std::uint64_t first = 1;
  std::uint64_t count = 2500;

  Seeds() {
    if (const char* text = std::getenv("JETLOOP_RANDOM_KERNELS")) {
      char* rest = nullptr;
      first = std::strtoull(text, &rest, 10);
      count = std::strtoull(rest, nullptr, 10);
    }
  }
};

/// Runs the kernel; what a transform got wrong becomes text.
std::string runInto(const ir::Kernel& kernel, const Arguments& arguments, Outcome& outcome, bool& ran) {
  try {
    outcome = interpret(kernel, arguments, kFuel);
    ran = true;
  } catch (const OutOfFuel&) {
    ran = false;
  } catch (const Violation& violation) {
    return violation.what();
  }
  return {};
}

TEST(Equivalence, RandomKernelsComputeTheSameBits) {
  const Seeds seeds;
  std::uint64_t checked = 0, unchecked = 0, compared = 0, guards = 0, split = 0, shuffled = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed) {
    const std::string text = randomKernel(seed);
    Result<ir::Kernel> original = ir::readKernel(text);
    Result<ir::Kernel> changed = ir::readKernel(text);
    ASSERT_TRUE(original) << "seed " << seed << ": " << original.error().message << "\n" << text;

    TransformReport report;
    versionLoops(*changed, report);
    auto problem = ir::verifyKernel(*changed);
    ASSERT_FALSE(problem) << "seed " << seed << " version-loops: " << problem->message << "\n"
                          << ir::printKernel(*original);
    guards += report.guards.size();
    const std::string versioned = ir::printKernel(*changed);
    narrowNumbers(*changed);
    problem = ir::verifyKernel(*changed);
    ASSERT_FALSE(problem) << "seed " << seed << " narrow-numbers: " << problem->message << "\n" << versioned;
    const std::string narrowed = ir::printKernel(*changed);
    splitLoops(*changed);
    problem = ir::verifyKernel(*changed);
    ASSERT_FALSE(problem) << "seed " << seed << " split-loops: " << problem->message << "\n" << narrowed;
    if (ir::printKernel(*changed) != narrowed) ++split;
    markParallelLoops(*changed, report);
    problem = ir::verifyKernel(*changed);
    ASSERT_FALSE(problem) << "seed " << seed << " mark-parallel-loops: " << problem->message << "\n" << narrowed;
    ASSERT_TRUE(ir::readKernel(ir::printKernel(*changed))) << "seed " << seed << " does not read back";

    for (std::uint64_t i = 0; i < kArgumentsPerKernel; ++i) {
      const Arguments arguments = randomArguments(*original, seed * kArgumentsPerKernel + i);
      Outcome before, after;
      bool ran = false;
      const std::string broken = runInto(*original, arguments, before, ran);
      ASSERT_EQ(broken, "") << "seed " << seed << ": the random kernel itself is wrong\n" << ir::printKernel(*original);
      if (!ran) continue;
      const std::string violation = runInto(*changed, arguments, after, ran);
      ASSERT_EQ(violation, "") << "seed " << seed << " arguments " << i << "\n"
                               << ir::printKernel(*original) << "\n"
                               << ir::printKernel(*changed);
      ASSERT_TRUE(ran);
      ASSERT_TRUE(sameOutcome(before, after)) << "seed " << seed << " arguments " << i << "\n"
                                              << ir::printKernel(*original) << "\n"
                                              << ir::printKernel(*changed);
      checked += after.checked;
      unchecked += after.unchecked;
      shuffled += after.shuffled;
      ++compared;
    }
  }
  // The comparison is worth nothing unless guards are found, passed and failed.
  EXPECT_GT(compared, seeds.count * kArgumentsPerKernel / 2);
  EXPECT_GT(guards, seeds.count / 2);
  EXPECT_GT(split, seeds.count / 20);
  EXPECT_GT(unchecked, (checked + unchecked) / 20);
  EXPECT_GT(checked, (checked + unchecked) / 20);
  EXPECT_GT(shuffled, seeds.count / 10) << "iterations of parallel loops";  // random_nest.cpp makes many
  RecordProperty("compared", static_cast<int>(compared));
  std::printf(
      "compared %llu runs, %llu guards, %llu split kernels, %llu unchecked and %llu checked accesses, "
      "%llu iterations of parallel loops\n",
      static_cast<unsigned long long>(compared), static_cast<unsigned long long>(guards),
      static_cast<unsigned long long>(split), static_cast<unsigned long long>(unchecked),
      static_cast<unsigned long long>(checked), static_cast<unsigned long long>(shuffled));
}

}  // namespace
}  // namespace jetloop::transform::test
