// Sorting by Highway's vectorised quicksort (Blacher, Giesen, Kühne 2022), once for each target (see
// hwy/foreach_target.h).
#include "hwy/contrib/sort/traits-inl.h"
#include "hwy/contrib/sort/traits128-inl.h"
#include "hwy/contrib/sort/vqsort-inl.h"

#if defined(JETLOOP_KERNELS_SORT_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef JETLOOP_KERNELS_SORT_INL_H
#undef JETLOOP_KERNELS_SORT_INL_H
#else
#define JETLOOP_KERNELS_SORT_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace jetloop::runtime::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <typename T>
HWY_INLINE void sortAscending(T* keys, std::size_t count) {
  const hn::SortTag<T> d;
  const hn::detail::SharedTraits<hn::detail::TraitsLane<hn::detail::OrderAscending<T>>> order;
  hn::Sort(d, order, keys, count, static_cast<T*>(nullptr));
}

template <typename T>
void sortIntegers(void* data, std::size_t count) {
  sortAscending(static_cast<T*>(data), count);
}

/// Bytes are counted: 256 numbers say everything about the array.
template <typename T>
void sortBytes(void* data, std::size_t count) {
  T* elements = static_cast<T*>(data);
  std::array<std::size_t, 256> counts{};
  for (std::size_t i = 0; i < count; ++i) ++counts[static_cast<std::uint8_t>(elements[i])];
  for (int value = std::numeric_limits<T>::min(); value <= std::numeric_limits<T>::max(); ++value) {
    elements = std::fill_n(elements, counts[static_cast<std::uint8_t>(value)], static_cast<T>(value));
  }
}

/// Turns the bits of floats into integers of the same order, and back.  -0 lies below +0; every NaN becomes the
/// positive quiet one, which lies above everything.
template <typename Float, typename Integer, typename V>
HWY_INLINE V exchangeOrder(V bits) {
  const hn::DFromV<V> d;
  const V below = hn::ShiftRight<8 * sizeof(Integer) - 1>(bits);  // all ones for negative numbers
  return hn::Xor(bits, hn::And(below, hn::Set(d, std::numeric_limits<Integer>::max())));
}

template <typename Float, typename Integer>
void sortFloats(void* data, std::size_t count) {
  const hn::ScalableTag<Float> floats;
  const hn::RebindToSigned<decltype(floats)> integers;
  constexpr std::size_t kLanes = HWY_LANES(Float);
  auto* keys = static_cast<Integer*>(data);
  auto* numbers = static_cast<Float*>(data);
  const auto nan = hn::Set(floats, std::numeric_limits<Float>::quiet_NaN());
  const auto toKeys = [&](auto x) HWY_ATTR {
    return exchangeOrder<Float, Integer>(hn::BitCast(integers, hn::IfThenElse(hn::IsNaN(x), nan, x)));
  };
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) hn::StoreU(toKeys(hn::LoadU(floats, numbers + i)), integers, keys + i);
  const auto padded = [&](const auto& body) HWY_ATTR {
    HWY_ALIGN Float rest[kLanes] = {};
    std::memcpy(rest, numbers + i, (count - i) * sizeof(Float));
    body(rest);
    std::memcpy(numbers + i, rest, (count - i) * sizeof(Float));
  };
  padded([&](Float* rest) HWY_ATTR { hn::Store(hn::BitCast(floats, toKeys(hn::Load(floats, rest))), floats, rest); });
  sortAscending(keys, count);
  for (i = 0; i + kLanes <= count; i += kLanes) {
    hn::StoreU(exchangeOrder<Float, Integer>(hn::LoadU(integers, keys + i)), integers, keys + i);
  }
  padded([&](Float* rest) HWY_ATTR {
    const auto bits = exchangeOrder<Float, Integer>(hn::BitCast(integers, hn::Load(floats, rest)));
    hn::Store(hn::BitCast(floats, bits), floats, rest);
  });
}

/// The element as an unsigned integer of the same order.
template <typename T>
HWY_INLINE std::uint64_t orderKey(T element) {
  using Unsigned = std::conditional_t<sizeof(T) == 8, std::uint64_t, std::uint32_t>;
  constexpr Unsigned kSign = Unsigned{1} << (8 * sizeof(Unsigned) - 1);
  if constexpr (std::is_floating_point_v<T>) {
    if (element != element) return std::numeric_limits<Unsigned>::max();
    Unsigned bits = 0;
    std::memcpy(&bits, &element, sizeof bits);
    return (bits & kSign) != 0 ? static_cast<Unsigned>(~bits) : static_cast<Unsigned>(bits | kSign);
  } else {
    return static_cast<Unsigned>(static_cast<Unsigned>(element) ^ (std::is_signed_v<T> ? kSign : 0));
  }
}

/// Sorts key and index as one number, the key in front.
template <typename T>
void findOrder(const void* data, std::size_t count, std::uint64_t* scratch, std::uint32_t* order) {
  const T* elements = static_cast<const T*>(data);
  if constexpr (kOrderWords<T> == 1) {
    for (std::size_t i = 0; i < count; ++i) scratch[i] = orderKey(elements[i]) << 32 | i;
    sortAscending(scratch, count);
    for (std::size_t i = 0; i < count; ++i) order[i] = static_cast<std::uint32_t>(scratch[i]);
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      scratch[2 * i] = i;
      scratch[2 * i + 1] = orderKey(elements[i]);
    }
    const hn::SortTag<std::uint64_t> d;
    const hn::detail::SharedTraits<hn::detail::Traits128<hn::detail::OrderAscending128>> ascending;
    hn::Sort(d, ascending, scratch, 2 * count, static_cast<std::uint64_t*>(nullptr));
    for (std::size_t i = 0; i < count; ++i) order[i] = static_cast<std::uint32_t>(scratch[2 * i]);
  }
}

}  // namespace jetloop::runtime::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
