// JavaScript's conversions written down plainly, as the reference that generated code is compared with.
#pragma once

#include <cstdint>

namespace jetloop::codegen::test {

std::uint32_t toUint32(double value);
std::uint8_t toUint8Clamp(double value);
double roundHalfUp(double value);
double minimum(double a, double b);
double maximum(double a, double b);

/// Equal bits, or both NaN.
bool sameNumber(double a, double b);

}  // namespace jetloop::codegen::test
