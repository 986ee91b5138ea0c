#include "compiler/analysis/symbol_bounds.h"

#include <algorithm>
#include <optional>

namespace jetloop::analysis {
namespace {

constexpr std::size_t kMaximumFacts = 96;
constexpr std::size_t kMaximumAlternatives = 4;
constexpr int kMaximumSteps = 80;  // of one proof

std::int64_t floorDivide(std::int64_t value, std::int64_t divisor) {
  const std::int64_t quotient = value / divisor;
  return value % divisor != 0 && (value < 0) != (divisor < 0) ? quotient - 1 : quotient;
}

}  // namespace

void SymbolBounds::learn(const Polynomial& polynomial) {
  const std::optional<SymbolId> symbol = polynomial.lastSymbol();
  if (!symbol || count_ >= kMaximumFacts) return;
  const std::vector<Polynomial> coefficients = polynomial.coefficientsOf(*symbol);
  if (coefficients.size() != 2 || !coefficients[1].isConstant()) return;
  const std::int64_t factor = coefficients[1].constantTerm();
  const Polynomial& rest = coefficients[0];
  if (factor != 1 && factor != -1) {
    // factor * symbol + rest >= 0, whose end is an integer only where the rest is one number.
    if (!rest.isConstant()) return;
    const std::int64_t end =
        factor > 0 ? -floorDivide(rest.constantTerm(), factor) : floorDivide(rest.constantTerm(), -factor);
    addEnd(*symbol, Polynomial::constant(end), factor > 0);
    return;
  }
  if (factor < 0) {
    addEnd(*symbol, rest, false);
  } else if (const MaybePolynomial low = Polynomial() - rest) {
    addEnd(*symbol, *low, true);
  }
}

void SymbolBounds::addEnd(SymbolId symbol, const Polynomial& end, bool isLow) {
  Ends& ends = ends_[symbol];
  Alternatives& mine = isLow ? ends.lows : ends.highs;
  for (Polynomial& known : mine) {
    const MaybePolynomial gain = isLow ? end - known : known - end;
    if (!gain || !gain->isConstant()) continue;
    if (gain->constantTerm() <= 0) return;
    known = end;
    break;
  }
  if (std::find(mine.begin(), mine.end(), end) == mine.end()) {
    if (mine.size() >= kMaximumAlternatives) return;
    mine.push_back(end);
  }
  ++count_;
  // By value: what is learned may be about a symbol whose place in the map is new.
  const Alternatives others = isLow ? ends.highs : ends.lows;
  for (const Polynomial& other : others) {
    if (const MaybePolynomial order = isLow ? other - end : end - other) learn(*order);
  }
}

void SymbolBounds::absorb(const SymbolBounds& other) {
  for (const auto& [symbol, ends] : other.ends_) {
    if (const auto [place, isNew] = ends_.try_emplace(symbol, ends); isNew) {
      count_ += ends.lows.size() + ends.highs.size();
      continue;
    }
    for (const Polynomial& low : ends.lows) addEnd(symbol, low, true);
    for (const Polynomial& high : ends.highs) addEnd(symbol, high, false);
  }
}

bool SymbolBounds::isNonNegative(const Polynomial& polynomial) const {
  int budget = kMaximumSteps;
  return prove(polynomial, budget);
}

bool SymbolBounds::prove(const Polynomial& polynomial, int& budget) const {
  const std::optional<SymbolId> symbol = polynomial.lastSymbol();
  if (!symbol) return polynomial.constantTerm() >= 0;
  if (budget-- <= 0) return false;
  const auto found = ends_.find(*symbol);
  if (found == ends_.end()) return false;
  const Ends& ends = found->second;
  const std::vector<Polynomial> coefficients = polynomial.coefficientsOf(*symbol);
  if (coefficients.size() == 2) {
    const Polynomial& factor = coefficients[1];
    if (!ends.lows.empty() && prove(factor, budget)) return proveAt(polynomial, *symbol, ends.lows, budget);
    const MaybePolynomial negated = Polynomial() - factor;
    if (ends.highs.empty() || !negated || !prove(*negated, budget)) return false;
    return proveAt(polynomial, *symbol, ends.highs, budget);
  }
  return std::any_of(ends.lows.begin(), ends.lows.end(),
                     [&](const Polynomial& low) { return proveFrom(polynomial, *symbol, low, budget); });
}

/// With the symbol as its low end and something that is not negative: no coefficient of that something's powers may be.
bool SymbolBounds::proveFrom(const Polynomial& polynomial, SymbolId symbol, const Polynomial& low, int& budget) const {
  const MaybePolynomial shifted = low + Polynomial::symbol(symbol);
  const MaybePolynomial there = shifted ? polynomial.substitute(symbol, *shifted) : std::nullopt;
  if (!there) return false;
  const std::vector<Polynomial> coefficients = there->coefficientsOf(symbol);
  return std::all_of(coefficients.begin(), coefficients.end(),
                     [&](const Polynomial& coefficient) { return prove(coefficient, budget); });
}

/// The polynomial falls towards each of these ends of the symbol: it is enough to prove it at one of them.
bool SymbolBounds::proveAt(const Polynomial& polynomial, SymbolId symbol, const Alternatives& ends, int& budget) const {
  return std::any_of(ends.begin(), ends.end(), [&](const Polynomial& end) {
    const MaybePolynomial there = polynomial.substitute(symbol, end);
    return there && prove(*there, budget);
  });
}

}  // namespace jetloop::analysis
