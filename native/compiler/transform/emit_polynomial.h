// Polynomials of an access plan as IR: in f64 for guards, in i64 for indices.
#pragma once

#include <functional>
#include <map>

#include "compiler/analysis/access_plan.h"
#include "compiler/ir/builder.h"

namespace jetloop::transform {

/// The value of an atom, as a variable of the guard's prelude or an expression cheap enough to repeat.
class AtomEmitter {
 public:
  /// New lets go to `prelude`.
  AtomEmitter(ir::Kernel& kernel, ir::Builder& builder, const analysis::SymbolTable& symbols, ir::Block& prelude)
      : kernel_(kernel), builder_(builder), symbols_(symbols), prelude_(prelude) {}

  ir::Expression* asF64(analysis::SymbolId atom);
  ir::Expression* asI64(analysis::SymbolId atom);

  /// max(|atom|, 1)
  ir::Expression* magnitude(analysis::SymbolId atom);

 private:
  bool isSimple(const analysis::Symbol& symbol) const;
  ir::VariableId snapshot(analysis::SymbolId atom);
  ir::Expression* evaluate(const analysis::Symbol& symbol);

  ir::Kernel& kernel_;
  ir::Builder& builder_;
  const analysis::SymbolTable& symbols_;
  ir::Block& prelude_;
  std::map<analysis::SymbolId, ir::VariableId> snapshots_, magnitudes_;
};

using EmitSymbol = std::function<ir::Expression*(analysis::SymbolId)>;

/// Sum of the terms whose coefficient is positive (or of the negated others); 0 where there is none.
ir::Expression* emitSide(ir::Builder& builder, const analysis::Polynomial& polynomial, bool positive,
                         const EmitSymbol& emit);

/// The whole polynomial in i64, outer loops' terms first, so that what an inner loop does not change comes together.
ir::Expression* emitIndex(ir::Builder& builder, const analysis::Polynomial& polynomial, const EmitSymbol& emit);

}  // namespace jetloop::transform
