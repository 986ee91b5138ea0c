// Rewrites f64 expressions as integers where analysis proves that no observer can tell.
#pragma once

#include <unordered_map>

#include "compiler/analysis/integer_values.h"
#include "compiler/analysis/ranges.h"
#include "compiler/analysis/zero_sign.h"
#include "compiler/ir/builder.h"
#include "compiler/ir/ir.h"

namespace jetloop::transform {

/// A number as an integer, and whether it is one: where it is NaN instead, `value` is some integer.
struct OptionalInteger {
  ir::Expression* value = nullptr;
  ir::Expression* known = nullptr;  // null: always
};

/// Rewrites expressions in place.  Each original node is used once: its facts are those of the kernel as it came.
class ExpressionNarrower {
 public:
  explicit ExpressionNarrower(ir::Kernel& kernel);

  const analysis::IntegerValues& values() const { return values_; }
  const analysis::ZeroSignDemand& zeroSign() const { return zeroSign_; }
  ir::Builder& builder() { return builder_; }

  // narrow_expressions.cpp
  /// An f64 expression as f64, any other as what it is.  `observed`: whether the sign of a zero result matters.
  ir::Expression* toOwnType(ir::Expression* expression, bool observed);
  /// The value in the cheapest type that the store converts as it converts the f64.
  ir::Expression* toStored(ir::Expression* value, ir::ElementKind kind, bool observed);
  /// The value of a store that still tests its index, which takes nothing but an f64.
  ir::Expression* toStoredDouble(ir::Expression* value, ir::ElementKind kind, bool observed);
  ir::Expression* toIndex(ir::Expression* index);

  // narrow_integers.cpp
  /// The value, which is a proved integer, in `type`: exactly where it fits, else modulo 2^32.
  ir::Expression* toInteger(ir::Expression* expression, ir::Type type);

  // narrow_optional_numbers.cpp
  OptionalInteger toOptional(ir::Expression* expression, ir::Type type);
  /// The integer, and zero where it is NaN.
  ir::Expression* toIntegerOrZero(ir::Expression* expression, ir::Type type);
  /// The variable that says whether an optional one holds a number.
  ir::VariableId knownVariable(ir::VariableId variable);

 private:
  analysis::NumberRange rangeOf(const ir::Expression& expression) const { return ranges_.of(expression); }

  // narrow_expressions.cpp
  ir::Expression* toF64(ir::Expression* expression, bool observed);
  ir::Expression* fromInteger(ir::Expression* value, const analysis::NumberRange& range);
  ir::Expression* rewriteTyped(ir::Expression* expression);
  ir::Expression* toTruth(ir::Expression* expression);
  ir::Expression* rewriteComparison(ir::Expression* expression);
  ir::Expression* compare(const ir::Expression* original, ir::Type type, ir::Expression* left, ir::Expression* right);
  ir::Type comparedType(const ir::Expression& left, const ir::Expression& right) const;
  bool isRoundable(const ir::Expression& comparison, const ir::Expression& integer, const ir::Expression& bound) const;
  ir::Expression* roundedFor(const ir::Expression& comparison, ir::Expression* bound, bool boundOnLeft);

  // narrow_integers.cpp
  ir::Expression* narrowed(ir::Expression* value);
  ir::Expression* quotient(ir::Expression* division, ir::Type type);
  ir::Expression* ringOperation(ir::Expression* expression, ir::Type type, ir::Op wrapping, ir::Op nowrap);
  ir::Expression* magnitude(ir::Expression* value);
  ir::Expression* convertExactly(ir::Expression* expression, ir::Type type);
  ir::Expression* convertInteger(ir::Expression* value, ir::Type type);
  ir::Expression* integerConstant(double value, ir::Type type);
  ir::Expression* toModulo32(ir::Expression* expression);

  // narrow_optional_numbers.cpp
  OptionalInteger toOptional(ir::Expression* expression, ir::Type type, bool wanted);
  OptionalInteger optionalLoad(ir::Expression* load, ir::Type type, bool wanted);
  OptionalInteger optionalSelect(ir::Expression* select, ir::Type type, bool wanted);
  ir::Expression* both(ir::Expression* left, ir::Expression* right);
  ir::Expression* compareOptional(ir::Expression* comparison);
  bool isFalseForZero(ir::Op op, const ir::Expression& other, bool zeroOnLeft) const;

  ir::Kernel& kernel_;
  ir::NameSupply names_;
  ir::Builder builder_;
  analysis::RangeAnalysis ranges_;
  analysis::ZeroSignDemand zeroSign_;
  analysis::IntegerValues values_;
  std::unordered_map<ir::VariableId, ir::VariableId> known_;
};

}  // namespace jetloop::transform
