// The least and greatest value of a polynomial over a loop nest.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "compiler/analysis/affine.h"

namespace jetloop::analysis {

/// What a guard has to test for a proof to hold.
struct Requirements {
  std::set<Polynomial> nonNegative;    // over atoms
  std::vector<Polynomial> magnitudes;  // over atoms; each stays below 2^53
  std::set<SymbolId> atoms;            // all that the proof speaks of; each is an integer
};

/// `value` >= 0 is known at a point of the program.
struct Condition {
  Affine value;
  bool operator==(const Condition&) const = default;
};

/// Which conditions to believe.  What obliges is provable only without what holds only if the obligation is met.
enum class Trust : std::uint8_t { All, WithoutObligations };

class IndexBounds {
 public:
  /// Takes from the conditions what they say about the symbols' ranges.
  IndexBounds(const SymbolTable& symbols, const std::vector<Condition>& conditions, Trust trust);

  /// Bounds over everything that varies: polynomials over atoms.  Where the sign of a coefficient matters and is not
  /// known, it becomes a requirement.
  MaybePolynomial least(const Polynomial& polynomial, Requirements& requirements) const;
  MaybePolynomial greatest(const Polynomial& polynomial, Requirements& requirements) const;

  /// A magnitude polynomial over atoms only; the obligations of every bound it used are added to `obligations`.
  MaybePolynomial magnitude(const Polynomial& polynomial, std::set<Polynomial>& obligations) const;

 private:
  struct Range {
    MaybeAffine low, high;
  };

  void consider(SymbolId symbol, const Affine& candidate, bool isLow, bool derived);
  void learn(SymbolId symbol, std::vector<std::pair<Affine, bool>>& known);
  MaybePolynomial extreme(const Polynomial& polynomial, bool greatest, Requirements& requirements) const;
  int signOf(const Polynomial& coefficient, Requirements& requirements) const;

  bool believes(const Affine& condition) const { return trust_ == Trust::All || condition.obligations.empty(); }

  const SymbolTable& symbols_;
  Trust trust_;
  std::map<SymbolId, Range> ranges_;
};

}  // namespace jetloop::analysis
