// The hyperbolic functions and their inverses in the arithmetic of fdlibm, by exp, expm1, log and log1p.
#pragma once

#include <limits>

#include "compiler/codegen/math/exponential.h"
#include "compiler/codegen/math/logarithm.h"

namespace jetloop::codegen::math {

inline constexpr double kHyperbolicOverflow = 710.4758600739439;
inline constexpr double kTwoToMinus28 = 0x1p-28;

/// exp(x) / 2 for x >= 0, times `half` / 0.5, where exp(x) itself may overflow.
template <class Real>
Real halfExponential(Real x, Real half) {
  const auto isWide = x >= doubleFromHigh(0x40862e42);
  const Real e = exponential(select(isWide, x * 0.5, x));
  return select(isWide, (half * e) * e, half * e);
}

template <class Real>
Real hyperbolicSine(Real x) {
  const Real magnitude = absolute(x);
  const Real half = withSignOf(Real(0.5), x);
  const Real t = exponentialMinusOneInRange(magnitude);
  const auto isSmall = magnitude < 1.0;
  const Real quotient = select(isSmall, t * t, t) / (t + 1.0);
  const Real middle = half * select(isSmall, Real(2.0) * t - quotient, t + quotient);
  Real result = select(magnitude < 22.0, middle, halfExponential(magnitude, half));
  result = select(magnitude <= kHyperbolicOverflow, result, x * 1.0e307);
  return select(magnitude < kTwoToMinus28, x, result);
}

template <class Real>
Real hyperbolicCosine(Real x) {
  const Real magnitude = absolute(x);
  const Real t = exponentialMinusOneInRange(magnitude);
  const Real w = Real(1.0) + t;
  const Real small = Real(1.0) + (t * t) / (w + w);
  const Real e = exponential(magnitude);
  const Real middle = Real(0.5) * e + Real(0.5) / e;
  Real result = select(magnitude < 22.0, middle, halfExponential(magnitude, Real(0.5)));
  result = select(magnitude < doubleFromHigh(0x3fd62e43), small, result);
  return select(magnitude <= kHyperbolicOverflow, result, magnitude * std::numeric_limits<double>::infinity());
}

template <class Real>
Real hyperbolicTangent(Real x) {
  const Real magnitude = absolute(x);
  const auto isLarge = magnitude >= 1.0;
  const Real doubled = select(isLarge, Real(2.0), Real(-2.0)) * magnitude;
  const Real t = exponentialMinusOneInRange(doubled);
  const Real quotient = select(isLarge, Real(2.0), -t) / (t + 2.0);
  Real result = select(isLarge, Real(1.0) - quotient, quotient);
  result = select(magnitude >= 22.0, Real(1.0), result);
  return select(magnitude < kTwoToMinus28, x, withSignOf(result, x));
}

template <class Real>
Real inverseHyperbolicSine(Real x) {
  const Real magnitude = absolute(x);
  const Real square = x * x;
  const auto isHuge = magnitude >= doubleFromHigh(0x41b00001);
  const auto isLarge = magnitude >= doubleFromHigh(0x40000001);
  const Real argument =
      select(isHuge, magnitude, Real(2.0) * magnitude + Real(1.0) / (squareRoot(square + 1.0) + magnitude));
  const Real natural = logarithm(argument);
  const Real large = select(isHuge, natural + 0x1.62e42fefa39efp-1, natural);
  const Real small = logarithmPlusOne(magnitude + square / (Real(1.0) + squareRoot(Real(1.0) + square)));
  return select(magnitude < kTwoToMinus28, x, withSignOf(select(isLarge, large, small), x));
}

template <class Real>
Real inverseHyperbolicCosine(Real x) {
  const auto isHuge = x >= doubleFromHigh(0x41b00000);
  const auto isLarge = x >= doubleFromHigh(0x40000001);
  const Real argument = select(isHuge, x, Real(2.0) * x - Real(1.0) / (x + squareRoot(x * x - 1.0)));
  const Real natural = logarithm(argument);
  const Real large = select(isHuge, natural + 0x1.62e42fefa39efp-1, natural);
  const Real t = x - 1.0;
  const Real small = logarithmPlusOne(t + squareRoot(Real(2.0) * t + t * t));
  const Real result = select(isLarge, large, small);
  return select(x >= 1.0, result, Real(std::numeric_limits<double>::quiet_NaN()));
}

template <class Real>
Real inverseHyperbolicTangent(Real x) {
  const Real magnitude = absolute(x);
  const Real doubled = magnitude + magnitude;
  const auto isSmall = magnitude < 0.5;
  const Real quotient = select(isSmall, doubled * magnitude, doubled) / (Real(1.0) - magnitude);
  const Real result = Real(0.5) * logarithmPlusOne(select(isSmall, doubled + quotient, quotient));
  return select(magnitude < kTwoToMinus28, x, withSignOf(result, x));
}

}  // namespace jetloop::codegen::math
