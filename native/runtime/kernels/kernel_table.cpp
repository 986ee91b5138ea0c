// Compiles the kernels once for each set of vector instructions and lists the tables.  Highway's own dispatch lives in
// a shared library, which an addon that is copied from machine to machine cannot rely on; only its headers are used.
#include "runtime/kernels/kernel_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

// About x86-64-v2, -v3 and -v4; NEON on aarch64.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "runtime/kernels/kernel_table.cpp"
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "runtime/kernels/compress_in_register.h"
#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128  // without vectors, plain JavaScript is as good
#include "runtime/kernels/sort_inl.h"
#pragma GCC diagnostic pop
#include "runtime/kernels/convolve_inl.h"
#include "runtime/kernels/extremes_inl.h"
#include "runtime/kernels/histogram_inl.h"
#include "runtime/kernels/multiply_inl.h"
#include "runtime/kernels/sum_inl.h"
#include "runtime/kernels/transform_inl.h"

HWY_BEFORE_NAMESPACE();
namespace jetloop::runtime::kernels::HWY_NAMESPACE {

const KernelTable kTable = {
    .target = HWY_STR(HWY_NAMESPACE),
    .sum = {sumIntegers<std::int8_t>, sumIntegers<std::uint8_t>, sumIntegers<std::uint8_t>, sumIntegers<std::int16_t>,
            sumIntegers<std::uint16_t>, sumIntegers<std::int32_t>, sumIntegers<std::uint32_t>, sumFloats<float>,
            sumFloats<double>},
    .dot = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, dotFloats<float>, dotFloats<double>},
#define JETLOOP_BY_KIND(function, which)                                                          \
  {function<which, std::int8_t>,   function<which, std::uint8_t>,  function<which, std::uint8_t>, \
   function<which, std::int16_t>,  function<which, std::uint16_t>, function<which, std::int32_t>, \
   function<which, std::uint32_t>, function<which, float>,         function<which, double>}
    .minimum = JETLOOP_BY_KIND(extremeOf, Smallest),
    .maximum = JETLOOP_BY_KIND(extremeOf, Largest),
    .indexOfMinimum = JETLOOP_BY_KIND(indexOfExtreme, Smallest),
    .indexOfMaximum = JETLOOP_BY_KIND(indexOfExtreme, Largest),
#undef JETLOOP_BY_KIND
    .sort = {sortBytes<std::int8_t>, sortBytes<std::uint8_t>, sortBytes<std::uint8_t>, sortIntegers<std::int16_t>,
             sortIntegers<std::uint16_t>, sortIntegers<std::int32_t>, sortIntegers<std::uint32_t>,
             sortFloats<float, std::int32_t>, sortFloats<double, std::int64_t>},
    .order = {findOrder<std::int8_t>, findOrder<std::uint8_t>, findOrder<std::uint8_t>, findOrder<std::int16_t>,
              findOrder<std::uint16_t>, findOrder<std::int32_t>, findOrder<std::uint32_t>, findOrder<float>,
              findOrder<double>},
    .multiply = multiply<Rounded>,
    .multiplyContracted = multiply<Contracted>,
    .multiplyScratch = multiplyScratch,
    .convolve = convolve,
    .transform = transform,
    .histogram = {countInBins<std::int8_t>, countInBins<std::uint8_t>, countInBins<std::uint8_t>,
                  countInBins<std::int16_t>, countInBins<std::uint16_t>, countInBins<std::int32_t>,
                  countInBins<std::uint32_t>, countInBins<float>, countInBins<double>},
};

}  // namespace jetloop::runtime::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif

#if HWY_ONCE
namespace jetloop::runtime::kernels {
namespace {

struct Tables {
  std::array<const KernelTable*, 3> list{};
  std::size_t count = 0;

  void add(const KernelTable& table) { list[count++] = &table; }

  Tables() {
#if defined(__x86_64__)
    // All that Highway lets the compiler use for a target.
    __builtin_cpu_init();
    const bool hasSse4 =
        __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("aes") && __builtin_cpu_supports("pclmul");
    const bool hasAvx2 = hasSse4 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                         __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
    const bool hasAvx512 = hasAvx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                           __builtin_cpu_supports("avx512vl");
    if (hasAvx512) add(N_AVX3::kTable);
    if (hasAvx2) add(N_AVX2::kTable);
    if (hasSse4) add(N_SSE4::kTable);
#elif defined(__aarch64__)
    add(N_NEON::kTable);
#endif
  }
};

}  // namespace

std::span<const KernelTable* const> availableKernelTables() {
  static const Tables tables;
  return {tables.list.data(), tables.count};
}

}  // namespace jetloop::runtime::kernels
#endif
