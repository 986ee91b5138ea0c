// What to do between two looks at a word that another thread is about to change.
#pragma once

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace jetloop::runtime {

inline void pauseProcessor() {
#if defined(__x86_64__)
  _mm_pause();
#elif defined(__aarch64__)
  asm volatile("isb");  // `yield` does nothing on most processors
#endif
}

}  // namespace jetloop::runtime
