#include "runtime/kernels/kernel_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <complex>
#include <cstring>
#include <limits>
#include <numbers>
#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace jetloop::runtime::kernels {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Equal in every bit, all NaNs being one.
bool isSame(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// Random elements: for integers the whole range, for floats many magnitudes.
template <typename T>
std::vector<T> randomElements(std::size_t count, std::mt19937_64& random) {
  std::vector<T> elements(count);
  for (T& element : elements) {
    if constexpr (std::is_floating_point_v<T>) {
      const double scale = std::ldexp(1.0, static_cast<int>(random() % 40) - 20);
      element = static_cast<T>(scale * (static_cast<double>(random()) / 0x1p63 - 1));
    } else {
      element = static_cast<T>(random());
    }
  }
  return elements;
}

template <typename T>
constexpr std::size_t kindOf() {
  if constexpr (std::is_same_v<T, float>) {
    return static_cast<std::size_t>(ElementKind::F32);
  } else if constexpr (std::is_same_v<T, double>) {
    return static_cast<std::size_t>(ElementKind::F64);
  } else {
    constexpr std::array<std::size_t, 3> kFirst = {0, 3, 5};  // i8, i16, i32
    return kFirst[std::bit_width(sizeof(T)) - 1] + (std::is_signed_v<T> ? 0 : 1);
  }
}

/// The definition of `sum` and `dot`, without vectors.
template <typename Term>
double addInPartialSums(std::size_t count, const Term& term) {
  std::array<double, kPartialSums> sums{};
  for (std::size_t i = 0; i < count; ++i) sums[i % kPartialSums] += term(i);
  for (std::size_t width = kPartialSums / 2; width != 0; width /= 2) {
    for (std::size_t k = 0; k < width; ++k) sums[k] += sums[k + width];
  }
  return sums[0];
}

class Kernels : public testing::TestWithParam<const KernelTable*> {
 protected:
  const KernelTable& table() const { return *GetParam(); }
  std::mt19937_64 random{20261126};
};

constexpr std::array<std::size_t, 12> kLengths = {1, 2, 3, 7, 16, 31, 32, 33, 64, 100, 1000, 70'001};

template <typename T>
void checkIntegerSums(const KernelTable& table, std::mt19937_64& random) {
  for (const std::size_t length : kLengths) {
    for (const bool isExtreme : {false, true}) {
      auto elements = randomElements<T>(length, random);
      if (isExtreme) std::fill(elements.begin(), elements.end(), std::numeric_limits<T>::max());
      __int128 total = 0;
      for (const T element : elements) total += element;
      EXPECT_EQ(table.sum[kindOf<T>()](elements.data(), length), static_cast<double>(total)) << length;
    }
  }
}

TEST_P(Kernels, SumIntegersExactly) {
  checkIntegerSums<std::int8_t>(table(), random);
  checkIntegerSums<std::uint8_t>(table(), random);
  checkIntegerSums<std::int16_t>(table(), random);
  checkIntegerSums<std::uint16_t>(table(), random);
  checkIntegerSums<std::int32_t>(table(), random);
  checkIntegerSums<std::uint32_t>(table(), random);
}

template <typename T>
void checkFloatSums(const KernelTable& table, std::mt19937_64& random) {
  for (const std::size_t length : kLengths) {
    const auto left = randomElements<T>(length, random);
    const auto right = randomElements<T>(length, random);
    const double sum = addInPartialSums(length, [&](std::size_t i) { return double{left[i]}; });
    const double dot = addInPartialSums(length, [&](std::size_t i) { return double{left[i]} * double{right[i]}; });
    EXPECT_TRUE(isSame(table.sum[kindOf<T>()](left.data(), length), sum)) << length;
    EXPECT_TRUE(isSame(table.dot[kindOf<T>()](left.data(), right.data(), length), dot)) << length;
  }
}

TEST_P(Kernels, SumFloatsInTheDocumentedOrder) {
  checkFloatSums<float>(table(), random);
  checkFloatSums<double>(table(), random);
}

/// Math.min, Math.max and the index of the result, element by element.
template <typename T>
std::tuple<double, std::size_t> extremeOf(const std::vector<T>& elements, bool isLargest) {
  std::size_t best = 0;
  bool hasNegativeZero = false;
  bool hasPositiveZero = false;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const double x = elements[i];
    if (std::isnan(x)) return {kNaN, i};
    if (x == 0) (std::signbit(x) ? hasNegativeZero : hasPositiveZero) = true;
    const double b = elements[best];
    if (isLargest ? x > b : x < b) best = i;
  }
  const double value = elements[best];
  if (value != 0) return {value, best};
  return {isLargest ? (hasPositiveZero ? 0.0 : -0.0) : (hasNegativeZero ? -0.0 : 0.0), best};
}

template <typename T>
void checkExtremes(const KernelTable& table, const std::vector<T>& elements) {
  constexpr std::size_t kKind = kindOf<T>();
  const auto [least, leastIndex] = extremeOf(elements, false);
  const auto [most, mostIndex] = extremeOf(elements, true);
  EXPECT_TRUE(isSame(table.minimum[kKind](elements.data(), elements.size()), least)) << elements.size();
  EXPECT_TRUE(isSame(table.maximum[kKind](elements.data(), elements.size()), most)) << elements.size();
  EXPECT_EQ(table.indexOfMinimum[kKind](elements.data(), elements.size()), leastIndex) << elements.size();
  EXPECT_EQ(table.indexOfMaximum[kKind](elements.data(), elements.size()), mostIndex) << elements.size();
}

template <typename T>
void checkExtremesOfAllLengths(const KernelTable& table, std::mt19937_64& random) {
  for (const std::size_t length : kLengths) {
    auto elements = randomElements<T>(length, random);
    checkExtremes(table, elements);
    std::fill(elements.begin(), elements.end(), T{3});
    checkExtremes(table, elements);
    if constexpr (std::is_floating_point_v<T>) {
      std::fill(elements.begin(), elements.end(), T{0});
      checkExtremes(table, elements);
      elements[random() % length] = T{-0.0};
      checkExtremes(table, elements);
      std::fill(elements.begin(), elements.end(), static_cast<T>(-kInfinity));
      checkExtremes(table, elements);
      elements[random() % length] = static_cast<T>(kNaN);
      elements[random() % length] = static_cast<T>(kNaN);
      checkExtremes(table, elements);
    }
  }
}

TEST_P(Kernels, FindExtremesAsMathMinAndMathMaxDo) {
  checkExtremesOfAllLengths<std::int8_t>(table(), random);
  checkExtremesOfAllLengths<std::uint8_t>(table(), random);
  checkExtremesOfAllLengths<std::int16_t>(table(), random);
  checkExtremesOfAllLengths<std::uint16_t>(table(), random);
  checkExtremesOfAllLengths<std::int32_t>(table(), random);
  checkExtremesOfAllLengths<std::uint32_t>(table(), random);
  checkExtremesOfAllLengths<float>(table(), random);
  checkExtremesOfAllLengths<double>(table(), random);
}

/// Memory that an addon handed to V8 may lie anywhere.
TEST_P(Kernels, FindExtremesInMisalignedMemory) {
  const auto elements = randomElements<double>(100, random);
  std::vector<std::byte> memory((elements.size() + 1) * sizeof(double));
  std::byte* misplaced = memory.data() + 1;
  std::memcpy(misplaced, elements.data(), elements.size() * sizeof(double));
  constexpr auto kKind = static_cast<std::size_t>(ElementKind::F64);
  const auto [least, leastIndex] = extremeOf(elements, false);
  EXPECT_EQ(table().minimum[kKind](misplaced, elements.size()), least);
  EXPECT_EQ(table().indexOfMinimum[kKind](misplaced, elements.size()), leastIndex);
}

/// The order of TypedArray.prototype.sort.
template <typename T>
bool isBelow(T a, T b) {
  if constexpr (std::is_floating_point_v<T>) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(b) && !std::isnan(a);
    if (a == b) return std::signbit(a) && !std::signbit(b);
  }
  return a < b;
}

