// A compilation target is always an argument; only codegen/detect_host.cpp looks at the machine it runs on.
#pragma once

#include <string>

namespace jetloop {

/// `triple` and `cpu` use LLVM's names; `features` is LLVM's comma-separated +a,-b list and may be empty.
/// Text form: "TRIPLE CPU FEATURES" with "-" for empty features; the short names x86-64-v2, x86-64-v3, x86-64-v4 and
/// aarch64 stand for the generic targets of that name on Linux.
struct Target {
  std::string triple;
  std::string cpu;
  std::string features;

  bool operator==(const Target&) const = default;
};

}  // namespace jetloop
