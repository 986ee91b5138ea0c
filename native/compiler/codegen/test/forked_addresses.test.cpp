// Conditions whose two sides store to different arrays: see addSimplification in optimize_module.cpp.
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/codegen/test/loaded_kernel.h"

namespace jetloop::codegen::test {
namespace {

using Numbers = std::vector<double>;

constexpr std::size_t kMargin = 4;
constexpr std::size_t kLength = 100;

/// Where b[i] is negative a[i] + d[i] * d[i] goes to c[i + shift], elsewhere c[i] + d[i] * e[i] to a[i].
std::string exchange(int shift) {
  return "(kernel \"exchange\" (params (array $a f64 write) (array $b f64 read) (array $c f64 write)"
         "  (array $d f64 read) (array $e f64 read)) (alias none) (body"
         " (let $i i64 (i64 4))"
         " (loop $l (while (i64.lt $i (i64.sub.nowrap (length $b) (i64 4))))"
         "  (body (if (f64.lt (load.inbounds $b $i) (f64 0))"
         "   (then (store.inbounds $c (i64.add.nowrap $i (i64 " +
         std::to_string(shift) +
         "))"
         "    (f64.add (load.inbounds $a $i) (f64.mul (load.inbounds $d $i) (load.inbounds $d $i)))))"
         "   (else (store.inbounds $a $i"
         "    (f64.add (load.inbounds $c $i) (f64.mul (load.inbounds $d $i) (load.inbounds $e $i)))))))"
         "  (step (set $i (i64.add.nowrap $i (i64 1)))))))";
}

struct Arrays {
  Numbers a = Numbers(kLength), b = a, c = a, d = a, e = a;
};

/// Every `period`th element of b is negative.
Arrays arrays(std::size_t period) {
  Arrays result;
  for (std::size_t i = 0; i < kLength; ++i) {
    const auto number = static_cast<double>(i);
    result.a[i] = number;
    result.b[i] = i % period == 0 ? -1 : 1;
    result.c[i] = 1000 + number;
    result.d[i] = number / 8;
    result.e[i] = 2 - number / 4;
  }
  return result;
}

void exchangeSlowly(int shift, Arrays& arrays) {
  auto& [a, b, c, d, e] = arrays;
  for (std::size_t i = kMargin; i < kLength - kMargin; ++i) {
    if (b[i] < 0) {
      c[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + shift)] = a[i] + d[i] * d[i];
    } else {
      a[i] = c[i] + d[i] * e[i];
    }
  }
}

TEST(ForkedAddresses, EachSideFeedsTheOther) {
  for (const std::string& target : runnableTargets()) {
    for (int shift = -3; shift <= 3; ++shift) {
      const LoadedKernel kernel(exchange(shift), target);
      for (std::size_t period : {2, 3, 5, 7}) {
        Arrays expected = arrays(period);
        exchangeSlowly(shift, expected);
        Arrays actual = arrays(period);
        kernel(Slots().array(actual.a).array(actual.b).array(actual.c).array(actual.d).array(actual.e));
        EXPECT_EQ(actual.a, expected.a) << target << ", shift " << shift << ", period " << period;
        EXPECT_EQ(actual.c, expected.c) << target << ", shift " << shift << ", period " << period;
      }
    }
  }
}

}  // namespace
}  // namespace jetloop::codegen::test
