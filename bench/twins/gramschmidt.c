// A = Q·R by the modified Gram-Schmidt process
#include <math.h>

#include "twin.h"

void gramschmidt(int m, int n, double* restrict A, double* restrict R, double* restrict Q) {
  for (int k = 0; k < n; k++) {
    double norm = 0;
    for (int i = 0; i < m; i++) {
      norm += A[i * n + k] * A[i * n + k];
    }
    R[k * n + k] = sqrt(norm);
    for (int i = 0; i < m; i++) {
      Q[i * n + k] = A[i * n + k] / R[k * n + k];
    }
    for (int j = k + 1; j < n; j++) {
      R[k * n + j] = 0;
      for (int i = 0; i < m; i++) {
        R[k * n + j] += Q[i * n + k] * A[i * n + j];
      }
      for (int i = 0; i < m; i++) {
        A[i * n + j] = A[i * n + j] - Q[i * n + k] * R[k * n + j];
      }
    }
  }
}

TWIN(gramschmidt(INT(0), INT(1), F64S(2), F64S(3), F64S(4)))
