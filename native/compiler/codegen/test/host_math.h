// The algorithms of codegen/math on this machine's doubles: the same templates that become LLVM IR.
#pragma once

#include <string>

#include "compiler/ir/ir.h"

namespace jetloop::codegen::test {

/// `second` is not looked at by functions of one number.
double hostMath(ir::Op op, double first, double second);

/// One pow is defined by fused multiply-adds, and not all targets, as parseTarget takes them, have them.
bool canCompute(ir::Op op, const std::string& target);

}  // namespace jetloop::codegen::test
