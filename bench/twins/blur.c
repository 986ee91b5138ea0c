// A 3 × 3 binomial blur in integer arithmetic
#include "twin.h"

void blur(int width, int height, const uint8_t* restrict source, uint8_t* restrict target) {
  for (int y = 1; y < height - 1; y++) {
    for (int x = 1; x < width - 1; x++) {
      const int above = (y - 1) * width + x;
      const int here = y * width + x;
      const int below = (y + 1) * width + x;
      const int sum = source[above - 1] + 2 * source[above] + source[above + 1] + 2 * source[here - 1] +
                      4 * source[here] + 2 * source[here + 1] + source[below - 1] + 2 * source[below] +
                      source[below + 1];
      target[here] = (uint8_t)((sum + 8) >> 4);
    }
  }
}

TWIN(blur(INT(0), INT(1), U8S(2), U8S(3)))
