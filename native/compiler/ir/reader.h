// Reads IR text (docs/ir.md).
#pragma once

#include <string_view>

#include "base/result.h"
#include "compiler/ir/ir.h"

namespace jetloop::ir {

/// Gives a kernel that verifies, or an error whose message starts with the line:column of the IR text (1-based line,
/// 0-based column). Codes: ir-syntax, ir-limit, ir-name, ir-type, ir-label, ir-readonly, ir-parallel.
Result<Kernel> readKernel(std::string_view text);

}  // namespace jetloop::ir
