#include "compiler/codegen/keep_nests_rolled.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Transforms/Utils/LoopUtils.h>

namespace jetloop::codegen {

llvm::PreservedAnalyses KeepNestsRolledPass::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  for (llvm::Loop* loop : analyses.getResult<llvm::LoopAnalysis>(function).getLoopsInPreorder()) {
    if (!loop->isInnermost()) llvm::addStringMetadataToLoop(loop, "llvm.loop.unroll.runtime.disable", 1);
  }
  return llvm::PreservedAnalyses::all();  // metadata only
}

}  // namespace jetloop::codegen
