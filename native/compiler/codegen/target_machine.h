// The LLVM side of a Target.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

#include "base/result.h"
#include "base/target.h"

namespace jetloop::codegen {

/// A machine that rounds as JavaScript does: no contraction, no fast-math, position-independent code.  It lives until
/// another target is asked for: nearly every request is for the same one, and what a machine knows of its processor
/// takes a millisecond to make.
Result<llvm::TargetMachine*> targetMachineFor(const Target& target);

/// Whether the target multiplies and adds with one rounding, in one instruction.
bool hasFusedMultiplyAdd(const llvm::TargetMachine& machine);

/// Writes the target's name, layout and tuning into a module that has its functions already.
void describeTarget(llvm::Module& module, const llvm::TargetMachine& machine);
void tuneFunctions(llvm::Module& module);

/// For a function whose loops wait for memory: vectors that straddle two cache lines, which are all of the longest ones
/// where an array does not begin at a line's beginning, take more time out of cache than the longest ones save.  Arrays
/// of JavaScript programs begin at any multiple of 16 bytes.
void preferShortVectors(llvm::Function& function);

}  // namespace jetloop::codegen
