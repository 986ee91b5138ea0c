#include "compiler/ir/token_reader.h"

#include "compiler/ir/limits.h"
#include "compiler/ir/names.h"
#include "compiler/ir/number_text.h"

namespace jetloop::ir {

bool TokenReader::expect(TokenKind kind, const char* wanted) {
  if (token_.kind != kind) return failUnexpected(wanted);
  advance();
  return true;
}

bool TokenReader::expectHead(const char* head) {
  if (token_.kind != TokenKind::Open) return failUnexpected('(' + std::string(head));
  advance();
  if (!atWord(head)) return failUnexpected(head);
  advance();
  return true;
}

bool TokenReader::readPosition(Position& position) {
  if (token_.kind != TokenKind::Word || token_.text.front() != '@') return true;
  const std::string_view text = token_.text.substr(1);
  const std::size_t colon = text.find(':');
  const auto line = parseCount(text.substr(0, colon));
  const auto column = colon == std::string_view::npos ? std::nullopt : parseCount(text.substr(colon + 1));
  if (!line || *line == 0 || !column) return failUnexpected("@line:column");
  position = {*line, *column};
  advance();
  return true;
}

bool TokenReader::declare(NameKind kind, std::uint32_t id, std::string& spelling, bool visible) {
  const Token token = token_;
  const bool wellFormed = token.kind == TokenKind::Word && token.text.front() == '$' && isName(token.text.substr(1));
  if (!wellFormed) return failUnexpected("a name");
  if (!names_.emplace(token.text, Name{kind, id, visible}).second) {
    return fail(token, "ir-name", quoteToken(token) + " is declared twice");
  }
  spelling = token.text.substr(1);
  advance();
  return true;
}

Name* TokenReader::lookUp(NameKind kind) {
  static constexpr const char* kKinds[] = {"a variable", "an array", "a label"};
  const Token token = token_;
  if (token.kind != TokenKind::Word || token.text.front() != '$') {
    failUnexpected(kind == NameKind::Variable ? "an expression" : kKinds[static_cast<std::size_t>(kind)]);
    return nullptr;
  }
  const auto found = names_.find(token.text);
  if (found == names_.end()) {
    fail(token, "ir-name", quoteToken(token) + " is not declared");
    return nullptr;
  }
  Name& name = found->second;
  if (name.kind != kind) {
    fail(token, "ir-name",
         quoteToken(token) + " is " + kKinds[static_cast<std::size_t>(name.kind)] + ", not " +
             kKinds[static_cast<std::size_t>(kind)]);
    return nullptr;
  }
  advance();
  return &name;
}

bool TokenReader::checkTextSize() {
  if (text_.size() <= kMaximumTextBytes) return true;
  return fail({}, "ir-limit", "the text is longer than " + std::to_string(kMaximumTextBytes) + " bytes");
}

bool TokenReader::takeNode() {
  if (++nodes_ <= kMaximumNodes) return true;
  return fail(token_, "ir-limit", "more than " + std::to_string(kMaximumNodes) + " nodes");
}

bool TokenReader::enter() {
  if (++depth_ <= kMaximumDepth) return true;
  return fail(token_, "ir-limit", "nested deeper than " + std::to_string(kMaximumDepth));
}

bool TokenReader::fail(const Token& at, const std::string& code, const std::string& message) {
  error_ = Error{code, formatLocation(text_, at.offset) + ": " + message};
  return false;
}

bool TokenReader::failUnexpected(const std::string& wanted) {
  if (token_.kind != TokenKind::Invalid) {
    return fail(token_, "ir-syntax", quoteToken(token_) + " where " + wanted + " is expected");
  }
  const bool string = token_.text.front() == '"';
  return fail(token_, "ir-syntax",
              string ? "a string that does not end or has an unknown escape"
                     : "the character " + quoteToken(token_) + " has no meaning");
}

}  // namespace jetloop::ir
