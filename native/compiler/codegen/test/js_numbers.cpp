#include "compiler/codegen/test/js_numbers.h"

#include <bit>
#include <cmath>

namespace jetloop::codegen::test {

std::uint32_t toUint32(double value) {
  if (!std::isfinite(value)) return 0;
  const double residue = std::fmod(std::trunc(value), 0x1p32);
  return static_cast<std::uint32_t>(static_cast<std::int64_t>(residue));
}

std::uint8_t toUint8Clamp(double value) {
  if (!(value > 0)) return 0;
  if (value >= 255) return 255;
  const double below = std::floor(value);
  const double fraction = value - below;
  const auto integer = static_cast<unsigned>(below);
  const bool up = fraction > 0.5 || (fraction == 0.5 && integer % 2 == 1);
  return static_cast<std::uint8_t>(integer + (up ? 1 : 0));
}

double roundHalfUp(double value) {
  if (!std::isfinite(value) || value == 0 || std::fabs(value) >= 0x1p52) return value;
  if (value < 0 && value >= -0.5) return -0.0;
  const double below = std::floor(value);
  // Compared in a form that is exact below 2^52: value - below loses nothing when both are integers and halves apart.
  return static_cast<long double>(value) - static_cast<long double>(below) >= 0.5L ? below + 1 : below;
}

double minimum(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::nan("");
  if (a == b) return std::signbit(a) ? a : b;
  return a < b ? a : b;
}

double maximum(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::nan("");
  if (a == b) return std::signbit(a) ? b : a;
  return a > b ? a : b;
}

bool sameNumber(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

}  // namespace jetloop::codegen::test
