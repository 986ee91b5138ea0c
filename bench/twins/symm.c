// C = alpha·A·B + beta·C, where A is symmetric and stored as its lower triangle
#include "twin.h"

void symm(int m, int n, double alpha, double beta, double* restrict C, const double* restrict A,
          const double* restrict B) {
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int k = 0; k < i; k++) {
        C[k * n + j] += alpha * B[i * n + j] * A[i * m + k];
        sum += B[k * n + j] * A[i * m + k];
      }
      C[i * n + j] = beta * C[i * n + j] + alpha * B[i * n + j] * A[i * m + i] + alpha * sum;
    }
  }
}

TWIN(symm(INT(0), INT(1), F64(2), F64(3), F64S(4), F64S(5), F64S(6)))
