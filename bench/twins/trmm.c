// B = alpha·Aᵀ·B, where A is unit lower triangular
#include "twin.h"

void trmm(int m, int n, double alpha, const double* restrict A, double* restrict B) {
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < n; j++) {
      for (int k = i + 1; k < m; k++) {
        B[i * n + j] += A[k * m + i] * B[k * n + j];
      }
      B[i * n + j] = alpha * B[i * n + j];
    }
  }
}

TWIN(trmm(INT(0), INT(1), F64(2), F64S(3), F64S(4)))
