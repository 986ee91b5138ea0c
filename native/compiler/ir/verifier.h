// Checks a kernel in memory: what the reader checks of a text, and what only passes can get wrong.
#pragma once

#include <optional>

#include "base/result.h"
#include "compiler/ir/ir.h"

namespace jetloop::ir {

/// Nothing for a sound kernel.  Codes: those of the reader, and ir-shared (a node with two parents), ir-malformed (ids
/// out of range, operands missing or left over).
std::optional<Error> verifyKernel(const Kernel& kernel);

}  // namespace jetloop::ir
