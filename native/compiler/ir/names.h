// Names of the IR: which are well formed, and how a pass gets one that is not taken.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "compiler/ir/ir.h"

namespace jetloop::ir {

/// A name without its leading $: one or more ASCII letters, digits, _ . $
bool isName(std::string_view text);

/// A kernel's name: UTF-8 without control characters.
bool isKernelName(std::string_view text);

/// Hands out names that no variable, array or label of the kernel has.  Names given to the kernel behind its back are
/// not seen.
class NameSupply {
 public:
  explicit NameSupply(const Kernel& kernel);

  /// `base` itself when it is free, else `base.1`, `base.2`, ...; a number that an earlier call appended is replaced,
  /// not extended.
  std::string fresh(std::string_view base);

 private:
  std::set<std::string, std::less<>> taken_;
  std::map<std::string, std::uint64_t, std::less<>> lastNumber_;
};

}  // namespace jetloop::ir
