// Smallest and largest elements and where they are, once for each target (see hwy/foreach_target.h).
#if defined(JETLOOP_KERNELS_EXTREMES_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef JETLOOP_KERNELS_EXTREMES_INL_H
#undef JETLOOP_KERNELS_EXTREMES_INL_H
#else
#define JETLOOP_KERNELS_EXTREMES_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace jetloop::runtime::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// What of the extreme is wanted: the smallest or the largest element.
struct Smallest {
  template <typename V>
  HWY_INLINE V operator()(V a, V b) const {
    return hn::Min(a, b);
  }
  template <typename T>
  static bool isBetter(T candidate, T best) {
    return candidate < best;
  }
  /// Which zero Math.min gives where both occur.
  static constexpr bool kPrefersNegativeZero = true;
};

struct Largest {
  template <typename V>
  HWY_INLINE V operator()(V a, V b) const {
    return hn::Max(a, b);
  }
  template <typename T>
  static bool isBetter(T candidate, T best) {
    return candidate > best;
  }
  static constexpr bool kPrefersNegativeZero = false;
};

template <typename T>
struct Extreme {
  T value;
  bool hasNaN;
};

/// The extreme by comparison, where zeros are equal, and whether there is a NaN.
template <typename Which, typename T>
HWY_INLINE Extreme<T> findExtreme(const T* elements, std::size_t count) {
  const hn::ScalableTag<T> d;
  constexpr std::size_t kLanes = HWY_LANES(T);
  constexpr std::size_t kVectors = 4;
  constexpr Which choose;
  T best = elements[0];
  bool hasNaN = best != best;
  std::size_t i = 0;
  if (count >= kVectors * kLanes) {
    hn::Vec<decltype(d)> extremes[kVectors];
    for (auto& extreme : extremes) extreme = hn::Set(d, best);
    auto nans = hn::Zero(d);  // bits appear where a NaN was met
    for (; i + kVectors * kLanes <= count; i += kVectors * kLanes) {
      HWY_UNROLL(4)
      for (std::size_t v = 0; v < kVectors; ++v) {
        const auto x = hn::LoadU(d, elements + i + v * kLanes);
        extremes[v] = choose(extremes[v], x);
        if constexpr (std::is_floating_point_v<T>) nans = hn::Or(nans, hn::VecFromMask(d, hn::IsNaN(x)));
      }
    }
    const auto all = choose(choose(extremes[0], extremes[1]), choose(extremes[2], extremes[3]));
    HWY_ALIGN T lanes[kLanes];
    hn::Store(all, d, lanes);
    for (const T lane : lanes) best = Which::isBetter(lane, best) ? lane : best;
    if constexpr (std::is_floating_point_v<T>) {
      using Bits = hn::RebindToUnsigned<decltype(d)>;
      hasNaN = hasNaN || !hn::AllTrue(Bits(), hn::Eq(hn::BitCast(Bits(), nans), hn::Zero(Bits())));
    }
  }
  for (; i < count; ++i) {
    const T x = elements[i];
    hasNaN = hasNaN || x != x;
    best = Which::isBetter(x, best) ? x : best;
  }
  return {best, hasNaN};
}

/// Index of the first element for which matches(vector) and matches(scalar) hold, or `count`.
template <typename T, typename Matches>
HWY_INLINE std::size_t findFirst(const T* elements, std::size_t count, const Matches& matches) {
  const hn::ScalableTag<T> d;
  constexpr std::size_t kLanes = HWY_LANES(T);
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const intptr_t lane = hn::FindFirstTrue(d, matches.inVector(d, hn::LoadU(d, elements + i)));
    if (lane >= 0) return i + static_cast<std::size_t>(lane);
  }
  for (; i < count; ++i) {
    if (matches.inScalar(elements[i])) return i;
  }
  return count;
}

template <typename T>
struct EqualTo {
  T value;
  template <typename D, typename V>
  HWY_INLINE auto inVector(D d, V x) const {
    return hn::Eq(x, hn::Set(d, value));
  }
  bool inScalar(T x) const { return x == value; }
};

struct IsNotANumber {
  template <typename D, typename V>
  HWY_INLINE auto inVector(D, V x) const {
    return hn::IsNaN(x);
  }
  template <typename T>
  bool inScalar(T x) const {
    return x != x;
  }
};

/// Same bits: tells the zeros apart.
template <typename T>
struct IdenticalTo {
  T value;
  template <typename D, typename V>
  HWY_INLINE auto inVector(D d, V x) const {
    const hn::RebindToUnsigned<D> bits;
    return hn::RebindMask(d, hn::Eq(hn::BitCast(bits, x), hn::BitCast(bits, hn::Set(d, value))));
  }
  bool inScalar(T x) const { return x == value && std::signbit(x) == std::signbit(value); }
};

template <typename Which, typename T>
double extremeOf(const void* data, std::size_t count) {
  const T* elements = static_cast<const T*>(data);
  const Extreme<T> extreme = findExtreme<Which>(elements, count);
  if constexpr (std::is_floating_point_v<T>) {
    if (extreme.hasNaN) return std::numeric_limits<double>::quiet_NaN();
    if (extreme.value == 0) {
      const T preferred = Which::kPrefersNegativeZero ? T{-0.0} : T{0.0};
      const bool found = findFirst(elements, count, IdenticalTo<T>{preferred}) != count;
      return found == Which::kPrefersNegativeZero ? -0.0 : 0.0;
    }
  }
  return static_cast<double>(extreme.value);
}

template <typename Which, typename T>
std::size_t indexOfExtreme(const void* data, std::size_t count) {
  const T* elements = static_cast<const T*>(data);
  const Extreme<T> extreme = findExtreme<Which>(elements, count);
  if constexpr (std::is_floating_point_v<T>) {
    if (extreme.hasNaN) return findFirst(elements, count, IsNotANumber());
  }
  return findFirst(elements, count, EqualTo<T>{extreme.value});
}

}  // namespace jetloop::runtime::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
