// x1 = x1 + A·y1 and x2 = x2 + Aᵀ·y2
#include "twin.h"

void mvt(int n, double* restrict x1, double* restrict x2, const double* restrict y1, const double* restrict y2,
         const double* restrict A) {
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) {
      x1[i] = x1[i] + A[i * n + j] * y1[j];
    }
  }
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) {
      x2[i] = x2[i] + A[j * n + i] * y2[j];
    }
  }
}

TWIN(mvt(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))
