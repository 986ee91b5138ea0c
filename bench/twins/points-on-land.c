// Which points lie on land: the even-odd rule against every segment of the coast
#include <stdbool.h>

#include "twin.h"

void points_on_land(int points, const double* restrict px, const double* restrict py, int segments,
                    const double* restrict ax, const double* restrict ay, const double* restrict bx,
                    const double* restrict by, uint8_t* restrict on_land) {
  for (int p = 0; p < points; p++) {
    const double x = px[p];
    const double y = py[p];
    bool inside = false;
    for (int s = 0; s < segments; s++) {
      if ((ay[s] > y) != (by[s] > y) && x < (bx[s] - ax[s]) * (y - ay[s]) / (by[s] - ay[s]) + ax[s]) {
        inside = !inside;
      }
    }
    on_land[p] = inside ? 1 : 0;
  }
}

TWIN(points_on_land(INT(0), F64S(1), F64S(2), INT(3), F64S(4), F64S(5), F64S(6), F64S(7), U8S(8)))
