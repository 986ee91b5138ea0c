// A node that breaks a typing rule is a bug of the pass that builds it: asserted here, and caught by the verifier in
// any build.
#include "compiler/ir/builder.h"

#include <algorithm>
#include <cassert>

#include "compiler/ir/typing.h"

namespace jetloop::ir {

VariableId Builder::newVariable(std::string_view base, Type type) {
  kernel_.variables.push_back({names_.fresh(base), type, false});
  return static_cast<VariableId>(kernel_.variables.size() - 1);
}

LabelId Builder::newLabel(std::string_view base) {
  kernel_.labels.push_back(names_.fresh(base));
  return static_cast<LabelId>(kernel_.labels.size() - 1);
}

// Expressions

Expression* Builder::f64(double value) {
  Expression* expression = constant(Type::F64);
  expression->number = value;
  return expression;
}

Expression* Builder::i32(std::int32_t value) {
  Expression* expression = constant(Type::I32);
  expression->integer = value;
  return expression;
}

Expression* Builder::i64(std::int64_t value) {
  Expression* expression = constant(Type::I64);
  expression->integer = value;
  return expression;
}

Expression* Builder::boolean(bool value) {
  Expression* expression = constant(Type::Bool);
  expression->integer = value ? 1 : 0;
  return expression;
}

Expression* Builder::read(VariableId variable) {
  Expression* expression = kernel_.newExpression();
  expression->op = Op::Variable;
  expression->variable = variable;
  return typed(expression);
}

Expression* Builder::unary(Op op, Expression* operand) { return operation(op, {operand}); }

Expression* Builder::binary(Op op, Expression* left, Expression* right) { return operation(op, {left, right}); }

Expression* Builder::select(Expression* condition, Expression* whenTrue, Expression* whenFalse) {
  return operation(Op::Select, {condition, whenTrue, whenFalse});
}

Expression* Builder::load(ArrayId array, Expression* index) { return onArray(Op::Load, array, {index}); }

Expression* Builder::loadInbounds(ArrayId array, Expression* index) {
  return onArray(Op::LoadInbounds, array, {index});
}

Expression* Builder::loadOrZero(ArrayId array, Expression* index) { return onArray(Op::LoadOrZero, array, {index}); }

Expression* Builder::length(ArrayId array) { return onArray(Op::Length, array, {}); }

Expression* Builder::inbounds(ArrayId array, Expression* index) { return onArray(Op::Inbounds, array, {index}); }

Expression* Builder::constant(Type type) {
  Expression* expression = kernel_.newExpression();
  expression->type = type;
  return expression;
}

Expression* Builder::operation(Op op, std::initializer_list<Expression*> operands) { return onArray(op, 0, operands); }

Expression* Builder::onArray(Op op, ArrayId array, std::initializer_list<Expression*> operands) {
  assert(operands.size() == opInfo(op).operandCount);
  Expression* expression = kernel_.newExpression();
  expression->op = op;
  expression->position = position_;
  expression->array = array;
  expression->operandCount = static_cast<std::uint8_t>(operands.size());
  std::copy(operands.begin(), operands.end(), expression->operands.begin());
  return typed(expression);
}

Expression* Builder::typed(Expression* expression) {
  const auto type = deduceType(kernel_, *expression);
  assert(type);
  expression->type = type ? *type : Type::None;
  return expression;
}

// Statements

Statement* Builder::let(VariableId variable, Expression* value) {
  Statement* let = statement(StatementKind::Let);
  let->variable = variable;
  let->value = value;
  return typed(let);
}

Statement* Builder::set(VariableId variable, Expression* value) {
  Statement* set = statement(StatementKind::Set);
  set->variable = variable;
  set->value = value;
  return typed(set);
}

Statement* Builder::store(ArrayId array, Expression* index, Expression* value) {
  Statement* store = statement(StatementKind::Store);
  store->array = array;
  store->index = index;
  store->value = value;
  return typed(store);
}

Statement* Builder::storeInbounds(ArrayId array, Expression* index, Expression* value) {
  Statement* store = statement(StatementKind::Store);
  store->array = array;
  store->inbounds = true;
  store->index = index;
  store->value = value;
  return typed(store);
}

Statement* Builder::branch(Expression* condition, Block then, Block otherwise) {
  Statement* branch = statement(StatementKind::If);
  branch->value = condition;
  branch->body = std::move(then);
  branch->other = std::move(otherwise);
  return typed(branch);
}

Statement* Builder::loop(LabelId label, Expression* condition, Block body, Block step) {
  Statement* loop = statement(StatementKind::Loop);
  loop->label = label;
  loop->value = condition;
  loop->body = std::move(body);
  loop->other = std::move(step);
  return typed(loop);
}

Statement* Builder::block(LabelId label, Block body) {
  Statement* block = statement(StatementKind::Block);
  block->label = label;
  block->body = std::move(body);
  return block;
}

Statement* Builder::breakTo(LabelId label) {
  Statement* jump = statement(StatementKind::Break);
  jump->label = label;
  return jump;
}

Statement* Builder::continueTo(LabelId label) {
  Statement* jump = statement(StatementKind::Continue);
  jump->label = label;
  return jump;
}

Statement* Builder::returnValue(Expression* value) {
  Statement* result = statement(StatementKind::Return);
  result->value = value;
  return typed(result);
}

Statement* Builder::abandon() { return statement(StatementKind::Abandon); }

Statement* Builder::statement(StatementKind kind) {
  Statement* statement = kernel_.newStatement();
  statement->kind = kind;
  statement->position = position_;
  return statement;
}

Statement* Builder::typed(Statement* statement) {
  assert(!checkStatementTypes(kernel_, *statement));
  return statement;
}

}  // namespace jetloop::ir
