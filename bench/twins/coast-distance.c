// The squared distance, in degrees, from each point to the nearest vertex of the coast
#include <math.h>

#include "twin.h"

void coast_distance(int points, const double* restrict px, const double* restrict py, int vertices,
                    const double* restrict vx, const double* restrict vy, double* restrict distance) {
  for (int p = 0; p < points; p++) {
    double least = INFINITY;
    for (int v = 0; v < vertices; v++) {
      const double dx = vx[v] - px[p];
      const double dy = vy[v] - py[p];
      const double d = dx * dx + dy * dy;
      if (d < least) least = d;
    }
    distance[p] = least;
  }
}

TWIN(coast_distance(INT(0), F64S(1), F64S(2), INT(3), F64S(4), F64S(5), F64S(6)))
