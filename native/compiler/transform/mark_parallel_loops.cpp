#include "compiler/transform/mark_parallel_loops.h"

#include <map>
#include <set>
#include <string>

#include "compiler/analysis/dependence.h"
#include "compiler/analysis/liveness.h"
#include "compiler/analysis/symbolic_walk.h"
#include "compiler/ir/builder.h"
#include "compiler/ir/names.h"
#include "compiler/ir/walk.h"

namespace jetloop::transform {
namespace {

using analysis::DependenceVerdict;
using analysis::Obstacle;
using analysis::SymbolicState;
using analysis::SymbolicWalk;
using analysis::SymbolSource;
using ir::Block;
using ir::Expression;
using ir::Op;
using ir::Statement;
using ir::StatementKind;
using ir::VariableId;

using FoundLoops = std::map<const Statement*, std::set<VariableId>>;

/// Finds the loops to mark; the kernel stays as it is meanwhile.
class LoopFinder : public SymbolicWalk {
 public:
  LoopFinder(const ir::Kernel& kernel, analysis::SymbolicReader& reader, SymbolSource& symbols, TransformReport& report)
      : SymbolicWalk(reader), kernel_(kernel), liveness_(kernel), symbols_(symbols), report_(report) {}

  /// With the variables of outside that each iteration is to have for itself.
  const FoundLoops& found() const { return found_; }

 private:
  bool visitLoop(const Statement& loop, SymbolicState& state) override {
    if (loop.cold) return false;
    const DependenceVerdict verdict = analysis::findDependence(kernel_, loop, state, symbols_, liveness_);
    report_.sharing.push_back({loop.position, analysis::obstacleWord(verdict.obstacle), verdict.name});
    const bool parallel = verdict.obstacle == Obstacle::None;
    if (parallel) found_.emplace(&loop, analysis::findPrivateVariables(loop, liveness_));
    return !parallel;
  }

  const ir::Kernel& kernel_;
  const analysis::Liveness liveness_;
  SymbolSource& symbols_;
  TransformReport& report_;
  FoundLoops found_;
};

class LoopMarker {
 public:
  LoopMarker(ir::Kernel& kernel, const FoundLoops& found)
      : kernel_(kernel), found_(found), names_(kernel), builder_(kernel, names_) {}

  void run() { markIn(kernel_.body); }

 private:
  void markIn(Block& block) {
    for (Statement* statement : block) {
      const auto found = found_.find(statement);
      if (found == found_.end()) {
        markIn(statement->body);
        markIn(statement->other);
        continue;
      }
      excludeBound(*statement);
      for (const VariableId variable : found->second) makePrivate(*statement, variable);
      statement->parallel = true;
    }
  }

  /// c <= bound as c < bound + 1: a loop that ends does so with its counter, which cannot overflow, at bound + 1.
  void excludeBound(Statement& loop) {
    Expression& condition = *loop.value;
    if (condition.op != Op::I32Le && condition.op != Op::I64Le) return;
    const bool wide = condition.op == Op::I64Le;
    Expression* one = wide ? builder_.i64(1) : builder_.i32(1);
    condition.operands[1] = builder_.binary(wide ? Op::I64AddNowrap : Op::I32AddNowrap, condition.operands[1], one);
    condition.op = wide ? Op::I64Lt : Op::I32Lt;
  }

  /// Every iteration gets a variable of its own in place of the one outside.
  void makePrivate(Statement& loop, VariableId variable) {
    const ir::Variable& outside = kernel_.variables[variable];
    const VariableId own = builder_.newVariable(std::string(outside.name), outside.type);
    ir::forEachStatement(loop.body, [&](Statement& statement) {
      if (statement.kind == StatementKind::Set && statement.variable == variable) statement.variable = own;
      ir::forEachRoot(statement, [&](Expression* root) {
        ir::forEachExpression(*root, [&](Expression& each) {
          if (each.op == Op::Variable && each.variable == variable) each.variable = own;
        });
      });
    });
    loop.body.insert(loop.body.begin(), builder_.let(own, nullptr));
  }

  ir::Kernel& kernel_;
  const FoundLoops& found_;
  ir::NameSupply names_;
  ir::Builder builder_;
};

}  // namespace

void markParallelLoops(ir::Kernel& kernel, TransformReport& report) {
  // Marks are what this pass proves, whoever wrote others.
  ir::forEachStatement(kernel.body, [](Statement& statement) { statement.parallel = false; });
  SymbolSource symbols;
  analysis::SymbolicReader reader(kernel, symbols, SymbolSource::Outer, nullptr);
  LoopFinder finder(kernel, reader, symbols, report);
  SymbolicState start;
  finder.walk(kernel.body, start);
  LoopMarker(kernel, finder.found()).run();
}

}  // namespace jetloop::transform
