// Where the sign of a zero can be observed: the demand analysis that lets integers, which have no -0, stand for
// numbers.
#pragma once

#include <vector>

#include "compiler/analysis/ranges.h"
#include "compiler/ir/ir.h"

namespace jetloop::analysis {

class ZeroSignDemand {
 public:
  ZeroSignDemand(const ir::Kernel& kernel, const RangeAnalysis& ranges);

  /// Whether anything could tell a -0 in the variable from a +0.
  bool observes(ir::VariableId variable) const { return observed_[variable]; }

  /// Whether the sign of a zero operand shows in the result, given whether that of a zero result is observed.
  bool observesOperand(const ir::Expression& expression, std::size_t operand, bool resultObserved) const;

  /// The same for the value that a statement takes.
  bool observesValue(const ir::Statement& statement) const;

 private:
  void visit(const ir::Expression& expression, bool observed);
  void mark(ir::VariableId variable);

  const ir::Kernel& kernel_;
  const RangeAnalysis& ranges_;
  std::vector<bool> observed_;
  std::vector<std::vector<const ir::Expression*>> definitions_;
  std::vector<ir::VariableId> pending_;
};

}  // namespace jetloop::analysis
