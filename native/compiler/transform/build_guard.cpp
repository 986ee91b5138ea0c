#include "compiler/transform/build_guard.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace jetloop::transform {
namespace {

using analysis::AccessPlan;
using analysis::Polynomial;
using analysis::SymbolId;
using analysis::SymbolTable;
using ir::Expression;
using ir::Op;

/// One requirement for all that differ in a constant: the strongest.
std::set<Polynomial> strongest(const std::set<Polynomial>& requirements) {
  std::map<Polynomial, std::int64_t> least;
  for (const Polynomial& requirement : requirements) {
    const std::int64_t constant = requirement.constantTerm();
    const auto rest = requirement - Polynomial::constant(constant);
    if (!rest) continue;  // cannot happen: removing a term stays within the limits
    const auto [place, isNew] = least.try_emplace(*rest, constant);
    place->second = std::min(place->second, constant);
  }
  std::set<Polynomial> result;
  for (const auto& [rest, constant] : least) {
    if (const auto whole = rest + Polynomial::constant(constant)) result.insert(*whole);
  }
  return result;
}

/// Atoms that some requirement of the form `atom - c >= 0`, c >= 0, or their static range keeps from being negative.
std::set<SymbolId> nonNegativeAtoms(const std::set<Polynomial>& requirements, const SymbolTable& symbols) {
  std::set<SymbolId> atoms;
  for (SymbolId id = 0; id < symbols.atomCount(); ++id) {
    if (symbols[id].nonNegative) atoms.insert(id);
  }
  for (const Polynomial& requirement : requirements) {
    const std::optional<SymbolId> symbol = requirement.lastSymbol();
    const std::int64_t constant = requirement.constantTerm();
    if (symbol && constant <= 0 && requirement == Polynomial::symbol(*symbol) + Polynomial::constant(constant))
      atoms.insert(*symbol);
  }
  return atoms;
}

bool followsFromSigns(const Polynomial& requirement, const std::set<SymbolId>& nonNegative) {
  return std::all_of(requirement.terms().begin(), requirement.terms().end(), [&](const auto& term) {
    return term.second > 0 &&
           std::all_of(term.first.begin(), term.first.end(), [&](SymbolId id) { return nonNegative.contains(id); });
  });
}

bool isSignOfAtom(const Polynomial& requirement) {
  const std::optional<SymbolId> symbol = requirement.lastSymbol();
  return symbol && requirement == Polynomial::symbol(*symbol);
}

/// A balanced tree: guards may have many parts, and depth is limited.
Expression* conjunction(ir::Builder& builder, const std::vector<Expression*>& parts, std::size_t begin,
                        std::size_t end) {
  if (begin == end) return builder.boolean(true);
  if (end - begin == 1) return parts[begin];
  const std::size_t middle = begin + (end - begin) / 2;
  return builder.binary(Op::BoolAnd, conjunction(builder, parts, begin, middle),
                        conjunction(builder, parts, middle, end));
}

}  // namespace

Expression* buildGuard(ir::Builder& builder, const AccessPlan& plan, AtomEmitter& atoms) {
  std::vector<Expression*> parts;
  const EmitSymbol value = [&](SymbolId id) { return atoms.asF64(id); };
  const EmitSymbol size = [&](SymbolId id) { return atoms.magnitude(id); };

  std::set<Polynomial> requirements = strongest(plan.requirements.nonNegative);
  const std::set<SymbolId> nonNegative = nonNegativeAtoms(requirements, plan.symbols);
  std::erase_if(requirements,
                [&](const Polynomial& each) { return !isSignOfAtom(each) && followsFromSigns(each, nonNegative); });

  Polynomial magnitude;
  for (const Polynomial& each : plan.requirements.magnitudes) magnitude = Polynomial::envelope(magnitude, each);

  for (const SymbolId id : plan.requirements.atoms) {
    const analysis::NumberRange& range = plan.symbols[id].range;
    if (!range.integer || range.nan)
      parts.push_back(builder.binary(Op::F64Eq, value(id), builder.unary(Op::F64Floor, value(id))));
    if (!range.within(-analysis::kTwo53, analysis::kTwo53)) {
      parts.push_back(builder.binary(Op::F64Lt, builder.unary(Op::F64Abs, value(id)), builder.f64(analysis::kTwo53)));
    }
  }
  if (!magnitude.isZero()) {
    parts.push_back(builder.binary(Op::F64Lt, emitSide(builder, magnitude, true, size), builder.f64(analysis::kTwo53)));
  }
  for (const Polynomial& requirement : requirements) {
    // a - b - 1 >= 0 reads better, and costs less, as a > b.
    const bool strict = requirement.constantTerm() == -1;
    const Polynomial sides = (strict ? requirement + Polynomial::constant(1) : std::nullopt).value_or(requirement);
    Expression* greater = emitSide(builder, sides, true, value);
    Expression* less = emitSide(builder, sides, false, value);
    parts.push_back(builder.binary(strict ? Op::F64Gt : Op::F64Ge, greater, less));
  }
  return conjunction(builder, parts, 0, parts.size());
}

}  // namespace jetloop::transform
