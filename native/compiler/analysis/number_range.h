// What is known about a value: bounds, integrality, and which of NaN and -0 it may be.  The lattice of the range
// analysis.
#pragma once

#include <limits>

#include "compiler/ir/ir.h"

namespace jetloop::analysis {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
inline constexpr double kTwo31 = 2147483648.0;
inline constexpr double kTwo32 = 4294967296.0;
inline constexpr double kTwo53 = 9007199254740992.0;
inline constexpr double kTwo63 = 9223372036854775808.0;

/// A set of values of one IR type.  `low` and `high` bound every member but NaN; low > high means there is no such
/// member. For f64 the bounds are those of the computed (rounded) value; for i64 they are rounded outward.
struct NumberRange {
  double low = -kInfinity;
  double high = kInfinity;
  bool integer = false;      // every finite member is an integer
  bool nan = true;           // NaN may be a member
  bool negativeZero = true;  // -0 may be a member

  static NumberRange top() { return {}; }
  static NumberRange bottom() { return {kInfinity, -kInfinity, true, false, false}; }
  static NumberRange constant(double value);
  static NumberRange integers(double low, double high) { return {low, high, true, false, false}; }
  static NumberRange ofType(ir::Type type);
  static NumberRange ofElement(ir::ElementKind kind);

  bool operator==(const NumberRange&) const = default;

  bool hasNumbers() const { return low <= high; }
  bool empty() const { return !hasNumbers() && !nan; }
  /// The members that are numbers.
  NumberRange numbers() const { return {low, high, integer, false, negativeZero}; }

  bool mayBeZero() const { return low <= 0 && high >= 0; }
  bool mayBeInfinite() const { return hasNumbers() && (low == -kInfinity || high == kInfinity); }
  bool within(double least, double most) const { return !hasNumbers() || (low >= least && high <= most); }

  /// A number that a two's complement integer can stand for without loss, up to the sign of zero.
  bool isExactInteger() const { return integer && !nan && within(-kTwo53, kTwo53); }
  bool isInt32() const { return integer && !nan && within(-kTwo31, kTwo31 - 1); }
};

NumberRange join(const NumberRange& a, const NumberRange& b);
NumberRange meet(const NumberRange& a, const NumberRange& b);

/// The least range on a fixed ladder of thresholds that holds `next`, so that chains of growing ranges end soon.
NumberRange widen(const NumberRange& previous, const NumberRange& next);

/// The result of a fixed-signature operation (not Constant, Variable, Select, Load...) on operands in these ranges.
NumberRange applyOperation(ir::Op op, const NumberRange& a, const NumberRange& b);

}  // namespace jetloop::analysis
