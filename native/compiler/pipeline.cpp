// The contents page of the compiler: what happens to a kernel, in order.  Every step is timed, and the IR is verified
// after each.
#include "compiler/pipeline.h"

#include <array>
#include <chrono>
#include <iterator>
#include <string_view>

#include "compiler/ir/printer.h"
#include "compiler/ir/reader.h"
#include "compiler/ir/verifier.h"
#include "compiler/transform/mark_parallel_loops.h"
#include "compiler/transform/narrow_numbers.h"
#include "compiler/transform/split_loops.h"
#include "compiler/transform/version_loops.h"

namespace jetloop {

namespace {

constexpr const char* kReadPhase = "read";

struct Pass {
  const char* name;
  void (*run)(ir::Kernel& kernel, CompileOutput& output);
};

constexpr std::array kPasses = {
    Pass{"version-loops",
         [](ir::Kernel& kernel, CompileOutput& output) { transform::versionLoops(kernel, output.transforms); }},
    Pass{"narrow-numbers", [](ir::Kernel& kernel, CompileOutput&) { transform::narrowNumbers(kernel); }},
    Pass{"split-loops", [](ir::Kernel& kernel, CompileOutput&) { transform::splitLoops(kernel); }},
    Pass{"mark-parallel-loops",
         [](ir::Kernel& kernel, CompileOutput& output) { transform::markParallelLoops(kernel, output.transforms); }},
};

double millisecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

bool isPassName(std::string_view name) {
  if (name == kReadPhase) return true;
  for (const Pass& pass : kPasses) {
    if (name == pass.name) return true;
  }
  return false;
}

/// Reads the text and runs the passes up to and including `lastPass`, or all of them when it is empty.
Result<ir::Kernel> prepareKernel(const std::string& irText, std::string_view lastPass, CompileOutput& output) {
  auto start = std::chrono::steady_clock::now();
  Result<ir::Kernel> kernel = ir::readKernel(irText);
  if (!kernel) return kernel.error();
  output.phases.emplace_back(kReadPhase, millisecondsSince(start));
  if (lastPass == kReadPhase) return kernel;

  for (const Pass& pass : kPasses) {
    start = std::chrono::steady_clock::now();
    pass.run(*kernel, output);
    if (const auto problem = ir::verifyKernel(*kernel)) {
      return Error{"internal-pass", std::string(pass.name) + " broke the kernel: " + problem->message};
    }
    output.phases.emplace_back(pass.name, millisecondsSince(start));
    if (lastPass == pass.name) break;
  }
  return kernel;
}

}  // namespace

Result<CompileOutput> compileKernel(const std::string& irText, const Target& target) {
  CompileOutput output;
  Result<ir::Kernel> kernel = prepareKernel(irText, "", output);
  if (!kernel) return kernel.error();
  Result<codegen::ObjectCode> object = codegen::generateObject(*kernel, target);
  if (!object) return object.error();
  std::move(object->phases.begin(), object->phases.end(), std::back_inserter(output.phases));
  output.object = std::move(object->bytes);
  output.loops = std::move(object->loops);
  return output;
}

Result<std::string> transformKernel(const std::string& irText, const std::string& lastPass) {
  if (!isPassName(lastPass)) return Error{"pass-unknown", "there is no pass named '" + lastPass + "'"};
  CompileOutput output;
  Result<ir::Kernel> kernel = prepareKernel(irText, lastPass, output);
  if (!kernel) return kernel.error();
  return ir::printKernel(*kernel);
}

Result<std::string> emitKernelText(const std::string& irText, const Target& target, codegen::TextOutput output) {
  CompileOutput unused;
  Result<ir::Kernel> kernel = prepareKernel(irText, "", unused);
  if (!kernel) return kernel.error();
  return codegen::generateText(*kernel, target, output);
}

std::vector<std::string> passNames() {
  std::vector<std::string> names{kReadPhase};
  for (const Pass& pass : kPasses) names.emplace_back(pass.name);
  return names;
}

}  // namespace jetloop
