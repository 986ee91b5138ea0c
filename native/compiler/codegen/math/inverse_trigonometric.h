// asin, acos, atan and atan2 in the arithmetic of fdlibm, without branches.
#pragma once

#include <limits>

#include "compiler/codegen/math/bits.h"

namespace jetloop::codegen::math {

inline constexpr double kPi = 0x1.921fb54442d18p+1;
inline constexpr double kPiLow = 0x1.1a62633145c07p-53;
inline constexpr double kHalfPi = 0x1.921fb54442d18p+0;
inline constexpr double kHalfPiLow = 0x1.1a62633145c07p-54;
inline constexpr double kQuarterPi = 0x1.921fb54442d18p-1;

/// (asin(x) - x) / x for x * x = t.
template <class Real>
Real arcSeries(Real t) {
  const Real p = t * polynomial(t, 0x1.5555555555555p-3, -0x1.4d61203eb6f7dp-2, 0x1.9c1550e884455p-3,
                                -0x1.48228b5688f3bp-5, 0x1.9efe07501b288p-11, 0x1.23de10dfdf709p-15);
  const Real q =
      polynomial(t, 1.0, -0x1.33a271c8a2d4bp+1, 0x1.02ae59c598ac8p+1, -0x1.6066c1b8d0159p-1, 0x1.3b8c5b12e9282p-4);
  return p / q;
}

template <class Real>
Real arcSine(Real x) {
  const Real magnitude = absolute(x);
  const auto isSmall = magnitude < 0.5;
  const Real t = select(isSmall, x * x, (Real(1.0) - magnitude) * 0.5);
  const Real w = arcSeries(t);
  const Real s = squareRoot(t);
  const Real nearOne = Real(kHalfPi) - (Real(2.0) * (s + s * w) - kHalfPiLow);
  const Real upper = upperHalf(s);
  const Real lower = (t - upper * upper) / (s + upper);
  const Real p = (Real(2.0) * s) * w - (Real(kHalfPiLow) - Real(2.0) * lower);
  const Real q = Real(kQuarterPi) - Real(2.0) * upper;
  const Real large = select(magnitude >= doubleFromHigh(0x3fef3333), nearOne, Real(kQuarterPi) - (p - q));
  return select(isSmall, x + x * w, withSignOf(large, x));
}

template <class Real>
Real arcCosine(Real x) {
  const Real magnitude = absolute(x);
  const auto isSmall = magnitude < 0.5;
  const Real z = select(isSmall, x * x, (Real(1.0) - magnitude) * 0.5);
  const Real r = arcSeries(z);
  const Real small = Real(kHalfPi) - (x - (Real(kHalfPiLow) - x * r));
  const Real s = squareRoot(z);
  const Real negative = Real(kPi) - Real(2.0) * (s + (r * s - kHalfPiLow));
  const Real upper = upperHalf(s);
  const Real lower = (z - upper * upper) / (s + upper);
  const Real positive = select(x == 1.0, Real(0.0), Real(2.0) * (upper + (r * s + lower)));
  return select(isSmall, small, select(x < 0.0, negative, positive));
}

/// atan of a number that is not negative.
template <class Real>
Real arcTangentOfMagnitude(Real x) {
  // The nearest of 0, 1/2, 1, 3/2 and infinity is split off.
  const auto isZero = x < doubleFromHigh(0x3fdc0000);
  const auto isHalf = x < doubleFromHigh(0x3fe60000);
  const auto isOne = x < doubleFromHigh(0x3ff30000);
  const auto isThreeHalves = x < doubleFromHigh(0x40038000);
  const auto choose = [&](Real zero, Real half, Real one, Real threeHalves, Real infinity) {
    return select(isOne, select(isHalf, select(isZero, zero, half), one), select(isThreeHalves, threeHalves, infinity));
  };
  const Real numerator = choose(x, Real(2.0) * x - 1.0, x - 1.0, x - 1.5, Real(-1.0));
  const Real denominator = choose(Real(1.0), Real(2.0) + x, x + 1.0, Real(1.0) + x * 1.5, x);
  const Real high =
      choose(Real(0.0), Real(0x1.dac670561bb4fp-2), Real(kQuarterPi), Real(0x1.f730bd281f69bp-1), Real(kHalfPi));
  const Real low = choose(Real(0.0), Real(0x1.a2b7f222f65e2p-56), Real(0x1.1a62633145c07p-55),
                          Real(0x1.007887af0cbbdp-56), Real(kHalfPiLow));

  const Real t = numerator / denominator;
  const Real z = t * t;
  const Real w = z * z;
  const Real even = z * polynomial(w, 0x1.555555555550dp-2, 0x1.24924920083ffp-3, 0x1.745cdc54c206ep-4,
                                   0x1.10d66a0d03d51p-4, 0x1.97b4b24760debp-5, 0x1.0ad3ae322da11p-6);
  const Real odd = w * polynomial(w, -0x1.999999998ebc4p-3, -0x1.c71c6fe231671p-4, -0x1.3b0f2af749a6dp-4,
                                  -0x1.dde2d52defd9ap-5, -0x1.2b4442c6a6c2fp-5);
  return high - ((t * (even + odd) - low) - t);
}

template <class Real>
Real arcTangent(Real x) {
  return withSignOf(arcTangentOfMagnitude(absolute(x)), x);
}

template <class Real>
Real arcTangent2(Real y, Real x) {
  using Word = typename Real::Word;
  const double infinity = std::numeric_limits<double>::infinity();
  const Real height = absolute(y);
  const Real width = absolute(x);
  // Equal ones give 1 also where dividing would not: infinities.  Zero over zero counts as flat.
  const Real ratio = select(height == 0.0, Real(0.0), select(height == width, Real(1.0), height / width));
  const Word difference = (bitsOf(height) >> 32) - (bitsOf(width) >> 32);
  const auto isSteep = (!(difference < Word(std::uint64_t{61} << 20))) | (width == 0.0) | (height == infinity);
  const auto isUpright = isSteep & (height > 0.0) & (!((height == infinity) & (width == infinity)));
  const auto isFlat = (difference < Word(0) - Word(std::uint64_t{60} << 20)) & isNegative(x);
  const Real angle = arcTangentOfMagnitude(ratio);
  const Real acute = select(isUpright, Real(kHalfPi), select(isFlat, Real(0.0), angle));
  const Real magnitude = select(isNegative(x) & (!isUpright), Real(kPi) - (acute - kPiLow), acute);
  return select(isNan(x) | isNan(y), x + y, withSignOf(magnitude, y));
}

}  // namespace jetloop::codegen::math
