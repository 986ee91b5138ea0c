// cbrt in the arithmetic of fdlibm, without branches.
#pragma once

#include <limits>

#include "compiler/codegen/math/bits.h"

namespace jetloop::codegen::math {

template <class Real>
Real cubeRoot(Real x) {
  using Word = typename Real::Word;
  // A first guess by dividing the exponent by three, on the bits of the number.
  const Real magnitude = absolute(x);
  const auto subnormal = magnitude < 0x1p-1022;
  const Word upper = bitsOf(select(subnormal, magnitude * 0x1p54, magnitude)) >> 32;
  const Word third = (upper * 0xaaaaaaab) >> 33;
  const Word guess = third + select(subnormal, Word(696219795), Word(715094163));
  Real t = withSignOf(fromBits(guess << 32), x);

  const Real r = (t * t) * (t / x);
  t = t * ((Real(0x1.e03e60f61e692p+0) + r * (Real(-0x1.e28e092f02420p+0) + r * 0x1.9f1604a49d6c2p+0)) +
           ((r * r) * r) * (Real(-0x1.844cbbee751d9p-1) + r * 0x1.2b000d4e4edd7p-3));
  // Rounded to 23 bits, away from zero.
  t = fromBits((bitsOf(t) + 0x80000000) & 0xffffffffc0000000);

  const Real quotient = x / (t * t);
  const Real result = t + t * ((quotient - t) / ((t + t) + quotient));
  const auto isOrdinary = (magnitude > 0.0) & (magnitude < std::numeric_limits<double>::infinity());
  return select(isOrdinary, result, x + x);
}

}  // namespace jetloop::codegen::math
