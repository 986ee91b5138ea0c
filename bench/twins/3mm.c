// G = (A·B)·(C·D)
#include "twin.h"

void three_matrix_products(int ni, int nj, int nk, int nl, int nm, double* restrict E, const double* restrict A,
                           const double* restrict B, double* restrict F, const double* restrict C,
                           const double* restrict D, double* restrict G) {
  for (int i = 0; i < ni; i++) {
    for (int j = 0; j < nj; j++) {
      E[i * nj + j] = 0;
      for (int k = 0; k < nk; k++) {
        E[i * nj + j] += A[i * nk + k] * B[k * nj + j];
      }
    }
  }
  for (int i = 0; i < nj; i++) {
    for (int j = 0; j < nl; j++) {
      F[i * nl + j] = 0;
      for (int k = 0; k < nm; k++) {
        F[i * nl + j] += C[i * nm + k] * D[k * nl + j];
      }
    }
  }
  for (int i = 0; i < ni; i++) {
    for (int j = 0; j < nl; j++) {
      G[i * nl + j] = 0;
      for (int k = 0; k < nj; k++) {
        G[i * nl + j] += E[i * nj + k] * F[k * nl + j];
      }
    }
  }
}

TWIN(three_matrix_products(INT(0), INT(1), INT(2), INT(3), INT(4), F64S(5), F64S(6), F64S(7), F64S(8), F64S(9),
                           F64S(10), F64S(11)))
