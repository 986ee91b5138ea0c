#include "compiler/analysis/index_polynomials.h"

#include "compiler/analysis/affine.h"

namespace jetloop::analysis {

using ir::Op;

MaybePolynomial IndexPolynomials::read(const ir::Expression& expression) {
  const auto& operands = expression.operands;
  switch (expression.op) {
    case Op::Constant:
      if (expression.type != ir::Type::I64) return std::nullopt;
      return Polynomial::constant(expression.integer);
    case Op::Variable:
      if (expression.type != ir::Type::I64) return std::nullopt;
      return Polynomial::symbol(symbolOf(expression));
    case Op::I64FromI32:
      if (operands[0]->op != Op::Variable) return std::nullopt;
      return Polynomial::symbol(symbolOf(expression));
    case Op::I64AddNowrap:
      return read(*operands[0]) + read(*operands[1]);
    case Op::I64SubNowrap:
      return read(*operands[0]) - read(*operands[1]);
    case Op::I64MulNowrap:
      return read(*operands[0]) * read(*operands[1]);
    default:
      return std::nullopt;
  }
}

SymbolId IndexPolynomials::symbolOf(const ir::Expression& leaf) {
  for (SymbolId id = 0; id < leaves_.size(); ++id) {
    if (sameExpression(*leaves_[id], leaf)) return id;
  }
  leaves_.push_back(&leaf);
  return static_cast<SymbolId>(leaves_.size() - 1);
}

}  // namespace jetloop::analysis
