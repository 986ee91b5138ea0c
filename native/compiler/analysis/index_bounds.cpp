#include "compiler/analysis/index_bounds.h"

#include <algorithm>
#include <initializer_list>

namespace jetloop::analysis {
namespace {

constexpr std::size_t kMaximumKnown = 200;
constexpr std::size_t kMaximumSubstitutions = 256;

std::optional<SymbolId> lastVarying(const Polynomial& polynomial) {
  const std::optional<SymbolId> last = polynomial.lastSymbol();
  return last && !SymbolTable::isAtom(*last) ? last : std::nullopt;
}

/// The coefficient of the symbol where that is the only power of it and a number.
std::optional<std::int64_t> linearCoefficient(const Polynomial& polynomial, SymbolId symbol) {
  const std::vector<Polynomial> coefficients = polynomial.coefficientsOf(symbol);
  if (coefficients.size() != 2 || !coefficients[1].isConstant()) return std::nullopt;
  return coefficients[1].constantTerm();
}

MaybeAffine substituteAffine(const Affine& into, SymbolId symbol, const Affine& value) {
  MaybePolynomial result = into.value.substitute(symbol, value.value);
  MaybePolynomial magnitude = into.magnitude.substitute(symbol, value.magnitude);
  if (!result || !magnitude) return std::nullopt;
  std::set<Polynomial> obligations = into.obligations;
  obligations.insert(value.obligations.begin(), value.obligations.end());
  return Affine{*std::move(result), *std::move(magnitude), std::move(obligations)};
}

/// Whatever its bounds, an induction variable is an integer, and steps without rounding, only if it starts as one.
/// `used` are the bounds that are part of the result already.
MaybeAffine withStart(Affine affine, const Symbol& symbol, std::initializer_list<const Affine*> used) {
  for (const MaybeAffine* end : {&symbol.low, &symbol.high}) {
    if (symbol.kind != SymbolKind::Induction || !*end || (*end)->magnitude.isConstant()) continue;
    if (std::any_of(used.begin(), used.end(), [&](const Affine* bound) { return *bound == **end; })) continue;
    const MaybePolynomial magnitude = affine.magnitude + (*end)->magnitude;
    if (!magnitude) return std::nullopt;
    affine.magnitude = *magnitude;
    affine.obligations.insert((*end)->obligations.begin(), (*end)->obligations.end());
  }
  return affine;
}

}  // namespace

IndexBounds::IndexBounds(const SymbolTable& symbols, const std::vector<Condition>& conditions, Trust trust)
    : symbols_(symbols), trust_(trust) {
  std::vector<std::pair<Affine, bool>> known;  // and whether it was derived
  for (const Condition& condition : conditions) {
    if (believes(condition.value)) known.emplace_back(condition.value, false);
  }
  for (SymbolId id = symbols.varyingEnd(); id-- > SymbolTable::kFirstVarying;) {
    ranges_[id] = {symbols[id].low, symbols[id].high};
  }
  for (SymbolId id = symbols.varyingEnd(); id-- > SymbolTable::kFirstVarying;) learn(id, known);
}

/// Reads bounds of the symbol off the conditions in which it is the innermost one, then projects it out of them: what
/// holds inside a loop with a body that runs says something about the loops around it.
void IndexBounds::learn(SymbolId symbol, std::vector<std::pair<Affine, bool>>& known) {
  const Affine itself = Affine::symbol(symbol);
  for (const auto& [condition, derived] : known) {
    if (lastVarying(condition.value) != symbol) continue;
    // It must occur once, so that the comparison's own arithmetic cannot have rounded where the comparison held.
    if (linearCoefficient(condition.magnitude, symbol) != 1) continue;
    const std::optional<std::int64_t> coefficient = linearCoefficient(condition.value, symbol);
    if (coefficient == 1) {
      if (const MaybeAffine bound = subtractAffine(itself, condition)) consider(symbol, *bound, true, derived);
    } else if (coefficient == -1) {
      if (const MaybeAffine bound = addAffine(itself, condition)) consider(symbol, *bound, false, derived);
    }
  }
  const Range& range = ranges_[symbol];
  const std::size_t count = known.size();
  for (std::size_t i = 0; i < count && known.size() < kMaximumKnown; ++i) {
    const Affine condition = known[i].first;
    if (lastVarying(condition.value) != symbol) continue;
    const std::optional<std::int64_t> coefficient = linearCoefficient(condition.value, symbol);
    if (!coefficient) continue;
    const MaybeAffine& end = *coefficient > 0 ? range.high : range.low;
    if (!end) continue;
    MaybeAffine projected = substituteAffine(condition, symbol, *end);
    if (projected) projected = withStart(*std::move(projected), symbols_[symbol], {&*end});
    if (projected && believes(*projected) && lastVarying(projected->value))
      known.emplace_back(*std::move(projected), true);
  }
}

void IndexBounds::consider(SymbolId symbol, const Affine& candidate, bool isLow, bool derived) {
  // A bound may speak only of what is further out.
  const std::optional<SymbolId> last = lastVarying(candidate.value);
  if (last && *last >= symbol) return;
  Affine bound = candidate;
  // Its magnitude still holds the symbol itself, from the condition and from moving it to the other side.
  const MaybePolynomial magnitude = bound.magnitude.substitute(symbol, Polynomial::constant(1));
  if (!magnitude) return;
  bound.magnitude = *magnitude;

  MaybeAffine& current = isLow ? ranges_[symbol].low : ranges_[symbol].high;
  // What holds without further ado is worth more: an obligation may be one that no call ever meets.
  if (!current || (bound.obligations.empty() && !current->obligations.empty())) {
    current = bound;
    return;
  }
  if (!bound.obligations.empty() && current->obligations.empty()) return;
  const MaybePolynomial gain = isLow ? bound.value - current->value : current->value - bound.value;
  if (!gain) return;
  const MaybePolynomial loss = Polynomial() - *gain;
  if (loss && symbols_.isNonNegative(*loss)) return;
  const bool better = symbols_.isNonNegative(*gain);
  if (better || (!derived && !gain->isConstant())) current = bound;
}

MaybePolynomial IndexBounds::least(const Polynomial& polynomial, Requirements& requirements) const {
  return extreme(polynomial, false, requirements);
}

MaybePolynomial IndexBounds::greatest(const Polynomial& polynomial, Requirements& requirements) const {
  return extreme(polynomial, true, requirements);
}

/// Endpoint substitution, innermost symbol first.  Only the endpoint in the needed direction is used, so an inner loop
/// that is empty at an extreme of an outer one does not spoil the bound.
MaybePolynomial IndexBounds::extreme(const Polynomial& polynomial, bool greatest, Requirements& requirements) const {
  MaybePolynomial current = polynomial;
  while (current) {
    const std::optional<SymbolId> symbol = lastVarying(*current);
    if (!symbol) return current;
    const std::vector<Polynomial> coefficients = current->coefficientsOf(*symbol);
    const Range& range = ranges_.at(*symbol);
    int sign = signOf(coefficients.back(), requirements);
    if (coefficients.size() > 2) {
      // Monotone where the symbol is not negative and no coefficient goes the other way.
      if (sign == 0 || !range.low) return std::nullopt;
      for (std::size_t power = 1; power + 1 < coefficients.size(); ++power) {
        const Polynomial& coefficient = coefficients[power];
        const MaybePolynomial oriented = sign > 0 ? MaybePolynomial(coefficient) : Polynomial() - coefficient;
        const MaybePolynomial smallest = oriented ? least(*oriented, requirements) : std::nullopt;
        if (!smallest) return std::nullopt;
        requirements.nonNegative.insert(*smallest);
      }
      const MaybePolynomial smallest = least(range.low->value, requirements);
      if (!smallest) return std::nullopt;
      requirements.nonNegative.insert(*smallest);
    }
    if (sign == 0) return std::nullopt;
    const MaybeAffine& end = (sign > 0) == greatest ? range.high : range.low;
    if (!end) return std::nullopt;
    current = current->substitute(*symbol, end->value);
  }
  return std::nullopt;
}

/// 1 or -1, required where it is not known; 0 when it cannot be had.
int IndexBounds::signOf(const Polynomial& coefficient, Requirements& requirements) const {
  if (coefficient.isConstant()) return coefficient.constantTerm() < 0 ? -1 : 1;
  if (symbols_.isNonNegative(coefficient)) return 1;
  const MaybePolynomial negated = Polynomial() - coefficient;
  if (!negated) return 0;
  if (symbols_.isNonNegative(*negated)) return -1;
  const int likely = coefficient.terms().rbegin()->second < 0 ? -1 : 1;
  const MaybePolynomial smallest = least(likely > 0 ? coefficient : *negated, requirements);
  if (!smallest) return 0;
  requirements.nonNegative.insert(*smallest);
  return likely;
}

MaybePolynomial IndexBounds::magnitude(const Polynomial& polynomial, std::set<Polynomial>& obligations) const {
  MaybePolynomial current = polynomial;
  // The magnitude of a bound also holds symbols that dropped out of its value, further in ones among them: two bounds
  // that were derived from each other lead round in circles.
  for (std::size_t count = 0; current && count < kMaximumSubstitutions; ++count) {
    const std::optional<SymbolId> symbol = lastVarying(*current);
    if (!symbol) return current;
    const Range& range = ranges_.at(*symbol);
    if (!range.low || !range.high) return std::nullopt;
    const std::int64_t step = symbols_[*symbol].step;
    MaybeAffine ends = addAffine(*range.low, *range.high);
    if (ends) ends = withStart(*std::move(ends), symbols_[*symbol], {&*range.low, &*range.high});
    if (!ends) return std::nullopt;
    obligations.insert(ends->obligations.begin(), ends->obligations.end());
    const MaybePolynomial withStep = ends->magnitude + Polynomial::constant(step < 0 ? -step : step);
    current = withStep ? current->substitute(*symbol, *withStep) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace jetloop::analysis
