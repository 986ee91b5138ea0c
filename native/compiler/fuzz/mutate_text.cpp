#include "compiler/fuzz/mutate_text.h"

#include <algorithm>
#include <iterator>

#include "compiler/ir/lexer.h"

namespace jetloop::fuzz {

using ir::Lexer;
using ir::Token;
using ir::TokenKind;

std::uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

std::string Mutator::next() {
  std::string text = pick(corpus_);
  for (std::size_t count = 1 + random_.below(2); count > 0; --count) {
    text = mutate(std::move(text));
  }
  return text;
}

/// Most mutations leave a well-formed S-expression, so that the rules behind the grammar are reached.
std::string Mutator::mutate(std::string text) {
  if (text.empty()) return pick(corpus_);
  using Mutation = std::string (Mutator::*)(std::string);
  static constexpr Mutation kBreaking[] = {
      &Mutator::flipByte,       &Mutator::truncate,   &Mutator::spliceBytes,  &Mutator::deleteToken,
      &Mutator::duplicateToken, &Mutator::swapTokens, &Mutator::replaceToken, &Mutator::wrapForm,
  };
  static constexpr Mutation kWellFormed[] = {
      &Mutator::exchangeName, &Mutator::exchangeJump,  &Mutator::exchangeKeyword, &Mutator::mutateNumber,
      &Mutator::deleteForm,   &Mutator::duplicateForm, &Mutator::transplantForm,
  };
  const Mutation mutation = random_.below(3) == 0 ? kBreaking[random_.below(std::size(kBreaking))]
                                                  : kWellFormed[random_.below(std::size(kWellFormed))];
  return (this->*mutation)(std::move(text));
}

std::string Mutator::flipByte(std::string text) {
  const std::size_t at = random_.below(text.size());
  text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << random_.below(8)));
  return text;
}

std::string Mutator::truncate(std::string text) { return text.substr(0, random_.below(text.size())); }

std::string Mutator::spliceBytes(std::string text) {
  const std::string& other = pick(corpus_);
  return text.substr(0, random_.below(text.size())) + other.substr(random_.below(other.size()));
}

std::string Mutator::deleteToken(std::string text) {
  const auto all = tokens(text);
  if (all.empty()) return text;
  const Range token = pick(all);
  return text.erase(token.offset, token.size);
}

std::string Mutator::duplicateToken(std::string text) {
  const auto all = tokens(text);
  if (all.empty()) return text;
  const Range token = pick(all);
  return text.insert(token.offset, text.substr(token.offset, token.size) + ' ');
}

std::string Mutator::swapTokens(std::string text) {
  const auto all = tokens(text);
  if (all.empty()) return text;
  Range left = pick(all);
  Range right = pick(all);
  if (left.offset == right.offset) return text;
  if (left.offset > right.offset) std::swap(left, right);
  const std::string first = text.substr(left.offset, left.size);
  const std::string second = text.substr(right.offset, right.size);
  text.replace(right.offset, right.size, first);
  return text.replace(left.offset, left.size, second);
}

std::string Mutator::replaceToken(std::string text) {
  const std::string& other = pick(corpus_);
  const auto mine = tokens(text);
  const auto theirs = tokens(other);
  if (mine.empty() || theirs.empty()) return text;
  const Range target = pick(mine);
  const Range source = pick(theirs);
  return text.replace(target.offset, target.size, other.substr(source.offset, source.size));
}

std::string Mutator::mutateNumber(std::string text) {
  static const std::vector<std::string> kNumbers = {
      "0",
      "-0",
      "1",
      "-1",
      "255",
      "256",
      "2147483647",
      "2147483648",
      "-2147483648",
      "4294967296",
      "-2147483649",
      "1e308",
      "1e309",
      "1e-400",
      "5e-324",
      "0.1",
      "nan",
      "-nan",
      "inf",
      "-inf",
      "+1",
      "1.",
      ".5",
      "1e",
      "0x10",
      "9223372036854775807",
      "9223372036854775808",
      "-9223372036854775808",
      "1e999999999999999999999",
      "00000000000000000000001",
      "123456789012345678901234567890",
      "NaN",
      "Infinity",
      "1_000",
      "1n",
      "--1",
      "",
  };
  auto all = tokens(text);
  std::erase_if(all, [&](const Range& token) {
    return text.find_first_of("0123456789", token.offset) >= token.offset + token.size;
  });
  if (all.empty()) return text;
  const Range token = pick(all);
  const std::string number = pick(kNumbers);
  if (text[token.offset] == '@') {
    const auto anyCount = [&] { return std::to_string(random_.next() >> (32 + random_.below(32))); };
    const std::string position = random_.below(4) == 0 ? number + ':' + pick(kNumbers) : anyCount() + ':' + anyCount();
    return text.replace(token.offset, token.size, '@' + position);
  }
  return text.replace(token.offset, token.size, number);
}

