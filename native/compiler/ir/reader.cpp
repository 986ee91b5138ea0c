// A recursive-descent reader.  Its recursion is bounded by kMaximumDepth, so hostile text cannot exhaust the stack.
#include "compiler/ir/reader.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/ir/lexer.h"
#include "compiler/ir/limits.h"
#include "compiler/ir/names.h"
#include "compiler/ir/number_text.h"
#include "compiler/ir/typing.h"

namespace jetloop::ir {
namespace {

enum class NameKind : std::uint8_t { Variable, Array, Label };

struct Name {
  NameKind kind;
  std::uint32_t id;
  bool visible;       // of a label: inside the body it names
  bool loop = false;  // of a label: names a loop
};

/// Every `read...` function gives false or null after the first error, which `error_` holds.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), lexer_(text), token_(lexer_.next()) {}

  Result<Kernel> read() {
    if (!readWholeKernel()) return *std::move(error_);
    return std::move(kernel_);
  }

 private:
  // Kernel
  bool readWholeKernel();
  bool readKernelName();
  bool readParameter();

  // Statements
  bool readBlock(Block& block);
  Statement* readStatement();
  bool readLet(Statement& statement);
  bool readSet(Statement& statement);
  bool readStore(Statement& statement);
  bool readIf(Statement& statement);
  bool readLoop(Statement& statement);
  bool readLabelledBlock(Statement& statement);
  bool readJump(Statement& statement);
  bool readReturn(Statement& statement);
  bool checkTypes(const Statement& statement, const Token& at);

  // Expressions
  Expression* readExpression();
  Expression* readAtom();
  Expression* readForm();
  bool readLiteral(Expression& expression);
  bool readOperation(Expression& expression);
  Expression* typed(Expression* expression, const Token& at);

  // Names
  bool declare(NameKind kind, std::uint32_t id, std::string& spelling, bool visible);
  Name* lookUp(NameKind kind);
  bool readArray(ArrayId& id);
  bool readVariable(VariableId& id);
  bool readNewLabel(Statement& statement);

  // Tokens
  void advance() { token_ = lexer_.next(); }
  bool atWord(std::string_view word) const { return token_.kind == TokenKind::Word && token_.text == word; }
  bool expect(TokenKind kind, const char* wanted);
  bool expectHead(const char* head);
  bool readPosition(Position& position);
  bool takeNode();
  bool enter();
  bool fail(const Token& at, const char* code, const std::string& message);
  bool failUnexpected(const std::string& wanted);

