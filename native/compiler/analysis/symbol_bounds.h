// What follows from a set of polynomials that are known not to be negative.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "compiler/analysis/polynomial.h"

namespace jetloop::analysis {

/// Facts as bounds of symbols, each in terms of smaller symbols.  Learning closes them under Fourier-Motzkin
/// elimination (Dantzig, Eaves: Fourier-Motzkin elimination and its dual, 1973) as far as the symbol that is eliminated
/// has the coefficients 1 and -1: a value between two bounds says that the bounds are in order.
class SymbolBounds {
 public:
  /// Takes it that the polynomial is not negative.
  void learn(const Polynomial& polynomial);

  /// Takes all that `other` knows.
  void absorb(const SymbolBounds& other);

  /// Whether the facts prove that the polynomial is not negative, over the integers.  Symbols are replaced by their
  /// bounds, largest symbol first: what Banerjee's inequality does with numbers (Banerjee: Dependence Analysis for
  /// Supercomputing, 1988), with polynomials as in Blume, Eigenmann: The Range Test, 1994.
  bool isNonNegative(const Polynomial& polynomial) const;

 private:
  using Alternatives = std::vector<Polynomial>;
  struct Ends {
    Alternatives lows, highs;
  };

  void addEnd(SymbolId symbol, const Polynomial& end, bool isLow);
  bool prove(const Polynomial& polynomial, int& budget) const;
  bool proveFrom(const Polynomial& polynomial, SymbolId symbol, const Polynomial& low, int& budget) const;
  bool proveAt(const Polynomial& polynomial, SymbolId symbol, const Alternatives& ends, int& budget) const;

  std::map<SymbolId, Ends> ends_;
  std::size_t count_ = 0;
};

}  // namespace jetloop::analysis
