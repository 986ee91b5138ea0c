// The area enclosed by all coasts, in square degrees: the shoelace formula over every segment
#include <math.h>

#include "twin.h"

double land_area(int segments, const double* restrict ax, const double* restrict ay, const double* restrict bx,
                 const double* restrict by) {
  double twice = 0;
  for (int s = 0; s < segments; s++) {
    twice += ax[s] * by[s] - bx[s] * ay[s];
  }
  return fabs(twice) / 2;
}

TWIN_WITH_RESULT(land_area(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))
