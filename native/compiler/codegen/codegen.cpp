#include "compiler/codegen/codegen.h"

#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/IR/DebugInfo.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>

#include <chrono>
#include <memory>

#include "compiler/codegen/collect_remarks.h"
#include "compiler/codegen/emit_kernel.h"
#include "compiler/codegen/link_object.h"
#include "compiler/codegen/math/math_functions.h"
#include "compiler/codegen/optimize_module.h"
#include "compiler/codegen/target_machine.h"

namespace jetloop::codegen {

namespace {

/// Everything that one compilation owns, in the order in which it must be destroyed.
class Compilation {
 public:
  static Result<std::unique_ptr<Compilation>> start(const ir::Kernel& kernel, const Target& target, bool keepNames) {
    Result<llvm::TargetMachine*> machine = targetMachineFor(target);
    if (!machine) return machine.error();
    std::unique_ptr<Compilation> compilation(new Compilation(**machine, keepNames));
    compilation->hot_ = KernelEmitter(kernel, compilation->module_, compilation->loops_).emit();
    if (needFusedMultiplyAdd(compilation->module_) && !hasFusedMultiplyAdd(**machine)) {
      return Error{"target-lacks-fma",
                   "pow of this engine is defined by fused multiply-adds, which " + target.cpu + " does not have"};
    }
    tuneFunctions(compilation->module_);
    std::string message;
    llvm::raw_string_ostream stream(message);
    if (llvm::verifyModule(compilation->module_, &stream)) return Error{"codegen-invalid", message};
    return compilation;
  }

  void optimize() {
    optimizeModule(module_, hot_, machine_);
    tuneFunctions(module_);  // those that came in between
    // The locations have served their purpose; the code generator would spend a third of its time on keeping track of
    // them.
    llvm::StripDebugInfo(module_);
  }

  Result<llvm::SmallVector<char, 0>> generate(llvm::CodeGenFileType type) {
    llvm::SmallVector<char, 0> bytes;
    llvm::raw_svector_ostream stream(bytes);
    llvm::legacy::PassManager passes;
    llvm::TargetLibraryInfoImpl noLibrary(machine_.getTargetTriple());
    noLibrary.disableAllFunctions();
    passes.add(new llvm::TargetLibraryInfoWrapperPass(noLibrary));
    if (machine_.addPassesToEmitFile(passes, stream, nullptr, type, /*DisableVerify=*/true)) {
      return Error{"codegen-failed", "the target cannot emit this kind of file"};
    }
    passes.run(module_);
    if (!errors_.empty()) return Error{"codegen-failed", errors_};
    return bytes;
  }

  std::string printModule() const {
    std::string text;
    llvm::raw_string_ostream stream(text);
    module_.print(stream, nullptr);
    return text;
  }

  std::vector<LoopReport> loopReports() const { return loops_.reports(); }

 private:
  Compilation(llvm::TargetMachine& machine, bool keepNames) : machine_(machine), module_("kernel", context_) {
    context_.setDiscardValueNames(!keepNames);
    context_.setDiagnosticHandler(std::make_unique<RemarkCollector>(loops_, errors_));
    describeTarget(module_, machine_);
  }

  LoopTable loops_;
  std::string errors_;
  llvm::TargetMachine& machine_;
  llvm::LLVMContext context_;
  llvm::Module module_;
  std::vector<llvm::Function*> hot_;
};

class PhaseClock {
 public:
  explicit PhaseClock(std::vector<std::pair<std::string, double>>& phases) : phases_(phases) {}
  void finish(const char* name) {
    const auto now = std::chrono::steady_clock::now();
    phases_.emplace_back(name, std::chrono::duration<double, std::milli>(now - start_).count());
    start_ = now;
  }

 private:
  std::vector<std::pair<std::string, double>>& phases_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Without it the code generator takes a third less time over the bench's kernels, and the code is as fast: x86
/// addresses arrays by base and index anyway.
void disableLoopStrengthReduction() {
  const auto& options = llvm::cl::getRegisteredOptions();
  const auto option = options.find("disable-lsr");
  // As the initial value, since lld resets every option to that before it links.
  if (option != options.end()) static_cast<llvm::cl::opt<bool>*>(option->second)->setInitialValue(true);
}

}  // namespace

void initialize() {
  disableLoopStrengthReduction();
  LLVMInitializeX86TargetInfo();
  LLVMInitializeX86Target();
  LLVMInitializeX86TargetMC();
  LLVMInitializeX86AsmPrinter();
  LLVMInitializeAArch64TargetInfo();
  LLVMInitializeAArch64Target();
  LLVMInitializeAArch64TargetMC();
  LLVMInitializeAArch64AsmPrinter();
}

Result<ObjectCode> generateObject(const ir::Kernel& kernel, const Target& target) {
  ObjectCode object;
  PhaseClock clock(object.phases);
  Result<std::unique_ptr<Compilation>> compilation = Compilation::start(kernel, target, /*keepNames=*/false);
  if (!compilation) return compilation.error();
  clock.finish("lower");
  (*compilation)->optimize();
  clock.finish("optimize");
  Result<llvm::SmallVector<char, 0>> relocatable = (*compilation)->generate(llvm::CodeGenFileType::ObjectFile);
  if (!relocatable) return relocatable.error();
  clock.finish("emit");
  Result<std::vector<std::uint8_t>> linked = linkObject({relocatable->data(), relocatable->size()});
  if (!linked) return linked.error();
  clock.finish("link");
  object.bytes = std::move(*linked);
  object.loops = (*compilation)->loopReports();
  return object;
}

Result<std::string> generateText(const ir::Kernel& kernel, const Target& target, TextOutput output) {
  Result<std::unique_ptr<Compilation>> compilation = Compilation::start(kernel, target, /*keepNames=*/true);
  if (!compilation) return compilation.error();
  if (output == TextOutput::LlvmBefore) return (*compilation)->printModule();
  (*compilation)->optimize();
  if (output == TextOutput::LlvmAfter) return (*compilation)->printModule();
  Result<llvm::SmallVector<char, 0>> assembly = (*compilation)->generate(llvm::CodeGenFileType::AssemblyFile);
  if (!assembly) return assembly.error();
  return std::string(assembly->begin(), assembly->end());
}

}  // namespace jetloop::codegen
