// The lower triangle of C = alpha·A·Bᵀ + alpha·B·Aᵀ + beta·C
#include "twin.h"

void syr2k(int n, int m, double alpha, double beta, double* restrict C, const double* restrict A,
           const double* restrict B) {
  for (int i = 0; i < n; i++) {
    for (int j = 0; j <= i; j++) {
      C[i * n + j] *= beta;
    }
    for (int k = 0; k < m; k++) {
      for (int j = 0; j <= i; j++) {
        C[i * n + j] += A[j * m + k] * alpha * B[i * m + k] + B[j * m + k] * alpha * A[i * m + k];
      }
    }
  }
}

TWIN(syr2k(INT(0), INT(1), F64(2), F64(3), F64S(4), F64S(5), F64S(6)))
