// Reads expressions of a loop nest as polynomials.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/analysis/affine.h"
#include "compiler/analysis/index_bounds.h"
#include "compiler/analysis/ranges.h"
#include "compiler/ir/ir.h"

namespace jetloop::analysis {

/// What is known at one point of the nest.  A symbol's meaning is fixed for an iteration, so values and conditions stay
/// true when variables change later.
struct NestState {
  std::map<ir::VariableId, Affine> values;
  std::vector<Condition> conditions;
};

class AffineReader {
 public:
  AffineReader(const ir::Kernel& kernel, const RangeAnalysis& ranges, const ir::Statement& loop, SymbolTable& symbols,
               std::function<bool(const void*)> isProven);

  /// The expression's value, or nothing; then `failure` says why.
  MaybeAffine read(const ir::Expression& expression, NestState& state);
  const std::string& failure() const { return failure_; }

  /// Adds what `condition` being `outcome` says.
  void learn(const ir::Expression& condition, bool outcome, NestState& state);

  /// Assigns the expression's value to the variable.
  void assign(ir::VariableId variable, const ir::Expression& value, NestState& state);

  /// Forgets what the variable held.
  void forget(ir::VariableId variable, NestState& state, const std::string& reason);

  /// A symbol for something that nothing in the loop changes.
  Affine atom(const ir::Expression& expression, AtomRounding rounding = AtomRounding::None);

  /// The value `variable`, which the loop assigns, has when the loop starts.
  Affine entryValue(ir::VariableId variable);

  const std::set<ir::VariableId>& assigned() const { return assigned_; }

 private:
  MaybeAffine readAny(const ir::Expression& expression, NestState& state);
  bool isInvariant(const ir::Expression& expression) const;
  bool isFractionalInvariant(const ir::Expression& expression) const;
  MaybeAffine readFloat(const ir::Expression& expression, NestState& state);
  MaybeAffine readInteger(const ir::Expression& expression, NestState& state);
  MaybeAffine readVariable(const ir::Expression& expression, NestState& state);
  MaybeAffine readModulo(const ir::Expression& toInt32, std::int64_t factor, std::int64_t low, std::int64_t high,
                         NestState& state);
  MaybeAffine readOpaque(const ir::Expression& expression);
  MaybeAffine fail(const std::string& reason);
  MaybeAffine readSide(const ir::Expression& expression, AtomRounding rounding, NestState& state);
  MaybeAffine bounded(const NumberRange& range, const ir::Expression* expression,
                      std::optional<ir::VariableId> variable);
  void learnComparison(const ir::Expression& condition, bool outcome, NestState& state);
  void learnDifference(const Affine& greater, const Affine& less, std::int64_t gap, NestState& state);

  const ir::Kernel& kernel_;
  const RangeAnalysis& ranges_;
  const ir::Statement& loop_;
  SymbolTable& symbols_;
  std::function<bool(const void*)> isProven_;
  std::set<ir::VariableId> assigned_;
  std::set<ir::ArrayId> stored_;
  std::map<ir::VariableId, std::string> whyUnknown_;
  std::string failure_;
};

}  // namespace jetloop::analysis
