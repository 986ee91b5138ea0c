#include "compiler/analysis/access_plan.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "compiler/analysis/affine_reader.h"
#include "compiler/analysis/induction.h"
#include "compiler/ir/walk.h"

namespace jetloop::analysis {
namespace {

using ir::Block;
using ir::Expression;
using ir::Op;
using ir::Statement;
using ir::StatementKind;
using ir::VariableId;

constexpr std::size_t kMaximumGuardTerms = 600;
constexpr double kMaximumStart = 1099511627776.0;  // 2^40

std::size_t termCount(const Requirements& requirements) {
  std::size_t count = 0;
  for (const Polynomial& polynomial : requirements.nonNegative) count += polynomial.terms().size();
  for (const Polynomial& polynomial : requirements.magnitudes) count += polynomial.terms().size();
  return count;
}

bool leavesBlock(const Block& block) {
  if (block.empty()) return false;
  const StatementKind last = block.back()->kind;
  return last == StatementKind::Break || last == StatementKind::Continue || last == StatementKind::Return ||
         last == StatementKind::Abandon;
}

std::set<VariableId> assignedIn(const Statement& statement) {
  std::set<VariableId> assigned = ir::assignedVariables(statement.body);
  assigned.merge(ir::assignedVariables(statement.other));
  return assigned;
}

/// Walks the nest in execution order, keeping what is known, and tries every access it meets.
class Planner {
 public:
  Planner(const ir::Kernel& kernel, const RangeAnalysis& ranges, const Statement& loop,
          const std::function<bool(const void*)>& isProven)
      : kernel_(kernel),
        ranges_(ranges),
        loop_(loop),
        isProven_(isProven),
        reader_(kernel, ranges, loop, plan_.symbols,
                [this](const void* node) { return isProven_(node) || provenHere_.contains(node); }) {}

  AccessPlan run(const EntryDefinitions& entry) {
    NestState state;
    std::set<VariableId> declared = ir::declaredVariables(loop_.body);
    declared.merge(ir::declaredVariables(loop_.other));
    for (const VariableId variable : reader_.assigned()) {
      if (declared.contains(variable) || kernel_.variables[variable].type == ir::Type::Bool) continue;
      const auto definition = entry.find(variable);
      const MaybeAffine value = definition == entry.end() ? std::nullopt : readAtEntry(*definition->second, state);
      entryValues_.emplace(variable, value ? *value : reader_.entryValue(variable));
    }
    state.values = entryValues_;
    walkLoop(loop_, state);
    return std::move(plan_);
  }

 private:
  /// Only a definition that mentions nothing the loop assigns means inside what it means in front of it.
  MaybeAffine readAtEntry(const Expression& definition, NestState& state) {
    bool stable = true;
    ir::forEachExpression(definition, [&](const Expression& each) {
      stable =
          stable && !ir::isLoad(each.op) && (each.op != Op::Variable || !reader_.assigned().contains(each.variable));
    });
    return stable ? reader_.read(definition, state) : std::nullopt;
  }

  // --- statements

  void walkBlock(const Block& block, NestState& state) {
    for (const Statement* statement : block) walk(*statement, state);
  }

  void walk(const Statement& statement, NestState& state) {
    switch (statement.kind) {
      case StatementKind::Let:
        if (statement.value == nullptr) {
          reader_.forget(statement.variable, state, "no-induction-variable");
          return;
        }
        [[fallthrough]];
      case StatementKind::Set:
        visit(*statement.value, state);
        reader_.assign(statement.variable, *statement.value, state);
        return;
      case StatementKind::Store:
        visit(*statement.index, state);
        visit(*statement.value, state);
        if (!statement.inbounds) tryAccess(&statement, statement.position, statement.array, *statement.index, state);
        return;
      case StatementKind::If:
        walkIf(statement, state);
        return;
      case StatementKind::Loop:
        walkLoop(statement, state);
        return;
      case StatementKind::Block: {
        NestState inside = state;
        walkBlock(statement.body, inside);
        forgetAll(assignedIn(statement), state);
        return;
      }
      case StatementKind::Return:
        if (statement.value != nullptr) visit(*statement.value, state);
        return;
      case StatementKind::Break:
      case StatementKind::Continue:
      case StatementKind::Abandon:
        return;
    }
  }

