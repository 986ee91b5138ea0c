// Splits IR text into tokens.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jetloop::ir {

enum class TokenKind : unsigned char { Open, Close, Word, String, End, Invalid };

struct Token {
  TokenKind kind = TokenKind::End;
  std::size_t offset = 0;
  std::string_view text;  // as written; of a String, what is between its quotes, escapes not yet resolved
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next();

 private:
  void skipBlank();
  Token readString();

  std::string_view text_;
  std::size_t offset_ = 0;
};

/// The value of a String token.
std::string resolveEscapes(std::string_view text);

/// "line:column" of an offset: 1-based line, 0-based column in bytes.
std::string formatLocation(std::string_view text, std::size_t offset);

/// A token for an error message: its first characters, anything but printable ASCII as \xNN.
std::string quoteToken(const Token& token);

}  // namespace jetloop::ir
