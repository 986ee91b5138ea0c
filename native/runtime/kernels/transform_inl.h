// Fast Fourier transform of a power of two, once for each target (see hwy/foreach_target.h).
//
// Stockham's self-sorting algorithm in passes of radix 4, and one of radix 2 where the exponent is odd (van Loan,
// "Computational Frameworks for the Fast Fourier Transform", 1992, section 1.7).  Real and imaginary parts lie in
// arrays of their own.
#if defined(JETLOOP_KERNELS_TRANSFORM_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef JETLOOP_KERNELS_TRANSFORM_INL_H
#undef JETLOOP_KERNELS_TRANSFORM_INL_H
#else
#define JETLOOP_KERNELS_TRANSFORM_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace jetloop::runtime::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

struct ComplexArray {
  double* re;
  double* im;
};

template <typename V>
struct ComplexVector {
  V re;
  V im;
};

template <typename V>
HWY_INLINE ComplexVector<V> operator+(ComplexVector<V> a, ComplexVector<V> b) {
  return {hn::Add(a.re, b.re), hn::Add(a.im, b.im)};
}
template <typename V>
HWY_INLINE ComplexVector<V> operator-(ComplexVector<V> a, ComplexVector<V> b) {
  return {hn::Sub(a.re, b.re), hn::Sub(a.im, b.im)};
}
template <typename V>
HWY_INLINE ComplexVector<V> operator*(ComplexVector<V> a, ComplexVector<V> w) {
  return {hn::Sub(hn::Mul(a.re, w.re), hn::Mul(a.im, w.im)), hn::Add(hn::Mul(a.re, w.im), hn::Mul(a.im, w.re))};
}

template <typename D>
HWY_INLINE ComplexVector<hn::Vec<D>> loadComplex(D d, ComplexArray from, std::size_t i) {
  return {hn::LoadU(d, from.re + i), hn::LoadU(d, from.im + i)};
}

/// The four results of a butterfly.
template <typename V>
struct Butterfly {
  ComplexVector<V> y0, y1, y2, y3;
};

template <typename V>
HWY_INLINE Butterfly<V> combine(ComplexVector<V> a, ComplexVector<V> b, ComplexVector<V> c, ComplexVector<V> d,
                                ComplexVector<V> w1, ComplexVector<V> w2, ComplexVector<V> w3) {
  const auto sumAC = a + c;
  const auto differenceAC = a - c;
  const auto sumBD = b + d;
  const auto differenceBD = b - d;
  // Times i: the parts change places.
  const ComplexVector<V> minus{hn::Add(differenceAC.re, differenceBD.im), hn::Sub(differenceAC.im, differenceBD.re)};
  const ComplexVector<V> plus{hn::Sub(differenceAC.re, differenceBD.im), hn::Add(differenceAC.im, differenceBD.re)};
  return {sumAC + sumBD, minus * w1, (sumAC - sumBD) * w2, plus * w3};
}

/// The factors of one pass: arrays of `quarter` real parts and as many imaginary ones, for the first, second and third
/// power.
struct Factors {
  const double* data;
  std::size_t quarter;

  ComplexArray power(std::size_t exponent) const {
    auto* re = const_cast<double*>(data) + (exponent - 1) * 2 * quarter;
    return {re, re + quarter};
  }
};

/// The first pass: neighbours belong to neighbouring butterflies, whose results are interleaved.
template <typename D>
HWY_INLINE void transformNeighbours(D d, ComplexArray x, ComplexArray y, Factors factors) {
  const std::size_t quarter = factors.quarter;
  const ComplexArray w1 = factors.power(1);
  const ComplexArray w2 = factors.power(2);
  const ComplexArray w3 = factors.power(3);
  for (std::size_t p = 0; p < quarter; p += hn::MaxLanes(d)) {
    const auto [y0, y1, y2, y3] = combine(loadComplex(d, x, p), loadComplex(d, x, p + quarter),
                                          loadComplex(d, x, p + 2 * quarter), loadComplex(d, x, p + 3 * quarter),
                                          loadComplex(d, w1, p), loadComplex(d, w2, p), loadComplex(d, w3, p));
    hn::StoreInterleaved4(y0.re, y1.re, y2.re, y3.re, d, y.re + 4 * p);
    hn::StoreInterleaved4(y0.im, y1.im, y2.im, y3.im, d, y.im + 4 * p);
  }
}

