// pow as glibc has it since its release 2.28, with JavaScript's special cases around it as V8 has them where it asks
// the C library: log |x| from a table of 128 anchors, in two doubles, times y, and e to the power of that from a table
// of 128 powers of two.  Branch-free and right for all numbers.
//
// The library comes in two builds with different bits: with fused multiply-adds where the processor has them, and
// without.  Which sums of the first are fused was its compiler's choice.
#pragma once

#include <limits>

#include "compiler/codegen/math/bits.h"
#include "compiler/codegen/math/power.h"
#include "compiler/codegen/math/power_tables.h"

namespace jetloop::codegen::math {

enum class Rounding {
  kSeparate,  // a product is rounded before it is added to
  kFused,
};

/// a * b + c
template <Rounding rounding, class Real>
Real multiplyAdd(Real a, Real b, Real c) {
  if constexpr (rounding == Rounding::kFused) {
    return fusedMultiplyAdd(a, b, c);
  } else {
    return a * b + c;
  }
}

/// The number without the last 27 of its bits.
template <class Real>
Real upperBits(Real x) {
  return fromBits(bitsOf(x) & 0xfffffffff8000000);
}

/// The natural logarithm of a positive finite number; the sum's first part is rounded to 53 bits.
template <Rounding rounding, class Real>
DoubleDouble<Real> tabulatedLogarithm(Real x) {
  using Word = typename Real::Word;
  const auto subnormal = x < 0x1p-1022;
  const Word bits =
      bitsOf(select(subnormal, x * 0x1p52, x)) - select(subnormal, Word(std::uint64_t{52} << 52), Word(0));
  // x = 2^k * z, with z from a bit below the square root of a half up.
  const Word offset = bits - 0x3fe6955500000000;
  const Word index = (offset >> 45) & 127;
  const Real k = fromBits(((offset + kSignBit) >> 52) | bitsOf(Real(0x1p52))) - (0x1p52 + 2048);
  const Real z = fromBits(bits - (offset & (std::uint64_t{0xfff} << 52)));
  const auto [inverse, anchorHigh, anchorLow, padding] = lookUp(kAnchors, index);

  // r = z / anchor - 1; without fused operations in two parts, the first and its square exact.
  Real r = 0.0, rHigh = 0.0, rLow = 0.0;
  if constexpr (rounding == Rounding::kFused) {
    r = fusedMultiplyAdd(z, inverse, Real(-1.0));
  } else {
    const Real zHigh = fromBits((bitsOf(z) + 0x80000000) & kHighWord);
    rHigh = zHigh * inverse - 1.0;
    rLow = (z - zHigh) * inverse;
    r = rHigh + rLow;
  }
  const Real t1 = multiplyAdd<rounding>(k, Real(0x1.62e42fefa38p-1), anchorHigh);
  const Real t2 = t1 + r;
  const Real low1 = multiplyAdd<rounding>(k, Real(0x1.ef35793c7673p-45), anchorLow);
  const Real low2 = (t1 - t2) + r;

  const Real ar = r * -0.5;
  const Real ar2 = r * ar;
  const Real ar3 = r * ar2;
  Real square = ar2, low3 = 0.0;
  if constexpr (rounding == Rounding::kFused) {
    low3 = fusedMultiplyAdd(ar, r, -ar2);
  } else {
    const Real arHigh = rHigh * -0.5;
    square = rHigh * arHigh;
    low3 = rLow * (ar + arHigh);
  }
  const Real sum = t2 + square;
  const Real low4 = (t2 - sum) + square;
  const Real p1 = multiplyAdd<rounding>(r, Real(0x1.0000000000006p-1), Real(-0x1.555555555556p-1));
  const Real p2 = multiplyAdd<rounding>(r, Real(-0x1.555555529a47ap-1), Real(0x1.999999959554ep-1));
  const Real p3 = multiplyAdd<rounding>(r, Real(0x1.0002b8b263fc3p+0), Real(-0x1.2495b9b4845e9p+0));
  const Real p = multiplyAdd<rounding>(ar2, multiplyAdd<rounding>(ar2, p3, p2), p1);
  const Real low = multiplyAdd<rounding>(ar3, p, ((low1 + low2) + low3) + low4);
  const Real high = sum + low;
  return {high, (sum - high) + low};
}

/// e to the power of `x + tail`, the tail below 2^-7 of a 128th.
template <Rounding rounding, class Real>
Real tabulatedExponential(Real x, Real tail) {
  using Word = typename Real::Word;
  const Real shifted = multiplyAdd<rounding>(x, Real(0x1.71547652b82fep+7), Real(kIntegerShift));
  const Real k = shifted - kIntegerShift;
  Real r = multiplyAdd<rounding>(k, Real(-0x1.62e42fefap-8), x);
  r = multiplyAdd<rounding>(k, Real(-0x1.cf79abc9e3b3ap-47), r) + tail;
  const Word index = bitsOf(shifted) & 127;
  const auto [correction, lowered] = lookUp(kPowersOfTwo, index);
  const Word power = bitsOf(lowered) + (bitsOf(shifted) << 45);
  const Real square = r * r;
  const Real p23 = multiplyAdd<rounding>(r, Real(0x1.555555555543cp-3), Real(0x1.ffffffffffdbdp-2));
  const Real p45 = multiplyAdd<rounding>(r, Real(0x1.1111167a4d017p-7), Real(0x1.55555cf172b91p-5));
  const Real part = multiplyAdd<rounding>(p23, square, correction + r);
  const Real rest = multiplyAdd<rounding>(p45, square * square, part);

  // Where the power itself may be beyond the normal range, it is scaled in two steps.
  const auto isFar = absolute(x) >= 512.0;
  const auto isSmall = isFar & (x < 0.0);
  const Word step = select(x < 0.0, Word(std::uint64_t{1022} << 52), Word(0) - Word(std::uint64_t{1009} << 52));
  const Real scale = fromBits(power + select(isFar, step, Word(0)));
  const Real large = multiplyAdd<rounding>(rest, scale, scale);
  // Below the normal range it is first rounded to as many bits as are left.
  const Real product = rest * scale;
  const Real y = scale + product;
  const Real lost = (scale - y) + product;
  const Real raised = y + 1.0;
  const Real subnormal = (raised + (((Real(1.0) - raised) + y) + lost)) - 1.0;
  const Real small = select(y < 1.0, subnormal, y) * 0x1p-1022;
  const Real result = select(isSmall, small, large * select(isFar, Real(0x1p1009), Real(1.0)));

  const double infinity = std::numeric_limits<double>::infinity();
  const Real beyond = select(x < 0.0, Real(0.0), Real(infinity));
  return select(absolute(x) < 0x1p-54, x + 1.0, select(absolute(x) >= 1024.0, beyond, result));
}

template <Rounding rounding, class Real>
Real tabulatedPower(Real x, Real y) {
  const DoubleDouble<Real> logarithm = tabulatedLogarithm<rounding>(absolute(x));
  Real product = 0.0, tail = 0.0;
  if constexpr (rounding == Rounding::kFused) {
    product = y * logarithm.high;
    tail = fusedMultiplyAdd(y, logarithm.low, fusedMultiplyAdd(y, logarithm.high, -product));
  } else {
    const Real yHigh = upperBits(y);
    const Real high = upperBits(logarithm.high);
    product = yHigh * high;
    tail = (y - yHigh) * high + y * ((logarithm.high - high) + logarithm.low);
  }
  const double infinity = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Real magnitude = absolute(y);
  Real result = withSpecialBases(x, y, tabulatedExponential<rounding>(product, tail));
  result = select((y == 0.5) & (!(x == -infinity)), squareRoot(x + 0.0), result);
  result = select(y == 2.0, x * x, result);
  result = select((absolute(x) == 1.0) & (magnitude == infinity), Real(nan), result);
  result = select(isNan(x) | isNan(y), Real(nan), result);
  return select(magnitude == 0.0, Real(1.0), result);
}

}  // namespace jetloop::codegen::math
