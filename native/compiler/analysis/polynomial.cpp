#include "compiler/analysis/polynomial.h"

#include <algorithm>

namespace jetloop::analysis {
namespace {

constexpr std::int64_t kMaximumCoefficient = std::int64_t{1} << 40;
constexpr std::size_t kMaximumTerms = 48;
constexpr std::size_t kMaximumDegree = 8;

bool isSmall(std::int64_t coefficient) {
  return coefficient >= -kMaximumCoefficient && coefficient <= kMaximumCoefficient;
}

}  // namespace

Polynomial Polynomial::constant(std::int64_t value) {
  Polynomial result;
  if (value != 0) result.terms_[{}] = value;
  return result;
}

Polynomial Polynomial::symbol(SymbolId id) {
  Polynomial result;
  result.terms_[{id}] = 1;
  return result;
}

std::int64_t Polynomial::constantTerm() const {
  const auto found = terms_.find({});
  return found == terms_.end() ? 0 : found->second;
}

std::optional<SymbolId> Polynomial::lastSymbol() const {
  std::optional<SymbolId> last;
  for (const auto& [monomial, coefficient] : terms_) {
    if (!monomial.empty() && (!last || monomial.back() > *last)) last = monomial.back();
  }
  return last;
}

std::vector<Polynomial> Polynomial::coefficientsOf(SymbolId symbol) const {
  std::vector<Polynomial> coefficients(1);
  for (const auto& [monomial, coefficient] : terms_) {
    Monomial rest;
    for (const SymbolId id : monomial) {
      if (id != symbol) rest.push_back(id);
    }
    const std::size_t power = monomial.size() - rest.size();
    if (coefficients.size() <= power) coefficients.resize(power + 1);
    coefficients[power].terms_[rest] = coefficient;
  }
  return coefficients;
}

Polynomial Polynomial::absolute() const {
  Polynomial result = *this;
  for (auto& [monomial, coefficient] : result.terms_) coefficient = coefficient < 0 ? -coefficient : coefficient;
  return result;
}

Polynomial Polynomial::positivePart() const {
  Polynomial result = *this;
  std::erase_if(result.terms_, [](const auto& term) { return term.second < 0; });
  return result;
}

bool Polynomial::addTerm(const Monomial& monomial, std::int64_t coefficient) {
  if (monomial.size() > kMaximumDegree) return false;
  const auto [place, isNew] = terms_.try_emplace(monomial, 0);
  place->second += coefficient;
  if (!isSmall(place->second)) return false;
  if (place->second == 0) terms_.erase(place);
  return terms_.size() <= kMaximumTerms;
}

std::optional<Polynomial> operator+(const Polynomial& a, const Polynomial& b) {
  Polynomial sum = a;
  for (const auto& [monomial, coefficient] : b.terms_) {
    if (!sum.addTerm(monomial, coefficient)) return std::nullopt;
  }
  return sum;
}

std::optional<Polynomial> operator-(const Polynomial& a, const Polynomial& b) {
  Polynomial difference = a;
  for (const auto& [monomial, coefficient] : b.terms_) {
    if (!difference.addTerm(monomial, -coefficient)) return std::nullopt;
  }
  return difference;
}

std::optional<Polynomial> operator*(const Polynomial& a, const Polynomial& b) {
  Polynomial product;
  for (const auto& [left, leftCoefficient] : a.terms_) {
    for (const auto& [right, rightCoefficient] : b.terms_) {
      std::int64_t coefficient = 0;
      if (__builtin_mul_overflow(leftCoefficient, rightCoefficient, &coefficient) || !isSmall(coefficient))
        return std::nullopt;
      Monomial monomial;
      std::merge(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(monomial));
      if (!product.addTerm(monomial, coefficient)) return std::nullopt;
    }
  }
  return product;
}

Polynomial Polynomial::envelope(const Polynomial& a, const Polynomial& b) {
  Polynomial result = a;
  for (const auto& [monomial, coefficient] : b.terms_) {
    std::int64_t& mine = result.terms_[monomial];
    mine = std::max(mine, coefficient);
  }
  return result;
}

std::optional<Polynomial> Polynomial::substitute(SymbolId symbol, const Polynomial& value) const {
  const std::vector<Polynomial> coefficients = coefficientsOf(symbol);
  MaybePolynomial result = coefficients.back();
  for (std::size_t power = coefficients.size() - 1; power-- > 0;)
    result = result * MaybePolynomial(value) + MaybePolynomial(coefficients[power]);
  return result;
}

MaybePolynomial operator+(const MaybePolynomial& a, const MaybePolynomial& b) {
  return a && b ? *a + *b : std::nullopt;
}
MaybePolynomial operator-(const MaybePolynomial& a, const MaybePolynomial& b) {
  return a && b ? *a - *b : std::nullopt;
}
MaybePolynomial operator*(const MaybePolynomial& a, const MaybePolynomial& b) {
  return a && b ? *a * *b : std::nullopt;
}

}  // namespace jetloop::analysis
