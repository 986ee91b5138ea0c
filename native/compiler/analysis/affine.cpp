#include "compiler/analysis/affine.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace jetloop::analysis {
namespace {

std::set<Polynomial> united(const Affine& a, const Affine& b) {
  std::set<Polynomial> all = a.obligations;
  all.insert(b.obligations.begin(), b.obligations.end());
  return all;
}

MaybeAffine combined(const Affine& a, const Affine& b, MaybePolynomial value, MaybePolynomial magnitude) {
  if (!value || !magnitude) return std::nullopt;
  return Affine{*std::move(value), *std::move(magnitude), united(a, b)};
}

}  // namespace

Affine Affine::constant(std::int64_t value) {
  return {Polynomial::constant(value), Polynomial::constant(std::max<std::int64_t>(std::abs(value), 1)), {}};
}

Affine Affine::symbol(SymbolId id) { return {Polynomial::symbol(id), Polynomial::symbol(id), {}}; }

MaybeAffine addAffine(const Affine& a, const Affine& b) {
  return combined(a, b, a.value + b.value, a.magnitude + b.magnitude);
}

MaybeAffine subtractAffine(const Affine& a, const Affine& b) {
  return combined(a, b, a.value - b.value, a.magnitude + b.magnitude);
}

MaybeAffine multiplyAffine(const Affine& a, const Affine& b) {
  return combined(a, b, a.value * b.value, a.magnitude * b.magnitude);
}

SymbolId SymbolTable::add(Symbol symbol) {
  const bool atom = symbol.kind == SymbolKind::Atom;
  symbol.nonNegative =
      symbol.kind == SymbolKind::Induction ? symbol.low && isNonNegative(symbol.low->value) : symbol.range.low >= 0;
  std::vector<Symbol>& symbols = atom ? atoms_ : varying_;
  symbols.push_back(std::move(symbol));
  return static_cast<SymbolId>(symbols.size() - 1) + (atom ? 0 : kFirstVarying);
}

bool SymbolTable::isNonNegative(const Polynomial& polynomial) const {
  return std::all_of(polynomial.terms().begin(), polynomial.terms().end(), [&](const auto& term) {
    return term.second > 0 &&
           std::all_of(term.first.begin(), term.first.end(), [&](SymbolId id) { return (*this)[id].nonNegative; });
  });
}

NumberRange SymbolTable::staticRange(const Polynomial& polynomial) const {
  NumberRange sum = NumberRange::constant(0);
  for (const auto& [monomial, coefficient] : polynomial.terms()) {
    NumberRange term = NumberRange::constant(static_cast<double>(coefficient));
    for (const SymbolId id : monomial) {
      NumberRange range = (*this)[id].range;
      range.nan = false;  // the guard tests that it is an integer
      range.integer = true;
      term = applyOperation(ir::Op::F64Mul, term, range);
      if (!(term.low > -kTwo53)) term.low = -kInfinity;
      if (!(term.high < kTwo53)) term.high = kInfinity;
    }
    sum = applyOperation(ir::Op::F64Add, sum, term);
    if (!(sum.low > -kTwo53)) sum.low = -kInfinity;
    if (!(sum.high < kTwo53)) sum.high = kInfinity;
  }
  return sum;
}

double SymbolTable::staticMagnitude(const Polynomial& polynomial) const {
  double sum = 0;
  for (const auto& [monomial, coefficient] : polynomial.terms()) {
    double term = static_cast<double>(coefficient);
    for (const SymbolId id : monomial) {
      const NumberRange& range = (*this)[id].range;
      term *= std::max({std::fabs(range.low), std::fabs(range.high), 1.0});
    }
    sum += term;
  }
  return sum;
}

namespace {

std::uint64_t bitsOf(double number) { return std::bit_cast<std::uint64_t>(number); }

}  // namespace

bool sameExpression(const ir::Expression& a, const ir::Expression& b) {
  if (a.op != b.op || a.type != b.type || a.operandCount != b.operandCount) return false;
  switch (a.op) {
    case ir::Op::Constant:
      if (a.integer != b.integer || bitsOf(a.number) != bitsOf(b.number)) return false;
      break;
    case ir::Op::Variable:
      if (a.variable != b.variable) return false;
      break;
    case ir::Op::Load:
    case ir::Op::LoadInbounds:
    case ir::Op::LoadOrZero:
    case ir::Op::Length:
    case ir::Op::Inbounds:
      if (a.array != b.array) return false;
      break;
    default:
      break;
  }
  for (std::size_t i = 0; i < a.operandCount; ++i) {
    if (!sameExpression(*a.operands[i], *b.operands[i])) return false;
  }
  return true;
}

}  // namespace jetloop::analysis
