#include "compiler/analysis/dependence.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "compiler/analysis/induction.h"
#include "compiler/analysis/iteration_accesses.h"
#include "compiler/ir/walk.h"

namespace jetloop::analysis {
namespace {

using ir::Statement;
using ir::StatementKind;
using ir::VariableId;

constexpr std::size_t kMaximumPairs = 400;
constexpr int kMaximumDimensions = 4;
constexpr std::size_t kMaximumQuotientTerms = 8;

bool varies(SymbolId symbol) { return symbol >= SymbolSource::Counter; }

/// The largest monomial by degree, which a division goes by.
const Monomial& leading(const Polynomial& polynomial) {
  const auto& terms = polynomial.terms();
  return std::max_element(terms.begin(), terms.end(),
                          [](const auto& a, const auto& b) { return a.first.size() < b.first.size(); })
      ->first;
}

struct Division {
  Polynomial quotient, remainder;
};

/// The term `coefficient * monomial` divided by `divisor * by`, if it goes without a remainder.
MaybePolynomial divideTerm(const Monomial& monomial, std::int64_t coefficient, const Monomial& by,
                           std::int64_t divisor) {
  if (coefficient % divisor != 0 || !std::includes(monomial.begin(), monomial.end(), by.begin(), by.end()))
    return std::nullopt;
  Monomial rest;
  std::set_difference(monomial.begin(), monomial.end(), by.begin(), by.end(), std::back_inserter(rest));
  MaybePolynomial result = Polynomial::constant(coefficient / divisor);
  for (const SymbolId symbol : rest) result = result * MaybePolynomial(Polynomial::symbol(symbol));
  return result;
}

/// polynomial = divisor * quotient + remainder, as far as terms of the polynomial are multiples of the divisor's
/// leading one.
std::optional<Division> divide(const Polynomial& polynomial, const Polynomial& divisor) {
  const Monomial& by = leading(divisor);
  const std::int64_t factor = divisor.terms().at(by);
  Division division{{}, polynomial};
  for (std::size_t count = 0; count < kMaximumQuotientTerms; ++count) {
    MaybePolynomial part;
    for (const auto& [monomial, coefficient] : division.remainder.terms()) {
      part = divideTerm(monomial, coefficient, by, factor);
      if (part) break;
    }
    if (!part) break;
    const MaybePolynomial quotient = division.quotient + *part;
    const MaybePolynomial remainder = MaybePolynomial(division.remainder) - *part * divisor;
    if (!quotient || !remainder) return std::nullopt;
    division = {*quotient, *remainder};
  }
  return division;
}

/// The coefficients, over what does not vary, of each product of varying symbols: the strides of the index.
std::vector<Polynomial> stridesOf(const Polynomial& difference) {
  std::map<Monomial, MaybePolynomial> strides;
  for (const auto& [monomial, coefficient] : difference.terms()) {
    const auto split = std::find_if(monomial.begin(), monomial.end(), varies);
    if (split == monomial.end()) continue;
    MaybePolynomial term = Polynomial::constant(coefficient);
    for (auto symbol = monomial.begin(); symbol != split; ++symbol)
      term = term * MaybePolynomial(Polynomial::symbol(*symbol));
    const auto [place, isNew] = strides.try_emplace(Monomial(split, monomial.end()), term);
    if (!isNew) place->second = place->second + term;
  }
  std::vector<Polynomial> found;
  for (const auto& [varying, sum] : strides) {
    if (!sum || sum->isZero()) continue;
    // Of a stride and its opposite one is enough: the one whose leading coefficient is positive.
    const bool isPositive = sum->terms().at(leading(*sum)) > 0;
    const MaybePolynomial stride = isPositive ? sum : Polynomial() - *sum;
    if (!stride || *stride == Polynomial::constant(1)) continue;
    if (std::find(found.begin(), found.end(), *stride) == found.end()) found.push_back(*stride);
  }
  // Outer dimensions first.
  std::stable_sort(found.begin(), found.end(),
                   [](const Polynomial& a, const Polynomial& b) { return leading(a).size() > leading(b).size(); });
  return found;
}

/// Whether the greatest common divisor of the coefficients does not divide the constant.
bool failsDivisor(const Polynomial& difference) {
  std::int64_t divisor = 0;
  for (const auto& [monomial, coefficient] : difference.terms()) {
    if (!monomial.empty()) divisor = std::gcd(divisor, coefficient);
  }
  return divisor == 0 ? difference.constantTerm() != 0 : difference.constantTerm() % divisor != 0;
}

/// Whether the polynomial is never zero where the bounds hold.
bool isNeverZero(const Polynomial& difference, const SymbolBounds& bounds, int dimensions) {
  if (failsDivisor(difference)) return true;
  const MaybePolynomial above = difference - Polynomial::constant(1);
  if (above && bounds.isNonNegative(*above)) return true;
  const MaybePolynomial below = Polynomial::constant(-1) - difference;
  if (below && bounds.isNonNegative(*below)) return true;
  if (dimensions == 0) return false;
  for (const Polynomial& stride : stridesOf(difference)) {
    const std::optional<Division> division = divide(difference, stride);
    if (!division || division->quotient.isZero() || division->remainder == difference) continue;
    // stride * quotient + remainder is zero only where both are, if the remainder is smaller than the stride.
    const MaybePolynomial room = stride - Polynomial::constant(1);
    const MaybePolynomial over = room - MaybePolynomial(division->remainder);
    const MaybePolynomial under = room + MaybePolynomial(division->remainder);
    if (!over || !under || !bounds.isNonNegative(*over) || !bounds.isNonNegative(*under)) continue;
    if (isNeverZero(division->remainder, bounds, dimensions - 1)) return true;
    if (isNeverZero(division->quotient, bounds, dimensions - 1)) return true;
  }
  return false;
}

/// Compares an iteration with a later one.
class IterationTest {
 public:
  IterationTest(const ir::Kernel& kernel, const Statement& loop, const UnitLoop& unit, const SymbolicState& state,
                SymbolSource& symbols)
      : kernel_(kernel), loop_(loop), unit_(unit), shared_(loop, symbols), symbols_(symbols) {
    earlier_ = follow(state, SymbolSource::FirstCopy, Polynomial::symbol(SymbolSource::Counter));
    const MaybePolynomial later =
        Polynomial::symbol(SymbolSource::Counter) + Polynomial::symbol(SymbolSource::Distance);
    if (later) later_ = follow(state, SymbolSource::SecondCopy, *later);
  }