/// A later pass: `stride` neighbours share their factors.
template <typename D>
HWY_INLINE void transformStrided(D d, ComplexArray x, ComplexArray y, Factors factors, std::size_t stride) {
  using V = hn::Vec<D>;
  const std::size_t quarter = factors.quarter;
  const auto spread = [&](std::size_t exponent, std::size_t p) HWY_ATTR {
    const ComplexArray w = factors.power(exponent);
    return ComplexVector<V>{hn::Set(d, w.re[p]), hn::Set(d, w.im[p])};
  };
  const std::size_t step = stride * quarter;
  for (std::size_t p = 0; p < quarter; ++p) {
    const auto w1 = spread(1, p);
    const auto w2 = spread(2, p);
    const auto w3 = spread(3, p);
    for (std::size_t q = 0; q < stride; q += hn::MaxLanes(d)) {
      const std::size_t i = q + stride * p;
      const auto [y0, y1, y2, y3] =
          combine(loadComplex(d, x, i), loadComplex(d, x, i + step), loadComplex(d, x, i + 2 * step),
                  loadComplex(d, x, i + 3 * step), w1, w2, w3);
      const std::size_t out = q + stride * 4 * p;
      const auto store = [&](ComplexVector<V> value, std::size_t at) HWY_ATTR {
        hn::StoreU(value.re, d, y.re + at);
        hn::StoreU(value.im, d, y.im + at);
      };
      store(y0, out);
      store(y1, out + stride);
      store(y2, out + 2 * stride);
      store(y3, out + 3 * stride);
    }
  }
}

/// The pass of radix 2 over halves of `stride` elements, in place.
template <typename D>
HWY_INLINE void transformPairs(D d, ComplexArray x, std::size_t stride) {
  for (std::size_t q = 0; q < stride; q += hn::MaxLanes(d)) {
    const auto a = loadComplex(d, x, q);
    const auto b = loadComplex(d, x, q + stride);
    const auto sum = a + b;
    const auto difference = a - b;
    hn::StoreU(sum.re, d, x.re + q);
    hn::StoreU(sum.im, d, x.im + q);
    hn::StoreU(difference.re, d, x.re + q + stride);
    hn::StoreU(difference.im, d, x.im + q + stride);
  }
}

/// Calls `pass` with the widest vectors of at most `lanes` doubles.
template <typename Pass>
HWY_INLINE void withVectorsUpTo(std::size_t lanes, const Pass& pass) {
  if (lanes >= HWY_LANES(double)) {
    pass(hn::ScalableTag<double>());
  } else if (lanes >= 4) {
    pass(hn::CappedTag<double, 4>());
  } else if (lanes == 2) {
    pass(hn::CappedTag<double, 2>());
  } else {
    pass(hn::CappedTag<double, 1>());
  }
}

inline void transform(double* re, double* im, double* scratch, const double* factors, std::size_t count) {
  ComplexArray from{re, im};
  ComplexArray to{scratch, scratch + count};
  std::size_t stride = 1;
  std::size_t length = count;
  for (; length >= 4; length /= 4, stride *= 4) {
    const Factors pass{factors, length / 4};
    if (stride == 1) {
      withVectorsUpTo(pass.quarter, [&](auto d) HWY_ATTR { transformNeighbours(d, from, to, pass); });
    } else {
      withVectorsUpTo(stride, [&](auto d) HWY_ATTR { transformStrided(d, from, to, pass, stride); });
    }
    factors += 6 * pass.quarter;
    std::swap(from, to);
  }
  if (length == 2) withVectorsUpTo(stride, [&](auto d) HWY_ATTR { transformPairs(d, from, stride); });
  if (from.re != re) {
    std::memcpy(re, from.re, count * sizeof(double));
    std::memcpy(im, from.im, count * sizeof(double));
  }
}

}  // namespace jetloop::runtime::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