  /// The test of `if (not (inbounds a i)) abandon`: whoever bounds the access after it bounds this as well.
  static const Expression* demandedElement(const Statement& statement) {
    const Expression& test = *statement.value;
    const bool demands = test.op == Op::BoolNot && test.operands[0]->op == Op::Inbounds && statement.other.empty() &&
                         statement.body.size() == 1 && statement.body[0]->kind == StatementKind::Abandon;
    return demands ? test.operands[0] : nullptr;
  }

  void walkIf(const Statement& statement, NestState& state) {
    visit(*statement.value, state);
    if (const Expression* demanded = demandedElement(statement))
      tryAccess(demanded, demanded->position, demanded->array, *demanded->operands[0], state);
    NestState then = state, otherwise = state;
    reader_.learn(*statement.value, true, then);
    reader_.learn(*statement.value, false, otherwise);
    walkBlock(statement.body, then);
    walkBlock(statement.other, otherwise);
    if (leavesBlock(statement.body)) {
      state = otherwise;
    } else if (leavesBlock(statement.other)) {
      state = then;
    } else {
      forgetAll(assignedIn(statement), state);
    }
  }

  void forgetAll(const std::set<VariableId>& variables, NestState& state) {
    for (const VariableId variable : variables) reader_.forget(variable, state, "no-induction-variable");
  }

  // --- loops

  void walkLoop(const Statement& loop, NestState& state) {
    const std::set<VariableId> assigned = assignedIn(loop);
    const std::map<VariableId, Affine> entry = state.values;
    const MaybeAffine trips = hasEarlyExit(loop) ? std::nullopt : tripCount(loop, state, assigned);
    const std::map<VariableId, Affine> advances = perIteration(loop, assigned, state);
    forgetAll(assigned, state);

    NestState inside = state;
    defineInductions(loop, assigned, entry, advances, inside);
    visit(*loop.value, inside);
    NestState atStep = inside;
    learnWhile(*loop.value, inside);
    atStep.conditions = inside.conditions;
    walkBlock(loop.body, inside);
    if (hasContinue(loop)) {
      forgetAll(ir::assignedVariables(loop.body), atStep);
    } else {
      atStep.values = inside.values;
    }
    walkBlock(loop.other, atStep);

    if (!trips) return;
    for (const auto& [variable, advance] : advances) {
      const auto start = entry.find(variable);
      if (start == entry.end()) continue;
      const MaybeAffine total = multiplyAffine(*trips, advance);
      MaybeAffine after = total ? addAffine(start->second, *total) : std::nullopt;
      if (!after) continue;
      requireTrips(*trips, *after);
      state.values.insert_or_assign(variable, *std::move(after));
    }
  }

  static void requireTrips(const Affine& trips, Affine& value) {
    value.obligations.insert(trips.value);
    value.obligations.insert(trips.obligations.begin(), trips.obligations.end());
  }

  /// The condition may be `i != end`, which bounds i only where it starts on the right side of the end: a bound of the
  /// start does not say so.
  void learnWhile(const Expression& condition, NestState& inside) {
    reader_.learn(condition, true, inside);
    if (condition.op != Op::F64Ne) return;
    for (int side = 0; side < 2; ++side) {
      const Expression& moving = *condition.operands[static_cast<std::size_t>(side)];
      if (moving.op != Op::Variable) continue;
      const auto value = inside.values.find(moving.variable);
      const std::optional<SymbolId> id = value == inside.values.end() ? std::nullopt : value->second.value.lastSymbol();
      if (!id || SymbolTable::isAtom(*id) || value->second.value != Polynomial::symbol(*id)) continue;
      const Symbol symbol = plan_.symbols[*id];
      if (symbol.kind != SymbolKind::Induction || std::abs(symbol.step) != 1 || !symbol.knownStart) continue;
      const MaybeAffine end = reader_.read(*condition.operands[static_cast<std::size_t>(1 - side)], inside);
      const MaybeAffine& start = symbol.step > 0 ? symbol.low : symbol.high;
      if (!end || !start) continue;
      const std::optional<SymbolId> last = end->value.lastSymbol();
      if (last && *last >= *id && !SymbolTable::isAtom(*last)) continue;
      const Affine itself = value->second;
      MaybeAffine bound = symbol.step > 0 ? subtractAffine(*end, itself) : subtractAffine(itself, *end);
      if (bound) bound = subtractAffine(*bound, Affine::constant(1));
      const MaybePolynomial distance = symbol.step > 0 ? end->value - start->value : start->value - end->value;
      if (!bound || !distance) continue;
      bound->obligations.insert(*distance);
      inside.conditions.push_back({*std::move(bound)});
    }
  }

