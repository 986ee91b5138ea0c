#include "compiler/codegen/target_machine.h"

#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Target/TargetOptions.h>

#include <memory>
#include <utility>

namespace jetloop::codegen {

namespace {

/// Bits per vector that the vectorisers aim at on x86.
constexpr const char* kWidthAttribute = "prefer-vector-width";
constexpr const char* kLongVectors = "512";
constexpr const char* kShortVectors = "256";

Result<std::unique_ptr<llvm::TargetMachine>> createTargetMachine(const Target& target) {
  std::string message;
  const llvm::Target* description = llvm::TargetRegistry::lookupTarget(target.triple, message);
  if (description == nullptr) return Error{"target-unknown", message};
  llvm::TargetOptions options;
  options.AllowFPOpFusion = llvm::FPOpFusion::Strict;
  std::unique_ptr<llvm::TargetMachine> machine(
      description->createTargetMachine(target.triple, target.cpu, target.features, options, llvm::Reloc::PIC_,
                                       llvm::CodeModel::Small, llvm::CodeGenOptLevel::Aggressive));
  if (machine == nullptr) return Error{"target-unknown", "no code generator for " + target.triple};
  return machine;
}

}  // namespace

Result<llvm::TargetMachine*> targetMachineFor(const Target& target) {
  static Target current;
  static std::unique_ptr<llvm::TargetMachine> machine;
  if (machine == nullptr || !(target == current)) {
    Result<std::unique_ptr<llvm::TargetMachine>> created = createTargetMachine(target);
    if (!created) return created.error();
    machine = std::move(*created);
    current = target;
  }
  return machine.get();
}

bool hasFusedMultiplyAdd(const llvm::TargetMachine& machine) {
  return !machine.getTargetTriple().isX86() || machine.getMCSubtargetInfo()->checkFeatures("+fma");
}

void describeTarget(llvm::Module& module, const llvm::TargetMachine& machine) {
  module.setTargetTriple(machine.getTargetTriple().str());
  module.setDataLayout(machine.createDataLayout());
  module.setPICLevel(llvm::PICLevel::BigPIC);
}

void tuneFunctions(llvm::Module& module) {
  for (llvm::Function& function : module) {
    if (!function.hasFnAttribute(kWidthAttribute)) function.addFnAttr(kWidthAttribute, kLongVectors);
  }
}

void preferShortVectors(llvm::Function& function) { function.addFnAttr(kWidthAttribute, kShortVectors); }

}  // namespace jetloop::codegen
