// The precompiled kernels: one table of functions for each set of vector instructions, chosen once for the running
// processor.
//
// All tables give the same bits: where a result depends on the order of additions, that order is fixed here and not by
// the width of the vectors.  lib/engine/kernels holds the same algorithms as plain JavaScript, which the tests compare
// with.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace jetloop::runtime::kernels {

/// The numeric typed arrays, in the order of ELEMENT_KINDS in lib/engine/frontend/ir.ts.
enum class ElementKind : std::uint8_t { I8, U8, U8C, I16, U16, I32, U32, F32, F64 };
inline constexpr std::size_t kElementKinds = 9;

/// Partial sums of `sum` and `dot`: element i belongs to partial sum i mod 32.  At the end partial sum k takes in k +
/// 16, then k + 8, and so on down to one.  32 doubles keep the adders of every vector width busy.
inline constexpr std::size_t kPartialSums = 32;

struct MatrixSizes {
  std::size_t rows;
  std::size_t inner;
  std::size_t columns;
};

struct Signal {
  const double* data;
  std::size_t count;
};

struct Bins {
  double minimum;
  double maximum;
  double scale;
  std::uint32_t count;
};

template <typename Function>
using ByKind = std::array<Function, kElementKinds>;

/// Words of scratch memory that `order` needs for each element: key and index.
template <typename T>
inline constexpr std::size_t kOrderWords = sizeof(T) <= 4 ? 1 : 2;

struct KernelTable {
  /// Vector instructions in use, in Highway's names: N_AVX3, N_AVX2, N_SSE4, N_NEON.
  std::string_view target;

  /// Integers: the exact sum, rounded once.  Floats: kPartialSums sums in double.
  ByKind<double (*)(const void* elements, std::size_t count)> sum;
  /// Sum of products, each product rounded to double, in the order of `sum`.  Float kinds only; null for others.
  ByKind<double (*)(const void* left, const void* right, std::size_t count)> dot;

  /// Math.min and Math.max over at least one element: NaN wins, -0 is below +0.
  ByKind<double (*)(const void* elements, std::size_t count)> minimum;
  ByKind<double (*)(const void* elements, std::size_t count)> maximum;
  /// Index of the first NaN, else of the first element that equals the extreme.  At least one element.
  ByKind<std::size_t (*)(const void* elements, std::size_t count)> indexOfMinimum;
  ByKind<std::size_t (*)(const void* elements, std::size_t count)> indexOfMaximum;

  /// In place, in the order of TypedArray.prototype.sort: -0 before +0, NaN last.  The payloads of NaNs are not kept.
  ByKind<void (*)(void* elements, std::size_t count)> sort;
  /// order = the indices of the elements in the order of `sort`, equal ones in ascending order of their indices; at
  /// most 2^32 elements. `scratch` has `kOrderWords` words for each element.
  ByKind<void (*)(const void* elements, std::size_t count, std::uint64_t* scratch, std::uint32_t* order)> order;

  /// result = left * right, row by row in memory.  Every element is the sum over `inner` in ascending order, starting
  /// from +0, each product rounded: the bits of the three plain loops.  `scratch` has at least `multiplyScratch`
  /// doubles, aligned to 64 bytes.
  void (*multiply)(const double* left, const double* right, double* result, MatrixSizes sizes, double* scratch);
  /// The same with each product and sum rounded once, where the processor can.
  void (*multiplyContracted)(const double* left, const double* right, double* result, MatrixSizes sizes,
                             double* scratch);
  std::size_t (*multiplyScratch)(MatrixSizes sizes);

  /// result[i] = sum over k of weights[k] * signal[first + i - k], in ascending order of k over the k for which there
  /// is a signal element, starting from +0.
  void (*convolve)(Signal signal, Signal weights, double* result, std::size_t first, std::size_t count);

  /// The discrete Fourier transform, in place, of a power of two.  `scratch` has 2 * count doubles.  `factors` has, for
  /// each pass of radix 4 over groups of n = count, count / 4, ..., the roots exp(-2 pi i p k / n) for p < n / 4: the
  /// real parts for k = 1, the imaginary ones, then those for k = 2, and for k = 3.
  void (*transform)(double* re, double* im, double* scratch, const double* factors, std::size_t count);

  /// Counts the elements in [minimum, maximum]: bin floor((x - minimum) * scale), at most the last one.  `counts` has
  /// bins + 1 entries; the last takes everything else.
  ByKind<void (*)(const void* elements, std::size_t count, const Bins& bins, std::uint32_t* counts)> histogram;
};

/// The tables that this processor can run, the widest vectors first.  None on x86-64 older than about 2010.
std::span<const KernelTable* const> availableKernelTables();

}  // namespace jetloop::runtime::kernels