  /// Gives every variable that moves regularly its value at the start of an iteration.
  void defineInductions(const Statement& loop, const std::set<VariableId>& assigned,
                        const std::map<VariableId, Affine>& entry, const std::map<VariableId, Affine>& advances,
                        NestState& inside) {
    std::set<VariableId> tested;
    ir::forEachExpression(*loop.value, [&](const Expression& each) {
      if (each.op == Op::Variable) tested.insert(each.variable);
    });
    struct Primary {
      VariableId variable;
      SteppedVariable stepped;
    };
    std::vector<Primary> primary;  // the variable that the loop counts by: one, or none
    for (const VariableId variable : assigned) {
      const std::optional<SteppedVariable> stepped = findSteppedVariable(loop, variable);
      if (!stepped) continue;
      const bool better = primary.empty() || (tested.contains(variable) && !tested.contains(primary.front().variable));
      if (better) primary.assign(1, {variable, *stepped});
    }
    if (!primary.empty() &&
        !defineInduction(primary.front().variable, primary.front().stepped.step.step, entry, inside)) {
      primary.clear();
    }

    for (const VariableId variable : assigned) {
      if (!primary.empty()) {
        const Primary& counter = primary.front();
        if (variable == counter.variable) continue;
        if (counter.stepped.everyIteration &&
            defineDerived(variable, counter.variable, counter.stepped.step.step, entry, advances, inside)) {
          continue;
        }
      }
      if (const std::optional<SteppedVariable> stepped = findSteppedVariable(loop, variable)) {
        defineInduction(variable, stepped->step.step, entry, inside);
      }
    }
  }

  bool defineInduction(VariableId variable, std::int64_t step, const std::map<VariableId, Affine>& entry,
                       NestState& inside) {
    Symbol symbol;
    symbol.kind = SymbolKind::Induction;
    symbol.variable = variable;
    symbol.step = step;
    const auto start = entry.find(variable);
    MaybeAffine first = start == entry.end() ? std::nullopt : MaybeAffine(start->second);
    symbol.knownStart = first.has_value();
    if (!first) {
      const NumberRange range = ranges_.assigned(variable);
      const double bound = step > 0 ? range.low : range.high;
      if (!range.integer || range.nan || !(std::fabs(bound) <= kMaximumStart)) return false;
      first = Affine::constant(static_cast<std::int64_t>(bound));
    }
    (step > 0 ? symbol.low : symbol.high) = first;
    const SymbolId id = plan_.symbols.add(std::move(symbol));
    inside.values.insert_or_assign(variable, Affine::symbol(id));
    return true;
  }

  /// variable = its start + advance * (primary - primary's start) / primary's step
  bool defineDerived(VariableId variable, VariableId primary, std::int64_t primaryStep,
                     const std::map<VariableId, Affine>& entry, const std::map<VariableId, Affine>& advances,
                     NestState& inside) {
    const auto start = entry.find(variable), primaryStart = entry.find(primary);
    const auto found = advances.find(variable);
    if (start == entry.end() || primaryStart == entry.end() || found == advances.end()) return false;
    Affine advance = found->second;
    if (primaryStep == -1) {
      const MaybeAffine negated = subtractAffine(Affine::constant(0), advance);
      if (!negated) return false;
      advance = *negated;
    } else if (primaryStep != 1) {
      if (!advance.value.isConstant() || advance.value.constantTerm() % primaryStep != 0) return false;
      advance = Affine::constant(advance.value.constantTerm() / primaryStep);
    }
    const MaybeAffine distance = subtractAffine(inside.values.at(primary), primaryStart->second);
    const MaybeAffine moved = distance ? multiplyAffine(*distance, advance) : std::nullopt;
    const MaybeAffine value = moved ? addAffine(start->second, *moved) : std::nullopt;
    if (!value) return false;
    inside.values.insert_or_assign(variable, *value);
    return true;
  }

