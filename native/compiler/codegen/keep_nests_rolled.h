// Tells LLVM's unroller to leave loops with loops inside as they are, but for those that it can unroll completely.  It
// takes what is in the inner loops for a straight line, and would repeat a whole vectorised loop for the sake of one
// jump among thousands of instructions.  The copies take turns on the rows of a matrix, and the processor's
// prefetchers, which go by the address of the instruction, see every second row only.
#pragma once

#include <llvm/IR/PassManager.h>

namespace jetloop::codegen {

class KeepNestsRolledPass : public llvm::PassInfoMixin<KeepNestsRolledPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

}  // namespace jetloop::codegen
