#include "runtime/object_loader.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "runtime/test/test_object.h"

namespace jetloop::runtime {
namespace {

using test::digestOf;
using test::TestObject;

/// The rights of the page that holds `kernel`, as the kernel shows them, or "" where nothing is mapped.
std::string rightsOf(Kernel kernel) {
  const auto wanted = reinterpret_cast<std::uintptr_t>(kernel);
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::istringstream fields(line);
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    char dash = 0;
    std::string rights;
    fields >> std::hex >> begin >> dash >> end >> rights;
    if (begin <= wanted && wanted < end) return rights;
  }
  return "";
}

double call(const LoadedObject& object) {
  std::array<std::uint64_t, 2> result{};
  object.kernel()(nullptr, result.data(), nullptr);
  EXPECT_EQ(result[0], 1U);
  return std::bit_cast<double>(result[1]);
}

TEST(ObjectLoader, LoadsAndRunsAKernel) {
  const TestObject object;
  const auto loaded = loadObject(object.bytes, digestOf(object.bytes));
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(call(**loaded), test::kKernelResult);
  EXPECT_EQ(rightsOf((*loaded)->kernel()), "r-xp");
}

TEST(ObjectLoader, RefusesAnotherDigest) {
  const TestObject object;
  const std::string digest = digestOf(object.bytes);
  std::string changed = digest;
  changed.back() = changed.back() == '0' ? '1' : '0';
  for (const std::string& wrong : {std::string(), digest.substr(1), digest + "0", changed}) {
    const auto loaded = loadObject(object.bytes, wrong);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, "object-digest");
  }
}

TEST(ObjectLoader, RefusesWhatTheCheckRefusesEvenWithTheRightDigest) {
  TestObject object;
  object.header(TestObject::Code).p_flags |= PF_W;
  const auto loaded = loadObject(object.bytes, digestOf(object.bytes));
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "object-writable-code");
}

TEST(ObjectLoader, RefusesLargeObjectsBeforeReadingThem) {
  const std::vector<std::uint8_t> bytes(kMaximumImageBytes + 1);
  const auto loaded = loadObject(bytes, "");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "object-too-large");
}

TEST(ObjectLoader, MapsEqualObjectsOnceAndUnmapsThemWithTheLastOwner) {
  TestObject object;
  object.bytes.push_back(1);  // unlike the objects of the other tests
  auto first = loadObject(object.bytes, digestOf(object.bytes));
  auto second = loadObject(object.bytes, digestOf(object.bytes));
  ASSERT_TRUE(first);
  ASSERT_TRUE(second);
  EXPECT_EQ(*first, *second);

  const Kernel kernel = (*first)->kernel();
  first->reset();
  EXPECT_EQ(rightsOf(kernel), "r-xp");
  second->reset();
  EXPECT_NE(rightsOf(kernel), "r-xp");
  auto again = loadObject(object.bytes, digestOf(object.bytes));
  ASSERT_TRUE(again);
  EXPECT_EQ(call(**again), test::kKernelResult);
}

TEST(ObjectLoader, ServesManyThreadsAtOnce) {
  constexpr int kThreads = 16;
  constexpr int kRounds = 50;
  TestObject object;
  object.bytes.push_back(2);
  const std::string digest = digestOf(object.bytes);
  std::array<int, kThreads> right{};
  {
    std::vector<std::jthread> threads;
    for (int& count : right) {
      threads.emplace_back([&object, &digest, &count] {
        for (int round = 0; round < kRounds; ++round) {
          const auto loaded = loadObject(object.bytes, digest);
          if (loaded && call(**loaded) == test::kKernelResult) ++count;
        }
      });
    }
  }
  for (const int count : right) EXPECT_EQ(count, kRounds);
}

}  // namespace
}  // namespace jetloop::runtime