  /// What each complete iteration adds to a variable, for those where that does not vary.
  std::map<VariableId, Affine> perIteration(const Statement& loop, const std::set<VariableId>& assigned,
                                            const NestState& state) {
    std::map<VariableId, Affine> advances;
    const bool continues = hasContinue(loop);
    NestState stable = state;
    forgetAll(assigned, stable);
    for (const VariableId variable : assigned) {
      MaybeAffine sum = advance(loop.body, variable, assigned, stable);
      if (sum && continues && !sum->value.isZero()) sum.reset();
      const MaybeAffine step = sum ? advance(loop.other, variable, assigned, stable) : std::nullopt;
      if (sum && step) {
        if (MaybeAffine total = addAffine(*sum, *step)) advances.emplace(variable, *std::move(total));
      }
    }
    return advances;
  }

  MaybeAffine advance(const Block& block, VariableId variable, const std::set<VariableId>& varying, NestState& stable) {
    MaybeAffine sum = Affine::constant(0);
    for (std::size_t i = 0; i < block.size() && sum; ++i) {
      const Statement& statement = *block[i];
      if (countAssignments(statement, variable) == 0) continue;
      MaybeAffine part;
      if (const std::optional<ConstantStep> step = matchConstantStep(statement)) {
        part = Affine::constant(step->step);
      } else if (statement.kind == StatementKind::Loop && !hasEarlyExit(statement) && !hasContinue(statement)) {
        NestState before = stable;
        for (std::size_t k = 0; k < i; ++k) noteStart(*block[k], before, varying);
        const MaybeAffine trips = tripCount(statement, before, varying);
        const MaybeAffine inBody = trips ? advance(statement.body, variable, varying, stable) : std::nullopt;
        const MaybeAffine inStep = inBody ? advance(statement.other, variable, varying, stable) : std::nullopt;
        const MaybeAffine each = inStep ? addAffine(*inBody, *inStep) : std::nullopt;
        part = each ? multiplyAffine(*trips, *each) : std::nullopt;
        if (part) requireTrips(*trips, *part);
      }
      sum = part ? addAffine(*sum, *part) : std::nullopt;
    }
    return sum;
  }

  /// Follows `j = start` in front of an inner loop, as far as the start is the same in every iteration around it.
  void noteStart(const Statement& statement, NestState& state, const std::set<VariableId>& varying) {
    const bool assigns = statement.kind == StatementKind::Let || statement.kind == StatementKind::Set;
    if (!assigns) {
      for (const VariableId variable : assignedIn(statement)) state.values.erase(variable);
      return;
    }
    state.values.erase(statement.variable);
    if (statement.value == nullptr || statement.value->type != ir::Type::F64 || mentions(*statement.value, varying))
      return;
    if (const MaybeAffine value = reader_.read(*statement.value, state))
      state.values.insert_or_assign(statement.variable, *value);
  }

  static bool mentions(const Expression& expression, const std::set<VariableId>& variables) {
    bool found = false;
    ir::forEachExpression(expression, [&](const Expression& each) {
      found = found || ir::isLoad(each.op) || (each.op == Op::Variable && variables.contains(each.variable));
    });
    return found;
  }

  /// Iterations of `for (v = start; v < end; v += 1)` (and its relatives) that runs to its end; negative counts mean
  /// none.
  MaybeAffine tripCount(const Statement& loop, NestState& state, const std::set<VariableId>& varying) {
    const Expression& condition = *loop.value;
    const bool ordered = condition.op == Op::F64Lt || condition.op == Op::F64Le || condition.op == Op::F64Gt ||
                         condition.op == Op::F64Ge;
    if (!ordered) return std::nullopt;
    const std::set<VariableId> assigned = assignedIn(loop);
    for (const bool swapped : {false, true}) {
      const Expression& moving = *condition.operands[swapped ? 1 : 0];
      const Expression& end = *condition.operands[swapped ? 0 : 1];
      if (moving.op != Op::Variable || mentions(end, assigned) || mentions(end, varying) || !ranges_.of(end).integer)
        continue;
      const std::optional<SteppedVariable> stepped = findSteppedVariable(loop, moving.variable);
      if (!stepped || !stepped->everyIteration) continue;
      const bool below = (condition.op == Op::F64Lt || condition.op == Op::F64Le) != swapped;
      const bool strict = condition.op == Op::F64Lt || condition.op == Op::F64Gt;
      if (stepped->step.step != (below ? 1 : -1)) continue;
      const auto start = state.values.find(moving.variable);
      if (start == state.values.end()) continue;
      const MaybeAffine last = reader_.read(end, state);
      if (!last) continue;
      const MaybeAffine distance = below ? subtractAffine(*last, start->second) : subtractAffine(start->second, *last);
      return distance && !strict ? addAffine(*distance, Affine::constant(1)) : distance;
    }
    return std::nullopt;
  }

