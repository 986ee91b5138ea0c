// LLVM's optimisation passes, in the order that suits one function of loops.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

namespace jetloop::codegen {

void optimizeModule(llvm::Module& module, llvm::TargetMachine& machine);

}  // namespace jetloop::codegen
