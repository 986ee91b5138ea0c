// sin, cos and tan in the arithmetic of fdlibm.
//
// `sine`, `cosine` and `tangent` are branch-free and right for all angles but those they report as rare: huge ones, and
// those so close to a multiple of pi/2 that a third piece of pi/2 decides.  For these, reduce (quadrant.h), then
// `sineOfReduced` and so on.
#pragma once

#include "compiler/codegen/math/quadrant.h"

namespace jetloop::codegen::math {

/// sin(x + y) for |x| up to pi/4, y its tail.
template <class Real>
Real sineKernel(Real x, Real y) {
  const Real z = x * x;
  const Real v = z * x;
  const Real r = polynomial(z, 0x1.111111110f8a6p-7, -0x1.a01a019c161d5p-13, 0x1.71de357b1fe7dp-19,
                            -0x1.ae5e68a2b9cebp-26, 0x1.5d93a5acfd57cp-33);
  const Real value = x - ((z * (y * 0.5 - v * r) - y) - v * -0x1.5555555555549p-3);
  return select(absolute(x) < doubleFromHigh(0x3e400000), x, value);
}

/// The same without a tail, which is rounded otherwise.
template <class Real>
Real sineKernel(Real x) {
  const Real z = x * x;
  const Real v = z * x;
  return x + v * polynomial(z, -0x1.5555555555549p-3, 0x1.111111110f8a6p-7, -0x1.a01a019c161d5p-13,
                            0x1.71de357b1fe7dp-19, -0x1.ae5e68a2b9cebp-26, 0x1.5d93a5acfd57cp-33);
}

/// cos(x + y) for |x| up to pi/4.
template <class Real>
Real cosineKernel(Real x, Real y) {
  const Real z = x * x;
  const Real r = z * polynomial(z, 0x1.555555555554cp-5, -0x1.6c16c16c15177p-10, 0x1.a01a019cb159p-16,
                                -0x1.27e4f809c52adp-22, 0x1.1ee9ebdb4b1c4p-29, -0x1.8fae9be8838d4p-37);
  // From 0.3 on a quarter of |x| is set aside, so that the subtraction from 1 is rounded later.
  const Real magnitude = absolute(x);
  const Real quarter = upperHalf(magnitude) * 0.25;
  const Real aside = select(magnitude < doubleFromHigh(0x3fd33333), Real(0.0),
                            select(magnitude >= doubleFromHigh(0x3fe90001), Real(0.28125), quarter));
  return (Real(1.0) - aside) - ((z * 0.5 - aside) - (z * r - x * y));
}

/// tan(x + y) for |x| up to pi/4, or its negative reciprocal.
template <class Real>
Real tangentKernel(Real angle, Real angleTail, typename Real::Mask isReciprocal) {
  // Above 0.6744 by the distance to pi/4, which is positive.
  const auto isLarge = absolute(angle) >= doubleFromHigh(0x3fe59428);
  const Real magnitude = absolute(angle);
  const Real tail = select(angle < 0.0, -angleTail, angleTail);
  const Real distance = (Real(0x1.921fb54442d18p-1) - magnitude) + (Real(0x1.1a62633145c07p-55) - tail);
  const Real x = select(isLarge, distance, angle);
  const Real y = select(isLarge, Real(0.0), angleTail);

  const Real z = x * x;
  const Real w = z * z;
  const Real odd = polynomial(w, 0x1.111111110fe7ap-3, 0x1.664f48406d637p-6, 0x1.d6d22c9560328p-9,
                              0x1.344d8f2f26501p-11, 0x1.47e88a03792a6p-14, -0x1.375cbdb605373p-16);
  const Real even = z * polynomial(w, 0x1.ba1ba1bb341fep-5, 0x1.226e3e96e8493p-7, 0x1.7dbc8fee08315p-10,
                                   0x1.026f71a8d1068p-12, 0x1.2b80f32f0a7e9p-14, 0x1.b2a7074bf7ad4p-16);
  const Real s = z * x;
  // Next to a multiple of pi/2 the series is left out.
  const auto isTiny = absolute(angle) < doubleFromHigh(0x3e300000);
  const Real r = select(isTiny, y, (y + z * (s * (odd + even) + y)) + s * 0x1.5555555555563p-2);
  const Real sum = x + r;

  const Real unit = select(isReciprocal, Real(-1.0), Real(1.0));
  const Real fromQuarter = unit - Real(2.0) * (x - ((sum * sum) / (sum + unit) - r));
  const Real large = select(angle < 0.0, -fromQuarter, fromQuarter);

  const Real upper = upperHalf(sum);
  const Real lower = r - (upper - x);
  const Real inverse = Real(-1.0) / sum;
  const Real inverseUpper = upperHalf(inverse);
  const Real reciprocal = inverseUpper + inverse * ((Real(1.0) + inverseUpper * upper) + inverseUpper * lower);
  return select(isLarge, large, select(isReciprocal, reciprocal, select(isTiny, angle, sum)));
}

template <class Real>
Real oppositeIf(typename Real::Word oddBit, Real x) {
  return fromBits(bitsOf(x) ^ (oddBit << 63));
}

template <class Real>
Real sineOfReduced(Real x, ReducedAngle<Real> angle) {
  const Real magnitude = select((angle.quadrant & 1) == typename Real::Word(0), sineKernel(angle.rest, angle.tail),
                                cosineKernel(angle.rest, angle.tail));
  return oppositeIf((angle.quadrant >> 1) ^ (bitsOf(x) >> 63), magnitude);
}

template <class Real>
Real cosineOfReduced(Real, ReducedAngle<Real> angle) {
  const Real magnitude = select((angle.quadrant & 1) == typename Real::Word(0), cosineKernel(angle.rest, angle.tail),
                                sineKernel(angle.rest, angle.tail));
  return oppositeIf((angle.quadrant >> 1) ^ angle.quadrant, magnitude);
}

template <class Real>
Real tangentOfReduced(Real x, ReducedAngle<Real> angle) {
  const auto isReciprocal = (angle.quadrant & 1) == typename Real::Word(1);
  return oppositeIf(bitsOf(x) >> 63, tangentKernel(angle.rest, angle.tail, isReciprocal));
}

/// The magnitude, and that it needs no reduction.
template <class Real>
struct SmallAngle {
  Real magnitude;
  typename Real::Mask isSmall;
  MediumAngle<Real> medium;
  /// Reduced, or as it is.
  ReducedAngle<Real> angle() const {
    return {select(isSmall, magnitude, medium.two.rest), select(isSmall, Real(0.0), medium.two.tail),
            select(isSmall, typename Real::Word(0), medium.two.quadrant)};
  }
  typename Real::Mask isRare() const { return (!(magnitude < kMediumBound)) | (medium.needsThree & (!isSmall)); }
};

template <class Real>
SmallAngle<Real> reduceUnlessSmall(Real x) {
  const Real magnitude = absolute(x);
  return {magnitude, magnitude < kQuarterPiBound, reduceMedium(magnitude)};
}

template <class Real>
RarelyWrong<Real> sine(Real x) {
  const SmallAngle<Real> reduced = reduceUnlessSmall(x);
  // Both kernels of the sine on one number, so that they share most of the polynomial.
  const ReducedAngle<Real> angle = reduced.angle();
  return {select(reduced.isSmall, withSignOf(sineKernel(angle.rest), x), sineOfReduced(x, angle)), reduced.isRare()};
}

template <class Real>
RarelyWrong<Real> cosine(Real x) {
  const SmallAngle<Real> reduced = reduceUnlessSmall(x);
  return {cosineOfReduced(x, reduced.angle()), reduced.isRare()};
}

template <class Real>
RarelyWrong<Real> tangent(Real x) {
  const SmallAngle<Real> reduced = reduceUnlessSmall(x);
  return {tangentOfReduced(x, reduced.angle()), reduced.isRare()};
}

}  // namespace jetloop::codegen::math
