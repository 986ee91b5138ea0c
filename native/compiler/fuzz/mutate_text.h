// Seeded, structure-aware damage to IR text, for the fuzzer and the mutation test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jetloop::fuzz {

/// SplitMix64: the same numbers on every machine, unlike the distributions of <random>.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }

 private:
  std::uint64_t state_;
};

class Mutator {
 public:
  Mutator(std::vector<std::string> corpus, std::uint64_t seed) : corpus_(std::move(corpus)), random_(seed) {}

  /// A text of the corpus with one or two mutations.
  std::string next();

  /// The text with one mutation.  Material for it comes from the corpus, which may not be empty.
  std::string mutate(std::string text);

 private:
  struct Range {
    std::size_t offset;
    std::size_t size;
  };

  std::string flipByte(std::string text);
  std::string truncate(std::string text);
  std::string spliceBytes(std::string text);
  std::string deleteToken(std::string text);
  std::string duplicateToken(std::string text);
  std::string swapTokens(std::string text);
  std::string replaceToken(std::string text);
  std::string mutateNumber(std::string text);
  std::string exchangeName(std::string text);
  std::string exchangeJump(std::string text);
  std::string exchangeKeyword(std::string text);
  std::string deleteForm(std::string text);
  std::string duplicateForm(std::string text);
  std::string transplantForm(std::string text);
  std::string wrapForm(std::string text);

  static std::vector<Range> tokens(std::string_view text);
  static std::vector<Range> forms(std::string_view text);
  template <typename T>
  const T& pick(const std::vector<T>& choices) {
    return choices[random_.below(choices.size())];
  }

  std::vector<std::string> corpus_;
  Random random_;
};

}  // namespace jetloop::fuzz
