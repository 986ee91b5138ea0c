// How the processor rounds and what it does with subnormal numbers, per thread.  A thread that works for another takes
// over that one's mode, or the results would depend on who computed them.
#pragma once

#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace jetloop::runtime {

class FloatingPointMode {
 public:
  static FloatingPointMode current() {
#if defined(__x86_64__)
    return FloatingPointMode(_mm_getcsr() & ~std::uint64_t{kExceptionFlags});
#elif defined(__aarch64__)
    std::uint64_t control = 0;
    asm volatile("mrs %0, fpcr" : "=r"(control));
    return FloatingPointMode(control);
#endif
  }

  void adopt() const {
#if defined(__x86_64__)
    _mm_setcsr(static_cast<unsigned>(control_));
#elif defined(__aarch64__)
    asm volatile("msr fpcr, %0" : : "r"(control_));
#endif
  }

 private:
  static constexpr unsigned kExceptionFlags = 0x3f;
  explicit FloatingPointMode(std::uint64_t control) : control_(control) {}

  std::uint64_t control_;
};

}  // namespace jetloop::runtime
