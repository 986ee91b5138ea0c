// The JSON that goes with a response: docs/compiler-protocol.md.
#pragma once

#include <string>

#include "compiler/pipeline.h"

namespace jetloop {

/// `id` is the request's, already JSON (a number).
std::string describeCompilation(const std::string& id, const CompileOutput& output);
std::string describeText(const std::string& id, const char* key, const std::string& text);
std::string describeError(const std::string& id, const Error& error);

}  // namespace jetloop
