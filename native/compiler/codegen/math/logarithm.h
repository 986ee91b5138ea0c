// log, log1p, log2 and log10 in the arithmetic of fdlibm, without branches.
#pragma once

#include <limits>

#include "compiler/codegen/math/bits.h"
#include "compiler/codegen/math/exponential.h"

namespace jetloop::codegen::math {

/// x = 2^k * (1 + f) for x > 0, 1 + f between sqrt(1/2) and sqrt(2).
template <class Real>
struct SplitNumber {
  Real k;
  Real f;
};

/// `roundUp` is what, added to the upper word of a significand of at least the square root of two, carries into the
/// exponent.
template <class Real>
SplitNumber<Real> splitNormal(Real x, std::uint64_t roundUp) {
  const auto bits = bitsOf(x);
  const auto raised = bits + (roundUp << 32);
  const Real k = fromBits((raised >> 52) | bitsOf(Real(0x1p52))) - (0x1p52 + 1023);
  return {k, fromBits(bits - (raised & (std::uint64_t{0xfff} << 52)) + kOneBits) - 1.0};
}

inline constexpr std::uint64_t kRoundUpLog = 0x95f64;

template <class Real>
SplitNumber<Real> splitPositive(Real x) {
  const auto subnormal = x < 0x1p-1022;
  const SplitNumber<Real> split = splitNormal(select(subnormal, x * 0x1p54, x), kRoundUpLog);
  return {split.k - select(subnormal, Real(54.0), Real(0.0)), split.f};
}

/// The logarithm's series in s = f / (2 + f), in two halves.
template <class Real>
Real logarithmSeries(Real z) {
  const Real w = z * z;
  const Real even = w * polynomial(w, 0x1.999999997fa04p-2, 0x1.c71c51d8e78afp-3, 0x1.39a09d078c69fp-3);
  const Real odd =
      z * polynomial(w, 0x1.5555555555593p-1, 0x1.2492494229359p-2, 0x1.7466496cb03dep-3, 0x1.2f112df3e5244p-3);
  return odd + even;
}

/// k * ln 2 + log(1 + f).
template <class Real>
Real logarithmOfSplit(SplitNumber<Real> split) {
  const Real k = split.k;
  const Real f = split.f;
  const Real s = f / (Real(2.0) + f);
  const Real series = logarithmSeries(s * s);
  const Real low = k * kLn2Low;
  const Real halfSquare = (Real(0.5) * f) * f;
  // Far from 1 the square is rounded apart.
  const auto isFar = (f >= 0x6147ap-20) | (f < 0x16b852p-21 - 1.0);
  const auto isNear = (f < 0x1p-20) & (f >= -0x1p-20);
  const Real nearOne = (f * f) * (Real(0.5) - f * 0.33333333333333333) - low;
  const Real far = halfSquare - (s * (halfSquare + series) + low);
  const Real middle = s * (f - series) - low;
  return k * kLn2High - (select(isNear, nearOne, select(isFar, far, middle)) - f);
}

/// What every logarithm gives for infinity, NaN, zero and negative numbers; `result` for the others.
template <class Real>
Real withLogarithmSpecials(Real x, Real result) {
  const double infinity = std::numeric_limits<double>::infinity();
  const Real beyond = select(x == 0.0, Real(-infinity), Real(std::numeric_limits<double>::quiet_NaN()));
  return select(x > 0.0, select(x == infinity, x, result), beyond);
}

template <class Real>
Real logarithm(Real x) {
  return withLogarithmSpecials(x, logarithmOfSplit(splitPositive(x)));
}

template <class Real>
Real logarithm2(Real x) {
  const SplitNumber<Real> split = splitPositive(x);
  const Real f = split.f;
  const Real halfSquare = (Real(0.5) * f) * f;
  const Real s = f / (Real(2.0) + f);
  const Real r = s * (halfSquare + logarithmSeries(s * s));
  const Real high = upperHalf(f - halfSquare);
  const Real low = ((f - high) - halfSquare) + r;
  const Real inverseHigh = 0x1.7154765200000p+0;
  const Real inverseLow = 0x1.705fc2eefa200p-33;
  const Real valueHigh = high * inverseHigh;
  const Real valueLow = (low + high) * inverseLow + low * inverseHigh;
  const Real w = split.k + valueHigh;
  return withLogarithmSpecials(x, (valueLow + ((split.k - w) + valueHigh)) + w);
}

template <class Real>
Real logarithm10(Real x) {
  const auto subnormal = x < 0x1p-1022;
  const Real scaled = select(subnormal, x * 0x1p54, x);
  const auto bits = bitsOf(scaled);
  const Real exponent =
      fromBits((bits >> 52) | bitsOf(Real(0x1p52))) - select(subnormal, Real(0x1p52 + 1023 + 54), Real(0x1p52 + 1023));
  // Rounded toward zero: the significand is between 1/2 and 1 below one.
  const auto isBelowOne = exponent < 0.0;
  const Real k = select(isBelowOne, exponent + 1.0, exponent);
  const auto fraction = bits & ((std::uint64_t{1} << 52) - 1);
  const Real significand =
      fromBits(fraction | select(isBelowOne, typename Real::Word(kOneBits - (std::uint64_t{1} << 52)),
                                 typename Real::Word(kOneBits)));
  const Real natural = logarithmOfSplit(splitNormal(significand, kRoundUpLog));
  const Real low = k * 0x1.9fef311f12b36p-42 + natural * 0x1.bcb7b1526e50ep-2;
  return withLogarithmSpecials(x, low + k * 0x1.34413509f6p-2);
}

template <class Real>
Real logarithmPlusOne(Real x) {
  const double infinity = std::numeric_limits<double>::infinity();
  // Close to zero, x itself is the f of 1 + f; elsewhere what rounding 1 + x loses is made up for by `lost`.
  const auto isSmall = (x < doubleFromHigh(0x3fda827a)) & (x > -doubleFromHigh(0x3fd2bec5));
  const auto isHuge = x >= 0x1p53;
  const Real u = select(isHuge, x, Real(1.0) + x);
  const Real rest = select(u >= 2.0, Real(1.0) - (u - x), x - (u - 1.0));
  const Real lost = select(isSmall | isHuge, Real(0.0), rest / u);
  const SplitNumber<Real> split = splitNormal(u, 0x100000 - 0x6a09e);
  const Real k = select(isSmall, Real(0.0), split.k);
  const Real f = select(isSmall, x, split.f);

  const Real halfSquare = (Real(0.5) * f) * f;
  const Real s = f / (Real(2.0) + f);
  const Real z = s * s;
  const Real series =
      z * polynomial(z, 0x1.5555555555593p-1, 0x1.999999997fa04p-2, 0x1.2492494229359p-2, 0x1.c71c51d8e78afp-3,
                     0x1.7466496cb03dep-3, 0x1.39a09d078c69fp-3, 0x1.2f112df3e5244p-3);
  const Real low = k * kLn2Low + lost;
  const auto isNear = (!isSmall) & (f < 0x1p-20) & (f >= -0x3p-21);
  const Real nearOne = halfSquare * (Real(1.0) - f * 0.66666666666666666) - low;
  const Real general = halfSquare - (s * (halfSquare + series) + low);
  Real result = k * kLn2High - (select(isNear, nearOne, general) - f);

  const Real magnitude = absolute(x);
  const Real tiny = select(magnitude < doubleFromHigh(0x3c900000), x, x - (x * x) * 0.5);
  result = select(magnitude < doubleFromHigh(0x3e200000), tiny, result);
  const Real beyond = select(x == -1.0, Real(-infinity), Real(std::numeric_limits<double>::quiet_NaN()));
  return select(x > -1.0, select(x == infinity, x, result), beyond);
}

}  // namespace jetloop::codegen::math
