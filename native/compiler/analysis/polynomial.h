// Polynomials with integer coefficients over numbered symbols.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace jetloop::analysis {

using SymbolId = std::uint32_t;

/// Symbols of one product, ascending, a power as a repetition.  The empty monomial is the constant term.
using Monomial = std::vector<SymbolId>;

/// Immutable by convention: operations give new polynomials.  They fail (nullopt) where a coefficient, the degree or
/// the number of terms would leave what a guard may reasonably compute.
class Polynomial {
 public:
  Polynomial() = default;
  static Polynomial constant(std::int64_t value);
  static Polynomial symbol(SymbolId id);

  const std::map<Monomial, std::int64_t>& terms() const { return terms_; }
  bool isZero() const { return terms_.empty(); }
  bool isConstant() const { return terms_.empty() || (terms_.size() == 1 && terms_.begin()->first.empty()); }
  std::int64_t constantTerm() const;

  /// The largest symbol in it; nothing for a constant.
  std::optional<SymbolId> lastSymbol() const;

  /// Coefficients of 1, symbol, symbol^2, ... ; the result is never empty.
  std::vector<Polynomial> coefficientsOf(SymbolId symbol) const;

  /// The same terms with positive coefficients.
  Polynomial absolute() const;

  /// The terms whose coefficient is positive.
  Polynomial positivePart() const;

  bool operator==(const Polynomial&) const = default;
  bool operator<(const Polynomial& other) const { return terms_ < other.terms_; }

  friend std::optional<Polynomial> operator+(const Polynomial& a, const Polynomial& b);
  friend std::optional<Polynomial> operator-(const Polynomial& a, const Polynomial& b);
  friend std::optional<Polynomial> operator*(const Polynomial& a, const Polynomial& b);

  /// Term by term the larger coefficient.
  static Polynomial envelope(const Polynomial& a, const Polynomial& b);

  /// This polynomial with `value` for `symbol`.
  std::optional<Polynomial> substitute(SymbolId symbol, const Polynomial& value) const;

 private:
  bool addTerm(const Monomial& monomial, std::int64_t coefficient);

  std::map<Monomial, std::int64_t> terms_;
};

using MaybePolynomial = std::optional<Polynomial>;

MaybePolynomial operator+(const MaybePolynomial& a, const MaybePolynomial& b);
MaybePolynomial operator-(const MaybePolynomial& a, const MaybePolynomial& b);
MaybePolynomial operator*(const MaybePolynomial& a, const MaybePolynomial& b);

}  // namespace jetloop::analysis