  // --- accesses

  /// Visits loads in the order they run, under the conditions they run under.
  void visit(const Expression& expression, NestState& state) {
    switch (expression.op) {
      case Op::Select:
      case Op::BoolAnd:
      case Op::BoolOr: {
        visit(*expression.operands[0], state);
        for (std::size_t i = 1; i < expression.operandCount; ++i) {
          NestState branch = state;
          const bool outcome = expression.op == Op::Select ? i == 1 : expression.op == Op::BoolAnd;
          reader_.learn(*expression.operands[0], outcome, branch);
          visit(*expression.operands[i], branch);
        }
        return;
      }
      default:
        for (const Expression* operand : expression.arguments()) visit(*operand, state);
        if (expression.op == Op::Load)
          tryAccess(&expression, expression.position, expression.array, *expression.operands[0], state);
    }
  }

  void tryAccess(const void* node, ir::Position position, ir::ArrayId array, const Expression& index,
                 NestState& state) {
    if (isProven_(node)) return;
    ProvenAccess access;
    access.node = node;
    access.position = position;
    Requirements requirements;
    const std::string failure = prove(array, index, state, access, requirements);
    if (!failure.empty()) {
      plan_.unproven.push_back({node, position, array, failure});
      return;
    }
    plan_.requirements.nonNegative.merge(requirements.nonNegative);
    plan_.requirements.atoms.merge(requirements.atoms);
    plan_.requirements.magnitudes.insert(plan_.requirements.magnitudes.end(), requirements.magnitudes.begin(),
                                         requirements.magnitudes.end());
    provenHere_.insert(node);
    plan_.proven.push_back(std::move(access));
  }

  std::string prove(ir::ArrayId array, const Expression& index, NestState& state, ProvenAccess& access,
                    Requirements& requirements) {
    const MaybeAffine value = reader_.read(index, state);
    if (!value) return reader_.failure();
    access.index = value->value;
    if (!findReadings(value->value, state, access.readings)) return "no-induction-variable";

    const Bounds& bounds = boundsUnder(state.conditions);
    std::set<Polynomial> obligations = value->obligations;
    const MaybePolynomial magnitude = bounds.all.magnitude(value->magnitude, obligations);
    if (!magnitude) return "bound-varies";
    requirements.magnitudes.push_back(*magnitude);

    const MaybePolynomial room = Polynomial::symbol(lengthOf(array)) - value->value;
    const MaybePolynomial below = room - MaybePolynomial(Polynomial::constant(1));
    if (!below) return "guard-too-complex";
    if (!requireNonNegative(value->value, bounds.all, requirements)) return "bound-varies";
    if (!requireNonNegative(*below, bounds.all, requirements)) return "bound-varies";
    if (!meetObligations(obligations, bounds.withoutObligations, requirements)) return "bound-varies";
    return discharge(requirements);
  }

  static bool requireNonNegative(const Polynomial& polynomial, const IndexBounds& bounds, Requirements& requirements) {
    const MaybePolynomial least = bounds.least(polynomial, requirements);
    if (least) requirements.nonNegative.insert(*least);
    return least.has_value();
  }

  /// Obligations may be bounded by what has obligations of its own: further out, so that this ends.
  static bool meetObligations(std::set<Polynomial> open, const IndexBounds& bounds, Requirements& requirements) {
    std::set<Polynomial> met;
    while (!open.empty()) {
      const Polynomial obligation = *open.begin();
      open.erase(open.begin());
      if (!met.insert(obligation).second) continue;
      std::set<Polynomial> further;
      const MaybePolynomial magnitude = bounds.magnitude(obligation.absolute(), further);
      if (!magnitude || !requireNonNegative(obligation, bounds, requirements)) return false;
      requirements.magnitudes.push_back(*magnitude);
      open.merge(further);
    }
    return true;
  }

  /// What the conditions say; accesses of one block share it.
  struct Bounds {
    std::vector<Condition> conditions;
    SymbolId end = 0;
    IndexBounds all, withoutObligations;
  };

