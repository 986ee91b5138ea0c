// The IR's integer operations by what they do, in their two widths.
#pragma once

#include "compiler/ir/ir.h"

namespace jetloop::transform {

/// The same operations in one integer width.
struct IntegerOps {
  ir::Op add, sub, mul, addNowrap, subNowrap, mulNowrap, neg, div, rem, min, max;
};

/// Those of I32 or I64.
const IntegerOps& integerOps(ir::Type type);

/// The comparison of doubles in I32 or I64.
ir::Op integerComparison(ir::Op op, ir::Type type);

/// The operation on doubles in I32 or I64, modulo the width; Constant for one that has none.
ir::Op wrappingOperation(ir::Op op, ir::Type type);

}  // namespace jetloop::transform
