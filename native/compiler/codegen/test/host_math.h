// The algorithms of codegen/math on this machine's doubles: the same templates that become LLVM IR.
#pragma once

#include "compiler/ir/ir.h"

namespace jetloop::codegen::test {

/// `second` is not looked at by functions of one number.
double hostMath(ir::Op op, double first, double second);

}  // namespace jetloop::codegen::test
