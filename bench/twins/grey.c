// Luma of an RGBA photograph (ITU-R BT.601)
#include "twin.h"

void grey(int pixels, const uint8_t* restrict rgba, uint8_t* restrict luma) {
  for (int i = 0; i < pixels; i++) {
    luma[i] = clamp_to_u8(0.299 * rgba[4 * i] + 0.587 * rgba[4 * i + 1] + 0.114 * rgba[4 * i + 2]);
  }
}

TWIN(grey(INT(0), U8S(1), U8S(2)))
