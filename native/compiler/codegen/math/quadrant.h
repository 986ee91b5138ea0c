// An angle as a multiple of pi/2 and a rest of two doubles, bit for bit as fdlibm's reduction leaves it.
#pragma once

#include <array>

#include "compiler/codegen/math/bits.h"

namespace jetloop::codegen::math {

inline constexpr double kQuarterPiBound = doubleFromHigh(0x3fe921fc);  // the reduction begins here
inline constexpr double kThreeQuarterPiBound = doubleFromHigh(0x4002d97c);
inline constexpr double kMediumBound = doubleFromHigh(0x413921fc);  // about 2^19 pi

/// |x| = quadrant * pi/2 + (rest + tail); the quadrant modulo 4 or more.
template <class Real>
struct ReducedAngle {
  Real rest;
  Real tail;
  typename Real::Word quadrant;
};

/// One more 33-bit piece of pi/2: `before` - n * piece, and what is then left to subtract.
template <class Real>
struct ReductionStep {
  Real difference;
  Real low;
  Real rest() const { return difference - low; }
};

template <class Real>
ReductionStep<Real> subtractPiece(Real before, Real n, double piece, double following) {
  const Real product = n * piece;
  const Real difference = before - product;
  return {difference, n * following - ((before - difference) - product)};
}

/// For angles from pi/4 up to kMediumBound.  How many pieces of pi/2 are subtracted depends on how much cancels.
template <class Real>
struct MediumAngle {
  ReducedAngle<Real> two;          // after up to two pieces
  ReducedAngle<Real> three;        // after three
  typename Real::Mask needsThree;  // which of them it is
};

template <class Real>
MediumAngle<Real> reduceMedium(Real magnitude) {
  const Real n = truncated(magnitude * 0x1.45f306dc9c883p-1 + 0.5);
  const auto quadrant = bitsOf(n + kIntegerShift);
  const ReductionStep<Real> first{magnitude - n * 0x1.921fb544p+0, n * 0x1.0b4611a626331p-34};
  const ReductionStep<Real> second = subtractPiece(first.difference, n, 0x1.0b4611a6p-34, 0x1.3198a2e037073p-69);
  const ReductionStep<Real> third = subtractPiece(second.difference, n, 0x1.3198a2ep-69, 0x1.b839a252049c1p-104);

  // Cancellation is told from the exponents alone, and for small multiples only looked for next to them.
  const Real exponent = fromBits(bitsOf(magnitude) & kExponentBits);
  const auto isBesideMultiple = (bitsOf(n * 0x1.921fb54442d18p+0) >> 32) == (bitsOf(magnitude) >> 32);
  const auto needsTwo = (absolute(first.rest()) < exponent * 0x1p-16) & (isBesideMultiple | (n >= 32.0));
  const Real difference = select(needsTwo, second.difference, first.difference);
  const Real low = select(needsTwo, second.low, first.low);
  const Real rest = difference - low;
  const auto needsThree =
      needsTwo & (absolute(second.rest()) < exponent * 0x1p-49) & (magnitude >= kThreeQuarterPiBound);
  return {{rest, (difference - rest) - low, quadrant},
          {third.rest(), (third.difference - third.rest()) - third.low, quadrant},
          needsThree};
}

// --- Huge angles: 2/pi to as many bits as it takes, in digits of 24 bits (Payne and Hanek).

inline constexpr std::uint64_t kDigitBits = 24;
inline constexpr std::uint64_t kDigitMask = (std::uint64_t{1} << kDigitBits) - 1;
/// Digits of the product below its leading part: how many are looked at first, and how many any double can need.
inline constexpr std::uint64_t kFirstDigits = 4;
inline constexpr std::uint64_t kMostDigits = 8;

/// 2/pi in digits of 24 bits after the point, two zero digits in front.
inline constexpr std::array<std::uint32_t, 54> kTwoOverPi = {
    0,        0,        0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163,
    0xabdebb, 0xc561b7, 0x246e3a, 0x424dd2, 0xe00649, 0x2eea09, 0xd1921c, 0xfe1deb, 0x1cb129, 0xa73ee8, 0x8235f5,
    0x2ebb44, 0x84e99c, 0x7026b4, 0x5f7e41, 0x3991d6, 0x398353, 0x39f49c, 0x845f8b, 0xbdf928, 0x3b1ff8, 0x97ffde,
    0x05980f, 0xef2f11, 0x8b5a0a, 0x6d1f6d, 0x367ecf, 0x27cb09, 0xb74f46, 0x3f669e, 0x5fea2d, 0x7527ba, 0xc7ebe5,
    0xf17b3d, 0x0739f7, 0x8a5292, 0xea6bfb, 0x5fb11f, 0x8d5d08, 0x560330, 0x46fc7b, 0x6babf0, 0xcfbc20};

/// pi/2 in pieces of 24 bits.
inline constexpr std::array<double, 5> kHalfPiPieces = {0x1.921fb4p+0, 0x1.4442dp-24, 0x1.846988p-48, 0x1.8cc516p-72,
                                                        0x1.01b838p-96};

/// The distance of |x| * 2/pi from an integer.
template <class Real>
struct HugeAngle {
  using Word = typename Real::Word;
  /// The three in front hold the leading part, one digit of the product the first of them.
  std::array<Word, kMostDigits + 2> digits;
  Real unit;  // what 1 in digits[0] stands for
  Word quadrant;
  typename Real::Mask isAbove;  // the integer is above |x| * 2/pi
  Word used;                    // digits of the product below its leading part
  Word wanted;                  // more than `used`: so many cancelled that it has to be done again
};

/// `digitAt` gives an element of kTwoOverPi.
template <class Real, class DigitAt>
HugeAngle<Real> multiplyByTwoOverPi(Real x, typename Real::Word used, DigitAt digitAt) {
  using Word = typename Real::Word;
  const Word bits = bitsOf(x);
  const Word significand = (bits & ((std::uint64_t{1} << 52) - 1)) | (std::uint64_t{1} << 52);
  const std::array<Word, 3> parts = {significand >> 29, (significand >> 5) & kDigitMask, (significand & 31) << 19};

  // Digits of 2/pi that only add multiples of 8 to the quadrant are left out.
  const Word exponent = ((bits & kExponentBits) >> 52) - 1046;
  const Word spare = select(exponent < Word(3), Word(0), exponent - 3);
  const Word skipped = (spare * 2731) >> 16;  // divided by 24
  const Word leadingExponent = exponent - (skipped + 1) * kDigitBits;

  std::array<Word, kMostDigits + 1> product = {0, 0, 0, 0, 0, 0, 0, 0, 0};
  for (std::uint64_t i = 0; i <= kMostDigits; ++i) {
    Word sum = 0;
    for (std::uint64_t j = 0; j < 3; ++j) sum = sum + parts[j] * digitAt(skipped + (i + 2 - j));
    product[i] = select(used < Word(i), Word(0), sum);
  }
  Word carry = 0;
  for (std::uint64_t i = kMostDigits; i > 0; --i) {
    const Word sum = product[i] + carry;
    product[i] = sum & kDigitMask;
    carry = sum >> kDigitBits;
  }

  // The binary point lies within the two leading digits: cut there.
  const Word together = ((product[0] + carry) << kDigitBits) | product[1];
  const Word fractionBits = Word(kDigitBits) - leadingExponent;
  const Word fractionMask = (Word(1) << fractionBits) - 1;
  const Word whole = together >> fractionBits;
  Word fraction = together & fractionMask;

  const Word half = fraction >> (fractionBits - 1);
  const Word flip = Word(0) - half;  // all ones where the next integer is closer
  carry = half;
  for (std::uint64_t i = kMostDigits; i > 1; --i) {
    const Word sum = ((product[i] ^ flip) & kDigitMask) + carry;
    product[i] = sum & kDigitMask;
    carry = sum >> kDigitBits;
  }
  fraction = ((fraction ^ flip) + carry) & fractionMask;

  HugeAngle<Real> angle{{fraction >> (2 * kDigitBits), (fraction >> kDigitBits) & kDigitMask, fraction & kDigitMask,
                         product[2], product[3], product[4], product[5], product[6], product[7], product[8]},
                        fromBits((leadingExponent + (kDigitBits + 1023)) << 52),
                        whole + half,
                        half == Word(1),
                        used,
                        used};
  Word firstDigit = kMostDigits;
  for (std::uint64_t i = kMostDigits; i > 0; --i) {
    firstDigit = select(angle.digits[i + 1] == Word(0), firstDigit, Word(i));
  }
  firstDigit = select((angle.digits[0] | angle.digits[1]) == Word(0), firstDigit, Word(0));
  angle.wanted = firstDigit + kFirstDigits;
  return angle;
}

/// Times pi/2, summed from the least terms up as the original does.
template <class Real>
ReducedAngle<Real> finishHuge(const HugeAngle<Real>& angle) {
  constexpr std::size_t count = kMostDigits + 2;
  std::array<Real, count> digits = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  Real unit = angle.unit;
  for (std::size_t i = 0; i < count; ++i) {
    digits[i] = (fromBits(angle.digits[i] | std::bit_cast<std::uint64_t>(0x1p52)) - 0x1p52) * unit;
    unit = unit * 0x1p-24;
  }
  std::array<Real, count> terms = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  Real rest = 0.0;
  for (std::size_t i = count; i-- > 0;) {
    Real term = 0.0;
    for (std::size_t k = 0; k < kHalfPiPieces.size() && k <= i; ++k)
      term = term + Real(kHalfPiPieces[k]) * digits[i - k];
    terms[i] = select(angle.used + 1 < typename Real::Word(i), Real(0.0), term);
    rest = rest + terms[i];
  }
  Real tail = terms[0] - rest;
  for (std::size_t i = 1; i < count; ++i) tail = tail + terms[i];
  return {select(angle.isAbove, -rest, rest), select(angle.isAbove, -tail, tail), angle.quadrant};
}

}  // namespace jetloop::codegen::math
