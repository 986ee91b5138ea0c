// The compiler as one call: IR text in, object and report out.
#pragma once

#include <string>

#include "base/result.h"
#include "base/target.h"
#include "compiler/codegen/codegen.h"

namespace jetloop {

struct CompileOutput {
  codegen::ObjectCode object;
  std::string reportJson;   // {"loops":[...],"guards":[...],"phases":{...}}: the schema is in docs/compiler-protocol.md
};

Result<CompileOutput> compileKernel(const std::string& irText, const Target& target);

/// Runs the IR passes only, up to and including `lastPass` ("read", "version-loops", "narrow-numbers"), and prints the IR.
Result<std::string> transformKernel(const std::string& irText, const std::string& lastPass);

}  // namespace jetloop
