// C = alpha·A·B + beta·C
#include "twin.h"

void gemm(int ni, int nj, int nk, double alpha, double beta, double* restrict C, const double* restrict A,
          const double* restrict B) {
  for (int i = 0; i < ni; i++) {
    for (int j = 0; j < nj; j++) {
      C[i * nj + j] *= beta;
    }
    for (int k = 0; k < nk; k++) {
      for (int j = 0; j < nj; j++) {
        C[i * nj + j] += alpha * A[i * nk + k] * B[k * nj + j];
      }
    }
  }
}

TWIN(gemm(INT(0), INT(1), INT(2), F64(3), F64(4), F64S(5), F64S(6), F64S(7)))
