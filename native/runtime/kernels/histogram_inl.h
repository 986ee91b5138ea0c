// Histograms, once for each target (see hwy/foreach_target.h).
#if defined(JETLOOP_KERNELS_HISTOGRAM_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef JETLOOP_KERNELS_HISTOGRAM_INL_H
#undef JETLOOP_KERNELS_HISTOGRAM_INL_H
#else
#define JETLOOP_KERNELS_HISTOGRAM_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace jetloop::runtime::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// The bins of kBlock elements.
template <typename T>
HWY_INLINE void findBins(const T* elements, std::size_t count, const Bins& bins, std::int32_t* found) {
  // Doubles are enough for every kind; the compiler turns this into vectors.
  const double last = bins.count - 1;
  for (std::size_t i = 0; i < count; ++i) {
    const double x = static_cast<double>(elements[i]);
    const double position = (x - bins.minimum) * bins.scale;
    const bool isInside = x >= bins.minimum && x <= bins.maximum;
    const double bounded = position < last ? position : last;
    found[i] = static_cast<std::int32_t>(isInside ? bounded : last + 1);
  }
}

/// Counts go round several tables, so that equal neighbours do not wait for each other.
template <typename T>
void countInBins(const void* data, std::size_t count, const Bins& bins, std::uint32_t* counts) {
  constexpr std::size_t kBlock = 512;
  constexpr std::size_t kTables = 4;
  constexpr std::size_t kMostEntries = 1024;  // all tables together stay in the first cache
  const T* elements = static_cast<const T*>(data);
  const std::size_t entries = std::size_t{bins.count} + 1;
  const bool isSpread = entries <= kMostEntries;
  std::array<std::uint32_t, (kTables - 1) * kMostEntries> more{};
  std::uint32_t* const tables[kTables] = {counts, isSpread ? more.data() : counts,
                                          isSpread ? more.data() + kMostEntries : counts,
                                          isSpread ? more.data() + 2 * kMostEntries : counts};
  std::array<std::int32_t, kBlock> found;
  for (std::size_t i = 0; i < count; i += kBlock) {
    const std::size_t length = std::min(kBlock, count - i);
    findBins(elements + i, length, bins, found.data());
    std::size_t k = 0;
    for (; k + kTables <= length; k += kTables) {
      for (std::size_t t = 0; t < kTables; ++t) ++tables[t][found[k + t]];
    }
    for (; k < length; ++k) ++counts[found[k]];
  }
  if (!isSpread) return;
  for (std::size_t bin = 0; bin < entries; ++bin) {
    for (std::size_t t = 1; t < kTables; ++t) counts[bin] += tables[t][bin];
  }
}

}  // namespace jetloop::runtime::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