template <typename T>
void checkSort(const KernelTable& table, std::mt19937_64& random) {
  for (const std::size_t length : kLengths) {
    for (const std::size_t distinct : {std::size_t{0}, std::size_t{3}}) {
      auto elements = randomElements<T>(length, random);
      if (distinct != 0) {
        for (std::size_t i = distinct; i < length; ++i) elements[i] = elements[random() % distinct];
      }
      if constexpr (std::is_floating_point_v<T>) {
        for (const double special : {kNaN, -kNaN, 0.0, -0.0, kInfinity, -kInfinity}) {
          for (std::size_t k = 0; k < length / 10; ++k) elements[random() % length] = static_cast<T>(special);
        }
      }
      auto sorted = elements;
      std::sort(sorted.begin(), sorted.end(), isBelow<T>);
      table.sort[kindOf<T>()](elements.data(), length);
      for (std::size_t i = 0; i < length; ++i) {
        ASSERT_TRUE(isSame(elements[i], sorted[i])) << length << " elements, at " << i;
      }
    }
  }
}

TEST_P(Kernels, SortAsTypedArraysDo) {
  checkSort<std::int8_t>(table(), random);
  checkSort<std::uint8_t>(table(), random);
  checkSort<std::int16_t>(table(), random);
  checkSort<std::uint16_t>(table(), random);
  checkSort<std::int32_t>(table(), random);
  checkSort<std::uint32_t>(table(), random);
  checkSort<float>(table(), random);
  checkSort<double>(table(), random);
}

