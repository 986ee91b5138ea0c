// Sums and dot products, once for each target: no include guard of the usual kind (see hwy/foreach_target.h).
#if defined(JETLOOP_KERNELS_SUM_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef JETLOOP_KERNELS_SUM_INL_H
#undef JETLOOP_KERNELS_SUM_INL_H
#else
#define JETLOOP_KERNELS_SUM_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace jetloop::runtime::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::ScalableTag<double>;
using DoubleVector = hn::Vec<Doubles>;
inline constexpr std::size_t kDoubleLanes = HWY_LANES(double);
inline constexpr std::size_t kSumVectors = kPartialSums / kDoubleLanes;

/// Loads doubles, or floats widened to double.
HWY_INLINE DoubleVector loadDoubles(const double* elements) { return hn::LoadU(Doubles(), elements); }
HWY_INLINE DoubleVector loadDoubles(const float* elements) {
  return hn::PromoteTo(Doubles(), hn::LoadU(hn::Rebind<float, Doubles>(), elements));
}

/// The partial sums of the whole blocks of 32; the caller adds the rest.
struct PartialSums {
  HWY_ALIGN double lanes[kPartialSums];

  double total() {
    for (std::size_t width = kPartialSums / 2; width != 0; width /= 2) {
      for (std::size_t k = 0; k < width; ++k) lanes[k] += lanes[k + width];
    }
    return lanes[0];
  }
};

/// Adds up term(i), a vector of the terms from i on, then scalar(i) for what no block holds.
template <typename VectorTerm, typename ScalarTerm>
HWY_INLINE double addInPartialSums(std::size_t count, const VectorTerm& term, const ScalarTerm& scalar) {
  const Doubles d;
  DoubleVector sums[kSumVectors];
  for (auto& sum : sums) sum = hn::Zero(d);
  std::size_t i = 0;
  for (; i + kPartialSums <= count; i += kPartialSums) {
    HWY_UNROLL(kSumVectors)
    for (std::size_t v = 0; v < kSumVectors; ++v) sums[v] = hn::Add(sums[v], term(i + v * kDoubleLanes));
  }
  PartialSums partial;
  for (std::size_t v = 0; v < kSumVectors; ++v) hn::Store(sums[v], d, partial.lanes + v * kDoubleLanes);
  for (std::size_t k = 0; i < count; ++i, ++k) partial.lanes[k] += scalar(i);
  return partial.total();
}

template <typename T>
double sumFloats(const void* data, std::size_t count) {
  const T* elements = static_cast<const T*>(data);
  return addInPartialSums(
      count, [&](std::size_t i) HWY_ATTR { return loadDoubles(elements + i); },
      [&](std::size_t i) { return double{elements[i]}; });
}

template <typename T>
double dotFloats(const void* leftData, const void* rightData, std::size_t count) {
  const T* left = static_cast<const T*>(leftData);
  const T* right = static_cast<const T*>(rightData);
  return addInPartialSums(
      count, [&](std::size_t i) HWY_ATTR { return hn::Mul(loadDoubles(left + i), loadDoubles(right + i)); },
      [&](std::size_t i) { return double{left[i]} * double{right[i]}; });
}

/// The 64-bit type that holds every sum of a typed array of T.
template <typename T>
using Total = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;

/// 32-bit integers: widened lane by lane.
template <typename T>
HWY_INLINE Total<T> sumWords(const T* elements, std::size_t count) {
  const hn::ScalableTag<Total<T>> wide;
  const hn::Rebind<T, decltype(wide)> narrow;
  constexpr std::size_t kLanes = HWY_LANES(Total<T>);
  auto first = hn::Zero(wide);
  auto second = hn::Zero(wide);
  std::size_t i = 0;
  for (; i + 2 * kLanes <= count; i += 2 * kLanes) {
    first = hn::Add(first, hn::PromoteTo(wide, hn::LoadU(narrow, elements + i)));
    second = hn::Add(second, hn::PromoteTo(wide, hn::LoadU(narrow, elements + i + kLanes)));
  }
  HWY_ALIGN Total<T> lanes[kLanes];
  hn::Store(hn::Add(first, second), wide, lanes);
  Total<T> total = 0;
  for (const Total<T> lane : lanes) total += lane;
  for (; i < count; ++i) total += elements[i];
  return total;
}

/// 8- and 16-bit integers: added in 32 bits for as long as these cannot overflow.
template <typename T>
HWY_INLINE Total<T> sumShorts(const T* elements, std::size_t count) {
  using Word = std::conditional_t<std::is_signed_v<T>, std::int32_t, std::uint32_t>;
  const hn::ScalableTag<std::int32_t> wide;
  const hn::Rebind<T, decltype(wide)> narrow;
  constexpr std::size_t kLanes = HWY_LANES(std::int32_t);
  constexpr std::size_t kBlock = std::size_t{1} << 15;  // additions per lane: 2^15 * 2^16 fits in 31 bits
  Total<T> total = 0;
  std::size_t i = 0;
  while (i + kLanes <= count) {
    auto sums = hn::Zero(wide);
    const std::size_t vectors = std::min((count - i) / kLanes, kBlock - 1);
    for (std::size_t v = 0; v < vectors; ++v, i += kLanes) {
      sums = hn::Add(sums, hn::PromoteTo(wide, hn::LoadU(narrow, elements + i)));
    }
    HWY_ALIGN std::int32_t lanes[kLanes];
    hn::Store(sums, wide, lanes);
    for (const std::int32_t lane : lanes) total += static_cast<Word>(lane);
  }
  for (; i < count; ++i) total += elements[i];
  return total;
}

template <typename T>
double sumIntegers(const void* data, std::size_t count) {
  const T* elements = static_cast<const T*>(data);
  if constexpr (sizeof(T) == 4) {
    return static_cast<double>(sumWords(elements, count));
  } else {
    return static_cast<double>(sumShorts(elements, count));
  }
}

}  // namespace jetloop::runtime::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