  DependenceVerdict run() {
    std::size_t pairs = 0;
    const std::size_t count = earlier_.accesses.size();
    // Access i of the one must be access i of the other; a polynomial of the later one may have become too large.
    if (earlier_.places != later_.places) return {Obstacle::TooComplex, {}};
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = i; j < count; ++j) {
        const IterationAccess& a = earlier_.accesses[i];
        const IterationAccess& b = earlier_.accesses[j];
        if (a.array != b.array || (!a.stores && !b.stores)) continue;
        if (++pairs > kMaximumPairs) return {Obstacle::TooComplex, kernel_.arrays[a.array].name};
        if (apart(i, j) && (i == j || apart(j, i))) continue;
        return {a.unknown || b.unknown ? Obstacle::UnknownIndex : Obstacle::Dependence, kernel_.arrays[a.array].name};
      }
    }
    return {};
  }

 private:
  IterationAccesses follow(const SymbolicState& state, SymbolSource::Level level, const Polynomial& counter) {
    SymbolicReader reader(kernel_, symbols_, level, &shared_);
    SymbolicState start = state;
    const auto first = state.values.find(unit_.counter);
    if (level == SymbolSource::FirstCopy && first != state.values.end()) {
      if (const MaybePolynomial fact = counter - first->second) start.facts.push_back(*fact);
    }
    if (level == SymbolSource::SecondCopy) {
      if (const MaybePolynomial fact = Polynomial::symbol(SymbolSource::Distance) - Polynomial::constant(1))
        start.facts.push_back(*fact);
    }
    SymbolicReader::forgetAssigned(loop_, start);
    start.values.insert_or_assign(unit_.counter, counter);
    reader.learn(*loop_.value, true, start);
    return collectAccesses(loop_, std::move(start), reader, shared_);
  }

