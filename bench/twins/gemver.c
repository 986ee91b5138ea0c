// A = A + u1·v1ᵀ + u2·v2ᵀ;  x = x + beta·Aᵀ·y + z;  w = w + alpha·A·x
#include "twin.h"

void gemver(int n, double alpha, double beta, double* restrict A, const double* restrict u1, const double* restrict v1,
            const double* restrict u2, const double* restrict v2, double* restrict w, double* restrict x,
            const double* restrict y, const double* restrict z) {
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) {
      A[i * n + j] = A[i * n + j] + u1[i] * v1[j] + u2[i] * v2[j];
    }
  }
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) {
      x[i] = x[i] + beta * A[j * n + i] * y[j];
    }
  }
  for (int i = 0; i < n; i++) {
    x[i] = x[i] + z[i];
  }
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) {
      w[i] = w[i] + alpha * A[i * n + j] * x[j];
    }
  }
}

TWIN(gemver(INT(0), F64(1), F64(2), F64S(3), F64S(4), F64S(5), F64S(6), F64S(7), F64S(8), F64S(9), F64S(10), F64S(11)))
