// The property that holds for every text whatsoever, shared by the fuzzer and the seeded mutation test.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jetloop::fuzz {

/// Reads the text.  Either the reader refuses it with a documented code and a location, or the kernel verifies and
/// prints to text that reads as the same kernel again.
struct Verdict {
  std::string code;                      // of the refusal; empty when the text was accepted
  std::optional<std::string> violation;  // what is wrong with the reader, verifier or printer
};
Verdict checkText(std::string_view text);

}  // namespace jetloop::fuzz