  /// Whether access i of an iteration never meets access j of a later one.
  bool apart(std::size_t i, std::size_t j) {
    const IterationAccess& first = earlier_.accesses[i];
    const IterationAccess& second = later_.accesses[j];
    const MaybePolynomial difference = second.index - first.index;
    return difference && isNeverZero(*difference, boundsOf(first.context, second.context), kMaximumDimensions);
  }

  const SymbolBounds& boundsOf(std::size_t first, std::size_t second) {
    const auto [place, isNew] = bounds_.try_emplace({first, second}, earlier_.contexts[first]);
    if (isNew) place->second.absorb(later_.contexts[second]);
    return place->second;
  }

  const ir::Kernel& kernel_;
  const Statement& loop_;
  const UnitLoop& unit_;
  SharedValues shared_;
  SymbolSource& symbols_;
  IterationAccesses earlier_, later_;
  std::map<std::pair<std::size_t, std::size_t>, SymbolBounds> bounds_;
};

/// What a loop does that rules parallel iterations out whatever the indices are.
DependenceVerdict findPlainObstacle(const ir::Kernel& kernel, const Statement& loop, const UnitLoop& unit,
                                    const Liveness& liveness) {
  if (hasEarlyExit(loop)) return {Obstacle::ExitsEarly, {}};
  std::set<VariableId> own = ir::declaredVariables(loop.body);
  own.merge(findPrivateVariables(loop, liveness));
  for (const VariableId variable : ir::assignedVariables(loop.body)) {
    if (variable == unit.counter) return {Obstacle::NotCounted, {}};
    if (!own.contains(variable)) return {Obstacle::CarriesValue, kernel.variables[variable].name};
  }
  DependenceVerdict verdict{Obstacle::NoEffect, {}};
  ir::forEachStatement(loop.body, [&](const Statement& statement) {
    if (statement.kind != StatementKind::Store || verdict.obstacle == Obstacle::Scratch) return;
    const ir::Array& array = kernel.arrays[statement.array];
    verdict = {array.scratch != 0 ? Obstacle::Scratch : Obstacle::None, array.scratch != 0 ? array.name : ""};
  });
  return verdict;
}

}  // namespace

std::set<VariableId> findPrivateVariables(const Statement& loop, const Liveness& liveness) {
  std::set<VariableId> found = ir::assignedVariables(loop.body);
  const std::set<VariableId> own = ir::declaredVariables(loop.body);
  // What is read in a later iteration, or behind the loop, is live where the condition is tested.
  const VariableSet& live = liveness.before(loop);
  std::erase_if(found, [&](VariableId variable) { return own.contains(variable) || live.contains(variable); });
  return found;
}

const char* obstacleWord(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::None:
      return "";
    case Obstacle::NotCounted:
      return "not-counted";
    case Obstacle::ExitsEarly:
      return "exits-early";
    case Obstacle::CarriesValue:
      return "carries-value";
    case Obstacle::Scratch:
      return "scratch";
    case Obstacle::MayOverlap:
      return "may-overlap";
    case Obstacle::UnknownIndex:
      return "unknown-index";
    case Obstacle::Dependence:
      return "dependence";
    case Obstacle::TooComplex:
      return "too-complex";
    case Obstacle::NoEffect:
      return "no-effect";
  }
  return "";
}

DependenceVerdict findDependence(const ir::Kernel& kernel, const Statement& loop, const SymbolicState& state,
                                 SymbolSource& symbols, const Liveness& liveness) {
  if (kernel.mayAlias) return {Obstacle::MayOverlap, {}};
  const std::optional<UnitLoop> unit = matchUnitLoop(loop);
  if (!unit) return {Obstacle::NotCounted, {}};
  DependenceVerdict plain = findPlainObstacle(kernel, loop, *unit, liveness);
  if (plain.obstacle != Obstacle::None) return plain;
  return IterationTest(kernel, loop, *unit, state, symbols).run();
}

}  // namespace jetloop::analysis
