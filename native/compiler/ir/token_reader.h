// What the reader stands on: the current token, the names declared so far, the limits, and the first error.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "compiler/ir/ir.h"
#include "compiler/ir/lexer.h"

namespace jetloop::ir {

enum class NameKind : std::uint8_t { Variable, Array, Label };

struct Name {
  NameKind kind;
  std::uint32_t id;
  bool visible;       // of a label: inside the body it names
  bool loop = false;  // of a label: names a loop
};

/// Every function that gives a bool or a pointer gives false or null after an error, which takeError() then holds.
class TokenReader {
 protected:
  explicit TokenReader(std::string_view text) : text_(text), lexer_(text), token_(lexer_.next()) {}

  const Token& token() const { return token_; }
  void advance() { token_ = lexer_.next(); }
  bool atWord(std::string_view word) const { return token_.kind == TokenKind::Word && token_.text == word; }
  /// The current token's text when it is a word, else nothing.
  std::string_view word() const { return token_.kind == TokenKind::Word ? token_.text : std::string_view(); }
  bool expect(TokenKind kind, const char* wanted);
  bool expectHead(const char* head);
  bool readPosition(Position& position);

  /// Takes a new name.  Its spelling goes without the $.
  bool declare(NameKind kind, std::uint32_t id, std::string& spelling, bool visible);
  /// Takes a declared name of this kind, visible or not.
  Name* lookUp(NameKind kind);
  Name& named(const Token& name) { return names_.find(name.text)->second; }

  bool checkTextSize();
  bool takeNode();
  bool enter();
  void leave() { --depth_; }

  bool fail(const Token& at, const std::string& code, const std::string& message);
  bool failUnexpected(const std::string& wanted);
  Error takeError() { return std::move(error_); }

 private:
  std::string_view text_;
  Lexer lexer_;
  Token token_;
  std::map<std::string_view, Name> names_;  // keys point into text_; a tree, because hostile names could defeat a hash
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
  Error error_;
};

}  // namespace jetloop::ir
