#include "compiler/analysis/ranges.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/array_limit.h"
#include "compiler/analysis/refine.h"
#include "compiler/ir/walk.h"

namespace jetloop::analysis {

using ir::Block;
using ir::Expression;
using ir::Kernel;
using ir::LabelId;
using ir::Op;
using ir::Statement;
using ir::StatementKind;
using ir::VariableId;

namespace {

constexpr int kWideningPasses = 16;   // from then on bounds that still move become infinite
constexpr int kAscendingPasses = 32;  // from then on whatever still moves is unknown
constexpr int kDescendingPasses = 4;

bool readsVariable(const Expression& expression, VariableId variable) {
  return expression.op == Op::Variable && expression.variable == variable;
}

/// An assignment that only adds, and the loops around it inside the loop that asks.
struct Addition {
  Accumulation accumulation;
  std::vector<const Statement*> innerLoops;
};

/// What a loop does to the variables it assigns; found once.
struct LoopShape {
  std::set<VariableId> assigned;
  std::map<VariableId, std::vector<Addition>> accumulators;
  std::vector<Counter> counters;
};

class ShapeFinder {
 public:
  explicit ShapeFinder(const Statement& loop) : loop_(loop) {
    for (const Block* block : {&loop.body, &loop.other}) {
      const std::set<VariableId> assigned = ir::assignedVariables(*block);
      shape_.assigned.insert(assigned.begin(), assigned.end());
    }
    collect(loop.body);
    collect(loop.other);
    for (const VariableId variable : spoiled_) shape_.accumulators.erase(variable);
    ir::forEachStatement(loop.body, [&](const Statement& statement) {
      if (statement.kind == StatementKind::Continue && statement.label == loop.label) continues_ = true;
    });
    for (const auto& [variable, additions] : shape_.accumulators) findCounter(variable, additions);
  }

  LoopShape take() { return std::move(shape_); }

 private:
  void collect(const Block& block) {
    for (const Statement* statement : block) {
      if (statement->kind == StatementKind::Let) spoiled_.insert(statement->variable);
      if (statement->kind == StatementKind::Set) {
        Accumulation accumulation;
        if (matchAccumulation(*statement, accumulation)) {
          shape_.accumulators[statement->variable].push_back({accumulation, innerLoops_});
        } else {
          spoiled_.insert(statement->variable);
        }
      }
      const bool isLoop = statement->kind == StatementKind::Loop;
      if (isLoop) innerLoops_.push_back(statement);
      collect(statement->body);
      collect(statement->other);
      if (isLoop) innerLoops_.pop_back();
    }
  }

  void findCounter(VariableId variable, const std::vector<Addition>& additions) {
    int direction = 0;
    for (const Addition& addition : additions) {
      const Expression& addend = *addition.accumulation.addend;
      if (addend.op != Op::Constant || addend.type != ir::Type::F64 || !(std::fabs(addend.number) >= 1)) return;
      const double step = addition.accumulation.negated ? -addend.number : addend.number;
      const int sign = step > 0 ? 1 : -1;
      if (direction != 0 && sign != direction) return;
      direction = sign;
    }
    double step = 0;
    const auto addTopLevel = [&](const Block& block) {
      for (const Statement* statement : block) {
        Accumulation accumulation;
        if (statement->kind != StatementKind::Set || statement->variable != variable) continue;
        if (matchAccumulation(*statement, accumulation)) step += std::fabs(accumulation.addend->number);
      }
    };
    addTopLevel(loop_.other);
    if (!continues_) addTopLevel(loop_.body);
    if (step > 0) shape_.counters.push_back({variable, direction * step});
  }

  const Statement& loop_;
  LoopShape shape_;
  std::set<VariableId> spoiled_;
  std::vector<const Statement*> innerLoops_;
  bool continues_ = false;
};

struct LoopRecord {
  const Statement* loop = nullptr;
  LoopShape shape;
  RangeState head;           // without what is known of accumulators
  RangeState back;           // at the end of the step
  double trips = kInfinity;  // most iterations of one execution
};

}  // namespace

bool matchAccumulation(const Statement& statement, Accumulation& accumulation) {
  if (statement.kind != StatementKind::Set) return false;
  const Expression& value = *statement.value;
  if (value.op != Op::F64Add && value.op != Op::F64Sub) return false;
  accumulation = {statement.variable, value.operands[1], value.op == Op::F64Sub};
  if (readsVariable(*value.operands[0], statement.variable)) return true;
  accumulation.addend = value.operands[0];
  return value.op == Op::F64Add && readsVariable(*value.operands[1], statement.variable);
}

/// Runs passes over the whole kernel.  A pass visits every statement once: a loop's head is its entry joined with the
/// back edge of the pass before, so that nesting does not multiply the work.
class RangeWalker {
 public:
  explicit RangeWalker(RangeAnalysis& result) : result_(result), kernel_(result.kernel_) {
    evaluate_ = [this](const Expression& expression, const RangeState& state) {
      return evaluate(expression, state, false);
    };
  }

