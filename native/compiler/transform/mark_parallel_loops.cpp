#include "compiler/transform/mark_parallel_loops.h"

#include <set>

#include "compiler/analysis/dependence.h"
#include "compiler/analysis/symbolic_walk.h"
#include "compiler/ir/builder.h"
#include "compiler/ir/names.h"

namespace jetloop::transform {
namespace {

using analysis::DependenceVerdict;
using analysis::Obstacle;
using analysis::SymbolicState;
using analysis::SymbolicWalk;
using analysis::SymbolSource;
using ir::Op;
using ir::Statement;

/// Finds the loops to mark; the kernel stays as it is meanwhile.
class LoopFinder : public SymbolicWalk {
 public:
  LoopFinder(const ir::Kernel& kernel, analysis::SymbolicReader& reader, SymbolSource& symbols, TransformReport& report)
      : SymbolicWalk(reader), kernel_(kernel), symbols_(symbols), report_(report) {}

  const std::set<const Statement*>& found() const { return found_; }

 private:
  bool visitLoop(const Statement& loop, SymbolicState& state) override {
    if (loop.cold) return false;
    const DependenceVerdict verdict = analysis::findDependence(kernel_, loop, state, symbols_);
    report_.sharing.push_back({loop.position, analysis::obstacleWord(verdict.obstacle), verdict.name});
    const bool parallel = verdict.obstacle == Obstacle::None;
    if (parallel) found_.insert(&loop);
    return !parallel;
  }

  const ir::Kernel& kernel_;
  SymbolSource& symbols_;
  TransformReport& report_;
  std::set<const Statement*> found_;
};

/// c <= bound as c < bound + 1: a loop that ends does so with its counter, which cannot overflow, at bound + 1.
void excludeBound(Statement& loop, ir::Builder& builder) {
  ir::Expression& condition = *loop.value;
  if (condition.op != Op::I32Le && condition.op != Op::I64Le) return;
  const bool wide = condition.op == Op::I64Le;
  ir::Expression* one = wide ? builder.i64(1) : builder.i32(1);
  condition.operands[1] = builder.binary(wide ? Op::I64AddNowrap : Op::I32AddNowrap, condition.operands[1], one);
  condition.op = wide ? Op::I64Lt : Op::I32Lt;
}

void markLoops(ir::Block& block, const std::set<const Statement*>& loops, ir::Builder& builder) {
  for (Statement* statement : block) {
    if (loops.contains(statement)) {
      excludeBound(*statement, builder);
      statement->parallel = true;
    } else {
      markLoops(statement->body, loops, builder);
      markLoops(statement->other, loops, builder);
    }
  }
}

}  // namespace

void markParallelLoops(ir::Kernel& kernel, TransformReport& report) {
  SymbolSource symbols;
  analysis::SymbolicReader reader(kernel, symbols, SymbolSource::Outer, nullptr);
  LoopFinder finder(kernel, reader, symbols, report);
  SymbolicState start;
  finder.walk(kernel.body, start);

  ir::NameSupply names(kernel);
  ir::Builder builder(kernel, names);
  markLoops(kernel.body, finder.found(), builder);
}

}  // namespace jetloop::transform
