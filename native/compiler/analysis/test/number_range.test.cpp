// Every operation's range holds every result, on values drawn from random ranges.
#include "compiler/analysis/number_range.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <vector>

namespace jetloop::analysis {
namespace {

using ir::Op;

const std::vector<double> kNumbers = {
    -kInfinity, -1e300, -kTwo53,    -kTwo32,      -kTwo31 - 1, -kTwo31, -257,   -2.5,  -1,        -0.5,
    -1e-300,    -0.0,   0.0,        1e-300,       0.5,         1,       2,      2.5,   31,        255,
    65536,      1e9,    kTwo31 - 1, kTwo31 - 0.5, kTwo31,      kTwo32,  kTwo53, 1e300, kInfinity, std::nan("")};

const std::vector<double> kInt32s = {-kTwo31, -kTwo31 + 1, -65536, -255, -3,  -1,    0,         1,
                                     2,       5,           31,     32,   255, 65536, kTwo31 - 1};

bool contains(const NumberRange& range, double value) {
  if (std::isnan(value)) return range.nan;
  if (value == 0 && std::signbit(value) && !range.negativeZero) return false;
  if (range.integer && std::isfinite(value) && std::trunc(value) != value) return false;
  return value >= range.low && value <= range.high;
}

NumberRange rangeOf(const std::vector<double>& values) {
  NumberRange range = NumberRange::bottom();
  for (const double value : values) range = join(range, NumberRange::constant(value));
  return range;
}

std::vector<double> draw(std::mt19937& random, const std::vector<double>& pool) {
  std::vector<double> values;
  const std::size_t count = 1 + random() % 4;
  for (std::size_t i = 0; i < count; ++i) values.push_back(pool[random() % pool.size()]);
  return values;
}

double roundJs(double x) { return std::copysign(std::floor(x) + (x - std::floor(x) >= 0.5 ? 1 : 0), x); }

double minimum(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::nan("");
  return a == b ? (std::signbit(a) ? a : b) : std::min(a, b);
}

double toInt32(double x) {
  if (!std::isfinite(x)) return 0;
  double m = std::fmod(std::trunc(x), kTwo32);
  if (m < 0) m += kTwo32;
  return m >= kTwo31 ? m - kTwo32 : m;
}

using Compute = std::function<double(double, double)>;

void expectSound(const std::map<Op, Compute>& operations, const std::vector<double>& pool) {
  std::mt19937 random(20);
  for (const auto& [op, compute] : operations) {
    for (int round = 0; round < 4000; ++round) {
      const std::vector<double> as = draw(random, pool), bs = draw(random, pool);
      const NumberRange a = rangeOf(as), b = rangeOf(bs);
      const NumberRange result = applyOperation(op, a, b);
      for (const double x : as) {
        for (const double y : bs) {
          const bool integer = ir::opInfo(op).result != ir::Type::F64;
          const double value = integer ? compute(x, y) + 0.0 : compute(x, y);  // integers have no -0
          ASSERT_TRUE(contains(result, value)) << ir::opInfo(op).text << " of " << x << " and " << y << " gives "
                                               << value << ", not in [" << result.low << ", " << result.high << "]";
        }
      }
    }
  }
}

TEST(NumberRange, HoldsEveryFloatResult) {
  expectSound(
      {
          {Op::F64Add, [](double a, double b) { return a + b; }},
          {Op::F64Sub, [](double a, double b) { return a - b; }},
          {Op::F64Mul, [](double a, double b) { return a * b; }},
          {Op::F64Div, [](double a, double b) { return a / b; }},
          {Op::F64Rem, [](double a, double b) { return std::fmod(a, b); }},
          {Op::F64Neg, [](double a, double) { return -a; }},
          {Op::F64Abs, [](double a, double) { return std::fabs(a); }},
          {Op::F64Sqrt, [](double a, double) { return std::sqrt(a); }},
          {Op::F64Floor, [](double a, double) { return std::floor(a); }},
          {Op::F64Ceil, [](double a, double) { return std::ceil(a); }},
          {Op::F64Trunc, [](double a, double) { return std::trunc(a); }},
          {Op::F64Round, [](double a, double) { return roundJs(a); }},
          {Op::F64Min, [](double a, double b) { return minimum(a, b); }},
          {Op::F64Max, [](double a, double b) { return -minimum(-a, -b); }},
          {Op::F64Sign, [](double a, double) { return a > 0   ? 1
                                                      : a < 0 ? -1
                                                              : a; }},
          {Op::F64Fround, [](double a, double) { return static_cast<double>(static_cast<float>(a)); }},
          {Op::I32ModuloF64, [](double a, double) { return toInt32(a); }},
      },
      kNumbers);
}

TEST(NumberRange, HoldsEveryResultOfMath) {
  expectSound(
      {
          {Op::F64Sin, [](double a, double) { return std::sin(a); }},
          {Op::F64Cos, [](double a, double) { return std::cos(a); }},
          {Op::F64Tan, [](double a, double) { return std::tan(a); }},
          {Op::F64Asin, [](double a, double) { return std::asin(a); }},
          {Op::F64Acos, [](double a, double) { return std::acos(a); }},
          {Op::F64Atan, [](double a, double) { return std::atan(a); }},
          {Op::F64Atan2, [](double a, double b) { return std::atan2(a, b); }},
          {Op::F64Pow, [](double a, double b) { return std::pow(a, b); }},
          {Op::F64PowGlibc, [](double a, double b) { return std::pow(a, b); }},
          {Op::F64PowGlibcFma, [](double a, double b) { return std::pow(a, b); }},
          {Op::F64Sinh, [](double a, double) { return std::sinh(a); }},
          {Op::F64Cosh, [](double a, double) { return std::cosh(a); }},
          {Op::F64Tanh, [](double a, double) { return std::tanh(a); }},
          {Op::F64Asinh, [](double a, double) { return std::asinh(a); }},
          {Op::F64Acosh, [](double a, double) { return std::acosh(a); }},
          {Op::F64Atanh, [](double a, double) { return std::atanh(a); }},
          {Op::F64Exp, [](double a, double) { return std::exp(a); }},
          {Op::F64Expm1, [](double a, double) { return std::expm1(a); }},
          {Op::F64Log, [](double a, double) { return std::log(a); }},
          {Op::F64Log1p, [](double a, double) { return std::log1p(a); }},
          {Op::F64Log2, [](double a, double) { return std::log2(a); }},
          {Op::F64Log10, [](double a, double) { return std::log10(a); }},
          {Op::F64Cbrt, [](double a, double) { return std::cbrt(a); }},
      },
      kNumbers);
}

TEST(NumberRange, HoldsEveryIntegerResult) {
  const auto whole = [](double x) { return static_cast<std::int64_t>(x); };
  const auto wrap = [](std::int64_t x) {
    return toInt32(static_cast<double>(static_cast<std::int32_t>(static_cast<std::uint32_t>(x))));
  };
  const auto bits = [](double x) { return static_cast<std::uint32_t>(static_cast<std::int64_t>(x)); };
  expectSound(
      {
          {Op::I32Add, [=](double a, double b) { return wrap(whole(a) + whole(b)); }},
          {Op::I32Sub, [=](double a, double b) { return wrap(whole(a) - whole(b)); }},
          {Op::I32Mul, [=](double a, double b) { return wrap(whole(a) * whole(b)); }},
          {Op::I32Neg, [=](double a, double) { return wrap(-whole(a)); }},
          {Op::I32And, [=](double a, double b) { return wrap(whole(a) & whole(b)); }},
          {Op::I32Or, [=](double a, double b) { return wrap(whole(a) | whole(b)); }},
          {Op::I32Xor, [=](double a, double b) { return wrap(whole(a) ^ whole(b)); }},
          {Op::I32Shl, [=](double a, double b) { return wrap(bits(a) << (bits(b) & 31)); }},
          {Op::I32Shr, [=](double a, double b) { return wrap(whole(a) >> (bits(b) & 31)); }},
          {Op::I32ShrU, [=](double a, double b) { return wrap(bits(a) >> (bits(b) & 31)); }},
          {Op::I32Min, [](double a, double b) { return std::min(a, b); }},
          {Op::I32Max, [](double a, double b) { return std::max(a, b); }},
          {Op::I32Clz, [=](double a, double) { return a == 0 ? 32.0 : __builtin_clz(bits(a)); }},
          {Op::F64FromU32, [=](double a, double) { return static_cast<double>(bits(a)); }},
          {Op::I64Add, [](double a, double b) { return a + b; }},
          {Op::I64Mul, [](double a, double b) { return a * b; }},
      },
      kInt32s);
}

TEST(NumberRange, HoldsIntegerQuotients) {
  const std::vector<double> divisors = {-7, -2, -1, 1, 2, 7, 255};
  std::mt19937 random(21);
  for (int round = 0; round < 4000; ++round) {
    const std::vector<double> as = draw(random, kInt32s), bs = draw(random, divisors);
    const NumberRange quotient = applyOperation(Op::I32Div, rangeOf(as), rangeOf(bs));
    const NumberRange remainder = applyOperation(Op::I32Rem, rangeOf(as), rangeOf(bs));
    for (const double x : as) {
      for (const double y : bs) {
        if (std::trunc(x / y) > kTwo31 - 1) continue;
        ASSERT_TRUE(contains(quotient, std::trunc(x / y) + 0.0)) << x << " / " << y;
        ASSERT_TRUE(contains(remainder, std::fmod(x, y) + 0.0)) << x << " % " << y;
      }
    }
  }
}

TEST(NumberRange, WideningEndsAndHoldsBoth) {
  std::mt19937 random(22);
  for (int round = 0; round < 1000; ++round) {
    NumberRange range = rangeOf(draw(random, kNumbers));
    int changes = 0;
    for (int step = 0; step < 200; ++step) {
      const NumberRange next = rangeOf(draw(random, kNumbers));
      const NumberRange wide = widen(range, next);
      EXPECT_EQ(join(wide, join(range, next)), wide);
      if (!(wide == range)) ++changes;
      range = wide;
    }
    EXPECT_LE(changes, 24);
  }
}

}  // namespace
}  // namespace jetloop::analysis
