#include "compiler/ir/printer.h"

#include "compiler/ir/number_text.h"

namespace jetloop::ir {
namespace {

class Printer {
 public:
  explicit Printer(const Kernel& kernel) : kernel_(kernel) {}

  std::string takeText() { return std::move(text_); }

  void printWhole();
  void print(const Expression& expression);

 private:
  void printParameter(const Parameter& parameter);
  void printBlock(const Block& block, std::size_t indent);
  void printSection(const char* head, const Block& block, std::size_t indent);
  void print(const Statement& statement, std::size_t indent);
  void printConstant(const Expression& constant);

  void line(std::size_t indent) { text_.append(1, '\n').append(indent, ' '); }
  void open(const char* head, const Position& position = {});
  void name(const std::string& text) { text_.append(" $").append(text); }
  void operand(const Expression& expression) {
    text_ += ' ';
    print(expression);
  }

  const Kernel& kernel_;
  std::string text_;
};

void Printer::printWhole() {
  text_ += "(kernel \"";
  for (const char c : kernel_.name) {
    if (c == '"' || c == '\\') text_ += '\\';
    text_ += c;
  }
  text_ += "\"\n  (params";
  for (const Parameter& parameter : kernel_.parameters) printParameter(parameter);
  text_ += kernel_.mayAlias ? ")\n  (alias may)" : ")\n  (alias none)";
  printSection("body", kernel_.body, 2);
  text_ += ")\n";
}

void Printer::printParameter(const Parameter& parameter) {
  text_ += ' ';
  if (parameter.isArray) {
    const Array& array = kernel_.arrays[parameter.id];
    open(array.result ? "result" : array.scratch != 0 ? "scratch" : "array");
    name(array.name);
    if (!array.result) text_.append(" ").append(elementKindName(array.kind));
    if (array.scratch != 0) {
      text_.append(" ").append(std::to_string(array.scratch)).append(")");
      return;
    }
    text_.append(array.written ? " write)" : " read)");
  } else {
    const Variable& variable = kernel_.variables[parameter.id];
    open(typeName(variable.type));
    name(variable.name);
    text_ += ')';
  }
}

void Printer::printBlock(const Block& block, std::size_t indent) {
  for (const Statement* statement : block) {
    line(indent);
    print(*statement, indent);
  }
}

void Printer::printSection(const char* head, const Block& block, std::size_t indent) {
  line(indent);
  open(head);
  printBlock(block, indent + 2);
  text_ += ')';
}

void Printer::print(const Statement& statement, std::size_t indent) {
  switch (statement.kind) {
    case StatementKind::Let: {
      const Variable& variable = kernel_.variables[statement.variable];
      open("let", statement.position);
      name(variable.name);
      text_.append(" ").append(typeName(variable.type));
      if (statement.value != nullptr) operand(*statement.value);
      break;
    }
    case StatementKind::Set:
      open("set", statement.position);
      name(kernel_.variables[statement.variable].name);
      operand(*statement.value);
      break;
    case StatementKind::Store:
      open(statement.inbounds ? "store.inbounds" : "store", statement.position);
      name(kernel_.arrays[statement.array].name);
      operand(*statement.index);
      operand(*statement.value);
      break;
    case StatementKind::If:
      open("if", statement.position);
      operand(*statement.value);
      printSection("then", statement.body, indent + 2);
      if (!statement.other.empty()) printSection("else", statement.other, indent + 2);
      break;
    case StatementKind::Loop:
      open("loop", statement.position);
      name(kernel_.labels[statement.label]);
      if (statement.cold) text_ += " cold";
      if (statement.parallel) text_ += " parallel";
      line(indent + 2);
      open("while");
      operand(*statement.value);
      text_ += ')';
      printSection("body", statement.body, indent + 2);
      printSection("step", statement.other, indent + 2);
      break;
    case StatementKind::Block:
      open("block", statement.position);
      name(kernel_.labels[statement.label]);
      printBlock(statement.body, indent + 2);
      break;
    case StatementKind::Break:
    case StatementKind::Continue:
      open(statement.kind == StatementKind::Break ? "break" : "continue");
      name(kernel_.labels[statement.label]);
      break;
    case StatementKind::Return:
      open("return", statement.position);
      if (statement.value != nullptr) operand(*statement.value);
      break;
    case StatementKind::Abandon:
      open("abandon", statement.position);
      break;
  }
  text_ += ')';
}

void Printer::print(const Expression& expression) {
  switch (expression.op) {
    case Op::Constant:
      return printConstant(expression);
    case Op::Variable:
      text_.append("$").append(kernel_.variables[expression.variable].name);
      return;
    case Op::Load:
    case Op::LoadInbounds:
    case Op::LoadOrZero:
      open(opInfo(expression.op).text, expression.position);
      name(kernel_.arrays[expression.array].name);
      break;
    case Op::Length:
    case Op::Inbounds:
      open(opInfo(expression.op).text);
      name(kernel_.arrays[expression.array].name);
      break;
    default:
      open(opInfo(expression.op).text, expression.position);
      break;
  }
  for (const Expression* argument : expression.arguments()) operand(*argument);
  text_ += ')';
}

void Printer::printConstant(const Expression& constant) {
  if (constant.type == Type::Bool) {
    text_ += constant.integer != 0 ? "true" : "false";
    return;
  }
  open(typeName(constant.type));
  text_.append(" ").append(constant.type == Type::F64 ? formatDouble(constant.number)
                                                      : std::to_string(constant.integer));
  text_ += ')';
}

void Printer::open(const char* head, const Position& position) {
  text_.append("(").append(head);
  if (position.known()) {
    text_.append(" @").append(std::to_string(position.line)).append(":").append(std::to_string(position.column));
  }
}

}  // namespace

std::string printKernel(const Kernel& kernel) {
  Printer printer(kernel);
  printer.printWhole();
  return printer.takeText();
}

std::string printExpression(const Kernel& kernel, const Expression& expression) {
  Printer printer(kernel);
  printer.print(expression);
  return printer.takeText();
}

}  // namespace jetloop::ir