template <typename T>
void checkOrder(const KernelTable& table, std::mt19937_64& random) {
  for (const std::size_t length : kLengths) {
    auto elements = randomElements<T>(length, random);
    for (std::size_t k = 0; k < length / 2; ++k) elements[random() % length] = elements[random() % length];
    if constexpr (std::is_floating_point_v<T>) {
      for (const double special : {kNaN, -kNaN, 0.0, -0.0}) elements[random() % length] = static_cast<T>(special);
    }
    std::vector<std::uint32_t> wanted(length);
    for (std::uint32_t i = 0; i < length; ++i) wanted[i] = i;
    std::stable_sort(wanted.begin(), wanted.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return isBelow(elements[a], elements[b]); });
    std::vector<std::uint64_t> scratch(length * kOrderWords<T>);
    std::vector<std::uint32_t> order(length);
    table.order[kindOf<T>()](elements.data(), length, scratch.data(), order.data());
    EXPECT_EQ(order, wanted) << length;
  }
}

TEST_P(Kernels, OrderEqualElementsByTheirIndices) {
  checkOrder<std::int8_t>(table(), random);
  checkOrder<std::uint8_t>(table(), random);
  checkOrder<std::int16_t>(table(), random);
  checkOrder<std::uint16_t>(table(), random);
  checkOrder<std::int32_t>(table(), random);
  checkOrder<std::uint32_t>(table(), random);
  checkOrder<float>(table(), random);
  checkOrder<double>(table(), random);
}

constexpr std::array<MatrixSizes, 8> kMatrices = {
    {{1, 1, 1}, {3, 5, 2}, {8, 8, 24}, {17, 0, 9}, {0, 4, 4}, {33, 300, 50}, {130, 257, 65}, {9, 520, 2400}}};

template <typename Multiply, typename Add>
void checkMultiply(const KernelTable& table, const Multiply& multiply, const Add& add, std::mt19937_64& random) {
  for (const MatrixSizes sizes : kMatrices) {
    const auto left = randomElements<double>(sizes.rows * sizes.inner, random);
    const auto right = randomElements<double>(sizes.inner * sizes.columns, random);
    std::vector<double> result(sizes.rows * sizes.columns, kNaN);
    std::vector<double> scratch(table.multiplyScratch(sizes) + 8);
    const auto misplaced = reinterpret_cast<std::uintptr_t>(scratch.data()) % 64 / sizeof(double);
    multiply(left.data(), right.data(), result.data(), sizes, scratch.data() + (8 - misplaced) % 8);
    for (std::size_t i = 0; i < sizes.rows; ++i) {
      for (std::size_t j = 0; j < sizes.columns; ++j) {
        double sum = 0;
        for (std::size_t p = 0; p < sizes.inner; ++p) {
          sum = add(sum, left[i * sizes.inner + p], right[p * sizes.columns + j]);
        }
        ASSERT_TRUE(isSame(result[i * sizes.columns + j], sum)) << i << ", " << j << " of " << sizes.inner;
      }
    }
  }
}

TEST_P(Kernels, MultiplyInTheOrderOfThePlainLoops) {
  checkMultiply(table(), table().multiply, [](double sum, double a, double b) { return sum + a * b; }, random);
}

TEST_P(Kernels, MultiplyContractedRoundsOnceWhereItCan) {
  const bool isFused = table().target != "N_SSE4";
  checkMultiply(
      table(), table().multiplyContracted,
      [&](double sum, double a, double b) { return isFused ? std::fma(a, b, sum) : sum + a * b; }, random);
}

TEST_P(Kernels, ConvolveInTheOrderOfThePlainLoops) {
  for (const std::size_t signalLength : {std::size_t{1}, std::size_t{5}, std::size_t{64}, std::size_t{300}}) {
    for (const std::size_t weightsLength : {std::size_t{1}, std::size_t{4}, std::size_t{65}, std::size_t{301}}) {
      const auto signal = randomElements<double>(signalLength, random);
      const auto weights = randomElements<double>(weightsLength, random);
      const std::size_t full = signalLength + weightsLength - 1;
      for (const std::size_t first : {std::size_t{0}, full / 3}) {
        std::vector<double> result(full - first, kNaN);
        table().convolve({signal.data(), signalLength}, {weights.data(), weightsLength}, result.data(), first,
                         result.size());
        for (std::size_t i = first; i < full; ++i) {
          double sum = 0;
          for (std::size_t k = 0; k < weightsLength; ++k) {
            if (k <= i && i - k < signalLength) sum += weights[k] * signal[i - k];
          }
          ASSERT_TRUE(isSame(result[i - first], sum)) << i << " of " << signalLength << " * " << weightsLength;
        }
      }
    }
  }
}

