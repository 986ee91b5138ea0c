#include "compiler/analysis/affine_reader.h"

#include <cmath>

#include "compiler/ir/walk.h"

namespace jetloop::analysis {

using ir::Expression;
using ir::Op;
using ir::Statement;
using ir::StatementKind;
using ir::VariableId;

namespace {

constexpr double kMaximumConstant = 1099511627776.0;  // 2^40
constexpr double kMaximumBoundedWidth = 65536;
constexpr SymbolId kMaximumSymbols = 256;
constexpr std::size_t kMaximumConditions = 64;
constexpr std::int64_t kInt32Low = -2147483648LL, kInt32High = 2147483647LL, kUint32High = 4294967295LL;

bool isConstantI32(const Expression& expression, std::int64_t& value) {
  if (expression.op != Op::Constant || expression.type != ir::Type::I32) return false;
  value = expression.integer;
  return true;
}

bool containsLoad(const Expression& expression) {
  bool found = false;
  ir::forEachExpression(expression, [&](const Expression& each) { found = found || ir::isLoad(each.op); });
  return found;
}

/// Comparison as left REL right with REL one of < <= == !=; swapped for > and >=.
struct Ordered {
  const Expression* less;
  const Expression* greater;
  bool strict = false;
  bool equal = false;
  bool different = false;
};

bool matchOrdered(const Expression& condition, Ordered& ordered) {
  const Expression* a = condition.operands[0];
  const Expression* b = condition.operands[1];
  switch (condition.op) {
    case Op::F64Lt:
    case Op::I32Lt:
    case Op::I64Lt:
      ordered = {a, b, true};
      return true;
    case Op::F64Le:
    case Op::I32Le:
    case Op::I64Le:
      ordered = {a, b};
      return true;
    case Op::F64Gt:
    case Op::I32Gt:
    case Op::I64Gt:
      ordered = {b, a, true};
      return true;
    case Op::F64Ge:
    case Op::I32Ge:
    case Op::I64Ge:
      ordered = {b, a};
      return true;
    case Op::F64Eq:
    case Op::I32Eq:
    case Op::I64Eq:
      ordered = {a, b, false, true};
      return true;
    case Op::F64Ne:
    case Op::I32Ne:
    case Op::I64Ne:
      ordered = {a, b, false, false, true};
      return true;
    default:
      return false;
  }
}

}  // namespace

AffineReader::AffineReader(const ir::Kernel& kernel, const RangeAnalysis& ranges, const Statement& loop,
                           SymbolTable& symbols, std::function<bool(const void*)> isProven)
    : kernel_(kernel), ranges_(ranges), loop_(loop), symbols_(symbols), isProven_(std::move(isProven)) {
  for (const ir::Block* block : {&loop.body, &loop.other}) {
    const std::set<VariableId> assigned = ir::assignedVariables(*block);
    assigned_.insert(assigned.begin(), assigned.end());
    ir::forEachStatement(*block, [&](const Statement& statement) {
      if (statement.kind == StatementKind::Store) stored_.insert(statement.array);
    });
  }
}

/// The first reason, from deepest inside, is the one to tell.
MaybeAffine AffineReader::fail(const std::string& reason) {
  if (failure_.empty()) failure_ = reason;
  return std::nullopt;
}

/// Nothing in the loop can change its value.
bool AffineReader::isInvariant(const Expression& expression) const {
  bool invariant = true;
  ir::forEachExpression(expression, [&](const Expression& each) {
    if (each.op == Op::Variable && assigned_.contains(each.variable)) invariant = false;
    if (ir::isLoad(each.op) && (stored_.contains(each.array) || (kernel_.mayAlias && !stored_.empty()))) {
      invariant = false;
    }
  });
  return invariant;
}

Affine AffineReader::atom(const Expression& expression, AtomRounding rounding) {
  for (SymbolId id = 0; id < symbols_.atomCount(); ++id) {
    const Symbol& symbol = symbols_[id];
    if (symbol.expression != nullptr && symbol.rounding == rounding && sameExpression(*symbol.expression, expression)) {
      return Affine::symbol(id);
    }
  }
  Symbol symbol;
  symbol.expression = &expression;
  symbol.rounding = rounding;
  symbol.range = ranges_.onEntry(loop_, expression);
  if (rounding != AtomRounding::None) {
    symbol.range =
        applyOperation(rounding == AtomRounding::Ceil ? Op::F64Ceil : Op::F64Floor, symbol.range, symbol.range);
  }
  return Affine::symbol(symbols_.add(std::move(symbol)));
}

Affine AffineReader::entryValue(VariableId variable) {
  Symbol symbol;
  symbol.entryValue = true;
  symbol.variable = variable;
  symbol.range = ranges_.assigned(variable);
  return Affine::symbol(symbols_.add(std::move(symbol)));
}

/// A symbol for a value between constants, if they are close enough to be worth a proof.
MaybeAffine AffineReader::bounded(const NumberRange& range, const Expression* expression,
                                  std::optional<VariableId> variable) {
  const bool narrow = range.isExactInteger() && range.hasNumbers() && range.high - range.low <= kMaximumBoundedWidth &&
                      range.within(-kMaximumConstant, kMaximumConstant);
  if (!narrow || symbols_.varyingEnd() - SymbolTable::kFirstVarying >= kMaximumSymbols) return std::nullopt;
  Symbol symbol;
  symbol.kind = SymbolKind::Bounded;
  symbol.expression = expression;
  symbol.variable = variable;
  symbol.range = range;
  symbol.low = Affine::constant(static_cast<std::int64_t>(range.low));
  symbol.high = Affine::constant(static_cast<std::int64_t>(range.high));
  return Affine::symbol(symbols_.add(std::move(symbol)));
}

MaybeAffine AffineReader::read(const Expression& expression, NestState& state) {
  failure_.clear();
  return readAny(expression, state);
}

MaybeAffine AffineReader::readAny(const Expression& expression, NestState& state) {
  if (symbols_.atomCount() >= kMaximumSymbols) return fail("guard-too-complex");
  return expression.type == ir::Type::F64 ? readFloat(expression, state) : readInteger(expression, state);
}

MaybeAffine AffineReader::readFloat(const Expression& expression, NestState& state) {
  const auto operand = [&](std::size_t i) { return readAny(*expression.operands[i], state); };
  switch (expression.op) {
    case Op::Constant: {
      const double value = expression.number;
      if (!(std::fabs(value) <= kMaximumConstant) || std::trunc(value) != value) return fail("index-not-affine");
      return Affine::constant(static_cast<std::int64_t>(value));
    }
    case Op::Variable:
      return readVariable(expression, state);
    case Op::F64FromI32:
    case Op::F64FromI64:
      return readInteger(*expression.operands[0], state);
    case Op::F64FromU32: {
      std::int64_t count = 0;
      const Expression& inner = *expression.operands[0];
      if (inner.op == Op::I32ShrU && isConstantI32(*inner.operands[1], count) && count == 0) {
        if (MaybeAffine value = readModulo(*inner.operands[0], 1, 0, kUint32High, state)) return value;
      }
      break;
    }
    case Op::F64Add:
    case Op::F64Sub:
    case Op::F64Mul: {
      const MaybeAffine a = operand(0);
      const MaybeAffine b = a ? operand(1) : std::nullopt;
      if (a && b) {
        MaybeAffine result = expression.op == Op::F64Add   ? addAffine(*a, *b)
                             : expression.op == Op::F64Sub ? subtractAffine(*a, *b)
                                                           : multiplyAffine(*a, *b);
        if (result) return result;
      }
      break;
    }
    case Op::F64Neg:
      if (const MaybeAffine a = operand(0)) return subtractAffine(Affine::constant(0), *a);
      break;
    case Op::F64Floor:
    case Op::F64Ceil:
    case Op::F64Trunc:
    case Op::F64Round:
      if (!isInvariant(expression)) {
        if (MaybeAffine a = operand(0)) return a;
      }
      break;
    default:
      break;
  }
  return readOpaque(expression);
}

MaybeAffine AffineReader::readVariable(const Expression& expression, NestState& state) {
  const VariableId variable = expression.variable;
  if (const auto known = state.values.find(variable); known != state.values.end()) return known->second;
  if (!assigned_.contains(variable)) return atom(expression);
  if (MaybeAffine value = bounded(ranges_.of(expression), nullptr, variable)) {
    state.values.insert_or_assign(variable, *value);
    return value;
  }
  const auto why = whyUnknown_.find(variable);
  return fail(why == whyUnknown_.end() ? "no-induction-variable" : why->second);
}

MaybeAffine AffineReader::readInteger(const Expression& expression, NestState& state) {
  std::int64_t constant = 0;
  switch (expression.op) {
    case Op::Constant:
      if (std::abs(expression.integer) > static_cast<std::int64_t>(kMaximumConstant)) return fail("index-not-affine");
      return Affine::constant(expression.integer);
    case Op::Variable:
      return readVariable(expression, state);
    case Op::I32ModuloF64:
      if (MaybeAffine value = readModulo(expression, 1, kInt32Low, kInt32High, state)) return value;
      break;
    case Op::I32Or:
      if (isConstantI32(*expression.operands[1], constant) && constant == 0) {
        if (MaybeAffine value = readModulo(*expression.operands[0], 1, kInt32Low, kInt32High, state)) return value;
      }
      break;
    case Op::I32Shl:
      if (isConstantI32(*expression.operands[1], constant) && constant >= 0 && constant <= 20) {
        if (MaybeAffine value =
                readModulo(*expression.operands[0], std::int64_t{1} << constant, kInt32Low, kInt32High, state)) {
          return value;
        }
      }
      break;
    default:
      break;
  }
  return readOpaque(expression);
}

/// ToInt32(x) * factor is x * factor as long as that lies in [low, high].
MaybeAffine AffineReader::readModulo(const Expression& toInt32, std::int64_t factor, std::int64_t low,
                                     std::int64_t high, NestState& state) {
  if (isInvariant(toInt32)) return std::nullopt;
  MaybeAffine value =
      toInt32.op == Op::I32ModuloF64 ? readAny(*toInt32.operands[0], state) : readInteger(toInt32, state);
  if (value && factor != 1) value = multiplyAffine(*value, Affine::constant(factor));
  if (!value) return std::nullopt;
  const MaybePolynomial above = value->value - Polynomial::constant(low);
  const MaybePolynomial below = Polynomial::constant(high) - value->value;
  if (!above || !below) return std::nullopt;
  value->obligations.insert(*above);
  value->obligations.insert(*below);
  return value;
}

MaybeAffine AffineReader::readOpaque(const Expression& expression) {
  if (isInvariant(expression)) return atom(expression);
  NumberRange range = ranges_.of(expression);
  if (expression.op == Op::Load && isProven_(&expression))
    range = NumberRange::ofElement(kernel_.arrays[expression.array].kind);
  if (MaybeAffine value = bounded(range, &expression, std::nullopt)) return value;
  return fail(containsLoad(expression) ? "index-loaded-from-memory" : "index-not-affine");
}

void AffineReader::assign(VariableId variable, const Expression& value, NestState& state) {
  const ir::Type type = kernel_.variables[variable].type;
  if (type == ir::Type::Bool) return;
  MaybeAffine known = read(value, state);
  if (!known) {
    forget(variable, state, failure_);
    return;
  }
  // A bounded value without a variable cannot be read again later: from now on it lives in this one.
  bool anonymous = false;
  for (const auto& [monomial, coefficient] : known->value.terms()) {
    for (const SymbolId id : monomial) {
      const Symbol& symbol = symbols_[id];
      anonymous = anonymous || (symbol.kind == SymbolKind::Bounded && !symbol.variable);
    }
  }
  if (anonymous) {
    Requirements requirements;
    const IndexBounds bounds(symbols_, {}, Trust::All);
    const MaybePolynomial low = bounds.least(known->value, requirements);
    const MaybePolynomial high = bounds.greatest(known->value, requirements);
    const bool constant = low && high && low->isConstant() && high->isConstant() && requirements.nonNegative.empty() &&
                          known->obligations.empty();
    known = constant ? bounded(NumberRange::integers(static_cast<double>(low->constantTerm()),
                                                     static_cast<double>(high->constantTerm())),
                               nullptr, variable)
                     : std::nullopt;
    if (!known) {
      forget(variable, state, "index-loaded-from-memory");
      return;
    }
  }
  state.values.insert_or_assign(variable, *std::move(known));
}

void AffineReader::forget(VariableId variable, NestState& state, const std::string& reason) {
  state.values.erase(variable);
  whyUnknown_[variable] = reason;
}

void AffineReader::learn(const Expression& condition, bool outcome, NestState& state) {
  switch (condition.op) {
    case Op::BoolNot:
      learn(*condition.operands[0], !outcome, state);
      return;
    case Op::BoolAnd:
    case Op::BoolOr:
      if ((condition.op == Op::BoolAnd) != outcome) return;
      learn(*condition.operands[0], outcome, state);
      learn(*condition.operands[1], outcome, state);
      return;
    default:
      learnComparison(condition, outcome, state);
  }
}

/// One side of a comparison with an integer; an invariant that need not be an integer is rounded to the integer that
/// gives the same outcome.
MaybeAffine AffineReader::readSide(const Expression& expression, AtomRounding rounding, NestState& state) {
  if (isFractionalInvariant(expression)) return atom(expression, rounding);
  return read(expression, state);
}

bool AffineReader::isFractionalInvariant(const Expression& expression) const {
  return expression.type == ir::Type::F64 && !ranges_.of(expression).integer && isInvariant(expression);
}

void AffineReader::learnComparison(const Expression& condition, bool outcome, NestState& state) {
  Ordered ordered{};
  if (!matchOrdered(condition, ordered) || state.conditions.size() >= kMaximumConditions) return;
  if (!outcome) {
    if (ordered.equal || ordered.different) {
      std::swap(ordered.equal, ordered.different);
    } else {
      // not (a < b) is b <= a, unless one of them is NaN; the guard makes sure of integers.
      std::swap(ordered.less, ordered.greater);
      ordered.strict = !ordered.strict;
    }
  }
  const bool exact = ordered.equal || ordered.different;
  const auto rounding = [&](bool lessSide) {
    if (exact) return AtomRounding::None;
    return lessSide == ordered.strict ? AtomRounding::Floor : AtomRounding::Ceil;
  };
  // Rounding both sides would not keep the outcome.
  if (isFractionalInvariant(*ordered.less) && isFractionalInvariant(*ordered.greater)) return;
  const MaybeAffine less = readSide(*ordered.less, rounding(true), state);
  const MaybeAffine greater = less ? readSide(*ordered.greater, rounding(false), state) : std::nullopt;
  if (!less || !greater) return;
  if (ordered.different) {
    // x != end where x cannot lie beyond that end.
    for (const auto& [side, other] : {std::pair(&*less, &*greater), std::pair(&*greater, &*less)}) {
      const std::optional<SymbolId> symbol = side->value.lastSymbol();
      if (!symbol || SymbolTable::isAtom(*symbol) || side->value != Polynomial::symbol(*symbol)) continue;
      const Symbol& moving = symbols_[*symbol];
      if (moving.low && moving.low->value == other->value) learnDifference(*side, *other, 1, state);
      if (moving.high && moving.high->value == other->value) learnDifference(*other, *side, 1, state);
    }
    return;
  }
  learnDifference(*greater, *less, ordered.strict ? 1 : 0, state);
  if (ordered.equal) learnDifference(*less, *greater, 0, state);
}

/// greater - less >= gap
void AffineReader::learnDifference(const Affine& greater, const Affine& less, std::int64_t gap, NestState& state) {
  const MaybeAffine difference = subtractAffine(greater, less);
  if (!difference) return;
  if (const MaybeAffine condition = subtractAffine(*difference, Affine::constant(gap)))
    state.conditions.push_back({*condition});
}

}  // namespace jetloop::analysis
