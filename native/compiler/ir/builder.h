// Typed constructors for nodes, for the passes that make new ones.  An expression handed in becomes a child of the new
// node and must not be used again; give a clone where a value is needed twice.
#pragma once

#include <initializer_list>
#include <string_view>

#include "compiler/ir/ir.h"
#include "compiler/ir/names.h"

namespace jetloop::ir {

class Builder {
 public:
  Builder(Kernel& kernel, NameSupply& names) : kernel_(kernel), names_(names) {}

  /// New nodes that can carry a position get this one.
  void setPosition(Position position) { position_ = position; }

  // Declarations.  `base` is a wish; the name given is unique.
  VariableId newVariable(std::string_view base, Type type);
  LabelId newLabel(std::string_view base);

  // Expressions
  Expression* f64(double value);
  Expression* i32(std::int32_t value);
  Expression* i64(std::int64_t value);
  Expression* boolean(bool value);
  Expression* read(VariableId variable);
  Expression* unary(Op op, Expression* operand);
  Expression* binary(Op op, Expression* left, Expression* right);
  Expression* select(Expression* condition, Expression* whenTrue, Expression* whenFalse);
  Expression* load(ArrayId array, Expression* index);
  Expression* loadInbounds(ArrayId array, Expression* index);
  Expression* loadOrZero(ArrayId array, Expression* index);
  Expression* length(ArrayId array);
  Expression* inbounds(ArrayId array, Expression* index);

  // Statements
  Statement* let(VariableId variable, Expression* value);  // value may be null
  Statement* set(VariableId variable, Expression* value);
  Statement* store(ArrayId array, Expression* index, Expression* value);
  Statement* storeInbounds(ArrayId array, Expression* index, Expression* value);
  Statement* branch(Expression* condition, Block then, Block otherwise = {});
  Statement* loop(LabelId label, Expression* condition, Block body, Block step);
  Statement* block(LabelId label, Block body);
  Statement* breakTo(LabelId label);
  Statement* continueTo(LabelId label);
  Statement* returnValue(Expression* value);  // value may be null
  Statement* abandon();

 private:
  Expression* constant(Type type);
  Expression* operation(Op op, std::initializer_list<Expression*> operands);
  Expression* onArray(Op op, ArrayId array, std::initializer_list<Expression*> operands);
  Expression* typed(Expression* expression);
  Statement* statement(StatementKind kind);
  Statement* typed(Statement* statement);

  Kernel& kernel_;
  NameSupply& names_;
  Position position_;
};

}  // namespace jetloop::ir