/// The factors of `transform`, for each of its passes.
std::vector<double> factorsOf(std::size_t count) {
  std::vector<double> factors;
  for (std::size_t n = count; n >= 4; n /= 4) {
    for (std::size_t k = 1; k <= 3; ++k) {
      const auto angle = [&](std::size_t p) {
        return -2 * std::numbers::pi * static_cast<double>(p * k) / static_cast<double>(n);
      };
      for (std::size_t p = 0; p < n / 4; ++p) factors.push_back(std::cos(angle(p)));
      for (std::size_t p = 0; p < n / 4; ++p) factors.push_back(std::sin(angle(p)));
    }
  }
  return factors;
}

TEST_P(Kernels, TransformAsTheDefinitionSaysAndWithTheSameBitsOnAllTargets) {
  for (std::size_t count = 1; count <= 1024; count *= 2) {
    const auto factors = factorsOf(count);
    std::vector<double> re(count);
    std::vector<double> im(count);
    for (std::size_t i = 0; i < count; ++i) {
      re[i] = static_cast<double>(random()) / 0x1p63 - 1;
      im[i] = static_cast<double>(random()) / 0x1p63 - 1;
    }
    std::vector<double> scratch(2 * count);
    auto otherRe = re;
    auto otherIm = im;
    const KernelTable& narrowest = *availableKernelTables().back();
    narrowest.transform(otherRe.data(), otherIm.data(), scratch.data(), factors.data(), count);
    const auto inputRe = re;
    const auto inputIm = im;
    table().transform(re.data(), im.data(), scratch.data(), factors.data(), count);
    for (std::size_t k = 0; k < count; ++k) {
      std::complex<double> wanted = 0;
      for (std::size_t i = 0; i < count; ++i) {
        const double angle = -2 * std::numbers::pi * static_cast<double>(i * k % count) / static_cast<double>(count);
        wanted += std::complex<double>(inputRe[i], inputIm[i]) * std::polar(1.0, angle);
      }
      EXPECT_NEAR(re[k], wanted.real(), 1e-12 * static_cast<double>(count)) << k << " of " << count;
      EXPECT_NEAR(im[k], wanted.imag(), 1e-12 * static_cast<double>(count)) << k << " of " << count;
    }
    EXPECT_EQ(std::memcmp(re.data(), otherRe.data(), count * sizeof(double)), 0) << count;
    EXPECT_EQ(std::memcmp(im.data(), otherIm.data(), count * sizeof(double)), 0) << count;
  }
}

template <typename T>
void checkHistogram(const KernelTable& table, std::mt19937_64& random) {
  for (const std::size_t length : kLengths) {
    for (const std::uint32_t bins : {1U, 10U, 5000U}) {
      auto elements = randomElements<T>(length, random);
      if constexpr (std::is_floating_point_v<T>) elements[random() % length] = static_cast<T>(kNaN);
      const Bins shape{-100, 100, bins / 200.0, bins};
      std::vector<std::uint32_t> wanted(bins + 1);
      for (const T element : elements) {
        const double x = element;
        const bool isInside = x >= shape.minimum && x <= shape.maximum;
        const double position = std::floor((x - shape.minimum) * shape.scale);
        ++wanted[isInside ? static_cast<std::uint32_t>(std::min(position, bins - 1.0)) : bins];
      }
      std::vector<std::uint32_t> counts(bins + 1);
      table.histogram[kindOf<T>()](elements.data(), length, shape, counts.data());
      EXPECT_EQ(counts, wanted) << length;
    }
  }
}

TEST_P(Kernels, CountInBins) {
  checkHistogram<std::int8_t>(table(), random);
  checkHistogram<std::uint16_t>(table(), random);
  checkHistogram<std::int32_t>(table(), random);
  checkHistogram<std::uint32_t>(table(), random);
  checkHistogram<float>(table(), random);
  checkHistogram<double>(table(), random);
}

INSTANTIATE_TEST_SUITE_P(Targets, Kernels,
                         testing::ValuesIn(availableKernelTables().begin(), availableKernelTables().end()),
                         [](const auto& info) { return std::string(info.param->target); });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Kernels);

}  // namespace
}  // namespace jetloop::runtime::kernels
