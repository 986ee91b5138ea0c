#include "compiler/codegen/math/limit_interleaving.h"

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/Transforms/Utils/LoopUtils.h>

#include "compiler/codegen/math/math_functions.h"

namespace jetloop::codegen {

namespace {

bool isMathCall(const llvm::Instruction& instruction) {
  const auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction);
  return call != nullptr && call->getCalledFunction() != nullptr && describeMathFunction(*call->getCalledFunction());
}

}  // namespace

llvm::PreservedAnalyses LimitInterleavingPass::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  llvm::SmallPtrSet<llvm::Loop*, 8> loops;
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    if (!isMathCall(instruction)) continue;
    llvm::Loop* loop = analyses.getResult<llvm::LoopAnalysis>(function).getLoopFor(instruction.getParent());
    if (loop != nullptr && loops.insert(loop).second) {
      llvm::addStringMetadataToLoop(loop, "llvm.loop.interleave.count", 1);
    }
  }
  return llvm::PreservedAnalyses::all();  // metadata only
}

}  // namespace jetloop::codegen
