// Relocatable object -> shared object, with lld inside this process.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace jetloop::codegen {

/// Links without any library: an undefined symbol is an error.  The result has no writable segment and exports two
/// symbols.
Result<std::vector<std::uint8_t>> linkObject(std::span<const char> relocatable);

}  // namespace jetloop::codegen
