#include "compiler/codegen/hide_wrapping_recurrences.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ScalarEvolution.h>
#include <llvm/Analysis/ScalarEvolutionExpressions.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Instructions.h>

#include <vector>

namespace jetloop::codegen {

namespace {

/// Whether LLVM's check that the recurrence does not wrap unsigned would be incomplete.
bool isCheckedWrongly(const llvm::SCEVAddRecExpr& recurrence, llvm::ScalarEvolution& evolution) {
  if (!recurrence.isAffine() || recurrence.hasNoUnsignedWrap() || !recurrence.getStart()->isZero()) return false;
  const llvm::SCEV* step = recurrence.getStepRecurrence(evolution);
  return !step->isOne() && evolution.isKnownPositive(step);
}

/// Whether a value is made from such a recurrence, zero-extended.
bool widensWrongly(llvm::Value* value, llvm::ScalarEvolution& evolution) {
  if (!llvm::isa<llvm::Instruction>(value) || !evolution.isSCEVable(value->getType())) return false;
  return llvm::SCEVExprContains(evolution.getSCEV(value), [&](const llvm::SCEV* part) {
    const auto* extension = llvm::dyn_cast<llvm::SCEVZeroExtendExpr>(part);
    if (extension == nullptr) return false;
    const auto* recurrence = llvm::dyn_cast<llvm::SCEVAddRecExpr>(extension->getOperand());
    return recurrence != nullptr && isCheckedWrongly(*recurrence, evolution);
  });
}

/// Whether a variable like x = (x & 15) + 5 would be taken for such a recurrence if it is checked not to wrap.
bool isRecurrenceByCheck(llvm::PHINode& phi, llvm::ScalarEvolution& evolution) {
  if (!phi.getType()->isIntegerTy()) return false;
  const auto* unknown = llvm::dyn_cast<llvm::SCEVUnknown>(evolution.getSCEV(&phi));
  if (unknown == nullptr) return false;
  const auto rewritten = evolution.createAddRecFromPHIWithCasts(unknown);
  if (!rewritten) return false;
  return llvm::any_of(rewritten->second, [&](const llvm::SCEVPredicate* predicate) {
    const auto* wrap = llvm::dyn_cast<llvm::SCEVWrapPredicate>(predicate);
    return wrap != nullptr && isCheckedWrongly(*wrap->getExpr(), evolution);
  });
}

std::vector<llvm::Use*> findMisleadingUses(llvm::Function& function, llvm::LoopInfo& loops,
                                           llvm::ScalarEvolution& evolution) {
  std::vector<llvm::Use*> uses;
  for (llvm::BasicBlock& block : function) {
    const llvm::Loop* loop = loops.getLoopFor(&block);
    if (loop == nullptr) continue;
    if (llvm::BasicBlock* latch = loop->getLoopLatch(); latch != nullptr && loop->getHeader() == &block) {
      for (llvm::PHINode& phi : block.phis()) {
        const auto incoming = static_cast<unsigned>(phi.getBasicBlockIndex(latch));
        if (isRecurrenceByCheck(phi, evolution)) uses.push_back(&phi.getOperandUse(incoming));
      }
    }
    for (llvm::Instruction& instruction : block) {
      auto* address = llvm::dyn_cast<llvm::GetElementPtrInst>(&instruction);
      if (address == nullptr) continue;
      for (llvm::Use& index : address->indices()) {
        if (widensWrongly(index.get(), evolution)) uses.push_back(&index);
      }
    }
  }
  return uses;
}

/// A funnel shift by nothing: the vectoriser knows how to widen it, scalar evolution does not know what it gives.
void hide(llvm::Use& use) {
  auto* user = llvm::cast<llvm::Instruction>(use.getUser());
  auto* phi = llvm::dyn_cast<llvm::PHINode>(user);
  llvm::IRBuilder<> builder(phi == nullptr ? user : phi->getIncomingBlock(use)->getTerminator());
  llvm::Value* value = use.get();
  llvm::Value* nothing = llvm::ConstantInt::get(value->getType(), 0);
  use.set(builder.CreateIntrinsic(value->getType(), llvm::Intrinsic::fshl, {value, value, nothing}));
}

}  // namespace

llvm::PreservedAnalyses HideWrappingRecurrencesPass::run(llvm::Function& function,
                                                         llvm::FunctionAnalysisManager& analyses) {
  const std::vector<llvm::Use*> uses = findMisleadingUses(function, analyses.getResult<llvm::LoopAnalysis>(function),
                                                          analyses.getResult<llvm::ScalarEvolutionAnalysis>(function));
  if (uses.empty()) return llvm::PreservedAnalyses::all();
  for (llvm::Use* use : uses) hide(*use);
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace jetloop::codegen
