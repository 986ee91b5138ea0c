#include "compiler/analysis/number_range.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace jetloop::analysis {
namespace {

using ir::ElementKind;
using ir::Op;
using ir::Type;

/// Puts derived knowledge into the fields: integer bounds, and no -0 where zero itself is impossible.
NumberRange normalized(NumberRange range) {
  if (range.integer) {
    range.low = std::ceil(range.low);
    range.high = std::floor(range.high);
  }
  if (!range.hasNumbers()) {
    range.low = kInfinity;
    range.high = -kInfinity;
    range.integer = true;
  }
  if (!range.mayBeZero()) range.negativeZero = false;
  return range;
}

struct Bounds {
  double low;
  double high;
};

double leastOf(double a, double b, double c, double d) { return std::min(std::min(a, b), std::min(c, d)); }
double mostOf(double a, double b, double c, double d) { return std::max(std::max(a, b), std::max(c, d)); }

double product(double a, double b) { return a == 0 || b == 0 ? 0.0 : a * b; }

Bounds multiplyBounds(const NumberRange& a, const NumberRange& b) {
  const double ll = product(a.low, b.low), lh = product(a.low, b.high);
  const double hl = product(a.high, b.low), hh = product(a.high, b.high);
  return {leastOf(ll, lh, hl, hh), mostOf(ll, lh, hl, hh)};
}

bool isNegativePossible(const NumberRange& a) { return a.low < 0; }
bool isPositivePossible(const NumberRange& a) { return a.high > 0; }

NumberRange add(const NumberRange& a, const NumberRange& b) {
  NumberRange r;
  r.low = a.low + b.low;
  r.high = a.high + b.high;
  const bool opposite = (a.low == -kInfinity && b.high == kInfinity) || (a.high == kInfinity && b.low == -kInfinity);
  if (std::isnan(r.low)) r.low = -kInfinity;
  if (std::isnan(r.high)) r.high = kInfinity;
  r.nan = a.nan || b.nan || opposite;
  r.integer = a.integer && b.integer;
  r.negativeZero = a.negativeZero && b.negativeZero;
  return normalized(r);
}

NumberRange negate(const NumberRange& a) {
  NumberRange r = a;
  r.low = -a.high;
  r.high = -a.low;
  r.negativeZero = a.mayBeZero();
  return normalized(r);
}

NumberRange subtract(const NumberRange& a, const NumberRange& b) {
  NumberRange negated = negate(b);
  return add(a, negated);
}

NumberRange multiply(const NumberRange& a, const NumberRange& b) {
  const Bounds bounds = multiplyBounds(a, b);
  NumberRange r;
  r.low = bounds.low;
  r.high = bounds.high;
  r.nan = a.nan || b.nan || (a.mayBeZero() && b.mayBeInfinite()) || (b.mayBeZero() && a.mayBeInfinite());
  r.integer = a.integer && b.integer;
  const bool signsDiffer =
      (isNegativePossible(a) && isPositivePossible(b)) || (isPositivePossible(a) && isNegativePossible(b));
  const bool underflow = signsDiffer && !r.integer;
  const bool zeroTimesNegative = (a.mayBeZero() && isNegativePossible(b)) || (b.mayBeZero() && isNegativePossible(a));
  r.negativeZero = underflow || zeroTimesNegative || a.negativeZero || b.negativeZero;
  return normalized(r);
}

NumberRange divide(const NumberRange& a, const NumberRange& b) {
  NumberRange r;
  r.nan = a.nan || b.nan || (a.mayBeZero() && b.mayBeZero()) || (a.mayBeInfinite() && b.mayBeInfinite());
  if (!b.mayBeZero() && !b.mayBeInfinite()) {
    const double ll = a.low / b.low, lh = a.low / b.high, hl = a.high / b.low, hh = a.high / b.high;
    r.low = leastOf(ll, lh, hl, hh);
    r.high = mostOf(ll, lh, hl, hh);
  } else if (a.low >= 0 && b.low >= 0 && !b.negativeZero) {
    r.low = 0;
  }
  const bool neverNegative = a.low >= 0 && !a.negativeZero && b.low >= 0 && !b.negativeZero;
  r.negativeZero = !neverNegative;
  r.integer = false;
  return normalized(r);
}

NumberRange remainder(const NumberRange& a, const NumberRange& b) {
  NumberRange r;
  r.nan = a.nan || b.nan || a.mayBeInfinite() || b.mayBeZero();
  r.integer = a.integer && b.integer;
  double limit = std::max(std::fabs(b.low), std::fabs(b.high));
  if (r.integer && std::isfinite(limit)) limit = std::max(limit - 1, 0.0);
  r.low = a.low >= 0 ? 0.0 : std::max(a.low, -limit);
  r.high = a.high <= 0 ? 0.0 : std::min(a.high, limit);
  r.negativeZero = a.negativeZero || isNegativePossible(a);
  return normalized(r);
}

/// floor, ceil, trunc, round: `rounded` is monotone.
NumberRange roundWith(const NumberRange& a, double (*rounded)(double), bool negativeToZero) {
  NumberRange r = a;
  if (a.hasNumbers()) {
    r.low = rounded(a.low);
    r.high = rounded(a.high);
  }
  r.integer = true;
  r.negativeZero = a.negativeZero || (negativeToZero && !a.integer && a.low < 0);
  return normalized(r);
}

/// Math.round goes to one of the two neighbours.
NumberRange roundJs(const NumberRange& a) {
  if (a.integer) return a;
  NumberRange r = a;
  if (a.hasNumbers()) {
    r.low = std::floor(a.low);
    r.high = std::ceil(a.high);
  }
  r.integer = true;
  r.negativeZero = a.negativeZero || a.low < 0;
  return normalized(r);
}

NumberRange absolute(const NumberRange& a) {
  NumberRange r = a;
  if (a.hasNumbers()) {
    r.high = std::max(std::fabs(a.low), std::fabs(a.high));
    r.low = a.mayBeZero() ? 0.0 : std::min(std::fabs(a.low), std::fabs(a.high));
  }
  r.negativeZero = false;
  return normalized(r);
}

NumberRange squareRoot(const NumberRange& a) {
  NumberRange r;
  r.nan = a.nan || a.low < 0;
  r.low = a.high >= 0 ? std::sqrt(std::max(a.low, 0.0)) : kInfinity;
  r.high = a.high >= 0 ? std::sqrt(a.high) : -kInfinity;
  r.negativeZero = a.negativeZero;
  return normalized(r);
}

NumberRange extremum(const NumberRange& a, const NumberRange& b, bool minimum) {
  NumberRange r;
  r.low = minimum ? std::min(a.low, b.low) : std::max(a.low, b.low);
  r.high = minimum ? std::min(a.high, b.high) : std::max(a.high, b.high);
  if (!a.hasNumbers() || !b.hasNumbers()) r.low = kInfinity, r.high = -kInfinity;
  r.nan = a.nan || b.nan;
  r.integer = a.integer && b.integer;
  r.negativeZero = a.negativeZero || b.negativeZero;
  return normalized(r);
}

/// The nearest float32 lies within half a unit in the last place: 2^-24 of the number, or 2^-150 where it is subnormal.
/// Computed outward rather than by a cast there and back, which gcc 12 folds away.
NumberRange toFloat32(const NumberRange& a) {
  constexpr double kExactIntegers = 16777216;  // 2^24
  if (a.integer && a.within(-kExactIntegers, kExactIntegers)) return a;
  constexpr double kLargest = std::numeric_limits<float>::max();
  // An infinity is not moved: neither bound of the result lies beyond the largest finite one.
  const auto margin = [](double bound) {
    return std::fabs(bound) * 0x1p-24 + std::numeric_limits<float>::denorm_min();
  };
  NumberRange r = a;
  if (a.hasNumbers()) {
    const double low = std::min(a.low, kLargest);
    const double high = std::max(a.high, -kLargest);
    r.low = low < -kLargest ? -kInfinity : std::floor(low - margin(low));
    r.high = high > kLargest ? kInfinity : std::ceil(high + margin(high));
  }
  r.negativeZero = a.negativeZero || (!a.integer && a.low < 0);
  return normalized(r);
}

NumberRange signOf(const NumberRange& a) {
  NumberRange r = a;
  r.low = a.low < 0 ? -1 : (a.low > 0 ? 1 : 0);
  r.high = a.high > 0 ? 1 : (a.high < 0 ? -1 : 0);
  if (!a.hasNumbers()) r.low = kInfinity, r.high = -kInfinity;
  r.integer = true;
  return normalized(r);
}

// --- integers ---------------------------------------------------------------------------------------------------

NumberRange wrapped32(double low, double high) {
  if (low >= -kTwo31 && high <= kTwo31 - 1) return normalized(NumberRange::integers(low, high));
  return NumberRange::ofType(Type::I32);
}

/// i64 results: bounds beyond 2^53 may have been rounded, so they move outward a little.
NumberRange wrapped64(double low, double high) {
  const auto outward = [](double bound, double direction) {
    return std::fabs(bound) > kTwo53 ? std::nextafter(bound, direction) : bound;
  };
  low = outward(low, -kInfinity);
  high = outward(high, kInfinity);
  if (low >= -kTwo63 && high < kTwo63) return normalized(NumberRange::integers(low, high));
  return NumberRange::ofType(Type::I64);
}

NumberRange wrapped(Type type, double low, double high) {
  return type == Type::I32 ? wrapped32(low, high) : wrapped64(low, high);
}

/// Smallest 2^k - 1 that is >= value.
double onesAbove(double value) {
  double ones = 0;
  while (ones < value) ones = ones * 2 + 1;
  return ones;
}

NumberRange bitAnd(Type type, const NumberRange& a, const NumberRange& b) {
  const bool aPositive = a.low >= 0, bPositive = b.low >= 0;
  if (aPositive && bPositive) return NumberRange::integers(0, std::min(a.high, b.high));
  if (aPositive) return NumberRange::integers(0, a.high);
  if (bPositive) return NumberRange::integers(0, b.high);
  return NumberRange::ofType(type);
}

NumberRange bitOrXor(Type type, const NumberRange& a, const NumberRange& b) {
  if (a == NumberRange::constant(0)) return b;
  if (b == NumberRange::constant(0)) return a;
  if (a.low >= 0 && b.low >= 0) {
    const double ones = onesAbove(std::max(a.high, b.high));
    if (type == Type::I32 || ones < kTwo53) return NumberRange::integers(0, ones);
  }
  return NumberRange::ofType(type);
}

NumberRange shiftLeft(Type type, const NumberRange& a, const NumberRange& count) {
  const double width = type == Type::I32 ? 32 : 64;
  if (count.low != count.high || count.low < 0 || count.low >= width) return NumberRange::ofType(type);
  const double factor = std::ldexp(1.0, static_cast<int>(count.low));
  return wrapped(type, a.low * factor, a.high * factor);
}

NumberRange shiftRight(Type type, const NumberRange& a, const NumberRange& count, bool zeroFill) {
  const double width = type == Type::I32 ? 32 : 64;
  const NumberRange whole = NumberRange::ofType(type);
  const bool inside = a.within(-kTwo53, kTwo53);
  if (count.low != count.high || count.low < 0 || count.low >= width) {
    // Any count: a non-negative value only shrinks.
    return a.low >= 0 && inside ? NumberRange::integers(0, a.high) : whole;
  }
  const double factor = std::ldexp(1.0, -static_cast<int>(count.low));
  if (!zeroFill || a.low >= 0) {
    if (!inside) return whole;
    return NumberRange::integers(std::floor(a.low * factor), std::floor(a.high * factor));
  }
  if (count.low == 0) return whole;
  const double most = std::ldexp(1.0, static_cast<int>(width - count.low)) - 1;
  return most <= kTwo53 ? NumberRange::integers(0, most) : whole;
}

NumberRange divideTruncated(Type type, const NumberRange& a, const NumberRange& b) {
  if (b.mayBeZero() || !a.within(-kTwo53, kTwo53)) return NumberRange::ofType(type);
  const double ll = a.low / b.low, lh = a.low / b.high, hl = a.high / b.low, hh = a.high / b.high;
  return wrapped(type, std::trunc(leastOf(ll, lh, hl, hh)), std::trunc(mostOf(ll, lh, hl, hh)));
}

NumberRange toInt32(const NumberRange& a) {
  if (a.hasNumbers() && !(a.low > -kTwo31 - 1 && a.high < kTwo31)) return NumberRange::ofType(Type::I32);
  NumberRange r = NumberRange::bottom();
  if (a.hasNumbers()) r = NumberRange::integers(std::trunc(a.low) + 0.0, std::trunc(a.high) + 0.0);
  return a.nan ? join(r, NumberRange::constant(0)) : r;
}

NumberRange asNumber(NumberRange a) {
  a.nan = false;
  a.negativeZero = false;
  a.integer = true;
  return a;
}

NumberRange clippedTo(const NumberRange& a, double low, double high) {
  NumberRange r = asNumber(a);
  r.low = std::max(std::ceil(a.low), low);
  r.high = std::min(std::floor(a.high), high);
  return normalized(r);
}

NumberRange fromUnsigned32(const NumberRange& a) { return a.low >= 0 ? a : NumberRange::integers(0, kTwo32 - 1); }

}  // namespace

