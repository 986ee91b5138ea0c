#include "compiler/ir/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

namespace jetloop::ir {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Takes the digits at the front of the text away, at least one.
bool skipDigits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && isDigit(text[count])) ++count;
  text.remove_prefix(count);
  return count > 0;
}

bool skipOne(std::string_view& text, std::string_view choices) {
  const bool present = !text.empty() && choices.find(text.front()) != std::string_view::npos;
  if (present) text.remove_prefix(1);
  return present;
}

bool isDecimal(std::string_view text) {
  skipOne(text, "-");
  if (!skipDigits(text)) return false;
  if (skipOne(text, ".") && !skipDigits(text)) return false;
  if (skipOne(text, "eE")) {
    skipOne(text, "+-");
    if (!skipDigits(text)) return false;
  }
  return text.empty();
}

/// Whether a nonzero decimal that is far from 1 is far above it.
bool isLarge(std::string_view text) {
  const std::size_t exponentAt = text.find_first_of("eE");
  const std::string_view mantissa = text.substr(0, exponentAt);
  std::string_view exponent = exponentAt == std::string_view::npos ? "" : text.substr(exponentAt + 1);
  const bool negative = !exponent.empty() && exponent.front() == '-';
  skipOne(exponent, "+-");
  std::int64_t scale = 0;
  if (!exponent.empty()) {
    const auto parsed = std::from_chars(exponent.data(), exponent.data() + exponent.size(), scale);
    if (parsed.ec != std::errc{}) return !negative;  // no text is long enough for its digits to make up for that
  }
  if (negative) scale = -scale;
  const std::size_t first = mantissa.find_first_of("123456789");
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  return static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first) + scale > 0;
}

template <typename Integer>
std::optional<Integer> parseWhole(std::string_view text) {
  Integer value{};
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<double> parseDouble(std::string_view text) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (text == "inf") return kInfinity;
  if (text == "-inf") return -kInfinity;
  if (!isDecimal(text)) return std::nullopt;
  double value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec == std::errc::result_out_of_range) {
    // from_chars leaves the value alone and does not say at which end the range was left.
    return std::copysign(isLarge(text) ? kInfinity : 0.0, text.front() == '-' ? -1.0 : 1.0);
  }
  if (parsed.ec != std::errc{}) return std::nullopt;
  return value;
}

std::string formatDouble(double value) {
  if (std::isnan(value)) return "nan";
  const std::string sign = std::signbit(value) ? "-" : "";
  if (std::isinf(value)) return sign + "inf";
  if (value == 0) return sign + "0";

  char buffer[32];
  const auto written = std::to_chars(buffer, buffer + sizeof buffer, std::abs(value), std::chars_format::scientific);
  const std::string_view scientific(buffer, static_cast<std::size_t>(written.ptr - buffer));
  const std::size_t exponentAt = scientific.find('e');
  std::string digits(scientific.substr(0, 1));
  if (exponentAt > 2) digits += scientific.substr(2, exponentAt - 2);
  const std::string_view exponentText = scientific.substr(exponentAt + 1);
  const int magnitude = parseWhole<int>(exponentText.substr(1)).value_or(0);
  const int exponent = exponentText.front() == '-' ? -magnitude : magnitude;

  // Number::toString: plain up to 21 digits before the point and 6 zeros after it, else with an exponent.
  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // digits before the decimal point
  const auto zeros = [](int n) { return std::string(static_cast<std::size_t>(n), '0'); };
  const auto withPoint = [&](int at) {
    return digits.substr(0, static_cast<std::size_t>(at)) + '.' + digits.substr(static_cast<std::size_t>(at));
  };
  if (count <= point && point <= 21) return sign + digits + zeros(point - count);
  if (0 < point && point < count) return sign + withPoint(point);
  if (-6 < point && point <= 0) return sign + "0." + zeros(-point) + digits;
  return sign + (count > 1 ? withPoint(1) : digits) + (exponent < 0 ? "e-" : "e+") + std::to_string(magnitude);
}

std::optional<std::int64_t> parseInteger(std::string_view text) { return parseWhole<std::int64_t>(text); }

std::optional<std::uint32_t> parseCount(std::string_view text) { return parseWhole<std::uint32_t>(text); }

}  // namespace jetloop::ir