  std::string_view text_;
  Lexer lexer_;
  Token token_;
  Kernel kernel_;
  std::map<std::string_view, Name> names_;  // keys point into text_; a tree, because hostile names could defeat a hash
  std::vector<Name*> scope_;                // visible variables, innermost last
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
  std::optional<Error> error_;
};

// Kernel

bool Reader::readWholeKernel() {
  if (text_.size() > kMaximumTextBytes) {
    return fail({}, "ir-limit", "the text is longer than " + std::to_string(kMaximumTextBytes) + " bytes");
  }
  if (!expectHead("kernel") || !readKernelName() || !expectHead("params")) return false;
  while (token_.kind == TokenKind::Open) {
    if (!readParameter()) return false;
  }
  if (!expect(TokenKind::Close, "a parameter or )") || !expectHead("alias")) return false;
  if (!atWord("none") && !atWord("may")) return failUnexpected("none or may");
  kernel_.mayAlias = token_.text == "may";
  advance();
  return expect(TokenKind::Close, ")") && expectHead("body") && readBlock(kernel_.body) &&
         expect(TokenKind::Close, "a statement or )") && expect(TokenKind::Close, ")") &&
         expect(TokenKind::End, "the end of the text");
}

bool Reader::readKernelName() {
  const Token token = token_;
  if (!expect(TokenKind::String, "the kernel's name")) return false;
  kernel_.name = resolveEscapes(token.text);
  if (isKernelName(kernel_.name)) return true;
  return fail(token, "ir-name", "the kernel's name has control characters or is not UTF-8");
}

bool Reader::readParameter() {
  if (kernel_.parameters.size() == kMaximumParameters) {
    return fail(token_, "ir-limit", "more than " + std::to_string(kMaximumParameters) + " parameters");
  }
  advance();
  if (atWord("array")) {
    advance();
    const auto id = static_cast<ArrayId>(kernel_.arrays.size());
    Array& array = kernel_.arrays.emplace_back();
    if (!declare(NameKind::Array, id, array.name, true)) return false;
    const auto kind = findElementKind(token_.kind == TokenKind::Word ? token_.text : "");
    if (!kind) return failUnexpected("an element kind");
    array.kind = *kind;
    advance();
    if (!atWord("read") && !atWord("write")) return failUnexpected("read or write");
    array.written = token_.text == "write";
    advance();
    kernel_.parameters.push_back({true, id});
  } else {
    const auto type = findType(token_.kind == TokenKind::Word ? token_.text : "");
    if (!type || *type == Type::I64) return failUnexpected("array, i32, f64 or bool");
    advance();
    const auto id = static_cast<VariableId>(kernel_.variables.size());
    Variable& variable = kernel_.variables.emplace_back(Variable{{}, *type, true});
    if (!declare(NameKind::Variable, id, variable.name, true)) return false;
    kernel_.parameters.push_back({false, id});
  }
  return expect(TokenKind::Close, ")");
}

// Statements

bool Reader::readBlock(Block& block) {
  const std::size_t outer = scope_.size();
  while (token_.kind == TokenKind::Open) {
    Statement* statement = readStatement();
    if (statement == nullptr) return false;
    block.push_back(statement);
  }
  for (; scope_.size() > outer; scope_.pop_back()) scope_.back()->visible = false;
  return true;
}

Statement* Reader::readStatement() {
  struct Form {
    const char* head;
    StatementKind kind;
    bool (Reader::*read)(Statement&);
    bool inbounds = false;
  };
  static constexpr Form kForms[] = {
      {"let", StatementKind::Let, &Reader::readLet},
      {"set", StatementKind::Set, &Reader::readSet},
      {"store", StatementKind::Store, &Reader::readStore},
      {"store.inbounds", StatementKind::Store, &Reader::readStore, true},
      {"if", StatementKind::If, &Reader::readIf},
      {"loop", StatementKind::Loop, &Reader::readLoop},
      {"block", StatementKind::Block, &Reader::readLabelledBlock},
      {"break", StatementKind::Break, &Reader::readJump},
      {"continue", StatementKind::Continue, &Reader::readJump},
      {"return", StatementKind::Return, &Reader::readReturn},
  };
  if (!takeNode() || !enter()) return nullptr;
  const Token start = token_;
  advance();
  for (const Form& form : kForms) {
    if (!atWord(form.head)) continue;
    advance();
    Statement* statement = kernel_.newStatement();
    statement->kind = form.kind;
    statement->inbounds = form.inbounds;
    const bool jump = form.kind == StatementKind::Break || form.kind == StatementKind::Continue;
    if (!jump && !readPosition(statement->position)) return nullptr;
    if (!(this->*form.read)(*statement) || !expect(TokenKind::Close, ")")) return nullptr;
    if (!checkTypes(*statement, start)) return nullptr;
    --depth_;
    return statement;
  }
  failUnexpected("the head of a statement");
  return nullptr;
}

bool Reader::readLet(Statement& statement) {
  // The variable becomes visible after its own initial value.
  const auto id = static_cast<VariableId>(kernel_.variables.size());
  kernel_.variables.emplace_back();
  const Token name = token_;
  if (!declare(NameKind::Variable, id, kernel_.variables[id].name, false)) return false;
  const auto type = findType(token_.kind == TokenKind::Word ? token_.text : "");
  if (!type) return failUnexpected("a type");
  advance();
  kernel_.variables[id].type = *type;
  statement.variable = id;
  if (token_.kind != TokenKind::Close) {
    statement.value = readExpression();
    if (statement.value == nullptr) return false;
  }
  Name& declared = names_.find(name.text)->second;
  declared.visible = true;
  scope_.push_back(&declared);
  return true;
}

bool Reader::readSet(Statement& statement) {
  if (!readVariable(statement.variable)) return false;
  statement.value = readExpression();
  return statement.value != nullptr;
}

bool Reader::readStore(Statement& statement) {
  if (!readArray(statement.array)) return false;
  statement.index = readExpression();
  if (statement.index == nullptr) return false;
  statement.value = readExpression();
  return statement.value != nullptr;
}

bool Reader::readIf(Statement& statement) {
  statement.value = readExpression();
  if (statement.value == nullptr || !expectHead("then") || !readBlock(statement.body) ||
      !expect(TokenKind::Close, "a statement or )")) {
    return false;
  }
  if (token_.kind != TokenKind::Open) return true;
  return expectHead("else") && readBlock(statement.other) && expect(TokenKind::Close, "a statement or )");
}

bool Reader::readLoop(Statement& statement) {
  const Token label = token_;
  if (!readNewLabel(statement)) return false;
  statement.cold = atWord("cold");
  if (statement.cold) advance();
  if (!expectHead("while")) return false;
  statement.value = readExpression();
  if (statement.value == nullptr || !expect(TokenKind::Close, ")") || !expectHead("body")) return false;
  Name& name = names_.find(label.text)->second;
  name.loop = name.visible = true;
  if (!readBlock(statement.body) || !expect(TokenKind::Close, "a statement or )")) return false;
  name.visible = false;  // the step does not see it
  return expectHead("step") && readBlock(statement.other) && expect(TokenKind::Close, "a statement or )");
}

bool Reader::readLabelledBlock(Statement& statement) {
  const Token label = token_;
  if (!readNewLabel(statement)) return false;
  Name& name = names_.find(label.text)->second;
  name.visible = true;
  if (!readBlock(statement.body)) return false;
  name.visible = false;
  return true;
}

bool Reader::readJump(Statement& statement) {
  const Token at = token_;
  const Name* name = lookUp(NameKind::Label);
  if (name == nullptr) return false;
  if (!name->visible) return fail(at, "ir-label", quoteToken(at) + " does not enclose this statement");
  if (statement.kind == StatementKind::Continue && !name->loop) {
    return fail(at, "ir-label", quoteToken(at) + " is not a loop");
  }
  statement.label = name->id;
  return true;
}

bool Reader::readReturn(Statement& statement) {
  if (token_.kind == TokenKind::Close) return true;
  statement.value = readExpression();
  return statement.value != nullptr;
}

bool Reader::checkTypes(const Statement& statement, const Token& at) {
  const auto error = checkStatementTypes(kernel_, statement);
  return !error || fail(at, error->code.c_str(), error->message);
}

// Expressions

Expression* Reader::readExpression() {
  if (!takeNode()) return nullptr;
  if (token_.kind == TokenKind::Word) return readAtom();
  if (token_.kind == TokenKind::Open) return readForm();
  failUnexpected("an expression");
  return nullptr;
}

Expression* Reader::readAtom() {
  const Token at = token_;
  Expression* expression = kernel_.newExpression();
  if (atWord("true") || atWord("false")) {
    expression->type = Type::Bool;
    expression->integer = atWord("true") ? 1 : 0;
    advance();
  } else {
    expression->op = Op::Variable;
    if (!readVariable(expression->variable)) return nullptr;
  }
  return typed(expression, at);
}

Expression* Reader::readForm() {
  const Token start = token_;
  if (!enter()) return nullptr;
  advance();
  Expression* expression = kernel_.newExpression();
  const bool literal = atWord("f64") || atWord("i32") || atWord("i64");
  if (!(literal ? readLiteral(*expression) : readOperation(*expression))) return nullptr;
  if (!expect(TokenKind::Close, ")")) return nullptr;
  --depth_;
  return typed(expression, start);
}

bool Reader::readLiteral(Expression& expression) {
  expression.type = *findType(token_.text);
  advance();
  const std::string_view text = token_.kind == TokenKind::Word ? token_.text : "";
  if (expression.type == Type::F64) {
    const auto number = parseDouble(text);
    if (!number) return failUnexpected("a number");
    expression.number = *number;
  } else {
    const auto integer = parseInteger(text);
    if (!integer) return failUnexpected("an integer");
    expression.integer = *integer;
  }
  advance();
  return true;
}

bool Reader::readOperation(Expression& expression) {
  const auto op = findOp(token_.kind == TokenKind::Word ? token_.text : "");
  if (!op) return failUnexpected("an operation");
  expression.op = *op;
  advance();
  const bool onArray = *op == Op::Load || *op == Op::LoadInbounds || *op == Op::Length || *op == Op::Inbounds;
  const bool positioned = *op != Op::Length && *op != Op::Inbounds;
  if (positioned && !readPosition(expression.position)) return false;
  if (onArray && !readArray(expression.array)) return false;
  const std::uint8_t count = opInfo(*op).operandCount;
  for (std::uint8_t i = 0; i < count; ++i) {
    Expression* operand = readExpression();
    if (operand == nullptr) return false;
    expression.operands[i] = operand;
  }
  expression.operandCount = count;
  return true;
}

Expression* Reader::typed(Expression* expression, const Token& at) {
  const auto type = deduceType(kernel_, *expression);
  if (!type) {
    fail(at, type.error().code.c_str(), type.error().message);
    return nullptr;
  }
  expression->type = *type;
  return expression;
}

// Names

bool Reader::declare(NameKind kind, std::uint32_t id, std::string& spelling, bool visible) {
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

Name* Reader::lookUp(NameKind kind) {
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

bool Reader::readArray(ArrayId& id) {
  const Name* name = lookUp(NameKind::Array);
  if (name != nullptr) id = name->id;
  return name != nullptr;
}

bool Reader::readVariable(VariableId& id) {
  const Token token = token_;
  const Name* name = lookUp(NameKind::Variable);
  if (name == nullptr) return false;
  if (!name->visible) return fail(token, "ir-name", quoteToken(token) + " is not visible here");
  id = name->id;
  return true;
}

bool Reader::readNewLabel(Statement& statement) {
  statement.label = static_cast<LabelId>(kernel_.labels.size());
  return declare(NameKind::Label, statement.label, kernel_.labels.emplace_back(), false);
}

// Tokens

bool Reader::expect(TokenKind kind, const char* wanted) {
  if (token_.kind != kind) return failUnexpected(wanted);
  advance();
  return true;
}

bool Reader::expectHead(const char* head) {
  if (token_.kind != TokenKind::Open) return failUnexpected('(' + std::string(head));
  advance();
  if (!atWord(head)) return failUnexpected(head);
  advance();
  return true;
}

bool Reader::readPosition(Position& position) {
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

bool Reader::takeNode() {
  if (++nodes_ <= kMaximumNodes) return true;
  return fail(token_, "ir-limit", "more than " + std::to_string(kMaximumNodes) + " nodes");
}

bool Reader::enter() {
  if (++depth_ <= kMaximumDepth) return true;
  return fail(token_, "ir-limit", "nested deeper than " + std::to_string(kMaximumDepth));
}

bool Reader::fail(const Token& at, const char* code, const std::string& message) {
  error_ = Error{code, formatLocation(text_, at.offset) + ": " + message};
  return false;
}

bool Reader::failUnexpected(const std::string& wanted) {
  if (token_.kind != TokenKind::Invalid) {
    return fail(token_, "ir-syntax", quoteToken(token_) + " where " + wanted + " is expected");
  }
  const bool string = token_.text.front() == '"';
  return fail(token_, "ir-syntax",
              string ? "a string that does not end or has an unknown escape"
                     : "the character " + quoteToken(token_) + " has no meaning");
}

}  // namespace

Result<Kernel> readKernel(std::string_view text) { return Reader(text).read(); }

}  // namespace jetloop::ir
