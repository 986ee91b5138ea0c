#include "compiler/ir/names.h"

#include <algorithm>

namespace jetloop::ir {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isNameCharacter(char c) {
  return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '$';
}

/// Number of bytes of the UTF-8 sequence at the front of `text`, or 0 when there is none (overlong, surrogate, cut
/// off...).
std::size_t utf8SequenceLength(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
  const bool beyondUnicode = lead == 0xF4 && byte(1) >= 0x90;
  return overlong || surrogate || beyondUnicode ? 0 : length;
}

/// `x` of `x.12`; the text itself when it does not end in a dot and digits.
std::string_view withoutNumber(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && isDigit(text[end - 1])) --end;
  const bool numbered = end < text.size() && end >= 2 && text[end - 1] == '.';
  return numbered ? text.substr(0, end - 1) : text;
}

}  // namespace

bool isName(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), isNameCharacter); }

bool isKernelName(std::string_view text) {
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = utf8SequenceLength(text);
    if (length == 0 || first < 0x20 || first == 0x7F) return false;
    text.remove_prefix(length);
  }
  return true;
}

NameSupply::NameSupply(const Kernel& kernel) {
  for (const Variable& variable : kernel.variables) taken_.insert(variable.name);
  for (const Array& array : kernel.arrays) taken_.insert(array.name);
  for (const std::string& label : kernel.labels) taken_.insert(label);
}

std::string NameSupply::fresh(std::string_view base) {
  std::string name(base);
  if (!taken_.contains(name)) {
    taken_.insert(name);
    return name;
  }
  const std::string stem(withoutNumber(base));
  std::uint64_t& number = lastNumber_[stem];
  do {
    name = stem + '.' + std::to_string(++number);
  } while (!taken_.insert(name).second);
  return name;
}

}  // namespace jetloop::ir
