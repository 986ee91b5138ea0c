// Walks a program in the order in which it runs, with what is known at each place.
#pragma once

#include "compiler/analysis/symbolic_values.h"
#include "compiler/ir/ir.h"

namespace jetloop::analysis {

class SymbolicWalk {
 public:
  explicit SymbolicWalk(SymbolicReader& reader) : reader_(reader) {}
  SymbolicWalk(const SymbolicWalk&) = delete;
  SymbolicWalk& operator=(const SymbolicWalk&) = delete;
  virtual ~SymbolicWalk() = default;

  void walk(const ir::Block& block, SymbolicState& state);

 protected:
  /// An expression of a statement, where it is evaluated.
  virtual void visitRoot(const ir::Expression&, SymbolicState&) {}
  virtual void visitStore(const ir::Statement&, SymbolicState&) {}
  /// A loop, with the state in front of it; says whether to go on inside.
  virtual bool visitLoop(const ir::Statement&, SymbolicState&) { return true; }

  SymbolicReader& reader() { return reader_; }

 private:
  void walk(const ir::Statement& statement, SymbolicState& state);
  void walkIf(const ir::Statement& statement, SymbolicState& state);
  void walkLoop(const ir::Statement& loop, const SymbolicState& state);

  SymbolicReader& reader_;
};

}  // namespace jetloop::analysis
