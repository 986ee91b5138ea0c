#include "compiler/ir/typing.h"

#include <limits>
#include <string>

namespace jetloop::ir {
namespace {

bool isInteger(Type type) { return type == Type::I32 || type == Type::I64; }
bool isNumber(Type type) { return isInteger(type) || type == Type::F64; }

Error typeError(const std::string& what, Type found, const char* wanted) {
  return {"ir-type", what + " is " + typeName(found) + " where " + wanted + " is expected"};
}

std::optional<Error> checkIndex(Type index, bool inbounds, const char* operation) {
  if (inbounds ? isInteger(index) : isNumber(index)) return std::nullopt;
  return typeError("the index of " + std::string(operation), index, inbounds ? "i32 or i64" : "f64, i32 or i64");
}

Result<Type> deduceConstantType(const Expression& constant) {
  switch (constant.type) {
    case Type::F64:
    case Type::I64:
      return constant.type;
    case Type::I32:
      if (constant.integer >= std::numeric_limits<std::int32_t>::min() &&
          constant.integer <= std::numeric_limits<std::int32_t>::max()) {
        return constant.type;
      }
      return Error{"ir-type", std::to_string(constant.integer) + " does not fit i32"};
    case Type::Bool:
      if (constant.integer == 0 || constant.integer == 1) return constant.type;
      return Error{"ir-type", std::to_string(constant.integer) + " is not a bool"};
    case Type::None:
      break;
  }
  return Error{"ir-type", "a constant has no type"};
}

}  // namespace

Result<Type> deduceType(const Kernel& kernel, const Expression& expression) {
  const OpInfo& info = opInfo(expression.op);
  for (std::size_t i = 0; i < info.operandCount; ++i) {
    const Type wanted = info.operands[i];
    const Type found = expression.operands[i]->type;
    if (wanted == Type::None || wanted == found) continue;
    return typeError("operand " + std::to_string(i + 1) + " of " + info.text, found, typeName(wanted));
  }
  switch (expression.op) {
    case Op::Constant:
      return deduceConstantType(expression);
    case Op::Variable:
      return kernel.variables[expression.variable].type;
    case Op::Select: {
      const Type whenTrue = expression.operands[1]->type;
      const Type whenFalse = expression.operands[2]->type;
      if (whenTrue != whenFalse) return typeError("operand 3 of select", whenFalse, typeName(whenTrue));
      return whenTrue;
    }
    case Op::Load:
    case Op::LoadInbounds:
    case Op::Inbounds: {
      const bool inbounds = expression.op == Op::LoadInbounds;
      if (auto error = checkIndex(expression.operands[0]->type, inbounds, info.text)) return *std::move(error);
      return inbounds ? elementValueType(kernel.arrays[expression.array].kind) : info.result;
    }
    case Op::LoadOrZero: {
      if (auto error = checkIndex(expression.operands[0]->type, false, info.text)) return *std::move(error);
      const Array& array = kernel.arrays[expression.array];
      const Type type = elementValueType(array.kind);
      if (isInteger(type)) return type;
      return typeError("an element of $" + array.name + " in " + info.text, type, "an integer");
    }
    default:
      return info.result;
  }
}

std::optional<Error> checkStatementTypes(const Kernel& kernel, const Statement& statement) {
  const Type value = statement.value == nullptr ? Type::None : statement.value->type;
  switch (statement.kind) {
    case StatementKind::Let:
    case StatementKind::Set: {
      const Variable& variable = kernel.variables[statement.variable];
      if (statement.value == nullptr || value == variable.type) return std::nullopt;
      return typeError("the value of $" + variable.name, value, typeName(variable.type));
    }
    case StatementKind::Store: {
      const Array& array = kernel.arrays[statement.array];
      const char* operation = statement.inbounds ? "store.inbounds" : "store";
      if (!array.written) return Error{"ir-readonly", "$" + array.name + " is stored to but declared read"};
      if (auto error = checkIndex(statement.index->type, statement.inbounds, operation)) return error;
      if (statement.inbounds ? isNumber(value) : value == Type::F64) return std::nullopt;
      return typeError("the value of " + std::string(operation), value, statement.inbounds ? "f64, i32 or i64" : "f64");
    }
    case StatementKind::If:
    case StatementKind::Loop:
      if (value == Type::Bool) return std::nullopt;
      return typeError("the condition", value, "bool");
    case StatementKind::Return:
      if (statement.value == nullptr || value == Type::F64 || value == Type::Bool) return std::nullopt;
      return typeError("the returned value", value, "f64 or bool");
    case StatementKind::Block:
    case StatementKind::Break:
    case StatementKind::Continue:
    case StatementKind::Abandon:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace jetloop::ir
