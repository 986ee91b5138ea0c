// Tells LLVM's loop vectoriser not to interleave loops that call functions of Math.  It counts such a call as cheap and
// would repeat its hundred instructions four times, which the processor's own reordering makes up for and compile time
// pays.
#pragma once

#include <llvm/IR/PassManager.h>

namespace jetloop::codegen {

class LimitInterleavingPass : public llvm::PassInfoMixin<LimitInterleavingPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

}  // namespace jetloop::codegen
