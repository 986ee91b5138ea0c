// What a kernel may not exceed (docs/ir.md "Limits").  They keep hostile text from exhausting stack, memory or time.
#pragma once

#include <cstddef>

namespace jetloop::ir {

inline constexpr std::size_t kMaximumParameters = 64;
inline constexpr std::size_t kMaximumDepth = 256;  // statements and parenthesised expressions inside each other
inline constexpr std::size_t kMaximumTextBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaximumNodes = 100'000;  // statements and expressions together

inline constexpr std::size_t kMaximumScratchBytes = std::size_t{1} << 16;  // they lie on the stack

}  // namespace jetloop::ir
