// The i64 indices that version-loops makes, read back as polynomials over the variables in them.
#pragma once

#include <vector>

#include "compiler/analysis/polynomial.h"
#include "compiler/ir/ir.h"

namespace jetloop::analysis {

/// Reads expressions over one set of symbols, so that their polynomials can be compared and subtracted.
class IndexPolynomials {
 public:
  /// The expression's value as long as no operation in it wraps; nothing where it is more than sums and products of
  /// variables and constants.
  MaybePolynomial read(const ir::Expression& expression);

  /// The symbol that stands for an i64 variable, or for an i32 variable widened.
  SymbolId symbolOf(const ir::Expression& leaf);

  /// What a symbol stands for.
  const ir::Expression& operator[](SymbolId symbol) const { return *leaves_[symbol]; }

 private:
  std::vector<const ir::Expression*> leaves_;
};

}  // namespace jetloop::analysis