  void run() {
    for (pass_ = 0; pass_ == 0 || changed_; ++pass_) runPass();
    ascending_ = false;
    for (int i = 0; i < kDescendingPasses; ++i) {
      runPass();
    }
  }

 private:
  void runPass() {
    changed_ = false;
    RangeState state;
    state.reachable = true;
    for (const ir::Variable& variable : kernel_.variables)
      state.variables.push_back(NumberRange::ofType(variable.type));
    result_.assigned_.assign(kernel_.variables.size(), NumberRange::bottom());
    for (std::size_t i = 0; i < kernel_.variables.size(); ++i) {
      if (kernel_.variables[i].parameter) result_.assigned_[i] = state.variables[i];
    }
    walk(kernel_.body, state);
  }

  void walk(const Block& block, RangeState& state) {
    for (const Statement* statement : block) {
      if (!state.reachable) return;
      walk(*statement, state);
    }
  }

  void walk(const Statement& statement, RangeState& state) {
    switch (statement.kind) {
      case StatementKind::Let:
      case StatementKind::Set: {
        NumberRange& variable = state.variables[statement.variable];
        if (statement.value == nullptr) {
          variable = NumberRange::ofType(kernel_.variables[statement.variable].type);
          return;
        }
        variable = evaluate(*statement.value, state, true);
        result_.assigned_[statement.variable] = join(result_.assigned_[statement.variable], variable);
        return;
      }
      case StatementKind::Store:
        evaluate(*statement.index, state, true);
        evaluate(*statement.value, state, true);
        return;
      case StatementKind::If: {
        evaluate(*statement.value, state, true);
        RangeState otherwise = state;
        refineState(state, *statement.value, true, evaluate_);
        refineState(otherwise, *statement.value, false, evaluate_);
        walk(statement.body, state);
        walk(statement.other, otherwise);
        state.joinWith(otherwise);
        return;
      }
      case StatementKind::Loop:
        walkLoop(statement, state);
        return;
      case StatementKind::Block: {
        breaks_[statement.label] = RangeState{};
        walk(statement.body, state);
        state.joinWith(breaks_[statement.label]);
        return;
      }
      case StatementKind::Break:
        breaks_[statement.label].joinWith(state);
        state.reachable = false;
        return;
      case StatementKind::Continue:
        continues_[statement.label].joinWith(state);
        state.reachable = false;
        return;
      case StatementKind::Return:
      case StatementKind::Abandon:
        if (statement.value != nullptr) evaluate(*statement.value, state, true);
        state.reachable = false;
        return;
    }
  }

  void walkLoop(const Statement& loop, RangeState& state) {
    const auto [place, isNew] = loops_.try_emplace(&loop);
    LoopRecord& record = place->second;
    if (isNew) record = {&loop, ShapeFinder(loop).take(), {}, {}, kInfinity};

    enterHead(record, state, isNew);
    evaluate(*loop.value, state, true);
    RangeState exit = state;
    refineState(exit, *loop.value, false, evaluate_);
    refineState(state, *loop.value, true, evaluate_);
    updateTrips(record, state);

    breaks_[loop.label] = RangeState{};
    continues_[loop.label] = RangeState{};
    walk(loop.body, state);
    state.joinWith(continues_[loop.label]);
    walk(loop.other, state);
    record.back = state;

    state = std::move(exit);
    state.joinWith(breaks_[loop.label]);
  }

  /// Turns the state at the loop's entry into the state at its head.
  void enterHead(LoopRecord& record, RangeState& state, bool isNew) {
    const RangeState entry = state;
    result_.entries_[record.loop] = entry.variables;
    state.joinWith(record.back);
    for (const VariableId variable : record.shape.assigned) {
      NumberRange& next = state.variables[variable];
      if (!isNew && record.head.reachable) {
        const NumberRange& previous = record.head.variables[variable];
        next = ascending_ ? ascend(previous, next) : meet(previous, next);
        if (next == previous) continue;
      }
      changed_ = true;
    }
    for (std::size_t i = 0; i < state.variables.size(); ++i) {
      if (!record.shape.assigned.contains(static_cast<VariableId>(i))) state.variables[i] = entry.variables[i];
    }
    record.head = state;
    // Trip counts and addends are facts only once the ascent has ended.
    if (!ascending_) boundAccumulators(record, entry, state);
  }

