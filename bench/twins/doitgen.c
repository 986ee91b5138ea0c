// A[r][q][·] = A[r][q][·]·C4, the kernel of multiresolution analysis
#include "twin.h"

void doitgen(int nr, int nq, int np, double* restrict A, const double* restrict C4, double* restrict sum) {
  for (int r = 0; r < nr; r++) {
    for (int q = 0; q < nq; q++) {
      for (int p = 0; p < np; p++) {
        sum[p] = 0;
        for (int s = 0; s < np; s++) {
          sum[p] += A[(r * nq + q) * np + s] * C4[s * np + p];
        }
      }
      for (int p = 0; p < np; p++) {
        A[(r * nq + q) * np + p] = sum[p];
      }
    }
  }
}

TWIN(doitgen(INT(0), INT(1), INT(2), F64S(3), F64S(4), F64S(5)))