/// Puts one name of the text in another's place.
std::string Mutator::exchangeName(std::string text) {
  auto names = tokens(text);
  std::erase_if(names, [&](const Range& token) { return text[token.offset] != '$'; });
  if (names.empty()) return text;
  const Range target = pick(names);
  const Range source = pick(names);
  return text.replace(target.offset, target.size, text.substr(source.offset, source.size));
}

/// Sends a break or continue to another name.
std::string Mutator::exchangeJump(std::string text) {
  const auto all = tokens(text);
  std::vector<Range> targets;
  std::vector<Range> names;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (text[all[i].offset] != '$') continue;
    const std::string head = text.substr(all[i - 1].offset, all[i - 1].size);
    if (head == "break" || head == "continue") targets.push_back(all[i]);
    if (head == "loop" || head == "block" || text[all[i - 1].offset] == '@') names.push_back(all[i]);
  }
  if (targets.empty() || names.empty()) return exchangeName(std::move(text));
  const Range target = pick(targets);
  const Range name = pick(names);
  return text.replace(target.offset, target.size, text.substr(name.offset, name.size));
}

/// Puts a word in the place of another of the same role.
std::string Mutator::exchangeKeyword(std::string text) {
  static const std::vector<std::vector<std::string>> kRoles = {
      {"read", "write"},
      {"none", "may"},
      {"break", "continue"},
      {"cold", "parallel"},
      {"return", "abandon"},
      {"store", "store.inbounds"},
      {"load", "load.inbounds", "load.or_zero", "inbounds"},
      {"bool", "i32", "i64", "f64"},
      {"i8", "u8", "u8c", "i16", "u16", "u32", "f32"},
      {"true", "false"},
      {"f64.add", "f64.lt", "i32.add", "i64.add.nowrap", "bool.and", "f64.rem"},
      {"f64.abs", "bool.not", "i32.clz", "i64.neg", "f64.from_i32", "i32.modulo_f64", "i64.exact_f64"},
  };
  const std::vector<std::string>& role = pick(kRoles);
  auto words = tokens(text);
  std::erase_if(words, [&](const Range& token) {
    return std::find(role.begin(), role.end(), text.substr(token.offset, token.size)) == role.end();
  });
  if (words.empty()) return text;
  const Range word = pick(words);
  return text.replace(word.offset, word.size, pick(role));
}

std::string Mutator::deleteForm(std::string text) {
  const auto all = forms(text);
  if (all.empty()) return text;
  const Range form = pick(all);
  return text.erase(form.offset, form.size);
}

std::string Mutator::duplicateForm(std::string text) {
  const auto all = forms(text);
  if (all.empty()) return text;
  const Range form = pick(all);
  return text.insert(form.offset, text.substr(form.offset, form.size));
}

std::string Mutator::transplantForm(std::string text) {
  const std::string other = random_.below(2) == 0 ? text : pick(corpus_);
  const auto mine = forms(text);
  const auto theirs = forms(other);
  if (mine.empty() || theirs.empty()) return text;
  const Range target = pick(mine);
  const Range source = pick(theirs);
  return text.replace(target.offset, target.size, other.substr(source.offset, source.size));
}

/// Nests a form in many copies of a one-operand shell.
std::string Mutator::wrapForm(std::string text) {
  static const std::vector<std::string> kShells = {"(f64.neg ",       "(bool.not ", "(i32.neg ", "(",
                                                   "(if true (then ", "(block $b ", "(return "};
  const auto all = forms(text);
  if (all.empty()) return text;
  const Range form = pick(all);
  const std::string& shell = pick(kShells);
  const auto closings = static_cast<std::size_t>(std::count(shell.begin(), shell.end(), '('));
  const std::size_t count = std::size_t{1} << random_.below(12);
  std::string wrapped;
  for (std::size_t i = 0; i < count; ++i) wrapped += shell;
  wrapped += text.substr(form.offset, form.size);
  wrapped.append(count * closings, ')');
  return text.replace(form.offset, form.size, wrapped);
}

std::vector<Mutator::Range> Mutator::tokens(std::string_view text) {
  std::vector<Range> ranges;
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::End && token.kind != TokenKind::Invalid;
       token = lexer.next()) {
    const std::size_t quotes = token.kind == TokenKind::String ? 2 : 0;
    ranges.push_back({token.offset, token.text.size() + quotes});
  }
  return ranges;
}

std::vector<Mutator::Range> Mutator::forms(std::string_view text) {
  std::vector<Range> ranges;
  std::vector<std::size_t> open;
  for (const Range& token : tokens(text)) {
    if (text[token.offset] == '(') open.push_back(token.offset);
    if (text[token.offset] != ')' || open.empty()) continue;
    ranges.push_back({open.back(), token.offset + 1 - open.back()});
    open.pop_back();
  }
  return ranges;
}

}  // namespace jetloop::fuzz
