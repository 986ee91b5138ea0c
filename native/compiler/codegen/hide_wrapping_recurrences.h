// Keeps LLVM 19's vectoriser from miscompiling an index like (5 * i) & 15.
#pragma once

#include <llvm/IR/PassManager.h>

namespace jetloop::codegen {

/// To scalar evolution, (5 * i) & 15 is a 4-bit recurrence {0,+,5}, zero-extended.  Where the vectoriser would like it
/// not to wrap, it guards the vector loop by a run-time check, and for an unsigned recurrence that starts at zero LLVM
/// 19 leaves the multiplication out of that check (llvm-project issue 156849, fixed in LLVM 22): 16 iterations are
/// taken not to wrap.  This pass goes right in front of the vectoriser and passes such values through an operation that
/// does nothing and that scalar evolution does not look into; instruction simplification takes it away again.
struct HideWrappingRecurrencesPass : llvm::PassInfoMixin<HideWrappingRecurrencesPass> {
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

}  // namespace jetloop::codegen
