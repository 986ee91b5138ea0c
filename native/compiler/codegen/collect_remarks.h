// Listens to what LLVM's loop passes say about each loop.
#pragma once

#include <llvm/IR/DiagnosticHandler.h>

#include <string>

#include "compiler/codegen/loop_table.h"

namespace jetloop::codegen {

class RemarkCollector final : public llvm::DiagnosticHandler {
 public:
  /// Errors that LLVM reports while compiling end up in `errors`; both references must outlive the context.
  RemarkCollector(LoopTable& loops, std::string& errors) : loops_(loops), errors_(errors) {}

  bool handleDiagnostics(const llvm::DiagnosticInfo& info) override;
  bool isAnalysisRemarkEnabled(llvm::StringRef pass) const override;
  bool isMissedOptRemarkEnabled(llvm::StringRef pass) const override;
  bool isPassedOptRemarkEnabled(llvm::StringRef pass) const override;
  bool isAnyRemarkEnabled() const override { return true; }

 private:
  LoopTable& loops_;
  std::string& errors_;
};

}  // namespace jetloop::codegen