NumberRange NumberRange::constant(double value) {
  if (std::isnan(value)) return {kInfinity, -kInfinity, true, true, false};
  const bool zero = value == 0;
  return {zero ? 0.0 : value, zero ? 0.0 : value, std::isinf(value) || std::trunc(value) == value, false,
          zero && std::signbit(value)};
}

NumberRange NumberRange::ofType(Type type) {
  switch (type) {
    case Type::Bool:
      return integers(0, 1);
    case Type::I32:
      return integers(-kTwo31, kTwo31 - 1);
    case Type::I64:
      return integers(-kTwo63, kTwo63);
    case Type::F64:
    case Type::None:
      break;
  }
  return top();
}

NumberRange NumberRange::ofElement(ElementKind kind) {
  switch (kind) {
    case ElementKind::I8:
      return integers(-128, 127);
    case ElementKind::U8:
    case ElementKind::U8Clamped:
      return integers(0, 255);
    case ElementKind::I16:
      return integers(-32768, 32767);
    case ElementKind::U16:
      return integers(0, 65535);
    case ElementKind::I32:
      return integers(-kTwo31, kTwo31 - 1);
    case ElementKind::U32:
      return integers(0, kTwo32 - 1);
    case ElementKind::F32:
    case ElementKind::F64:
      break;
  }
  return top();
}

