#include "compiler/analysis/refine.h"

#include <cmath>

namespace jetloop::analysis {
namespace {

using ir::Expression;
using ir::Op;

enum class Relation { Eq, Ne, Lt, Le, Gt, Ge };

struct Comparison {
  Relation relation;
  bool floating;
};

bool comparisonOf(Op op, Comparison& comparison) {
  switch (op) {
    case Op::F64Eq:
      comparison = {Relation::Eq, true};
      return true;
    case Op::F64Ne:
      comparison = {Relation::Ne, true};
      return true;
    case Op::F64Lt:
      comparison = {Relation::Lt, true};
      return true;
    case Op::F64Le:
      comparison = {Relation::Le, true};
      return true;
    case Op::F64Gt:
      comparison = {Relation::Gt, true};
      return true;
    case Op::F64Ge:
      comparison = {Relation::Ge, true};
      return true;
    case Op::I32Eq:
    case Op::I64Eq:
      comparison = {Relation::Eq, false};
      return true;
    case Op::I32Ne:
    case Op::I64Ne:
      comparison = {Relation::Ne, false};
      return true;
    case Op::I32Lt:
    case Op::I64Lt:
      comparison = {Relation::Lt, false};
      return true;
    case Op::I32Le:
    case Op::I64Le:
      comparison = {Relation::Le, false};
      return true;
    case Op::I32Gt:
    case Op::I64Gt:
      comparison = {Relation::Gt, false};
      return true;
    case Op::I32Ge:
    case Op::I64Ge:
      comparison = {Relation::Ge, false};
      return true;
    default:
      return false;
  }
}

Relation negated(Relation relation) {
  switch (relation) {
    case Relation::Eq:
      return Relation::Ne;
    case Relation::Ne:
      return Relation::Eq;
    case Relation::Lt:
      return Relation::Ge;
    case Relation::Le:
      return Relation::Gt;
    case Relation::Gt:
      return Relation::Le;
    case Relation::Ge:
      return Relation::Lt;
  }
  return relation;
}

Relation mirrored(Relation relation) {
  switch (relation) {
    case Relation::Lt:
      return Relation::Gt;
    case Relation::Le:
      return Relation::Ge;
    case Relation::Gt:
      return Relation::Lt;
    case Relation::Ge:
      return Relation::Le;
    default:
      return relation;
  }
}

/// The variable whose value the expression has, seen through conversions that keep it.
const Expression* variableBehind(const Expression& expression) {
  switch (expression.op) {
    case Op::Variable:
      return &expression;
    case Op::F64FromI32:
    case Op::F64FromI64:
    case Op::I64FromI32:
      return variableBehind(*expression.operands[0]);
    default:
      return nullptr;
  }
}

/// `left` given that `left relation right` holds and neither is NaN.
NumberRange narrowed(NumberRange left, Relation relation, const NumberRange& right) {
  const auto below = [&](double bound, bool strict) {
    if (strict && left.integer && std::fabs(bound) <= kTwo53) bound = std::ceil(bound) - 1;
    left.high = std::min(left.high, bound);
  };
  const auto above = [&](double bound, bool strict) {
    if (strict && left.integer && std::fabs(bound) <= kTwo53) bound = std::floor(bound) + 1;
    left.low = std::max(left.low, bound);
  };
  switch (relation) {
    case Relation::Lt:
      below(right.high, true);
      break;
    case Relation::Le:
      below(right.high, false);
      break;
    case Relation::Gt:
      above(right.low, true);
      break;
    case Relation::Ge:
      above(right.low, false);
      break;
    case Relation::Eq:
      below(right.high, false);
      above(right.low, false);
      left.integer = left.integer || right.integer;
      break;
    case Relation::Ne:
      if (left.integer && right.low == right.high && std::fabs(right.low) <= kTwo53) {
        if (left.low == right.low) left.low += 1;
        if (left.high == right.low) left.high -= 1;
      }
      break;
  }
  return left;
}

class Refiner {
 public:
  Refiner(RangeState& state, const EvaluateRange& evaluate) : state_(state), evaluate_(evaluate) {}

