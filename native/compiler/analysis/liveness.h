// Which variables are read later: backward data flow over the structured IR.
#pragma once

#include <map>
#include <set>

#include "compiler/ir/ir.h"

namespace jetloop::analysis {

using VariableSet = std::set<ir::VariableId>;

class Liveness {
 public:
  explicit Liveness(const ir::Kernel& kernel);

  const VariableSet& before(const ir::Statement& loop) const { return before_.at(&loop); }
  const VariableSet& after(const ir::Statement& loop) const { return after_.at(&loop); }

  /// Live where a break or continue goes.
  const VariableSet& atTarget(const ir::Statement& jump) const { return atTarget_.at(&jump); }

 private:
  VariableSet walk(const ir::Block& block, VariableSet live);
  VariableSet walk(const ir::Statement& statement, VariableSet live);
  VariableSet walkLoop(const ir::Statement& loop, VariableSet live);

  std::map<const ir::Statement*, VariableSet> before_, after_, atTarget_, heads_;
  std::map<ir::LabelId, VariableSet> breaks_, continues_;
  bool changed_ = false;
};

}  // namespace jetloop::analysis