  const Bounds& boundsUnder(const std::vector<Condition>& conditions) {
    const SymbolId end = plan_.symbols.varyingEnd();
    if (!bounds_ || bounds_->end != end || bounds_->conditions != conditions) {
      bounds_.emplace(Bounds{conditions, end, IndexBounds(plan_.symbols, conditions, Trust::All),
                             IndexBounds(plan_.symbols, conditions, Trust::WithoutObligations)});
    }
    return *bounds_;
  }

  /// Drops what holds anyway, adds what keeps the rest exact.
  std::string discharge(Requirements& requirements) {
    // Magnitudes hold every symbol that took part, whether or not it dropped out of the bounds.
    for (const Polynomial& magnitude : requirements.magnitudes) {
      for (const auto& [monomial, coefficient] : magnitude.terms())
        requirements.atoms.insert(monomial.begin(), monomial.end());
    }
    std::set<Polynomial> open;
    for (const Polynomial& requirement : requirements.nonNegative) {
      const NumberRange range = plan_.symbols.staticRange(requirement);
      if (range.high < 0) return "index-out-of-bounds";
      if (range.low >= 0) continue;
      open.insert(requirement);
      // The guard compares the positive terms with the negative ones: either sum has to be exact.
      requirements.magnitudes.push_back(requirement.positivePart());
      if (const MaybePolynomial negated = Polynomial() - requirement)
        requirements.magnitudes.push_back(negated->positivePart());
    }
    requirements.nonNegative = std::move(open);
    std::erase_if(requirements.magnitudes,
                  [&](const Polynomial& each) { return plan_.symbols.staticMagnitude(each) < kTwo53; });
    if (termCount(requirements) + termCount(plan_.requirements) > kMaximumGuardTerms) return "guard-too-complex";
    return {};
  }

  SymbolId lengthOf(ir::ArrayId array) {
    const auto known = lengths_.find(array);
    if (known != lengths_.end()) return known->second;
    Expression& length = plan_.lengths[array];
    length.op = Op::Length;
    length.type = ir::Type::I64;
    length.array = array;
    const std::optional<SymbolId> id = reader_.atom(length).value.lastSymbol();
    // An atom is a symbol, so it has one; any other answer would be a wrong proof.
    if (!id) std::abort();
    return lengths_.emplace(array, *id).first->second;
  }

  /// Where the code at this point finds the symbols of the polynomial.
  bool findReadings(const Polynomial& polynomial, const NestState& state,
                    std::map<SymbolId, SymbolReading>& readings) const {
    for (const auto& [monomial, coefficient] : polynomial.terms()) {
      for (const SymbolId id : monomial) {
        const Symbol& symbol = plan_.symbols[id];
        if (SymbolTable::isAtom(id) || (symbol.kind == SymbolKind::Bounded && !symbol.variable)) continue;
        const std::optional<SymbolReading> reading = findReading(id, *symbol.variable, state);
        if (!reading) return false;
        readings.emplace(id, *reading);
      }
    }
    return true;
  }

  static std::optional<SymbolReading> findReading(SymbolId id, VariableId home, const NestState& state) {
    const auto holds = [&](VariableId variable) -> std::optional<SymbolReading> {
      const auto value = state.values.find(variable);
      if (value == state.values.end()) return std::nullopt;
      const MaybePolynomial offset = value->second.value - Polynomial::symbol(id);
      if (!offset || !offset->isConstant() || !value->second.obligations.empty()) return std::nullopt;
      return SymbolReading{variable, offset->constantTerm()};
    };
    if (const auto reading = holds(home)) return reading;
    for (const auto& [variable, value] : state.values) {
      if (const auto reading = holds(variable)) return reading;
    }
    return std::nullopt;
  }

  const ir::Kernel& kernel_;
  const RangeAnalysis& ranges_;
  const Statement& loop_;
  const std::function<bool(const void*)>& isProven_;
  AccessPlan plan_;
  std::set<const void*> provenHere_;
  AffineReader reader_;
  std::map<VariableId, Affine> entryValues_;
  std::map<ir::ArrayId, SymbolId> lengths_;
  std::optional<Bounds> bounds_;
};

}  // namespace

AccessPlan planAccesses(const ir::Kernel& kernel, const RangeAnalysis& ranges, const Statement& loop,
                        const EntryDefinitions& entry, const std::function<bool(const void*)>& isProven) {
  return Planner(kernel, ranges, loop, isProven).run(entry);
}

}  // namespace jetloop::analysis
