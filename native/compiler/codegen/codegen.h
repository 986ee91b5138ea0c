// IR -> LLVM -> ELF shared object.  The folder codegen/ is the only place that includes LLVM and lld.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/target.h"
#include "compiler/ir/ir.h"

namespace jetloop::codegen {

/// What LLVM did with one loop of the source.
struct LoopReport {
  ir::Position position;
  bool vectorized = false;
  std::uint32_t width = 1;  // elements per vector iteration
  std::uint32_t interleave = 1;
  std::string reason;  // LLVM's words when it was not vectorised; empty otherwise
};

struct ObjectCode {
  std::vector<std::uint8_t> bytes;                     // ELF shared object, see docs/ir.md "Kernel ABI"
  std::vector<LoopReport> loops;                       // the hot versions only, in source order
  std::vector<std::pair<std::string, double>> phases;  // name, milliseconds
};

/// Once per process, before anything else of this folder.
void initialize();

/// Describes the machine this runs on.
Target detectHost();

/// Parses the text form of a target (see base/target.h); "host" is detectHost().
Result<Target> parseTarget(const std::string& text);
std::string formatTarget(const Target& target);

/// Compiles a verified kernel.  Pure: the same kernel and target give the same bytes.
Result<ObjectCode> generateObject(const ir::Kernel& kernel, const Target& target);

/// SHA-256 in lower-case hexadecimal digits.
std::string digestHex(std::span<const std::uint8_t> bytes);

/// For `--emit=llvm|asm` debugging and tests.
enum class TextOutput { LlvmBefore, LlvmAfter, Assembly };
Result<std::string> generateText(const ir::Kernel& kernel, const Target& target, TextOutput output);

}  // namespace jetloop::codegen
