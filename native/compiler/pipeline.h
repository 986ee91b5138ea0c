// The compiler as one call: IR text in, object and report out.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/target.h"
#include "compiler/codegen/codegen.h"
#include "compiler/ir/ir.h"
#include "compiler/transform/transform_report.h"

namespace jetloop {

struct CompileOutput {
  std::vector<std::uint8_t> object;                    // ELF shared object, docs/ir.md "Kernel ABI"
  std::vector<codegen::LoopReport> loops;              // in source order
  transform::TransformReport transforms;               // which accesses run unchecked, and why the others do not
  std::vector<std::pair<std::string, double>> phases;  // name and milliseconds, in the order in which they ran
};

Result<CompileOutput> compileKernel(const std::string& irText, const Target& target);

/// Runs the IR passes only, up to and including `lastPass` ("read" for none), and prints the IR.
Result<std::string> transformKernel(const std::string& irText, const std::string& lastPass);

/// Runs all IR passes, then prints what the code generator makes of the kernel.
Result<std::string> emitKernelText(const std::string& irText, const Target& target, codegen::TextOutput output);

/// Names that transformKernel accepts, in the order in which the passes run.
std::vector<std::string> passNames();

}  // namespace jetloop
