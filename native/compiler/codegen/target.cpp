// The text form of targets: short names, validation, printing.
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/TargetParser/Triple.h>

#include <algorithm>
#include <array>
#include <memory>
#include <sstream>

#include "compiler/codegen/codegen.h"

namespace jetloop::codegen {

namespace {

struct ShortName {
  const char* name;
  const char* triple;
  const char* cpu;
};

constexpr std::array kShortNames{
    ShortName{"x86-64-v2", "x86_64-unknown-linux-gnu", "x86-64-v2"},
    ShortName{"x86-64-v3", "x86_64-unknown-linux-gnu", "x86-64-v3"},
    ShortName{"x86-64-v4", "x86_64-unknown-linux-gnu", "x86-64-v4"},
    ShortName{"aarch64", "aarch64-unknown-linux-gnu", "generic"},
};

/// Rounding instructions came with SSE4.1; without them LLVM calls libm, and objects import nothing.
constexpr const char* kRequiredOnX86 = "+sse4.1";

Error refusal(const std::string& message) { return Error{"target-unknown", message}; }

bool knowsFeatures(const llvm::MCSubtargetInfo& model, const std::string& features, std::string& unknown) {
  std::istringstream list(features);
  for (std::string feature; std::getline(list, feature, ',');) {
    const bool signedName = feature.size() > 1 && (feature[0] == '+' || feature[0] == '-');
    const auto known = model.getAllProcessorFeatures();
    const bool found = signedName && std::any_of(known.begin(), known.end(), [&](const llvm::SubtargetFeatureKV& row) {
                         return llvm::StringRef(feature).drop_front() == row.Key;
                       });
    if (!found) {
      unknown = feature;
      return false;
    }
  }
  return true;
}

Result<Target> validate(Target target) {
  const llvm::Triple triple(target.triple);
  const bool isX86 = triple.getArch() == llvm::Triple::x86_64;
  if ((!isX86 && triple.getArch() != llvm::Triple::aarch64) || !triple.isOSLinux()) {
    return refusal("unsupported triple '" + target.triple + "': x86_64 and aarch64 Linux can be compiled for");
  }
  std::string message;
  const llvm::Target* description = llvm::TargetRegistry::lookupTarget(target.triple, message);
  if (description == nullptr) return refusal(message);
  // The processor's name is checked against a model without one, which has no opinion to print.
  std::unique_ptr<llvm::MCSubtargetInfo> generic(description->createMCSubtargetInfo(target.triple, "", ""));
  if (!generic->isCPUStringValid(target.cpu)) return refusal("unknown processor '" + target.cpu + "'");
  if (std::string unknown; !knowsFeatures(*generic, target.features, unknown)) {
    return refusal("unknown feature '" + unknown + "'");
  }
  std::unique_ptr<llvm::MCSubtargetInfo> model(
      description->createMCSubtargetInfo(target.triple, target.cpu, target.features));
  if (isX86 && !model->checkFeatures(kRequiredOnX86)) {
    return refusal("processor '" + target.cpu + "' lacks SSE4.1; the oldest supported level is x86-64-v2");
  }
  return target;
}

}  // namespace

Result<Target> parseTarget(const std::string& text) {
  if (text == "host") return detectHost();
  for (const ShortName& row : kShortNames) {
    if (text == row.name) return Target{row.triple, row.cpu, ""};
  }
  std::istringstream words(text);
  Target target;
  std::string surplus;
  if (!(words >> target.triple >> target.cpu >> target.features) || words >> surplus) {
    return refusal("a target reads 'TRIPLE CPU FEATURES', 'host' or a short name such as x86-64-v3, not '" + text +
                   "'");
  }
  if (target.features == "-") target.features.clear();
  return validate(std::move(target));
}

std::string formatTarget(const Target& target) {
  return target.triple + ' ' + target.cpu + ' ' + (target.features.empty() ? "-" : target.features);
}

}  // namespace jetloop::codegen