NumberRange join(const NumberRange& a, const NumberRange& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high), a.integer && b.integer, a.nan || b.nan,
          a.negativeZero || b.negativeZero};
}

NumberRange meet(const NumberRange& a, const NumberRange& b) {
  return normalized({std::max(a.low, b.low), std::min(a.high, b.high), a.integer || b.integer, a.nan && b.nan,
                     a.negativeZero && b.negativeZero});
}

NumberRange widen(const NumberRange& previous, const NumberRange& next) {
  static constexpr std::array<double, 8> kLadder = {0, 255, 65535, kTwo31 - 1, kTwo31, kTwo32, kTwo53, kInfinity};
  NumberRange r = join(previous, next);
  if (r.high > previous.high && previous.hasNumbers()) {
    r.high = *std::find_if(kLadder.begin(), kLadder.end(), [&](double step) { return step >= r.high; });
  }
  if (r.low < previous.low && previous.hasNumbers()) {
    r.low = -*std::find_if(kLadder.begin(), kLadder.end(), [&](double step) { return -step <= r.low; });
  }
  return r;
}

namespace {

/// Bounds that hold for every number; NaN comes from NaN, from outside the domain and, for the periodic ones, from
/// infinities.
NumberRange applyMath(Op op) {
  constexpr double kPi = 3.141592653589793;
  switch (op) {
    case Op::F64Sin:
    case Op::F64Cos:
    case Op::F64Tanh:
      return {-1, 1, false, true, true};
    case Op::F64Asin:
    case Op::F64Atan:
      return {-kPi / 2, kPi / 2, false, true, true};
    case Op::F64Acos:
      return {0, kPi, false, true, true};
    case Op::F64Atan2:
      return {-kPi, kPi, false, true, true};
    case Op::F64Exp:
      return {0, kInfinity, false, true, false};
    case Op::F64Expm1:
      return {-1, kInfinity, false, true, true};
    case Op::F64Cosh:
      return {1, kInfinity, false, true, false};
    case Op::F64Acosh:
      return {0, kInfinity, false, true, true};
    default:
      return NumberRange::top();
  }
}

}  // namespace

