// A million random bit patterns through the operations that have algorithms of their own.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

#include "compiler/codegen/test/js_numbers.h"
#include "compiler/codegen/test/loaded_kernel.h"

namespace jetloop::codegen::test {
namespace {

constexpr std::size_t kCount = 1'000'000;

/// Doubles of every exponent; a third of them near int32's range, where the interesting boundaries are.
std::vector<double> randomDoubles(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<double> values(kCount);
  for (double& value : values) {
    switch (random() % 3) {
      case 0:
        value = std::bit_cast<double>(random());
        break;
      case 1:
        value =
            std::ldexp(static_cast<double>(static_cast<std::int64_t>(random())), static_cast<int>(random() % 120) - 70);
        break;
      default:
        value = static_cast<double>(static_cast<std::int32_t>(random()));
        break;
    }
  }
  return values;
}

std::string loopText(const std::string& parameters, const std::string& store) {
  return "(kernel \"k\" (params " + parameters +
         " (i32 $n)) (alias none) (body (let $i i64 (i64 0)) (loop $l (while (i64.lt $i (i64.from_i32 $n)))"
         "(body " +
         store + ") (step (set $i (i64.add.nowrap $i (i64 1)))))))";
}

TEST(RandomNumbers, RemainderIsFmod) {
  const LoadedKernel kernel(loopText("(array $x f64 read) (array $y f64 read) (array $z f64 write)",
                                     "(store.inbounds $z $i (f64.rem (load.inbounds $x $i) (load.inbounds $y $i)))"));
  std::vector<double> x = randomDoubles(1), y = randomDoubles(2), z(kCount);
  // Neighbouring exponents as well, where quotients are small.
  for (std::size_t i = 0; i < kCount; i += 4) y[i] = x[i] * (0.3 + 1e-3 * static_cast<double>(i % 1000));
  kernel(Slots().array(x).array(y).array(z).integer(kCount));
  for (std::size_t i = 0; i < kCount; ++i) {
    ASSERT_TRUE(sameNumber(z[i], std::fmod(x[i], y[i]))) << std::hexfloat << x[i] << " % " << y[i] << " gave " << z[i];
  }
}

TEST(RandomNumbers, ToInt32IsModulo) {
  for (const std::string& target : runnableTargets()) {
    const LoadedKernel kernel(loopText("(array $x f64 read) (array $z i32 write)",
                                       "(store.inbounds $z $i (i32.modulo_f64 (load.inbounds $x $i)))"),
                              target);
    std::vector<double> x = randomDoubles(3);
    std::vector<std::uint32_t> z(kCount);
    kernel(Slots().array(x).array(z).integer(kCount));
    for (std::size_t i = 0; i < kCount; ++i) {
      ASSERT_EQ(z[i], toUint32(x[i])) << target << std::hexfloat << " " << x[i];
    }
  }
}

TEST(RandomNumbers, RoundAndClampAgree) {
  const LoadedKernel kernel(loopText(
      "(array $x f64 read) (array $r f64 write) (array $c u8c write)",
      "(store.inbounds $r $i (f64.round (load.inbounds $x $i))) (store.inbounds $c $i (load.inbounds $x $i))"));
  std::vector<double> x = randomDoubles(4), rounded(kCount);
  for (std::size_t i = 0; i < kCount; i += 2) x[i] = static_cast<double>(static_cast<std::int64_t>(i % 1200) - 50) / 4;
  std::vector<std::uint8_t> clamped(kCount);
  kernel(Slots().array(x).array(rounded).array(clamped).integer(kCount));
  for (std::size_t i = 0; i < kCount; ++i) {
    ASSERT_TRUE(sameNumber(rounded[i], roundHalfUp(x[i]))) << std::hexfloat << x[i];
    ASSERT_EQ(clamped[i], toUint8Clamp(x[i])) << std::hexfloat << x[i];
  }
}

}  // namespace
}  // namespace jetloop::codegen::test
