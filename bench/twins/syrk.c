// The lower triangle of C = alpha·A·Aᵀ + beta·C
#include "twin.h"

void syrk(int n, int m, double alpha, double beta, double* restrict C, const double* restrict A) {
  for (int i = 0; i < n; i++) {
    for (int j = 0; j <= i; j++) {
      C[i * n + j] *= beta;
    }
    for (int k = 0; k < m; k++) {
      for (int j = 0; j <= i; j++) {
        C[i * n + j] += alpha * A[i * m + k] * A[j * m + k];
      }
    }
  }
}

TWIN(syrk(INT(0), INT(1), F64(2), F64(3), F64S(4), F64S(5)))
