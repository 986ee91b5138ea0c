// The magnitude of the brightness gradient, by Sobel's operators
#include "twin.h"

void sobel(int width, int height, const uint8_t* restrict source, uint8_t* restrict magnitude) {
  for (int y = 1; y < height - 1; y++) {
    for (int x = 1; x < width - 1; x++) {
      const int above = (y - 1) * width + x;
      const int here = y * width + x;
      const int below = (y + 1) * width + x;
      const int gx = source[above + 1] - source[above - 1] + 2 * (source[here + 1] - source[here - 1]) +
                     source[below + 1] - source[below - 1];
      const int gy = source[below - 1] - source[above - 1] + 2 * (source[below] - source[above]) + source[below + 1] -
                     source[above + 1];
      magnitude[here] = clamp_to_u8(sqrt(gx * gx + gy * gy));
    }
  }
}

TWIN(sobel(INT(0), INT(1), U8S(2), U8S(3)))
