// Jacobi iteration with a 3-point stencil
#include "twin.h"

void jacobi_1d(int tsteps, int n, double* restrict A, double* restrict B) {
  for (int t = 0; t < tsteps; t++) {
    for (int i = 1; i < n - 1; i++) {
      B[i] = 0.33333 * (A[i - 1] + A[i] + A[i + 1]);
    }
    for (int i = 1; i < n - 1; i++) {
      A[i] = 0.33333 * (B[i - 1] + B[i] + B[i + 1]);
    }
  }
}

TWIN(jacobi_1d(INT(0), INT(1), F64S(2), F64S(3)))
