// exp and expm1 in the arithmetic of fdlibm, without branches.
#pragma once

#include <limits>

#include "compiler/codegen/math/bits.h"

namespace jetloop::codegen::math {

inline constexpr double kLn2High = 0x1.62e42feep-1;
inline constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
inline constexpr double kInverseLn2 = 0x1.71547652b82fep+0;
inline constexpr double kExpOverflow = 0x1.62e42fefa39efp+9;
inline constexpr double kExpUnderflow = -0x1.74910d52d3051p+9;

/// x = k * ln 2 + (high - low), k an integer; k is 0 up to half of ln 2.
template <class Real>
struct ReducedExponent {
  Real k;
  Real high;
  Real low;
};

template <class Real>
ReducedExponent<Real> reduceExponent(Real x) {
  const Real nearest = truncated(Real(kInverseLn2) * x + withSignOf(Real(0.5), x));
  const Real k = select(absolute(x) < doubleFromHigh(0x3fd62e43), Real(0.0), nearest);
  return {k, x - k * kLn2High, k * kLn2Low};
}

template <class Real>
Real exponential(Real x) {
  const ReducedExponent<Real> reduced = reduceExponent(x);
  const Real k = reduced.k;
  const Real r = reduced.high - reduced.low;
  const Real t = r * r;
  const Real c = r - t * polynomial(t, 0x1.555555555553ep-3, -0x1.6c16c16bebd93p-9, 0x1.1566aaf25de2cp-14,
                                    -0x1.bbd41c5d26bf1p-20, 0x1.6376972bea4dp-25);
  const Real y = Real(1.0) - ((reduced.low - (r * c) / (Real(2.0) - c)) - reduced.high);

  // The ends of the range of exponents are scaled in two steps, of which only the second rounds.
  const auto isTiny = k < -1021.0;
  const auto isHuge = k == 1024.0;
  const Real first = select(isTiny, k + 1000.0, select(isHuge, Real(1.0), k));
  const Real second = select(isTiny, Real(0x1p-1000), select(isHuge, Real(0x1p1023), Real(1.0)));
  const Real scaled = (y * powerOfTwo(first)) * second;

  Real result = select(absolute(x) < doubleFromHigh(0x3e300000), Real(1.0) + x, scaled);
  result = select(x == 1.0, Real(0x1.5bf0a8b145769p+1), result);
  result = select(x > kExpOverflow, Real(std::numeric_limits<double>::infinity()), result);
  return select(x < kExpUnderflow, Real(0.0), result);
}

/// exp(x) - 1 for x in [-56 ln 2, 709.78] that is not -0.
template <class Real>
Real exponentialMinusOneInRange(Real x) {
  const ReducedExponent<Real> reduced = reduceExponent(x);
  const Real k = reduced.k;
  const Real r = reduced.high - reduced.low;
  const Real correction = (reduced.high - r) - reduced.low;
  const Real half = r * 0.5;
  const Real hxs = r * half;
  const Real r1 = polynomial(hxs, 1.0, -0x1.11111111110f4p-5, 0x1.a01a019fe5585p-10, -0x1.4ce199eaadbb7p-14,
                             0x1.0cfca86e65239p-18, -0x1.afdb76e09c32dp-23);
  const Real t = Real(3.0) - r1 * half;
  const Real quotient = hxs * ((r1 - t) / (Real(6.0) - r * t));
  const Real e = (r * (quotient - correction) - correction) - hxs;
  const Real d = r - e;

  // Which rounding is best depends on how 1 compares with 2^k.
  const Real scale = powerOfTwo(select(k == 1024.0, Real(1.0), k));
  const Real inverse = powerOfTwo(-k);
  const auto isFar = (k <= -2.0) | (k > 56.0);
  const Real beforeScaling =
      select(isFar, Real(1.0) + d, select(k < 20.0, (Real(1.0) - inverse) + d, (r - (e + inverse)) + 1.0));
  Real scaled = beforeScaling * scale;
  scaled = select(k == 1024.0, scaled * 8.98846567431158e+307, scaled);
  const Real general = select(isFar, scaled - 1.0, scaled);
  const Real one = select(r < -0.25, Real(-2.0) * (e - (r + 0.5)), Real(1.0) + Real(2.0) * d);
  const Real minusOne = Real(0.5) * d - 0.5;
  return select(k == 0.0, d, select(k == 1.0, one, select(k == -1.0, minusOne, general)));
}

template <class Real>
Real exponentialMinusOne(Real x) {
  Real result = exponentialMinusOneInRange(x);
  result = select(absolute(x) < doubleFromHigh(0x3c900000), x, result);
  result = select(x > kExpOverflow, Real(std::numeric_limits<double>::infinity()), result);
  return select(x <= -doubleFromHigh(0x4043687a), Real(-1.0), result);
}

}  // namespace jetloop::codegen::math
