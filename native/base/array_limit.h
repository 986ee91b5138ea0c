// The longest array that a kernel is called with.  The compiler's range analysis relies on it, and the binding declines
// calls with a longer one.
#pragma once

#include <cstdint>

namespace jetloop {

/// A terabyte, far beyond what any engine allocates today.
inline constexpr std::uint64_t kMaximumArrayBytes = std::uint64_t{1} << 40;

}  // namespace jetloop
