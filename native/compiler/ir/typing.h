// The typing rules, one node deep.  The reader applies them while it builds, the verifier to whole kernels.
#pragma once

#include <optional>

#include "base/result.h"
#include "compiler/ir/ir.h"

namespace jetloop::ir {

/// The type an expression has by its operation, the types its operands claim, and the kernel's declarations.  Its own
/// `type` is looked at only for constants.  Ids must be in range and operands present.
Result<Type> deduceType(const Kernel& kernel, const Expression& expression);

/// Checks a statement against the types its expressions claim.  Ids must be in range, required expressions present.
std::optional<Error> checkStatementTypes(const Kernel& kernel, const Statement& statement);

}  // namespace jetloop::ir
