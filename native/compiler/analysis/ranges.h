// Range analysis: abstract interpretation of a kernel over NumberRange.
//
// Comparisons refine what branches and loop bodies see; loop heads are found by widening to a fixed point and narrowed
// again; a variable that a loop only adds to is bounded by trip count times addend.  Every access counts as checked
// unless it says otherwise.
#pragma once

#include <unordered_map>
#include <vector>

#include "compiler/analysis/number_range.h"
#include "compiler/ir/ir.h"

namespace jetloop::analysis {

class RangeAnalysis {
 public:
  explicit RangeAnalysis(const ir::Kernel& kernel);

  /// Every value the expression can have.  An expression the analysed kernel did not hold is judged by its operands.
  NumberRange of(const ir::Expression& expression) const;

  /// Every value the expression can have where the loop starts.  What conditions inside say of an occurrence there does
  /// not hold for its other occurrences.
  NumberRange onEntry(const ir::Statement& loop, const ir::Expression& expression) const;

  /// Whether the expression can be evaluated at all.
  bool reaches(const ir::Expression& expression) const { return ranges_.contains(&expression); }

  /// Every value the variable is ever given.
  NumberRange assigned(ir::VariableId variable) const { return assigned_[variable]; }

  /// Tells of a variable made since, which holds nothing but values of `original`.
  void noteCopy(ir::VariableId copy, ir::VariableId original);

 private:
  friend class RangeWalker;

  NumberRange judge(const ir::Expression& expression, const std::vector<NumberRange>& variables) const;

  const ir::Kernel& kernel_;
  std::unordered_map<const ir::Expression*, NumberRange> ranges_;
  std::vector<NumberRange> assigned_;
  std::unordered_map<const ir::Statement*, std::vector<NumberRange>> entries_;  // of each loop, the variables' ranges
};

/// A variable that every assignment inside a loop moves by a constant in one direction.
struct Counter {
  ir::VariableId variable = 0;
  double step = 0;  // what each iteration moves it by at least
};

/// `variable = variable + addend` (or minus: then `negated`).
struct Accumulation {
  ir::VariableId variable = 0;
  const ir::Expression* addend = nullptr;
  bool negated = false;
};

/// The accumulation a `set` is, if it is one.
bool matchAccumulation(const ir::Statement& statement, Accumulation& accumulation);

}  // namespace jetloop::analysis
