// y = Aᵀ·(A·x)
#include "twin.h"

void atax(int m, int n, const double* restrict A, const double* restrict x, double* restrict y, double* restrict tmp) {
  for (int i = 0; i < n; i++) {
    y[i] = 0;
  }
  for (int i = 0; i < m; i++) {
    tmp[i] = 0;
    for (int j = 0; j < n; j++) {
      tmp[i] = tmp[i] + A[i * n + j] * x[j];
    }
    for (int j = 0; j < n; j++) {
      y[j] = y[j] + A[i * n + j] * tmp[i];
    }
  }
}

TWIN(atax(INT(0), INT(1), F64S(2), F64S(3), F64S(4), F64S(5)))