NumberRange applyOperation(Op op, const NumberRange& a, const NumberRange& b) {
  const bool unary = ir::opInfo(op).operandCount == 1;
  if (a.empty() || (!unary && b.empty())) return NumberRange::bottom();
  if (ir::isMathFunction(op)) return applyMath(op);
  const Type type = ir::opInfo(op).result;
  switch (op) {
    case Op::F64Add:
      return add(a, b);
    case Op::F64Sub:
      return subtract(a, b);
    case Op::F64Mul:
      return multiply(a, b);
    case Op::F64Div:
      return divide(a, b);
    case Op::F64Neg:
      return negate(a);
    case Op::F64Abs:
      return absolute(a);
    case Op::F64Sqrt:
      return squareRoot(a);
    case Op::F64Rem:
      return remainder(a, b);
    case Op::F64Floor:
      return roundWith(a, [](double x) { return std::floor(x); }, false);
    case Op::F64Ceil:
      return roundWith(a, [](double x) { return std::ceil(x); }, true);
    case Op::F64Trunc:
      return roundWith(a, [](double x) { return std::trunc(x); }, true);
    case Op::F64Round:
      return roundJs(a);
    case Op::F64Min:
      return extremum(a, b, true);
    case Op::F64Max:
      return extremum(a, b, false);
    case Op::F64Sign:
      return signOf(a);
    case Op::F64Fround:
      return toFloat32(a);

    case Op::I32Add:
    case Op::I32AddNowrap:
    case Op::I64Add:
    case Op::I64AddNowrap:
      return wrapped(type, a.low + b.low, a.high + b.high);
    case Op::I32Sub:
    case Op::I32SubNowrap:
    case Op::I64Sub:
    case Op::I64SubNowrap:
      return wrapped(type, a.low - b.high, a.high - b.low);
    case Op::I32Mul:
    case Op::I32MulNowrap:
    case Op::I64Mul:
    case Op::I64MulNowrap: {
      const Bounds bounds = multiplyBounds(a, b);
      return wrapped(type, bounds.low, bounds.high);
    }
    case Op::I32Neg:
    case Op::I64Neg:
      return wrapped(type, -a.high, -a.low);
    case Op::I32Div:
    case Op::I64Div:
      return divideTruncated(type, a, b);
    case Op::I32Rem:
    case Op::I64Rem: {
      if (!a.within(-kTwo53, kTwo53) || !b.within(-kTwo53, kTwo53)) return NumberRange::ofType(type);
      const double limit = std::max(std::max(std::fabs(b.low), std::fabs(b.high)) - 1, 0.0);
      return NumberRange::integers(a.low >= 0 ? 0.0 : std::max(a.low, -limit),
                                   a.high <= 0 ? 0.0 : std::min(a.high, limit));
    }
    case Op::I32And:
    case Op::I64And:
      return bitAnd(type, a, b);
    case Op::I32Or:
    case Op::I64Or:
    case Op::I32Xor:
    case Op::I64Xor:
      return bitOrXor(type, a, b);
    case Op::I32Shl:
    case Op::I64Shl:
      return shiftLeft(type, a, b);
    case Op::I32Shr:
    case Op::I64Shr:
      return shiftRight(type, a, b, false);
    case Op::I32ShrU:
    case Op::I64ShrU:
      return shiftRight(type, a, b, true);
    case Op::I32Clz:
      return NumberRange::integers(0, 32);
    case Op::I32Min:
    case Op::I64Min:
      return NumberRange::integers(std::min(a.low, b.low), std::min(a.high, b.high));
    case Op::I32Max:
    case Op::I64Max:
      return NumberRange::integers(std::max(a.low, b.low), std::max(a.high, b.high));

    case Op::F64FromI32:
    case Op::F64FromI64:
    case Op::F64FromBool:
    case Op::I32FromBool:
    case Op::I64FromI32:
      return a;
    case Op::F64FromU32:
    case Op::I64FromU32:
      return fromUnsigned32(a);
    case Op::I32ModuloF64:
      return toInt32(a);
    case Op::I32ExactF64:
      return clippedTo(a, -kTwo31, kTwo31 - 1);
    case Op::I64ExactF64:
      return clippedTo(a, -kTwo53, kTwo53);
    case Op::I32WrapI64:
      return wrapped32(a.low, a.high);
    default:
      return NumberRange::ofType(type);
  }
}

}  // namespace jetloop::analysis