  void refine(const Expression& condition, bool outcome) {
    if (!state_.reachable) return;
    switch (condition.op) {
      case Op::Constant:
        if ((condition.integer != 0) != outcome) state_.reachable = false;
        return;
      case Op::BoolNot:
        refine(*condition.operands[0], !outcome);
        return;
      case Op::BoolAnd:
        refineBoth(condition, outcome, true);
        return;
      case Op::BoolOr:
        refineBoth(condition, outcome, false);
        return;
      default:
        refineComparison(condition, outcome);
        return;
    }
  }

 private:
  /// `and` that is true, `or` that is false: both operands have that outcome.  Otherwise one of two ways it came about.
  void refineBoth(const Expression& condition, bool outcome, bool conjunction) {
    if (outcome == conjunction) {
      refine(*condition.operands[0], outcome);
      refine(*condition.operands[1], outcome);
      return;
    }
    RangeState left = state_;
    Refiner(left, evaluate_).refine(*condition.operands[0], outcome);
    refine(*condition.operands[0], !outcome);
    refine(*condition.operands[1], outcome);
    state_.joinWith(left);
  }

  void refineComparison(const Expression& condition, bool outcome) {
    Comparison comparison{};
    if (!comparisonOf(condition.op, comparison)) return;
    const Expression& left = *condition.operands[0];
    const Expression& right = *condition.operands[1];
    const NumberRange a = evaluate_(left, state_), b = evaluate_(right, state_);
    const bool isNe = comparison.relation == Relation::Ne;
    // The outcome that NaN cannot give rules NaN out; under the other one a NaN may hide, and says nothing.
    const bool ordered = outcome != isNe;
    if (comparison.floating && !ordered && (a.nan || b.nan)) return;
    const Relation relation = outcome ? comparison.relation : negated(comparison.relation);
    apply(left, relation, a, b, right);
    apply(right, mirrored(relation), b, a, left);
  }

  void apply(const Expression& side, Relation relation, const NumberRange& own, const NumberRange& other,
             const Expression& otherSide) {
    NumberRange result = own;
    result.nan = false;
    result = meet(narrowed(result, relation, other), NumberRange::top());
    if (!result.hasNumbers()) {
      state_.reachable = false;
      return;
    }
    if (const Expression* variable = variableBehind(side)) {
      NumberRange& known = state_.variables[variable->variable];
      // x == floor(x) and its relatives: x is an integer.
      if (relation == Relation::Eq && isRoundingOf(otherSide, variable->variable)) result.integer = true;
      known = meet(known, result);
    } else if (side.op == Op::F64Abs && (relation == Relation::Lt || relation == Relation::Le)) {
      if (const Expression* inner = variableBehind(*side.operands[0])) {
        NumberRange& known = state_.variables[inner->variable];
        known.nan = false;
        known.low = std::max(known.low, -result.high);
        known.high = std::min(known.high, result.high);
        known = meet(known, NumberRange::top());
      }
    }
  }

  static bool isRoundingOf(const Expression& expression, ir::VariableId variable) {
    const bool rounding = expression.op == Op::F64Floor || expression.op == Op::F64Ceil ||
                          expression.op == Op::F64Trunc || expression.op == Op::F64Round;
    return rounding && expression.operands[0]->op == Op::Variable && expression.operands[0]->variable == variable;
  }

  RangeState& state_;
  const EvaluateRange& evaluate_;
};

}  // namespace

void RangeState::joinWith(const RangeState& other) {
  if (!other.reachable) return;
  if (!reachable) {
    *this = other;
    return;
  }
  for (std::size_t i = 0; i < variables.size(); ++i) variables[i] = join(variables[i], other.variables[i]);
}

void refineState(RangeState& state, const Expression& condition, bool outcome, const EvaluateRange& evaluate) {
  Refiner(state, evaluate).refine(condition, outcome);
}

}  // namespace jetloop::analysis
