#include "compiler/transform/emit_polynomial.h"

#include <algorithm>
#include <vector>

#include "compiler/ir/clone.h"

namespace jetloop::transform {

using analysis::Monomial;
using analysis::Polynomial;
using analysis::Symbol;
using analysis::SymbolId;
using ir::Expression;
using ir::Op;
using ir::Type;

bool AtomEmitter::isSimple(const Symbol& symbol) const {
  if (symbol.entryValue || symbol.rounding != analysis::AtomRounding::None) return false;
  return symbol.expression->op == Op::Variable || symbol.expression->op == Op::Length;
}

/// The atom's value as f64.
Expression* AtomEmitter::evaluate(const Symbol& symbol) {
  const bool isEntryValue = symbol.entryValue && symbol.variable;
  Expression* value = isEntryValue ? builder_.read(*symbol.variable) : cloneExpression(kernel_, *symbol.expression);
  if (value->type == Type::I32) value = builder_.unary(Op::F64FromI32, value);
  if (value->type == Type::I64) value = builder_.unary(Op::F64FromI64, value);
  if (symbol.rounding == analysis::AtomRounding::Floor) value = builder_.unary(Op::F64Floor, value);
  if (symbol.rounding == analysis::AtomRounding::Ceil) value = builder_.unary(Op::F64Ceil, value);
  return value;
}

ir::VariableId AtomEmitter::snapshot(SymbolId atom) {
  if (const auto known = snapshots_.find(atom); known != snapshots_.end()) return known->second;
  const Symbol& symbol = symbols_[atom];
  const bool named = symbol.variable.has_value();
  const ir::VariableId variable =
      builder_.newVariable(named ? kernel_.variables[*symbol.variable].name + ".start" : "bound", Type::F64);
  prelude_.push_back(builder_.let(variable, evaluate(symbol)));
  snapshots_.emplace(atom, variable);
  return variable;
}

Expression* AtomEmitter::asF64(SymbolId atom) {
  return isSimple(symbols_[atom]) ? evaluate(symbols_[atom]) : builder_.read(snapshot(atom));
}

Expression* AtomEmitter::asI64(SymbolId atom) {
  const Symbol& symbol = symbols_[atom];
  if (!isSimple(symbol)) return builder_.unary(Op::I64ExactF64, builder_.read(snapshot(atom)));
  Expression* value = cloneExpression(kernel_, *symbol.expression);
  if (value->type == Type::I32) return builder_.unary(Op::I64FromI32, value);
  return value->type == Type::I64 ? value : builder_.unary(Op::I64ExactF64, value);
}

Expression* AtomEmitter::magnitude(SymbolId atom) {
  const Symbol& symbol = symbols_[atom];
  if (symbol.range.low >= 1) return asF64(atom);
  const auto known = magnitudes_.find(atom);
  if (known != magnitudes_.end()) return builder_.read(known->second);
  Expression* size = asF64(atom);
  if (symbol.range.low < 0) size = builder_.unary(Op::F64Abs, size);
  const ir::VariableId variable = builder_.newVariable("size", Type::F64);
  prelude_.push_back(builder_.let(variable, builder_.binary(Op::F64Max, size, builder_.f64(1))));
  magnitudes_.emplace(atom, variable);
  return builder_.read(variable);
}

Expression* emitSide(ir::Builder& builder, const Polynomial& polynomial, bool positive, const EmitSymbol& emit) {
  Expression* sum = nullptr;
  const auto add = [&](Expression* term) { sum = sum == nullptr ? term : builder.binary(Op::F64Add, sum, term); };
  for (const auto& [monomial, coefficient] : polynomial.terms()) {
    if ((coefficient > 0) != positive || monomial.empty()) continue;
    const std::int64_t factor = positive ? coefficient : -coefficient;
    Expression* product = factor == 1 ? nullptr : builder.f64(static_cast<double>(factor));
    for (const SymbolId id : monomial)
      product = product == nullptr ? emit(id) : builder.binary(Op::F64Mul, product, emit(id));
    add(product);
  }
  const std::int64_t constant = polynomial.constantTerm();
  if (constant != 0 && (constant > 0) == positive)
    add(builder.f64(static_cast<double>(positive ? constant : -constant)));
  return sum == nullptr ? builder.f64(0) : sum;
}

Expression* emitIndex(ir::Builder& builder, const Polynomial& polynomial, const EmitSymbol& emit) {
  std::vector<std::pair<Monomial, std::int64_t>> terms(polynomial.terms().begin(), polynomial.terms().end());
  // Constants last: they become the displacement of an address.
  const auto rank = [](const Monomial& monomial) -> std::uint64_t {
    return monomial.empty() ? ~std::uint64_t{0} : monomial.back();
  };
  std::sort(terms.begin(), terms.end(), [&](const auto& a, const auto& b) {
    return std::pair(rank(a.first), a.first) < std::pair(rank(b.first), b.first);
  });
  const auto firstPositive = std::find_if(terms.begin(), terms.end(), [](const auto& term) { return term.second > 0; });
  if (firstPositive != terms.end()) std::rotate(terms.begin(), firstPositive, firstPositive + 1);

  Expression* sum = nullptr;
  for (const auto& [monomial, coefficient] : terms) {
    const std::int64_t factor = coefficient < 0 ? -coefficient : coefficient;
    Expression* product = nullptr;
    for (const SymbolId id : monomial)
      product = product == nullptr ? emit(id) : builder.binary(Op::I64MulNowrap, product, emit(id));
    if (product == nullptr) {
      product = builder.i64(factor);
    } else if (factor != 1) {
      product = builder.binary(Op::I64MulNowrap, product, builder.i64(factor));
    }
    if (sum == nullptr) {
      sum = coefficient > 0 ? product : builder.binary(Op::I64SubNowrap, builder.i64(0), product);
    } else {
      sum = builder.binary(coefficient > 0 ? Op::I64AddNowrap : Op::I64SubNowrap, sum, product);
    }
  }
  return sum == nullptr ? builder.i64(0) : sum;
}

}  // namespace jetloop::transform
