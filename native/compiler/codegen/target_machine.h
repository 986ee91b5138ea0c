// The LLVM side of a Target.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

#include <memory>

#include "base/result.h"
#include "base/target.h"

namespace jetloop::codegen {

/// A machine that rounds as JavaScript does: no contraction, no fast-math, position-independent code.
Result<std::unique_ptr<llvm::TargetMachine>> createTargetMachine(const Target& target);

/// Writes the target's name, layout and tuning into a module that has its functions already.
void describeTarget(llvm::Module& module, const llvm::TargetMachine& machine);
void tuneFunctions(llvm::Module& module);

}  // namespace jetloop::codegen
