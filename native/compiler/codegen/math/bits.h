// What the algorithms of this folder share: doubles by their bits.
#pragma once

#include <bit>
#include <cstdint>

namespace jetloop::codegen::math {

inline constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;
inline constexpr std::uint64_t kExponentBits = std::uint64_t{0x7ff} << 52;
inline constexpr std::uint64_t kHighWord = 0xffffffff00000000U;
inline constexpr std::uint64_t kOneBits = std::uint64_t{1023} << 52;

/// Adding it to an integer below 2^51 puts that integer into the low bits.
inline constexpr double kIntegerShift = 0x1.8p52;

/// The least double whose upper 32 bits are these.  The published algorithms decide by the upper 32 bits of |x|:
/// "upper < T" is |x| < doubleFromHigh(T), "upper > T" is |x| >= doubleFromHigh(T + 1).
constexpr double doubleFromHigh(std::uint32_t upper) { return std::bit_cast<double>(std::uint64_t{upper} << 32); }

/// A polynomial in Horner's order: c0 + x * (c1 + x * (...)).
template <class Real>
Real polynomial(Real, double last) {
  return last;
}
template <class Real, class... More>
Real polynomial(Real x, double first, More... more) {
  return Real(first) + x * polynomial(x, more...);
}

/// The number without the lower half of its bits.
template <class Real>
Real upperHalf(Real x) {
  return fromBits(bitsOf(x) & kHighWord);
}

/// 2^exponent for an integer-valued number between -1022 and 1023.
template <class Real>
Real powerOfTwo(Real exponent) {
  return fromBits((bitsOf(exponent + kIntegerShift) + 1023) << 52);
}

/// A result, and the lanes in which it is wrong.
template <class Real>
struct RarelyWrong {
  Real value;
  typename Real::Mask isRare;
};

template <class Real>
typename Real::Mask isNegative(Real x) {
  return bitsOf(x) < typename Real::Word(0);
}

}  // namespace jetloop::codegen::math