  NumberRange ascend(const NumberRange& previous, const NumberRange& next) const {
    const NumberRange joined = join(previous, next);
    if (joined == previous) return joined;
    if (pass_ >= kAscendingPasses) return NumberRange::top();
    NumberRange wide = widen(previous, next);
    if (pass_ >= kWideningPasses) {
      if (wide.low < previous.low) wide.low = -kInfinity;
      if (wide.high > previous.high) wide.high = kInfinity;
    }
    return wide;
  }

  void updateTrips(LoopRecord& record, const RangeState& body) {
    double trips = body.reachable ? kInfinity : 0;
    for (const Counter& counter : record.shape.counters) {
      if (!body.reachable) break;
      const NumberRange& range = body.variables[counter.variable];
      if (!range.isExactInteger() || !range.hasNumbers()) continue;
      trips = std::min(trips, std::floor((range.high - range.low) / std::fabs(counter.step)) + 1);
    }
    record.trips = trips;
  }

  /// v = v + e, e in [a, b], at most t times: v stays within entry + t * [min(a, 0), max(b, 0)], as long as that is
  /// integers that add without rounding.
  void boundAccumulators(const LoopRecord& record, const RangeState& entry, RangeState& head) {
    for (const auto& [variable, additions] : record.shape.accumulators) {
      double low = 0, high = 0;
      bool exact = true;
      for (const Addition& addition : additions) {
        const NumberRange addend = result_.of(*addition.accumulation.addend);
        if (!addend.hasNumbers() && !addend.nan) continue;
        exact = exact && addend.isExactInteger();
        double times = 1;
        for (const Statement* inner : addition.innerLoops) times *= loops_[inner].trips;
        const double least = addition.accumulation.negated ? -addend.high : addend.low;
        const double most = addition.accumulation.negated ? -addend.low : addend.high;
        if (least < 0) low += times * least;
        if (most > 0) high += times * most;
      }
      const NumberRange& start = entry.variables[variable];
      if (!exact || !start.isExactInteger() || !start.hasNumbers()) continue;
      const double least = low == 0 ? start.low : start.low + record.trips * low;
      const double most = high == 0 ? start.high : start.high + record.trips * high;
      if (!(least >= -kTwo53 && most <= kTwo53)) continue;
      NumberRange& range = head.variables[variable];
      NumberRange bounded = range;
      bounded.low = std::max(range.low, least);
      bounded.high = std::min(range.high, most);
      bounded.integer = true;
      bounded.nan = false;
      range = meet(bounded, NumberRange{-kInfinity, kInfinity, true, false, range.negativeZero});
    }
  }

  NumberRange evaluate(const Expression& expression, const RangeState& state, bool record) {
    NumberRange range = compute(expression, state, record);
    if (record) result_.ranges_[&expression] = range;
    return range;
  }

  NumberRange compute(const Expression& expression, const RangeState& state, bool record) {
    switch (expression.op) {
      case Op::Constant:
        return expression.type == ir::Type::F64 ? NumberRange::constant(expression.number)
                                                : NumberRange::constant(static_cast<double>(expression.integer));
      case Op::Variable:
        return state.variables[expression.variable];
      case Op::Length:
        return NumberRange::integers(0, static_cast<double>(kMaximumArrayBytes));
      case Op::Load: {
        evaluate(*expression.operands[0], state, record);
        NumberRange range = NumberRange::ofElement(kernel_.arrays[expression.array].kind);
        range.nan = true;
        return range;
      }
      case Op::LoadInbounds:
      case Op::LoadOrZero:  // zero is an element of every integer kind
        evaluate(*expression.operands[0], state, record);
        return NumberRange::ofElement(kernel_.arrays[expression.array].kind);
      case Op::Inbounds:
        evaluate(*expression.operands[0], state, record);
        return NumberRange::integers(0, 1);
      case Op::Select:
        return computeSelect(expression, state, record);
      case Op::BoolAnd:
      case Op::BoolOr: {
        evaluate(*expression.operands[0], state, record);
        RangeState right = state;
        refineState(right, *expression.operands[0], expression.op == Op::BoolAnd, evaluate_);
        evaluate(*expression.operands[1], right.reachable ? right : state, record);
        return NumberRange::integers(0, 1);
      }
      default: {
        const NumberRange a = evaluate(*expression.operands[0], state, record);
        const NumberRange b =
            expression.operandCount > 1 ? evaluate(*expression.operands[1], state, record) : NumberRange::bottom();
        return correlated(expression, applyOperation(expression.op, a, b));
      }
    }
  }

