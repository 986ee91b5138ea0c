#include "compiler/ir/lexer.h"

#include <algorithm>

namespace jetloop::ir {
namespace {

constexpr std::size_t kQuotedCharacters = 40;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool isPrintable(char c) { return c > ' ' && c <= '~'; }

bool isWordCharacter(char c) { return isPrintable(c) && c != '(' && c != ')' && c != '"' && c != ';'; }

}  // namespace

Token Lexer::next() {
  skipBlank();
  if (offset_ == text_.size()) return {TokenKind::End, offset_, {}};
  const std::size_t start = offset_;
  const char first = text_[start];
  if (first == '"') return readString();
  if (first == '(' || first == ')') {
    ++offset_;
    return {first == '(' ? TokenKind::Open : TokenKind::Close, start, text_.substr(start, 1)};
  }
  while (offset_ < text_.size() && isWordCharacter(text_[offset_])) ++offset_;
  if (offset_ == start) return {TokenKind::Invalid, start, text_.substr(start, 1)};
  return {TokenKind::Word, start, text_.substr(start, offset_ - start)};
}

void Lexer::skipBlank() {
  while (offset_ < text_.size()) {
    if (text_[offset_] == ';') {
      offset_ = std::min(text_.find('\n', offset_), text_.size());
    } else if (isBlank(text_[offset_])) {
      ++offset_;
    } else {
      return;
    }
  }
}

Token Lexer::readString() {
  const std::size_t start = offset_++;
  while (offset_ < text_.size()) {
    const char c = text_[offset_++];
    if (c == '"') return {TokenKind::String, start, text_.substr(start + 1, offset_ - start - 2)};
    if (c != '\\') continue;
    if (offset_ == text_.size() || (text_[offset_] != '"' && text_[offset_] != '\\')) break;
    ++offset_;
  }
  return {TokenKind::Invalid, start, text_.substr(start, offset_ - start)};
}

std::string resolveEscapes(std::string_view text) {
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') ++i;  // the lexer saw to it that a character follows
    value += text[i];
  }
  return value;
}

std::string formatLocation(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t lineStart = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  return std::to_string(line) + ':' + std::to_string(before.size() - lineStart);
}

std::string quoteToken(const Token& token) {
  if (token.kind == TokenKind::End) return "the end of the text";
  constexpr const char* kHexDigits = "0123456789abcdef";
  std::string quoted = token.kind == TokenKind::String ? "\"" : "";
  for (const char c : token.text.substr(0, kQuotedCharacters)) {
    if (isPrintable(c) || c == ' ') {
      quoted += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      quoted += {'\\', 'x', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
    }
  }
  if (token.text.size() > kQuotedCharacters) quoted += "...";
  if (token.kind == TokenKind::String) quoted += '"';
  return quoted;
}

}  // namespace jetloop::ir
