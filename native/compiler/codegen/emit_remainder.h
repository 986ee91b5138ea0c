// JavaScript's % for doubles (C's fmod), emitted into the module: objects import nothing, so there is no libm to call.
#pragma once

#include <llvm/IR/Module.h>

namespace jetloop::codegen {

/// The module's function `double jetloop.remainder(double dividend, double divisor)`, made on first use.
llvm::Function* remainderFunction(llvm::Module& module);

}  // namespace jetloop::codegen
