// y = alpha·A·x + beta·B·x
#include "twin.h"

void gesummv(int n, double alpha, double beta, const double* restrict A, const double* restrict B, double* restrict tmp,
             const double* restrict x, double* restrict y) {
  for (int i = 0; i < n; i++) {
    tmp[i] = 0;
    y[i] = 0;
    for (int j = 0; j < n; j++) {
      tmp[i] = A[i * n + j] * x[j] + tmp[i];
      y[i] = B[i * n + j] * x[j] + y[i];
    }
    y[i] = alpha * tmp[i] + beta * y[i];
  }
}

TWIN(gesummv(INT(0), F64(1), F64(2), F64S(3), F64S(4), F64S(5), F64S(6), F64S(7)))
