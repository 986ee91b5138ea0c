// LLVM's optimisation passes, in the order that suits one function of loops.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

namespace jetloop::codegen {

/// Optimises `body`, the function with the hot loops, for speed, and the rest of the module for compile time.
void optimizeModule(llvm::Module& module, llvm::Function& body, llvm::TargetMachine& machine);

}  // namespace jetloop::codegen
