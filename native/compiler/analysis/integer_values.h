// Which variables can be integers, and which f64 expressions integer instructions can compute.
#pragma once

#include <unordered_map>
#include <vector>

#include "compiler/analysis/ranges.h"
#include "compiler/analysis/zero_sign.h"
#include "compiler/ir/ir.h"

namespace jetloop::analysis {

class IntegerValues {
 public:
  IntegerValues(const ir::Kernel& kernel, const RangeAnalysis& ranges, const ZeroSignDemand& zeroSign);

  /// The type the variable can have: I32 or I64 for one that can be narrowed, else the one it has.
  ir::Type typeOf(ir::VariableId variable) const { return types_[variable]; }

  /// Whether integer instructions on integer leaves give the f64 expression's value, up to the sign of zero.
  bool isNative(const ir::Expression& expression) const;

  /// Whether integer instructions give the f64 expression's value, up to the sign of zero, wherever it is not NaN, and
  /// tests of indices tell where it is: true for native expressions, and for those on elements that may be missing.
  bool isOptional(const ir::Expression& expression) const;

  /// Whether a narrowed variable may hold NaN: then it takes a second one that says whether it holds a number.
  bool isOptionalVariable(ir::VariableId variable) const {
    return types_[variable] != ir::Type::F64 && mayBeNaN_[variable];
  }

  /// Whether computing an optional expression with zeros in the place of missing elements gives zero where it is NaN.
  bool isZeroWhereNaN(const ir::Expression& expression) const;

  /// Whether every number on the way fits 32 bits as well.
  bool fitsInt32(const ir::Expression& expression) const;

  /// Whether it reads a variable that is an i64: then the whole had better be computed 64 bits wide.
  bool readsWide(const ir::Expression& expression) const;

  /// Whether only sums and products lie between the expression and its leaves, so that arithmetic modulo 2^32 gives its
  /// value modulo 2^32.
  bool isRing(const ir::Expression& expression) const;

  /// x / c whose integer part an integer division gives: exact operands, c a positive constant.
  bool isTruncatableQuotient(const ir::Expression& expression) const;

 private:
  bool computeNative(const ir::Expression& expression) const;
  bool computeOptional(const ir::Expression& expression) const;
  bool isCandidate(ir::VariableId variable) const { return types_[variable] != ir::Type::F64; }
  void findCandidates(const ZeroSignDemand& zeroSign);
  void dropCandidates();
  bool dropAssigned();
  bool dropReadAsDoubles();
  void chooseWidths();

  const ir::Kernel& kernel_;
  const RangeAnalysis& ranges_;
  std::vector<ir::Type> types_;
  std::vector<bool> mayBeNaN_;
  mutable std::unordered_map<const ir::Expression*, bool> native_, optional_;
};

}  // namespace jetloop::analysis
