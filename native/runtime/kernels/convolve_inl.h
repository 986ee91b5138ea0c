// Convolution, once for each target (see hwy/foreach_target.h).
#if defined(JETLOOP_KERNELS_CONVOLVE_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef JETLOOP_KERNELS_CONVOLVE_INL_H
#undef JETLOOP_KERNELS_CONVOLVE_INL_H
#else
#define JETLOOP_KERNELS_CONVOLVE_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace jetloop::runtime::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Element `position` of the full convolution, from the weights that meet an element of the signal.
HWY_INLINE double convolveOne(Signal signal, Signal weights, std::size_t position) {
  const std::size_t first = position < signal.count ? 0 : position - signal.count + 1;
  const std::size_t end = std::min(position + 1, weights.count);
  double sum = 0;
  for (std::size_t k = first; k < end; ++k) sum += weights.data[k] * signal.data[position - k];
  return sum;
}

/// Neighbouring elements side by side in vectors, where all weights meet the signal; each sum has its own order.
inline void convolve(Signal signal, Signal weights, double* result, std::size_t first, std::size_t count) {
  const hn::ScalableTag<double> d;
  constexpr std::size_t kLanes = HWY_LANES(double);
  constexpr std::size_t kVectors = 8;
  const std::size_t end = first + count;
  std::size_t i = first;
  if (weights.count != 0 && weights.count <= signal.count) {
    for (; i < end && i + 1 < weights.count; ++i) result[i - first] = convolveOne(signal, weights, i);
    const std::size_t inside = std::min(end, signal.count);
    for (; i + kVectors * kLanes <= inside; i += kVectors * kLanes) {
      hn::Vec<decltype(d)> sums[kVectors];
      for (auto& sum : sums) sum = hn::Zero(d);
      for (std::size_t k = 0; k < weights.count; ++k) {
        const auto weight = hn::Set(d, weights.data[k]);
        const double* elements = signal.data + (i - k);
        HWY_UNROLL(8)
        for (std::size_t v = 0; v < kVectors; ++v) {
          sums[v] = hn::Add(sums[v], hn::Mul(weight, hn::LoadU(d, elements + v * kLanes)));
        }
      }
      for (std::size_t v = 0; v < kVectors; ++v) hn::StoreU(sums[v], d, result + (i - first) + v * kLanes);
    }
  }
  for (; i < end; ++i) result[i - first] = convolveOne(signal, weights, i);
}

}  // namespace jetloop::runtime::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
