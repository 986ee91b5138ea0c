// A recursive-descent reader.  Its recursion is bounded by kMaximumDepth, so hostile text cannot exhaust the stack.
#include "compiler/ir/reader.h"

#include <charconv>
#include <string>
#include <system_error>
#include <vector>

#include "base/result_words.h"
#include "compiler/ir/limits.h"
#include "compiler/ir/names.h"
#include "compiler/ir/number_text.h"
#include "compiler/ir/parallel_form.h"
#include "compiler/ir/token_reader.h"
#include "compiler/ir/typing.h"

namespace jetloop::ir {
namespace {

/// Every `read...` function gives false or null after the first error.
class Reader : private TokenReader {
 public:
  explicit Reader(std::string_view text) : TokenReader(text) {}

  Result<Kernel> read() {
    if (!readWholeKernel()) return takeError();
    return std::move(kernel_);
  }

 private:
  // Kernel
  bool readWholeKernel();
  bool readKernelName();
  bool readParameter();
  Array* declareArray();
  bool readElementKind(Array& array);
  bool readScratch();
  bool readResult();
  bool readCount(std::uint32_t& count);

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
  bool readNothing(Statement&) { return true; }
  bool checkTypes(const Statement& statement, const Token& at);

  // Expressions
  Expression* readExpression();
  Expression* readAtom();
  Expression* readForm();
  bool readLiteral(Expression& expression, Type type);
  bool readOperation(Expression& expression);
  Expression* typed(Expression* expression, const Token& at);

  // Names
  bool readArray(ArrayId& id);
  bool readVariable(VariableId& id);
  bool readNewLabel(Statement& statement);

