// What a kernel leaves behind (docs/ir.md "Kernel ABI"): two words that say what it returned, then the elements of its
// result array.
#pragma once

#include <cstddef>

namespace jetloop {

inline constexpr std::size_t kResultHead = 2;
inline constexpr std::size_t kMaximumResults = 128;

}  // namespace jetloop
