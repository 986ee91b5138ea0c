// pow in the arithmetic of fdlibm, with JavaScript's special cases: log2 of |x| in two doubles, times y in two doubles,
// and two to the power of that.
//
// `power` is branch-free and right for all exponents up to 2^31 in magnitude; for the others it reports its lanes as
// rare, and `powerOfHugeExponent` is right.
#pragma once

#include <limits>

#include "compiler/codegen/math/bits.h"
#include "compiler/codegen/math/exponential.h"

namespace jetloop::codegen::math {

/// A sum of two doubles, the first with an empty lower half.
template <class Real>
struct DoubleDouble {
  Real high;
  Real low;
};

/// log2 of a positive finite number.  `divisor` is where the one division of it happens, so that lanes that need
/// another reciprocal can have it.
template <class Real>
struct BinaryLogarithm {
  Real reduced;  // x / 2^n, by its nearest of 1 and 3/2
  Real anchor;
  typename Real::Mask isThreeHalves;
  Real n;

  Real divisor() const { return reduced + anchor; }

  DoubleDouble<Real> finish(Real reciprocal) const {
    using Word = typename Real::Word;
    const Real u = reduced - anchor;
    const Real ss = u * reciprocal;
    const Real sHigh = upperHalf(ss);
    const Word upper = ((bitsOf(reduced) >> 33) | 0x20000000) + select(isThreeHalves, Word(0xc0000), Word(0x80000));
    const Real sumHigh = fromBits(upper << 32);
    const Real sumLow = reduced - (sumHigh - anchor);
    const Real sLow = reciprocal * ((u - sHigh * sumHigh) - sHigh * sumLow);
    const Real square = ss * ss;
    const Real r =
        (square * square) * polynomial(square, 0x1.3333333333303p-1, 0x1.b6db6db6fabffp-2, 0x1.55555518f264dp-2,
                                       0x1.17460a91d4101p-2, 0x1.d864a93c9db65p-3, 0x1.a7e284a454eefp-3) +
        sLow * (sHigh + ss);
    const Real highSquare = sHigh * sHigh;
    const Real tHigh = upperHalf((Real(3.0) + highSquare) + r);
    const Real tLow = r - ((tHigh - 3.0) - highSquare);
    const Real productHigh = sHigh * tHigh;
    const Real productLow = sLow * tHigh + tLow * ss;
    const Real pHigh = upperHalf(productHigh + productLow);
    const Real pLow = productLow - (pHigh - productHigh);
    const Real anchorHigh = select(isThreeHalves, Real(0x1.2b8034p-1), Real(0.0));
    const Real anchorLow = select(isThreeHalves, Real(0x1.cfdeb43cfd006p-27), Real(0.0));
    const Real zHigh = pHigh * 0x1.ec709ep-1;
    const Real zLow = (pHigh * -0x1.e2fe0145b01f5p-28 + pLow * 0x1.ec709dc3a03fdp-1) + anchorLow;
    const Real high = upperHalf(((zHigh + zLow) + anchorHigh) + n);
    return {high, zLow - (((high - n) - anchorHigh) - zHigh)};
  }
};

template <class Real>
BinaryLogarithm<Real> startBinaryLogarithm(Real x) {
  const auto subnormal = x < 0x1p-1022;
  const auto bits = bitsOf(select(subnormal, x * 0x1p53, x));
  const Real bias = select(subnormal, Real(0x1p52 + 1023 + 53), Real(0x1p52 + 1023));
  const Real exponent = fromBits((bits >> 52) | bitsOf(Real(0x1p52))) - bias;
  const Real significand = fromBits((bits & ((std::uint64_t{1} << 52) - 1)) | kOneBits);
  const auto isUpper = significand >= 0x1bb67ap-20;
  const auto isThreeHalves = (significand >= 0x13988fp-20) & (!isUpper);
  return {select(isUpper, significand * 0.5, significand), select(isThreeHalves, Real(1.5), Real(1.0)), isThreeHalves,
          select(isUpper, exponent + 1.0, exponent)};
}

/// Two to the power of y * logarithm.
template <class Real>
Real exponentiateProduct(Real y, DoubleDouble<Real> logarithm) {
  using Word = typename Real::Word;
  const Real yHigh = upperHalf(y);
  const Real productLow = (y - yHigh) * logarithm.high + y * logarithm.low;
  const Real productHigh = yHigh * logarithm.high;
  const Real z = productLow + productHigh;
  const Real lost = z - productHigh;
  const auto overflows = (z > 1024.0) | ((z == 1024.0) & (productLow + 8.0085662595372944372e-17 > lost));
  const auto underflows = (z < -1075.0) | ((z == -1075.0) & (productLow <= lost));

  const auto isFraction = absolute(z) < doubleFromHigh(0x3fe00001);
  const Real n = select(isFraction, Real(0.0), withSignOf(truncated(absolute(z) + 0.5), z));
  const Real high = productHigh - n;
  const Real t = upperHalf(productLow + high);
  const Real u = t * 0x1.62e43p-1;
  const Real v = (productLow - (t - high)) * 0x1.62e42fefa39efp-1 + t * -0x1.05c610ca86c39p-29;
  const Real e = u + v;
  const Real w = v - (e - u);
  const Real square = e * e;
  const Real t1 = e - square * polynomial(square, 0x1.555555555553ep-3, -0x1.6c16c16bebd93p-9, 0x1.1566aaf25de2cp-14,
                                          -0x1.bbd41c5d26bf1p-20, 0x1.6376972bea4dp-25);
  const Real quotient = (e * t1) / ((t1 - 2.0) - (w + e * w));
  const Real significand = Real(1.0) - (quotient - e);

  // Into the exponent field; results below the normal range are rounded once, by the last multiplication.
  const Word exponent = bitsOf(n + kIntegerShift) - bitsOf(Real(kIntegerShift));
  const auto isSubnormal = ((bitsOf(significand) >> 52) + exponent) < Word(1);
  const Word raised = exponent + select(isSubnormal, Word(54), Word(0));
  const Real scaled = fromBits(bitsOf(significand) + (raised << 52)) * select(isSubnormal, Real(0x1p-54), Real(1.0));
  const double infinity = std::numeric_limits<double>::infinity();
  return select(overflows, Real(infinity), select(underflows, Real(0.0), scaled));
}

/// |x|^y, given as `magnitude` for those |x| that are none of 0, 1 and infinity, with the sign of x^y.
template <class Real>
Real withSpecialBases(Real x, Real y, Real magnitude) {
  const double infinity = std::numeric_limits<double>::infinity();
  const Real base = absolute(x);
  const auto isZero = base == 0.0;
  const auto isInfinite = base == infinity;
  const auto isInverted = y < 0.0;
  const auto isLimit = (isZero & isInverted) | (isInfinite & (!isInverted));
  Real result = select(isZero | isInfinite, select(isLimit, Real(infinity), Real(0.0)), magnitude);
  result = select(base == 1.0, Real(1.0), result);

  const auto isInteger = truncated(y) == y;
  const auto isOdd = isInteger & (!(truncated(y * 0.5) == y * 0.5));
  const auto negative = isNegative(x);
  result = select(negative & isOdd, -result, result);
  const auto isUndefined = negative & (!isInteger) & (!isZero) & (!isInfinite);
  return select(isUndefined, Real(std::numeric_limits<double>::quiet_NaN()), result);
}

template <class Real>
RarelyWrong<Real> power(Real x, Real y) {
  const BinaryLogarithm<Real> logarithm = startBinaryLogarithm(absolute(x));
  const auto isReciprocal = y == -1.0;
  const Real reciprocal = Real(1.0) / select(isReciprocal, x, logarithm.divisor());
  Real result = withSpecialBases(x, y, exponentiateProduct(y, logarithm.finish(reciprocal)));
  result = select((y == 0.5) & (!isNegative(x)), squareRoot(x), result);
  result = select(y == 2.0, x * x, result);
  result = select(isReciprocal, reciprocal, result);
  result = select(y == 1.0, x, result);
  result = select(isNan(x), x, result);
  result = select(y == 0.0, Real(1.0), result);
  return {result, !(absolute(y) < doubleFromHigh(0x41e00001))};
}

/// For |y| above 2^31, infinities and NaN.
template <class Real>
Real powerOfHugeExponent(Real x, Real y) {
  const double infinity = std::numeric_limits<double>::infinity();
  const Real base = absolute(x);
  const Real magnitude = absolute(y);
  // Close to 1, a short series of the logarithm is enough.
  const Real t = base - 1.0;
  const Real w = (t * t) * (Real(0.5) - t * (Real(0.3333333333333333333333) - t * 0.25));
  const Real u = t * 0x1.715476p+0;
  const Real v = t * 0x1.4ae0bf85ddf44p-26 - w * kInverseLn2;
  const Real high = upperHalf(u + v);
  const Real close = exponentiateProduct(y, {high, v - (high - u)});
  const auto isFar = (base < doubleFromHigh(0x3fefffff)) | (base >= doubleFromHigh(0x3ff00001)) |
                     (magnitude >= doubleFromHigh(0x43f00001));
  const auto grows = (base < 1.0) == (y < 0.0);
  const Real far = select(grows, Real(infinity), Real(0.0));
  Real result = withSpecialBases(x, y, select(isFar, far, close));
  const Real nan = std::numeric_limits<double>::quiet_NaN();
  result = select((base == 1.0) & (magnitude == infinity), nan, result);
  return select(isNan(x) | isNan(y), nan, result);
}

}  // namespace jetloop::codegen::math
