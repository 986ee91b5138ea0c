// Solves L·x = b, where L is lower triangular
#include "twin.h"

void trisolv(int n, const double* restrict L, double* restrict x, const double* restrict b) {
  for (int i = 0; i < n; i++) {
    x[i] = b[i];
    for (int j = 0; j < i; j++) {
      x[i] -= L[i * n + j] * x[j];
    }
    x[i] = x[i] / L[i * n + i];
  }
}

TWIN(trisolv(INT(0), F64S(1), F64S(2), F64S(3)))
