// Prints IR text (docs/ir.md).
#pragma once

#include <string>

#include "compiler/ir/ir.h"

namespace jetloop::ir {

/// One statement a line, two spaces a level, exact numbers: the layout of lib/engine/frontend/print.ts.  Reading it
/// gives the same kernel.
std::string printKernel(const Kernel& kernel);

/// One expression on one line.
std::string printExpression(const Kernel& kernel, const Expression& expression);

}  // namespace jetloop::ir
