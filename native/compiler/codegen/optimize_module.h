// LLVM's optimisation passes, in the order that suits one function of loops.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

#include <vector>

namespace jetloop::codegen {

/// Optimises the functions with hot loops for speed, and the rest of the module for compile time.
void optimizeModule(llvm::Module& module, const std::vector<llvm::Function*>& hot, llvm::TargetMachine& machine);

}  // namespace jetloop::codegen
