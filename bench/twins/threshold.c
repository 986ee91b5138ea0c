// Black and white: which pixels reach the limit
#include "twin.h"

void threshold(int pixels, int limit, const uint8_t* restrict source, uint8_t* restrict target) {
  for (int i = 0; i < pixels; i++) {
    target[i] = source[i] >= limit ? 255 : 0;
  }
}

TWIN(threshold(INT(0), INT(1), U8S(2), U8S(3)))
