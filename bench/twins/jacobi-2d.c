// Jacobi iteration with a 5-point stencil
#include "twin.h"

void jacobi_2d(int tsteps, int n, double* restrict A, double* restrict B) {
  for (int t = 0; t < tsteps; t++) {
    for (int i = 1; i < n - 1; i++) {
      for (int j = 1; j < n - 1; j++) {
        B[i * n + j] =
            0.2 * (A[i * n + j] + A[i * n + j - 1] + A[i * n + 1 + j] + A[(1 + i) * n + j] + A[(i - 1) * n + j]);
      }
    }
    for (int i = 1; i < n - 1; i++) {
      for (int j = 1; j < n - 1; j++) {
        A[i * n + j] =
            0.2 * (B[i * n + j] + B[i * n + j - 1] + B[i * n + 1 + j] + B[(1 + i) * n + j] + B[(i - 1) * n + j]);
      }
    }
  }
}

TWIN(jacobi_2d(INT(0), INT(1), F64S(2), F64S(3)))