  /// x * x and x - x know more than their operands' ranges apart.
  static NumberRange correlated(const Expression& expression, NumberRange range) {
    if (expression.op != Op::F64Mul) return range;
    const Expression& a = *expression.operands[0];
    const Expression& b = *expression.operands[1];
    if (a.op != Op::Variable || b.op != Op::Variable || a.variable != b.variable) return range;
    range.low = std::max(range.low, 0.0);
    range.negativeZero = false;
    return range;
  }

  NumberRange computeSelect(const Expression& expression, const RangeState& state, bool record) {
    evaluate(*expression.operands[0], state, record);
    NumberRange range = NumberRange::bottom();
    for (const bool outcome : {true, false}) {
      RangeState branch = state;
      refineState(branch, *expression.operands[0], outcome, evaluate_);
      const Expression& operand = *expression.operands[outcome ? 1 : 2];
      if (branch.reachable) {
        range = join(range, evaluate(operand, branch, record));
      } else {
        evaluate(operand, state, record);
      }
    }
    return range;
  }

  RangeAnalysis& result_;
  const Kernel& kernel_;
  EvaluateRange evaluate_;
  std::map<const Statement*, LoopRecord> loops_;
  std::map<LabelId, RangeState> breaks_, continues_;
  int pass_ = 0;
  bool ascending_ = true;
  bool changed_ = false;
};

RangeAnalysis::RangeAnalysis(const Kernel& kernel) : kernel_(kernel) { RangeWalker(*this).run(); }

void RangeAnalysis::noteCopy(VariableId copy, VariableId original) {
  if (assigned_.size() <= copy) assigned_.resize(copy + 1);
  assigned_[copy] = assigned_[original];
}

namespace {

/// The range of anything but a variable or a select from the ranges of its operands.
template <typename RangeOf>
NumberRange rangeOfOperation(const Kernel& kernel, const Expression& expression, RangeOf&& rangeOf) {
  switch (expression.op) {
    case Op::Constant:
      return NumberRange::constant(expression.type == ir::Type::F64 ? expression.number
                                                                    : static_cast<double>(expression.integer));
    case Op::Length:
      return NumberRange::integers(0, static_cast<double>(kMaximumArrayBytes));
    case Op::LoadInbounds:
    case Op::LoadOrZero:
      return NumberRange::ofElement(kernel.arrays[expression.array].kind);
    case Op::Load: {
      NumberRange range = NumberRange::ofElement(kernel.arrays[expression.array].kind);
      range.nan = true;
      return range;
    }
    case Op::Inbounds:
      return NumberRange::ofType(expression.type);
    default:
      return applyOperation(expression.op, rangeOf(*expression.operands[0]),
                            expression.operandCount > 1 ? rangeOf(*expression.operands[1]) : NumberRange::bottom());
  }
}

}  // namespace

NumberRange RangeAnalysis::of(const Expression& expression) const {
  if (const auto known = ranges_.find(&expression); known != ranges_.end()) return known->second;
  switch (expression.op) {
    case Op::Variable:
      return NumberRange::ofType(expression.type);
    case Op::Select:
      return join(of(*expression.operands[1]), of(*expression.operands[2]));
    default:
      return rangeOfOperation(kernel_, expression, [&](const Expression& operand) { return of(operand); });
  }
}

NumberRange RangeAnalysis::onEntry(const Statement& loop, const Expression& expression) const {
  const auto entry = entries_.find(&loop);
  if (entry == entries_.end()) return of(expression);  // never starts
  return judge(expression, entry->second);
}

NumberRange RangeAnalysis::judge(const Expression& expression, const std::vector<NumberRange>& variables) const {
  const auto operand = [&](const Expression& each) { return judge(each, variables); };
  switch (expression.op) {
    case Op::Variable:
      // One made since holds what another held.
      return expression.variable < variables.size() ? variables[expression.variable] : assigned_[expression.variable];
    case Op::Select:
      return join(operand(*expression.operands[1]), operand(*expression.operands[2]));
    default:
      return rangeOfOperation(kernel_, expression, operand);
  }
}

}  // namespace jetloop::analysis
