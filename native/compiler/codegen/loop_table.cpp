#include "compiler/codegen/loop_table.h"

#include <llvm/IR/DIBuilder.h>

#include <algorithm>
#include <tuple>

namespace jetloop::codegen {

void LoopTable::attach(llvm::Module& module) {
  context_ = &module.getContext();
  module_ = &module;
  module.addModuleFlag(llvm::Module::Warning, "Debug Info Version", llvm::DEBUG_METADATA_VERSION);
  llvm::DIBuilder builder(module);
  unit_ = builder.createCompileUnit(llvm::dwarf::DW_LANG_C, builder.createFile("kernel", ""), "jetloop",
                                    /*isOptimized=*/true, "", 0, "", llvm::DICompileUnit::DebugEmissionKind::NoDebug);
  builder.finalize();
}

void LoopTable::enter(llvm::Function& function) {
  llvm::DIBuilder builder(*module_, /*AllowUnresolved=*/false, unit_);
  llvm::DIFile* file = unit_->getFile();
  scopes_.push_back(builder.createFunction(unit_, function.getName(), "", file, 0,
                                           builder.createSubroutineType(builder.getOrCreateTypeArray({})), 0,
                                           llvm::DINode::FlagZero, llvm::DISubprogram::SPFlagDefinition));
  builder.finalize();
  function.setSubprogram(scopes_.back());
}

LoopTable::Marks LoopTable::addLoop(ir::Position position, bool innermost, bool cold) {
  Marks marks;
  llvm::SmallVector<llvm::Metadata*, 3> operands{nullptr};  // the first operand of a loop node is the node itself
  if (cold) {
    for (const char* property : {"llvm.loop.disable_nonforced", "llvm.loop.unroll.disable"}) {
      operands.push_back(llvm::MDNode::get(*context_, {llvm::MDString::get(*context_, property)}));
    }
  } else {
    entries_.push_back({LoopReport{.position = position, .reason = ""}, innermost});
    marks.location = llvm::DILocation::get(*context_, static_cast<unsigned>(entries_.size()), 1, scopes_.back());
    operands.push_back(marks.location.get());
  }
  marks.properties = llvm::MDNode::getDistinct(*context_, operands);
  marks.properties->replaceOperandWith(0, marks.properties);
  return marks;
}

LoopTable::Entry* LoopTable::find(std::uint32_t ordinal) {
  return ordinal >= 1 && ordinal <= entries_.size() ? &entries_[ordinal - 1] : nullptr;
}

void LoopTable::noteVectorized(std::uint32_t ordinal, std::uint32_t width, std::uint32_t interleave) {
  Entry* entry = find(ordinal);
  if (entry == nullptr) return;
  // Unswitching may have made several copies: the widest one is the main path.
  entry->report.vectorized = entry->report.vectorized || width > 1;
  if (width >= entry->report.width) {
    entry->report.width = width;
    entry->report.interleave = interleave;
  }
}

void LoopTable::noteUnrolled(std::uint32_t ordinal, const std::string& message) { noteObstacle(ordinal, message); }

void LoopTable::noteObstacle(std::uint32_t ordinal, const std::string& message) {
  Entry* entry = find(ordinal);
  if (entry != nullptr && entry->report.reason.empty()) entry->report.reason = message;
}

namespace {

/// Puts together what was said of the pieces of a loop that a pass split: the main one is the widest.
std::vector<LoopReport> mergePieces(std::vector<LoopReport> reports) {
  std::vector<LoopReport> loops;
  for (LoopReport& report : reports) {
    if (loops.empty() || !report.position.known() || !(loops.back().position == report.position)) {
      loops.push_back(std::move(report));
    } else if (report.width > loops.back().width) {
      loops.back() = std::move(report);
    }
  }
  return loops;
}

}  // namespace

std::vector<LoopReport> LoopTable::reports() const {
  std::vector<LoopReport> reports;
  for (const Entry& entry : entries_) {
    LoopReport& report = reports.emplace_back(entry.report);
    if (report.vectorized) {
      report.reason.clear();
    } else if (!entry.innermost) {
      report.reason = "contains other loops: the innermost ones are vectorized";
    } else if (report.reason.empty()) {
      report.reason = "removed before vectorization";
    }
  }
  std::stable_sort(reports.begin(), reports.end(), [](const LoopReport& a, const LoopReport& b) {
    return std::tie(a.position.line, a.position.column) < std::tie(b.position.line, b.position.column);
  });
  return mergePieces(std::move(reports));
}

}  // namespace jetloop::codegen
