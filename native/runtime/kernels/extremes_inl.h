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
  /// False: there is no NaN.  True: there may be one.
  bool mayHaveNaN;
};

/// The extreme by comparison, where zeros are equal; right where there is no NaN.
template <typename Which, typename T>
HWY_INLINE Extreme<T> findExtreme(const T* elements, std::size_t count) {
  const hn::ScalableTag<T> d;
  constexpr std::size_t kLanes = HWY_LANES(T);
  constexpr Which choose;
  T best = elements[0];
  bool mayHaveNaN = best != best;
  std::size_t i = 0;
  const auto takeOne = [&](T x) {
    mayHaveNaN = mayHaveNaN || x != x;
    best = Which::isBetter(x, best) ? x : best;
  };
  if (count >= 8 * kLanes) {
    // JavaScript's arrays begin anywhere; vectors that straddle cache lines are read at half the speed.  Memory that an
    // addon handed to V8 need not even suit its elements: there is no vector's boundary ahead then.
    while (i < kLanes && reinterpret_cast<std::uintptr_t>(elements + i) % (kLanes * sizeof(T)) != 0) {
      takeOne(elements[i++]);
    }
    const auto first = hn::Set(d, best);
    auto a = first;
    auto b = first;
    auto c = first;
    auto e = first;
    auto isNaN = hn::MaskFromVec(hn::Zero(d));
    for (; i + 4 * kLanes <= count; i += 4 * kLanes) {
      const auto x = hn::LoadU(d, elements + i);
      const auto y = hn::LoadU(d, elements + i + kLanes);
      const auto z = hn::LoadU(d, elements + i + 2 * kLanes);
      const auto w = hn::LoadU(d, elements + i + 3 * kLanes);
      a = choose(a, x);
      b = choose(b, y);
      c = choose(c, z);
      e = choose(e, w);
      // A sum with a NaN is one.  So are some sums of infinities; the caller looks again.
      if constexpr (std::is_floating_point_v<T>) {
        isNaN = hn::Or(isNaN, hn::IsNaN(hn::Add(hn::Add(x, y), hn::Add(z, w))));
      }
    }
    HWY_ALIGN T lanes[kLanes];
    hn::Store(choose(choose(a, b), choose(c, e)), d, lanes);
    for (const T lane : lanes) best = Which::isBetter(lane, best) ? lane : best;
    mayHaveNaN = mayHaveNaN || !hn::AllFalse(d, isNaN);
  }
  while (i < count) takeOne(elements[i++]);
  return {best, mayHaveNaN};
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
    if (extreme.mayHaveNaN && findFirst(elements, count, IsNotANumber()) != count) {
      return std::numeric_limits<double>::quiet_NaN();
    }
    if (extreme.value == 0) {
      const T preferred = Which::kPrefersNegativeZero ? T{-0.0} : T{0.0};
      const bool found = findFirst(elements, count, IdenticalTo<T>{preferred}) != count;
      return found == Which::kPrefersNegativeZero ? -0.0 : 0.0;
    }
  }
  return static_cast<double>(extreme.value);
}

/// Goes through the array once, block by block, and then through the block that holds the extreme.
template <typename Which, typename T>
std::size_t indexOfExtreme(const void* data, std::size_t count) {
  constexpr std::size_t kBlock = 4096 / sizeof(T);
  const T* elements = static_cast<const T*>(data);
  T best = elements[0];
  std::size_t bestBlock = 0;
  for (std::size_t block = 0; block < count; block += kBlock) {
    const std::size_t length = std::min(kBlock, count - block);
    const Extreme<T> extreme = findExtreme<Which>(elements + block, length);
    if constexpr (std::is_floating_point_v<T>) {
      if (extreme.mayHaveNaN) {
        const std::size_t at = findFirst(elements + block, length, IsNotANumber());
        if (at != length) return block + at;
      }
    }
    if (Which::isBetter(extreme.value, best)) {
      best = extreme.value;
      bestBlock = block;
    }
  }
  return bestBlock + findFirst(elements + bestBlock, std::min(kBlock, count - bestBlock), EqualTo<T>{best});
}

}  // namespace jetloop::runtime::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
