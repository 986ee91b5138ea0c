// The functions of Math: loops that call them are vectorised on every target, and vectors, single lanes and this
// machine agree on inputs at which the algorithms change their way, rare lanes among ordinary ones included.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>

#include "compiler/codegen/test/host_math.h"
#include "compiler/codegen/test/js_numbers.h"
#include "compiler/codegen/test/loaded_kernel.h"
#include "compiler/ir/reader.h"

namespace jetloop::codegen::test {
namespace {

std::vector<ir::Op> mathOps() {
  std::vector<ir::Op> ops;
#define JETLOOP_OP(identifier, text, result, count, a, b, c)
#define JETLOOP_MATH(identifier, text, count, a, b) ops.push_back(ir::Op::identifier);
#include "compiler/ir/ops.def"
  return ops;
}

std::string loopOf(ir::Op op) {
  const ir::OpInfo& info = ir::opInfo(op);
  const std::string second = info.operandCount > 1 ? " (load.inbounds $b $i)" : "";
  return std::string(
             "(kernel \"math\" (params (array $z f64 write) (array $a f64 read) (array $b f64 read) (i32 $n))") +
         "(alias none) (body (let $i i64 (i64 0)) (loop @1:0 $l (while (i64.lt $i (i64.from_i32 $n))) (body" +
         "(store.inbounds $z $i (" + info.text + " (load.inbounds $a $i)" + second +
         "))) (step (set $i (i64.add.nowrap $i (i64 1)))))))";
}

/// Mostly ordinary numbers, with those at which algorithms branch strewn in.
std::vector<double> inputs(std::uint32_t seed, std::size_t count) {
  std::mt19937_64 random(seed);
  const std::vector<double> special = {0.0,  1.0,     0.5,      0.25,        2.0,   22.0,   1e-300, 5e-324,
                                       1e22, 0x1p-27, 0x1p1023, 0x1p20,      709.0, 709.79, 746.0,  710.4758600739439,
                                       1e6,  0x1p-60, HUGE_VAL, std::nan("")};
  std::vector<double> values(count);
  for (double& value : values) {
    const std::uint64_t bits = random();
    switch (bits % 8) {
      case 0:
        value = special[(bits >> 8) % special.size()];
        break;
      case 1:
        value = std::bit_cast<double>(random());
        break;
      case 2:  // next to a multiple of pi/2
        value = std::bit_cast<double>(
            std::bit_cast<std::uint64_t>(static_cast<double>((bits >> 8) % 100'000 + 1) * 0x1.921fb54442d18p+0) +
            (bits >> 60) % 3 - 1);
        break;
      case 3:
        value = static_cast<double>(bits >> 11) * 0x1p-52;
        break;
      default:
        value = static_cast<double>(bits >> 11) * 0x1p-53 * 60.0;
        break;
    }
    if ((bits >> 7 & 1) != 0) value = -value;
  }
  return values;
}

TEST(Math, IsVectorizedOnEveryTarget) {
  const std::vector<std::pair<std::string, std::uint32_t>> widths = {
      {"x86-64-v2", 2}, {"x86-64-v3", 4}, {"x86-64-v4", 8}, {"aarch64", 2}};
  for (const ir::Op op : mathOps()) {
    for (const auto& [target, width] : widths) {
      if (!canCompute(op, target)) continue;
      SCOPED_TRACE(std::string(ir::opInfo(op).text) + " for " + target);
      const ObjectCode code = compile(loopOf(op), target);
      ASSERT_EQ(code.loops.size(), 1U);
      EXPECT_TRUE(code.loops[0].vectorized) << code.loops[0].reason;
      EXPECT_EQ(code.loops[0].width, width);
    }
  }
}

TEST(Math, IsRefusedWhereItsFusedOperationsAreMissing) {
  initialize();
  const auto target = parseTarget("x86-64-v2");
  const auto kernel = ir::readKernel(loopOf(ir::Op::F64PowGlibcFma));
  ASSERT_TRUE(target && kernel);
  const auto object = generateObject(*kernel, *target);
  ASSERT_FALSE(object);
  EXPECT_EQ(object.error().code, "target-lacks-fma");
}

class MathOn : public testing::TestWithParam<std::string> {};

TEST_P(MathOn, GivesTheSameBitsInVectorsAndAlone) {
  constexpr std::size_t kCount = 20'011;
  const std::vector<double> first = inputs(1, kCount), second = inputs(2, kCount);
  for (const ir::Op op : mathOps()) {
    if (!canCompute(op, GetParam())) continue;
    SCOPED_TRACE(ir::opInfo(op).text);
    const LoadedKernel kernel(loopOf(op), GetParam());
    std::vector<double> a = first, b = second, together(kCount), alone(kCount);
    kernel(Slots().array(together).array(a).array(b).integer(kCount));
    for (std::size_t i = 0; i < kCount; ++i) {
      kernel(Slots().array(&alone[i], 1).array(&a[i], 1).array(&b[i], 1).integer(1));
      const double want = hostMath(op, a[i], b[i]);
      ASSERT_TRUE(sameNumber(together[i], want)) << a[i] << ", " << b[i] << " gave " << together[i] << ", not " << want;
      ASSERT_TRUE(sameNumber(alone[i], want)) << a[i] << ", " << b[i] << " alone gave " << alone[i];
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, MathOn, testing::ValuesIn(runnableTargets()), [](const auto& info) {
  std::string name = info.param;
  name.erase(std::remove_if(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }),
             name.end());
  return name;
});

}  // namespace
}  // namespace jetloop::codegen::test
