// The typed, structured IR as data.  docs/ir.md is the specification; this header only gives it a shape in memory.
//
// A kernel owns every node.  Nodes point at each other with plain pointers and live exactly as long as their kernel, so
// passes move and share subtrees' addresses freely but never share one node between two parents (clone instead: a later
// pass may rewrite it in place).
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jetloop::ir {

enum class Type : std::uint8_t { None, Bool, I32, I64, F64 };

enum class ElementKind : std::uint8_t { I8, U8, U8Clamped, I16, U16, I32, U32, F32, F64 };

enum class Op : std::uint8_t {
#define JETLOOP_OP(identifier, text, result, count, a, b, c) identifier,
#define JETLOOP_SPECIAL(identifier, text) identifier,
#include "ops.def"
};

/// Position in the JavaScript source: 1-based line, 0-based column; line 0 means unknown.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  bool known() const { return line != 0; }
  bool operator==(const Position&) const = default;
};

using VariableId = std::uint32_t;
using ArrayId = std::uint32_t;
using LabelId = std::uint32_t;

struct Expression {
  Op op = Op::Constant;
  Type type = Type::None;
  Position position;
  double number = 0;         // Constant of type F64
  std::int64_t integer = 0;  // Constant of type I32, I64, Bool (0/1)
  VariableId variable = 0;   // Variable
  ArrayId array = 0;         // Load, LoadInbounds, LoadOrZero, Length, Inbounds
  std::array<Expression*, 3> operands{};
  std::uint8_t operandCount = 0;

  std::span<Expression* const> arguments() const { return {operands.data(), operandCount}; }
  std::span<Expression*> arguments() { return {operands.data(), operandCount}; }
};

enum class StatementKind : std::uint8_t { Let, Set, Store, If, Loop, Block, Break, Continue, Return, Abandon };

struct Statement;
using Block = std::vector<Statement*>;

struct Statement {
  StatementKind kind = StatementKind::Return;
  Position position;
  VariableId variable = 0;      // Let, Set
  ArrayId array = 0;            // Store
  LabelId label = 0;            // Loop, Block, Break, Continue
  bool inbounds = false;        // Store: proved in bounds
  bool cold = false;            // Loop: runs only after a failed guard
  bool parallel = false;        // Loop: proved that its iterations do not depend on each other
  Expression* index = nullptr;  // Store
  Expression* value = nullptr;  // Let (may be null), Set, Store, Return (may be null); If and Loop: the condition
  Block body;                   // If: then; Loop: body; Block: its statements
  Block other;                  // If: else; Loop: step
};

struct Variable {
  std::string name;  // without the leading $
  Type type = Type::F64;
  bool parameter = false;
};

struct Array {
  std::string name;
  ElementKind kind = ElementKind::F64;
  bool written = false;
  std::uint32_t scratch = 0;  // elements of an array of the kernel's own; 0 for an argument
  bool result = false;        // an array of the kernel's own that the caller reads afterwards
};

/// One parameter in call order: an array (`id` is an ArrayId) or a scalar (`id` is a VariableId).
struct Parameter {
  bool isArray = false;
  std::uint32_t id = 0;
};

struct Kernel {
  std::string name;
  std::vector<Parameter> parameters;
  std::vector<Array> arrays;
  std::vector<Variable> variables;
  std::vector<std::string> labels;
  bool mayAlias = false;
  Block body;

  Kernel() = default;
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;
  Kernel(Kernel&&) noexcept = default;
  Kernel& operator=(Kernel&&) noexcept = default;

  Expression* newExpression() { return &expressions_.emplace_back(); }
  Statement* newStatement() { return &statements_.emplace_back(); }

 private:
  std::deque<Expression> expressions_;
  std::deque<Statement> statements_;
};

/// The fixed part of the op table.
struct OpInfo {
  const char* text;
  Type result;  // None where it depends on the operands
  std::uint8_t operandCount;
  std::array<Type, 3> operands;
};
const OpInfo& opInfo(Op op);
std::optional<Op> findOp(std::string_view text);
/// Whether the operation is one of the functions of Math that are computed by the algorithm of the engine.
bool isMathFunction(Op op);
/// Whether it reads an element of an array.
bool isLoad(Op op);

const char* typeName(Type type);
std::optional<Type> findType(std::string_view text);

const char* elementKindName(ElementKind kind);
std::optional<ElementKind> findElementKind(std::string_view text);

/// Bytes of one element.
std::uint32_t elementBytes(ElementKind kind);

/// Type that `load.inbounds` and `load.or_zero` give for an array of this kind.
Type elementValueType(ElementKind kind);

}  // namespace jetloop::ir
