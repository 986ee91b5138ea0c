// Visiting the nodes of a kernel.  Parents come before their children, statements in program order.
#pragma once

#include <set>

#include "compiler/ir/ir.h"

namespace jetloop::ir {

/// Calls `visit(expression)` for the expression and everything below it.
template <typename Visit>
void forEachExpression(const Expression& expression, Visit&& visit) {
  visit(expression);
  for (const Expression* operand : expression.arguments()) forEachExpression(*operand, visit);
}

template <typename Visit>
void forEachExpression(Expression& expression, Visit&& visit) {
  visit(expression);
  for (Expression* operand : expression.arguments()) forEachExpression(*operand, visit);
}

/// Calls `visit(root)` with the places of a statement's own expressions, so that it can put others there: first the
/// index, then the value (of if and loop: the condition).
template <typename Visit>
void forEachRoot(Statement& statement, Visit&& visit) {
  if (statement.index != nullptr) visit(statement.index);
  if (statement.value != nullptr) visit(statement.value);
}

template <typename Visit>
void forEachRoot(const Statement& statement, Visit&& visit) {
  if (statement.index != nullptr) visit(*statement.index);
  if (statement.value != nullptr) visit(*statement.value);
}

/// Calls `visit(statement)` for every statement of the block and of the blocks inside it.
template <typename Visit>
void forEachStatement(const Block& block, Visit&& visit) {
  for (Statement* statement : block) {
    visit(*statement);
    forEachStatement(statement->body, visit);
    forEachStatement(statement->other, visit);
  }
}

/// Calls `visit(expression)` for every expression in the block and in the blocks inside it.
template <typename Visit>
void forEachExpressionIn(const Block& block, Visit&& visit) {
  forEachStatement(block, [&](const Statement& statement) {
    forEachRoot(statement, [&](const Expression& root) { forEachExpression(root, visit); });
  });
}

/// Rewrites bottom up: the operands first, then the expression becomes `rewrite(expression)`, which may return its
/// argument.
template <typename Rewrite>
Expression* rewriteExpression(Expression* expression, Rewrite&& rewrite) {
  for (Expression*& operand : expression->arguments()) operand = rewriteExpression(operand, rewrite);
  return rewrite(expression);
}

/// Variables that a statement of the block, or of a block inside it, gives a value: by `set`, or by `let` with or
/// without one.
std::set<VariableId> assignedVariables(const Block& block);

/// Variables and labels declared in the block or in a block inside it.
std::set<VariableId> declaredVariables(const Block& block);
std::set<LabelId> declaredLabels(const Block& block);

}  // namespace jetloop::ir
