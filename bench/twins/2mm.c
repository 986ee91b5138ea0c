// D = alpha·A·B·C + beta·D
#include "twin.h"

void two_matrix_products(int ni, int nj, int nk, int nl, double alpha, double beta, double* restrict tmp,
                         const double* restrict A, const double* restrict B, const double* restrict C,
                         double* restrict D) {
  for (int i = 0; i < ni; i++) {
    for (int j = 0; j < nj; j++) {
      tmp[i * nj + j] = 0;
      for (int k = 0; k < nk; k++) {
        tmp[i * nj + j] += alpha * A[i * nk + k] * B[k * nj + j];
      }
    }
  }
  for (int i = 0; i < ni; i++) {
    for (int j = 0; j < nl; j++) {
      D[i * nl + j] *= beta;
      for (int k = 0; k < nj; k++) {
        D[i * nl + j] += tmp[i * nj + k] * C[k * nl + j];
      }
    }
  }
}

TWIN(two_matrix_products(INT(0), INT(1), INT(2), INT(3), F64(4), F64(5), F64S(6), F64S(7), F64S(8), F64S(9), F64S(10)))
