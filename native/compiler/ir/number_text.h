// Numbers in IR text: exact in both directions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jetloop::ir {

/// A decimal double (digits, optional fraction and exponent), or inf, -inf, nan.  Rounds to nearest; nothing is out of
/// range: like in JavaScript, what is too large becomes an infinity and what is too small a zero.
std::optional<double> parseDouble(std::string_view text);

/// The shortest digits that read back as the same double, laid out as JavaScript does, so that both printers agree.
std::string formatDouble(double value);

/// An optional minus and digits; nothing where the value does not fit.
std::optional<std::int64_t> parseInteger(std::string_view text);

/// Digits only; nothing where the value does not fit.
std::optional<std::uint32_t> parseCount(std::string_view text);

}  // namespace jetloop::ir
