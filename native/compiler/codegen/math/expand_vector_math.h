// Replaces calls of the vector variants of Math's functions by their algorithms, after the vectorisers made them. Where
// a lane may need more than the branch-free part, a branch that is hardly ever taken computes all lanes one by one.
#pragma once

#include <llvm/IR/PassManager.h>

namespace jetloop::codegen {

class ExpandVectorMathPass : public llvm::PassInfoMixin<ExpandVectorMathPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

}  // namespace jetloop::codegen
