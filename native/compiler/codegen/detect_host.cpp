// The only file that looks at the machine it runs on.
#include <llvm/ADT/StringMap.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/Triple.h>

#include <memory>
#include <set>
#include <string>

#include "compiler/codegen/codegen.h"

namespace jetloop::codegen {

Target detectHost() {
  const llvm::Triple process(llvm::sys::getProcessTriple());
  Target target{(process.getArchName() + "-unknown-linux-gnu").str(), llvm::sys::getHostCPUName().str(), ""};
  std::string message;
  const llvm::Target* description = llvm::TargetRegistry::lookupTarget(target.triple, message);
  if (description == nullptr) return target;
  std::unique_ptr<llvm::MCSubtargetInfo> model(description->createMCSubtargetInfo(target.triple, target.cpu, ""));
  std::set<std::string> known;
  for (const llvm::SubtargetFeatureKV& row : model->getAllProcessorFeatures()) known.insert(row.Key);
  // Only where this machine differs from its processor's model, in a fixed order: the text is part of cache keys.
  std::set<std::string> differences;
  for (const auto& [name, present] : llvm::sys::getHostCPUFeatures()) {
    const std::string feature = name.str();
    if (known.contains(feature) && model->checkFeatures("+" + feature) != present) {
      differences.insert((present ? '+' : '-') + feature);
    }
  }
  for (const std::string& difference : differences) {
    if (!target.features.empty()) target.features += ',';
    target.features += difference;
  }
  return target;
}

}  // namespace jetloop::codegen
