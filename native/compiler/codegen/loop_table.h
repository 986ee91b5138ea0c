// The loops of one kernel as LLVM sees them: which source position each has, how it is marked, and what became of it.
#pragma once

#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/Module.h>

#include <optional>
#include <string>
#include <vector>

#include "compiler/codegen/codegen.h"
#include "compiler/ir/ir.h"

namespace jetloop::codegen {

/// LLVM's remarks name a loop by line and column.  JavaScript columns may exceed what debug locations hold, and passes
/// upstream may clone loops, so the "line" of a loop here is its ordinal: 1 for the first hot loop emitted, and so on.
class LoopTable {
 public:
  /// Before anything else.
  void attach(llvm::Module& module);

  /// Gives `function` the debug scope that the locations of its loops need; loops are added to the function that was
  /// entered last and not left.  No debug information reaches the object.
  void enter(llvm::Function& function);
  void leave() { scopes_.pop_back(); }

  /// For a call of a function that was entered, from one that is.
  llvm::DebugLoc callLocation() const { return llvm::DILocation::get(*context_, 0, 0, scopes_.back()); }

  struct Marks {
    llvm::MDNode* properties = nullptr;  // for the back edge
    llvm::DebugLoc location;             // for the loop's instructions: some remarks name those
  };
  /// A hot loop is entered in the table; a cold one is marked to be left as it is and not reported.
  Marks addLoop(ir::Position position, bool innermost, bool cold);

  /// What the passes said; `ordinal` is the line of their remark.
  void noteVectorized(std::uint32_t ordinal, std::uint32_t width, std::uint32_t interleave);
  void noteUnrolled(std::uint32_t ordinal, const std::string& message);
  void noteObstacle(std::uint32_t ordinal, const std::string& message);

  std::vector<LoopReport> reports() const;

 private:
  struct Entry {
    LoopReport report;
    bool innermost = false;
  };
  Entry* find(std::uint32_t ordinal);

  llvm::LLVMContext* context_ = nullptr;
  llvm::Module* module_ = nullptr;
  llvm::DICompileUnit* unit_ = nullptr;
  std::vector<llvm::DISubprogram*> scopes_;
  std::vector<Entry> entries_;
};

}  // namespace jetloop::codegen
