// AMD's processors write compressed vectors to memory lane by lane in microcode, an order of magnitude slower than the
// same in two steps: compress in a register, then store under a mask.  Elsewhere the two are about equal.  To be
// included in front of Highway, which it has use the two steps.
#pragma once

#if defined(__x86_64__)
#include <immintrin.h>

#define JETLOOP_COMPRESSED(mask) ((1U << static_cast<unsigned>(__builtin_popcount(mask))) - 1U)
#define _mm512_mask_compressstoreu_epi32(to, mask, v) \
  _mm512_mask_storeu_epi32(to, static_cast<__mmask16>(JETLOOP_COMPRESSED(mask)), _mm512_maskz_compress_epi32(mask, v))
#define _mm512_mask_compressstoreu_epi64(to, mask, v) \
  _mm512_mask_storeu_epi64(to, static_cast<__mmask8>(JETLOOP_COMPRESSED(mask)), _mm512_maskz_compress_epi64(mask, v))
#endif
