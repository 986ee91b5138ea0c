// Integer variables of a kernel that has been through narrow-numbers, as polynomials, followed through the program.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "compiler/analysis/polynomial.h"
#include "compiler/ir/ir.h"

namespace jetloop::analysis {

/// A loop that steps one variable up to a bound by 1: while (T.lt $c bound) or (T.le $c bound).
struct UnitLoop {
  ir::VariableId counter = 0;
  const ir::Expression* bound = nullptr;
  bool inclusive = false;
};

/// Nothing for a loop of another form, or one that changes its bound.
std::optional<UnitLoop> matchUnitLoop(const ir::Statement& loop);

/// What is known at one point of the program.
struct SymbolicState {
  std::map<ir::VariableId, Polynomial> values;
  std::vector<Polynomial> facts;  // none of them is negative
};

/// Numbers the symbols, so that what varies further in has the larger number: bounds speak of smaller symbols.
class SymbolSource {
 public:
  enum Level : SymbolId {
    Fixed = 0,                      // lengths, parameters, whatever nothing in the kernel's loops changes
    Outer = SymbolId{1} << 16,      // counters of the loops around the one that is looked at
    Counter = SymbolId{1} << 20,    // its own counter, and how far apart two iterations are
    Distance = Counter + 1,         //
    FirstCopy = SymbolId{1} << 21,  // what varies inside one iteration
    SecondCopy = SymbolId{1} << 24  // and inside the other
  };

  SymbolId fresh(Level level) { return level + counts_[level]++; }
  SymbolId lengthOf(ir::ArrayId array);

 private:
  std::map<SymbolId, SymbolId> counts_;
  std::map<ir::ArrayId, SymbolId> lengths_;
};

/// What the iterations of one loop share: values of variables that it does not set, and of expressions that nothing in
/// it can change.
class SharedValues {
 public:
  SharedValues(const ir::Statement& loop, SymbolSource& symbols);

  bool sets(ir::VariableId variable) const { return set_.contains(variable); }
  const std::set<ir::ArrayId>& storedArrays() const { return stored_; }
  bool isInvariant(const ir::Expression& expression) const;

  SymbolId of(ir::VariableId variable);
  SymbolId of(const ir::Expression& invariant);

 private:
  SymbolSource& symbols_;
  std::set<ir::VariableId> set_;
  std::set<ir::ArrayId> stored_;
  std::map<ir::VariableId, SymbolId> variables_;
  std::vector<std::pair<const ir::Expression*, SymbolId>> expressions_;
};

class SymbolicReader {
 public:
  /// New symbols are of this level.  Inside a loop whose iterations are compared, `shared` is what they share.
  SymbolicReader(const ir::Kernel& kernel, SymbolSource& symbols, SymbolSource::Level level, SharedValues* shared)
      : kernel_(kernel), symbols_(symbols), level_(level), shared_(shared) {}

  /// The value of an integer expression: where no more is known, a symbol of its own.
  Polynomial read(const ir::Expression& expression, SymbolicState& state);

  /// Follows a let or set.
  void assign(const ir::Statement& statement, SymbolicState& state);

  /// Adds what the condition being `outcome` says.
  void learn(const ir::Expression& condition, bool outcome, SymbolicState& state);

  /// From in front of a loop to where any one of its iterations tests the condition.
  void enterLoop(const ir::Statement& loop, SymbolicState& state);

  /// Forgets what the statement may change: behind an if, a block or a loop.
  static void forgetAssigned(const ir::Statement& statement, SymbolicState& state);

  /// Whether the symbol stands for something of which nothing is known, which may differ between two iterations.
  bool isUnknown(SymbolId symbol) const { return unknown_.contains(symbol); }

 private:
  MaybePolynomial readKnown(const ir::Expression& expression, SymbolicState& state);
  Polynomial readVariable(ir::VariableId variable, SymbolicState& state);
  Polynomial unknown();
  void learnOrder(const ir::Expression& less, const ir::Expression& greater, std::int64_t gap, SymbolicState& state);

  const ir::Kernel& kernel_;
  SymbolSource& symbols_;
  SymbolSource::Level level_;
  SharedValues* shared_;
  std::set<SymbolId> unknown_;
};

}  // namespace jetloop::analysis
