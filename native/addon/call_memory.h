// Memory for the length of one call: copies of its arrays, scratch.  It is kept from call to call: a kernel calls no
// JavaScript, so that there is never more than one call of an environment in need of it.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>

namespace jetloop::addon {

class CallMemory {
 public:
  static constexpr std::size_t kAlignment = 64;

  /// At least `bytes`, aligned to kAlignment, with undetermined contents; null where there is no such memory.  What was
  /// reserved before is gone.
  std::byte* reserve(std::size_t bytes);

  /// The call is over: memory beyond what is worth keeping goes back.
  void recycle();

 private:
  struct Free {
    void operator()(std::byte* memory) const { std::free(memory); }
  };
  std::unique_ptr<std::byte, Free> memory_;
  std::size_t size_ = 0;
};

}  // namespace jetloop::addon
