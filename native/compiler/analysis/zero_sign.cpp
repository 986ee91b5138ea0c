#include "compiler/analysis/zero_sign.h"

#include "compiler/ir/walk.h"

namespace jetloop::analysis {

using ir::ElementKind;
using ir::Expression;
using ir::Op;
using ir::Statement;
using ir::StatementKind;

ZeroSignDemand::ZeroSignDemand(const ir::Kernel& kernel, const RangeAnalysis& ranges)
    : kernel_(kernel), ranges_(ranges), observed_(kernel.variables.size()), definitions_(kernel.variables.size()) {
  ir::forEachStatement(kernel.body, [&](const Statement& statement) {
    const bool assigns = statement.kind == StatementKind::Let || statement.kind == StatementKind::Set;
    if (assigns && statement.value != nullptr) definitions_[statement.variable].push_back(statement.value);
    if (statement.index != nullptr) visit(*statement.index, false);
    // An assignment observes what its variable is later found to observe; until then only what is inside.
    if (statement.value != nullptr) visit(*statement.value, !assigns && observesValue(statement));
  });
  while (!pending_.empty()) {
    const ir::VariableId variable = pending_.back();
    pending_.pop_back();
    for (const Expression* definition : definitions_[variable]) visit(*definition, true);
  }
}

void ZeroSignDemand::mark(ir::VariableId variable) {
  if (observed_[variable]) return;
  observed_[variable] = true;
  pending_.push_back(variable);
}

void ZeroSignDemand::visit(const Expression& expression, bool observed) {
  if (expression.op == Op::Variable && observed) mark(expression.variable);
  for (std::size_t i = 0; i < expression.operandCount; ++i)
    visit(*expression.operands[i], observesOperand(expression, i, observed));
}

bool ZeroSignDemand::observesOperand(const Expression& expression, std::size_t operand, bool resultObserved) const {
  const auto range = [&](std::size_t i) { return ranges_.of(*expression.operands[i]); };
  // Of a function of two numbers either zero's sign may decide more than the sign of a zero: atan2(0, -0) is pi.
  if (ir::isMathFunction(expression.op)) return resultObserved || expression.operandCount > 1;
  switch (expression.op) {
    // -0 + -0 is the only sum of zeros that is -0.
    case Op::F64Add:
      return resultObserved && range(1 - operand).negativeZero;
    // -0 - +0 is the only such difference.
    case Op::F64Sub:
      return resultObserved && (operand == 0 ? range(1).mayBeZero() : range(0).negativeZero);
    case Op::F64Div:
      return operand == 0 ? resultObserved : range(1).mayBeZero();
    case Op::F64Rem:
      return operand == 0 && resultObserved;
    case Op::Select:
      return operand != 0 && resultObserved;
    case Op::F64Mul:
    case Op::F64Neg:
    case Op::F64Sqrt:
    case Op::F64Floor:
    case Op::F64Ceil:
    case Op::F64Trunc:
    case Op::F64Round:
    case Op::F64Min:
    case Op::F64Max:
    case Op::F64Sign:
    case Op::F64Fround:
      return resultObserved;
    // abs, comparisons, conversions to integers, tests and indices treat both zeros alike.
    default:
      return false;
  }
}

bool ZeroSignDemand::observesValue(const Statement& statement) const {
  switch (statement.kind) {
    case StatementKind::Let:
    case StatementKind::Set:
      return observed_[statement.variable];
    case StatementKind::Store: {
      const ElementKind kind = kernel_.arrays[statement.array].kind;
      return kind == ElementKind::F32 || kind == ElementKind::F64;
    }
    case StatementKind::Return:
      return true;
    default:
      return false;
  }
}

}  // namespace jetloop::analysis
