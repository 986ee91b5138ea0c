// Indices that wrap around a power of two, over trip counts around it: see hide_wrapping_recurrences.h.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "compiler/codegen/test/loaded_kernel.h"

namespace jetloop::codegen::test {
namespace {

/// out[i] = a[index] for i below out's length; `step` may change $x, which starts at 0.
std::string gather(const std::string& index, const std::string& step) {
  return "(kernel \"gather\" (params (array $out i32 write) (array $a i32 read)) (alias none) (body"
         " (let $i i64 (i64 0)) (let $x i64 (i64 0))"
         " (loop $l (while (i64.lt $i (length $out)))"
         "  (body (store.inbounds $out $i (load.inbounds $a " +
         index + "))) (step (set $i (i64.add.nowrap $i (i64 1))) " + step + "))))";
}

/// A buffer that goes on behind the array, so that a wrong index reads something else.
std::vector<std::int32_t> numbers() {
  std::vector<std::int32_t> values(4096);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::int32_t>(i * 3 + 1);
  return values;
}

template <typename Index>
void expectGather(const std::string& irText, Index index) {
  for (const std::string& target : runnableTargets()) {
    const LoadedKernel kernel(irText, target);
    const std::vector<std::int32_t> a = numbers();
    for (std::size_t n = 0; n <= 70; ++n) {
      std::vector<std::int32_t> out(n);
      std::vector<std::int32_t> expected(n);
      for (std::size_t i = 0; i < n; ++i) expected[i] = a[index(i)];
      kernel(Slots().array(out).array(const_cast<std::int32_t*>(a.data()), a.size()));
      ASSERT_EQ(out, expected) << target << ", " << n << " iterations of " << irText;
    }
  }
}

TEST(WrappingIndices, MaskedMultiples) {
  for (std::size_t mask : {7, 15, 31, 63}) {
    for (std::size_t factor : {1, 2, 3, 4, 5, 8}) {
      const std::string index =
          "(i64.and (i64.mul.nowrap $i (i64 " + std::to_string(factor) + ")) (i64 " + std::to_string(mask) + "))";
      expectGather(gather(index, ""), [=](std::size_t i) { return i * factor & mask; });
    }
  }
}

TEST(WrappingIndices, MaskedMultiplesPlusAnOffset) {
  const std::string index = "(i64.add.nowrap (i64.from_i32 (i32.and (i32.mul (i32.wrap_i64 $i) (i32 3)) (i32 15))) $i)";
  expectGather(gather(index, ""), [](std::size_t i) { return (i * 3 & 15) + i; });
}

TEST(WrappingIndices, VariableThatWraps) {
  const std::string step = "(set $x (i64.add.nowrap (i64.and $x (i64 15)) (i64 5)))";
  std::vector<std::size_t> values{0};
  while (values.size() < 80) values.push_back((values.back() & 15) + 5);
  expectGather(gather("$x", step), [&](std::size_t i) { return values[i]; });
}

}  // namespace
}  // namespace jetloop::codegen::test
