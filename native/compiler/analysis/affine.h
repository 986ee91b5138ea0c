// Index expressions of one loop nest as polynomials, and what their symbols stand for.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "compiler/analysis/number_range.h"
#include "compiler/analysis/polynomial.h"
#include "compiler/ir/ir.h"

namespace jetloop::analysis {

/// An integer-valued expression.  Under the guard that keeps `magnitude` below 2^53, JavaScript computes it without
/// rounding.
struct Affine {
  Polynomial value;
  /// At least 1 and at least the magnitude of every intermediate result; its symbols mean max(|symbol|, 1).
  Polynomial magnitude;
  /// Polynomials that must not be negative wherever the expression is evaluated, for `value` to be what it computes.
  std::set<Polynomial> obligations;

  bool operator==(const Affine&) const = default;

  static Affine constant(std::int64_t value);
  static Affine symbol(SymbolId id);
};

using MaybeAffine = std::optional<Affine>;

MaybeAffine addAffine(const Affine& a, const Affine& b);
MaybeAffine subtractAffine(const Affine& a, const Affine& b);
MaybeAffine multiplyAffine(const Affine& a, const Affine& b);

enum class SymbolKind : std::uint8_t {
  Atom,       // does not change while the loop runs: the guard can evaluate it
  Induction,  // a variable's value at the start of an iteration of its loop
  Bounded,    // anything whose values lie between constants
};

enum class AtomRounding : std::uint8_t { None, Floor, Ceil };

struct Symbol {
  SymbolKind kind = SymbolKind::Atom;
  const ir::Expression* expression = nullptr;  // Atom; Bounded unless it lives in a variable
  AtomRounding rounding = AtomRounding::None;  // Atom: the expression is rounded
  bool entryValue = false;  // Atom: the value `variable` has when the loop starts; there is no expression
  std::optional<ir::VariableId> variable;  // Induction; entry value; Bounded that lives in a variable
  NumberRange range;                       // Atom, Bounded
  std::int64_t step = 0;                   // Induction
  MaybeAffine low, high;                   // Induction: the side the start bounds; Bounded: both
  bool knownStart = false;                 // Induction: that bound is the start itself
  bool nonNegative = false;                // known without a guard
};

/// Atoms have the small ids, so that in every polynomial the symbols of inner loops come last.
class SymbolTable {
 public:
  static constexpr SymbolId kFirstVarying = 1U << 20;
  static bool isAtom(SymbolId id) { return id < kFirstVarying; }

  SymbolId add(Symbol symbol);
  const Symbol& operator[](SymbolId id) const { return isAtom(id) ? atoms_[id] : varying_[id - kFirstVarying]; }
  Symbol& operator[](SymbolId id) { return isAtom(id) ? atoms_[id] : varying_[id - kFirstVarying]; }
  SymbolId atomCount() const { return static_cast<SymbolId>(atoms_.size()); }
  SymbolId varyingEnd() const { return kFirstVarying + static_cast<SymbolId>(varying_.size()); }

  /// Every term has a positive coefficient and symbols known to be non-negative.
  bool isNonNegative(const Polynomial& polynomial) const;

  /// Bounds of a polynomial over atoms by their static ranges; unbounded where the sums may have been rounded.
  NumberRange staticRange(const Polynomial& polynomial) const;

  /// Bounds of a magnitude polynomial over atoms, whose symbols mean max(|symbol|, 1).
  double staticMagnitude(const Polynomial& polynomial) const;

 private:
  std::vector<Symbol> atoms_, varying_;
};

/// Same operation on the same operands, positions aside.
bool sameExpression(const ir::Expression& a, const ir::Expression& b);

}  // namespace jetloop::analysis