  Kernel kernel_;
  std::size_t scratchBytes_ = 0;
  bool hasResult_ = false;
  std::vector<Name*> scope_;  // visible variables, innermost last
};

// Kernel

bool Reader::readWholeKernel() {
  if (!checkTextSize() || !expectHead("kernel") || !readKernelName() || !expectHead("params")) return false;
  while (token().kind == TokenKind::Open) {
    if (!readParameter()) return false;
  }
  if (!expect(TokenKind::Close, "a parameter or )") || !expectHead("alias")) return false;
  if (!atWord("none") && !atWord("may")) return failUnexpected("none or may");
  kernel_.mayAlias = token().text == "may";
  advance();
  return expect(TokenKind::Close, ")") && expectHead("body") && readBlock(kernel_.body) &&
         expect(TokenKind::Close, "a statement or )") && expect(TokenKind::Close, ")") &&
         expect(TokenKind::End, "the end of the text");
}

bool Reader::readKernelName() {
  const Token name = token();
  if (!expect(TokenKind::String, "the kernel's name")) return false;
  kernel_.name = resolveEscapes(name.text);
  if (isKernelName(kernel_.name)) return true;
  return fail(name, "ir-name", "the kernel's name has control characters or is not UTF-8");
}

bool Reader::readParameter() {
  if (kernel_.parameters.size() == kMaximumParameters) {
    return fail(token(), "ir-limit", "more than " + std::to_string(kMaximumParameters) + " parameters");
  }
  advance();
  if (atWord("array")) {
    Array* array = declareArray();
    if (array == nullptr || !readElementKind(*array)) return false;
    if (!atWord("read") && !atWord("write")) return failUnexpected("read or write");
    array->written = token().text == "write";
    advance();
  } else if (atWord("scratch")) {
    if (!readScratch()) return false;
  } else if (atWord("result")) {
    if (!readResult()) return false;
  } else {
    const auto type = findType(word());
    if (!type || *type == Type::I64) return failUnexpected("array, scratch, result, i32, f64 or bool");
    advance();
    const auto id = static_cast<VariableId>(kernel_.variables.size());
    Variable& variable = kernel_.variables.emplace_back(Variable{{}, *type, true});
    if (!declare(NameKind::Variable, id, variable.name, true)) return false;
    kernel_.parameters.push_back({false, id});
  }
  return expect(TokenKind::Close, ")");
}

/// `NAME`, behind the word that says what the array is for; nothing after a failure.
Array* Reader::declareArray() {
  advance();
  const auto id = static_cast<ArrayId>(kernel_.arrays.size());
  Array& array = kernel_.arrays.emplace_back();
  if (!declare(NameKind::Array, id, array.name, true)) return nullptr;
  kernel_.parameters.push_back({true, id});
  return &array;
}

bool Reader::readElementKind(Array& array) {
  const auto kind = findElementKind(word());
  if (!kind) return failUnexpected("an element kind");
  array.kind = *kind;
  advance();
  return true;
}

/// `(scratch NAME kind COUNT)`, behind its first word.
bool Reader::readScratch() {
  Array* array = declareArray();
  if (array == nullptr || !readElementKind(*array) || !readCount(array->scratch)) return false;
  array->written = true;
  scratchBytes_ += std::size_t{array->scratch} * elementBytes(array->kind);
  if (scratchBytes_ > kMaximumScratchBytes) {
    return fail(token(), "ir-limit", "more than " + std::to_string(kMaximumScratchBytes) + " bytes of scratch arrays");
  }
  advance();
  return true;
}

/// `(result NAME COUNT)`, behind its first word.
bool Reader::readResult() {
  Array* array = declareArray();
  if (array == nullptr || !readCount(array->scratch)) return false;
  array->written = true;
  array->result = true;
  if (array->scratch > kMaximumResults) {
    return fail(token(), "ir-limit", "more than " + std::to_string(kMaximumResults) + " results");
  }
  if (hasResult_) return fail(token(), "ir-limit", "more than one result array");
  hasResult_ = true;
  advance();
  return true;
}

/// A number of elements, which stays the current token: errors about it are told there.
bool Reader::readCount(std::uint32_t& count) {
  const std::string_view text = word();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (!text.empty() && error == std::errc() && end == text.data() + text.size() && count != 0) return true;
  return failUnexpected("a number of elements");
}

// Statements

bool Reader::readBlock(Block& block) {
  const std::size_t outer = scope_.size();
  while (token().kind == TokenKind::Open) {
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
    bool (Reader::*read)(Statement&);
    StatementKind kind;
    bool inbounds = false;
  };
  static constexpr Form kForms[] = {
      {"let", &Reader::readLet, StatementKind::Let},
      {"set", &Reader::readSet, StatementKind::Set},
      {"store", &Reader::readStore, StatementKind::Store},
      {"store.inbounds", &Reader::readStore, StatementKind::Store, true},
      {"if", &Reader::readIf, StatementKind::If},
      {"loop", &Reader::readLoop, StatementKind::Loop},
      {"block", &Reader::readLabelledBlock, StatementKind::Block},
      {"break", &Reader::readJump, StatementKind::Break},
      {"continue", &Reader::readJump, StatementKind::Continue},
      {"return", &Reader::readReturn, StatementKind::Return},
      {"abandon", &Reader::readNothing, StatementKind::Abandon},
  };
  if (!takeNode() || !enter()) return nullptr;
  const Token start = token();
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
    leave();
    return statement;
  }
  failUnexpected("the head of a statement");
  return nullptr;
}

bool Reader::readLet(Statement& statement) {
  // The variable becomes visible after its own initial value.
  const auto id = static_cast<VariableId>(kernel_.variables.size());
  kernel_.variables.emplace_back();
  const Token name = token();
  if (!declare(NameKind::Variable, id, kernel_.variables[id].name, false)) return false;
  const auto type = findType(word());
  if (!type) return failUnexpected("a type");
  advance();
  kernel_.variables[id].type = *type;
  statement.variable = id;
  if (token().kind != TokenKind::Close) {
    statement.value = readExpression();
    if (statement.value == nullptr) return false;
  }
  Name& declared = named(name);
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
  if (token().kind != TokenKind::Open) return true;
  return expectHead("else") && readBlock(statement.other) && expect(TokenKind::Close, "a statement or )");
}

bool Reader::readLoop(Statement& statement) {
  const Token label = token();
  if (!readNewLabel(statement)) return false;
  statement.cold = atWord("cold");
  if (statement.cold) advance();
  statement.parallel = atWord("parallel");
  if (statement.parallel) advance();
  if (!expectHead("while")) return false;
  statement.value = readExpression();
  if (statement.value == nullptr || !expect(TokenKind::Close, ")") || !expectHead("body")) return false;
  Name& name = named(label);
  name.loop = name.visible = true;
  if (!readBlock(statement.body) || !expect(TokenKind::Close, "a statement or )")) return false;
  name.visible = false;  // the step does not see it
  return expectHead("step") && readBlock(statement.other) && expect(TokenKind::Close, "a statement or )");
}

bool Reader::readLabelledBlock(Statement& statement) {
  const Token label = token();
  if (!readNewLabel(statement)) return false;
  Name& name = named(label);
  name.visible = true;
  if (!readBlock(statement.body)) return false;
  name.visible = false;
  return true;
}

bool Reader::readJump(Statement& statement) {
  const Token at = token();
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
  if (token().kind == TokenKind::Close) return true;
  statement.value = readExpression();
  return statement.value != nullptr;
}

bool Reader::checkTypes(const Statement& statement, const Token& at) {
  auto error = checkStatementTypes(kernel_, statement);
  if (!error && statement.parallel) error = checkParallelForm(kernel_, statement);
  return !error || fail(at, error->code, error->message);
}

// Expressions

Expression* Reader::readExpression() {
  if (!takeNode()) return nullptr;
  if (token().kind == TokenKind::Word) return readAtom();
  if (token().kind == TokenKind::Open) return readForm();
  failUnexpected("an expression");
  return nullptr;
}

Expression* Reader::readAtom() {
  const Token at = token();
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
  const Token start = token();
  if (!enter()) return nullptr;
  advance();
  Expression* expression = kernel_.newExpression();
  const auto type = findType(word());
  const bool literal = type && *type != Type::Bool;
  if (!(literal ? readLiteral(*expression, *type) : readOperation(*expression))) return nullptr;
  if (!expect(TokenKind::Close, ")")) return nullptr;
  leave();
  return typed(expression, start);
}

bool Reader::readLiteral(Expression& expression, Type type) {
  expression.type = type;
  advance();
  const std::string_view text = word();
  if (type == Type::F64) {
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
  const auto op = findOp(word());
  if (!op) return failUnexpected("an operation");
  expression.op = *op;
  advance();
  const bool onArray = isLoad(*op) || *op == Op::Length || *op == Op::Inbounds;
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
    fail(at, type.error().code, type.error().message);
    return nullptr;
  }
  expression->type = *type;
  return expression;
}

// Names

bool Reader::readArray(ArrayId& id) {
  const Name* name = lookUp(NameKind::Array);
  if (name != nullptr) id = name->id;
  return name != nullptr;
}

bool Reader::readVariable(VariableId& id) {
  const Token at = token();
  const Name* name = lookUp(NameKind::Variable);
  if (name == nullptr) return false;
  if (!name->visible) return fail(at, "ir-name", quoteToken(at) + " is not visible here");
  id = name->id;
  return true;
}

bool Reader::readNewLabel(Statement& statement) {
  statement.label = static_cast<LabelId>(kernel_.labels.size());
  return declare(NameKind::Label, statement.label, kernel_.labels.emplace_back(), false);
}

}  // namespace

Result<Kernel> readKernel(std::string_view text) { return Reader(text).read(); }

}  // namespace jetloop::ir
