#include "compiler/analysis/iteration_accesses.h"

#include <algorithm>
#include <utility>

#include "compiler/analysis/symbolic_walk.h"

namespace jetloop::analysis {
namespace {

using ir::Expression;
using ir::Statement;

class Collector : public SymbolicWalk {
 public:
  Collector(SymbolicReader& reader, const SharedValues& shared) : SymbolicWalk(reader), shared_(shared) {}

  IterationAccesses takeResult() { return std::move(result_); }

 private:
  void visitRoot(const Expression& expression, SymbolicState& state) override {
    for (const Expression* operand : expression.arguments()) visitRoot(*operand, state);
    const bool loads = ir::isLoad(expression.op);
    if (loads) add(expression.array, false, *expression.operands[0], state);
  }

  void visitStore(const Statement& store, SymbolicState& state) override {
    add(store.array, true, *store.index, state);
  }

  void add(ir::ArrayId array, bool stores, const Expression& index, SymbolicState& state) {
    if (!shared_.storedArrays().contains(array)) return;
    IterationAccess access{array, stores, false, reader().read(index, state), contextOf(state)};
    for (const auto& [monomial, coefficient] : access.index.terms()) {
      for (const SymbolId symbol : monomial) access.unknown = access.unknown || reader().isUnknown(symbol);
    }
    const auto known =
        std::find_if(result_.accesses.begin(), result_.accesses.end(), [&](const IterationAccess& other) {
          return other.array == array && other.context == access.context && other.index == access.index;
        });
    result_.places.push_back(static_cast<std::size_t>(known - result_.accesses.begin()));
    if (known != result_.accesses.end()) {
      known->stores = known->stores || stores;
    } else {
      result_.accesses.push_back(std::move(access));
    }
  }

  std::size_t contextOf(const SymbolicState& state) {
    const auto known = std::find(facts_.begin(), facts_.end(), state.facts);
    if (known != facts_.end()) return static_cast<std::size_t>(known - facts_.begin());
    facts_.push_back(state.facts);
    SymbolBounds& bounds = result_.contexts.emplace_back();
    for (const Polynomial& fact : state.facts) bounds.learn(fact);
    return facts_.size() - 1;
  }

  const SharedValues& shared_;
  IterationAccesses result_;
  std::vector<std::vector<Polynomial>> facts_;
};

}  // namespace

IterationAccesses collectAccesses(const ir::Statement& loop, SymbolicState start, SymbolicReader& reader,
                                  const SharedValues& shared) {
  Collector collector(reader, shared);
  collector.walk(loop.body, start);
  return collector.takeResult();
}

}  // namespace jetloop::analysis
