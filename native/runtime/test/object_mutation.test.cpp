// Mutated objects: an error each time, or, where the damage does not touch the structure and the digest was made to
// match, a load that is not called.  Never a crash.  scripts/fuzz-object is the long version.

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "base/pages.h"
#include "runtime/object_check.h"
#include "runtime/object_loader.h"
#include "runtime/test/mutate.h"
#include "runtime/test/plan_invariants.h"
#include "runtime/test/test_object.h"

namespace jetloop::runtime {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr int kMutationsPerObject = 1000;

struct Outcomes {
  int refused = 0;
  int loaded = 0;
};

Outcomes loadMutants(const Bytes& original, std::uint64_t seed) {
  const std::string originalDigest = test::digestOf(original);
  std::mt19937_64 random(seed);
  Outcomes outcomes;
  for (int i = 0; i < kMutationsPerObject; ++i) {
    SCOPED_TRACE("mutation " + std::to_string(i));
    const Bytes mutant = test::mutate(original, random);
    if (mutant != original) {
      const auto detected = loadObject(mutant, originalDigest);
      EXPECT_EQ(detected ? "loaded" : detected.error().code, "object-digest");
    }
    const auto plan = checkObject(mutant, hostMachine(), pageSize());
    const auto loaded = loadObject(mutant, test::digestOf(mutant));
    EXPECT_EQ(static_cast<bool>(plan), static_cast<bool>(loaded));
    if (plan) {
      EXPECT_EQ(test::describeUnsafePlan(*plan, mutant.size(), pageSize()), "");
      ++outcomes.loaded;
    } else {
      EXPECT_EQ(plan.error().code, loaded.error().code);
      EXPECT_EQ(plan.error().code.rfind("object-", 0), 0U);
      ++outcomes.refused;
    }
  }
  return outcomes;
}

TEST(ObjectMutation, OfAHandWrittenObjectIsSurvived) {
  const Outcomes outcomes = loadMutants(test::TestObject().bytes, 1);
  // Both ends are reached, else the mutations are too tame or too wild to mean anything.
  EXPECT_GT(outcomes.refused, kMutationsPerObject / 2);
  EXPECT_GT(outcomes.loaded, kMutationsPerObject / 100);
}

#ifdef JETLOOP_COMPILER_EXECUTABLE

Bytes compile(const std::string& kernelText) {
  const auto folder = std::filesystem::temp_directory_path() / ("jetloop-mutation-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  const auto input = folder / "kernel.ir";
  const auto output = folder / "kernel.so";
  std::ofstream(input) << kernelText;
  const std::string command =
      "'" JETLOOP_COMPILER_EXECUTABLE "' compile '" + input.string() + "' --target host -o '" + output.string() + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::ifstream file(output, std::ios::binary);
  Bytes bytes{std::istreambuf_iterator<char>(file), {}};
  std::filesystem::remove_all(folder);
  return bytes;
}

TEST(ObjectMutation, OfACompiledKernelIsSurvived) {
  const Bytes object = compile(R"((kernel "scale" (params (array $a f64 write) (f64 $k)) (alias none) (body
    (let $i f64 (f64 0))
    (loop $for (while (f64.lt $i (f64.from_i64 (length $a))))
      (body (store $a $i (f64.mul (load $a $i) $k)))
      (step (set $i (f64.add $i (f64 1)))))
    (return (f64.mul $k (f64 0.1))))))");
  const auto plan = checkObject(object, hostMachine(), pageSize());
  ASSERT_TRUE(plan) << plan.error().code << ": " << plan.error().message;
  const Outcomes outcomes = loadMutants(object, 2);
  EXPECT_GT(outcomes.refused, kMutationsPerObject / 10);
  EXPECT_GT(outcomes.loaded, kMutationsPerObject / 100);
}

#endif

}  // namespace
}  // namespace jetloop::runtime
