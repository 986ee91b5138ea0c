#include "addon/call_memory.h"

#include <bit>

namespace jetloop::addon {
namespace {

/// A call that needs more than this spends its time on using memory, not on getting it.
constexpr std::size_t kKept = std::size_t{64} << 20;
constexpr std::size_t kSmallest = std::size_t{4} << 10;

}  // namespace

std::byte* CallMemory::reserve(std::size_t bytes) {
  if (memory_ != nullptr && bytes <= size_) return memory_.get();
  memory_.reset();
  size_ = 0;
  const std::size_t wanted = bytes > kKept ? (bytes + kAlignment - 1) & ~(kAlignment - 1)
                                           : std::bit_ceil(bytes < kSmallest ? kSmallest : bytes);
  memory_.reset(static_cast<std::byte*>(std::aligned_alloc(kAlignment, wanted)));
  if (memory_ == nullptr) return nullptr;
  size_ = wanted;
  return memory_.get();
}

void CallMemory::recycle() {
  if (size_ <= kKept) return;
  memory_.reset();
  size_ = 0;
}

}  // namespace jetloop::addon
