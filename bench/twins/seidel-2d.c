// Gauss-Seidel iteration with a 9-point stencil
#include "twin.h"

void seidel_2d(int tsteps, int n, double* restrict A) {
  for (int t = 0; t <= tsteps - 1; t++) {
    for (int i = 1; i <= n - 2; i++) {
      for (int j = 1; j <= n - 2; j++) {
        A[i * n + j] =
            (A[(i - 1) * n + j - 1] + A[(i - 1) * n + j] + A[(i - 1) * n + j + 1] + A[i * n + j - 1] + A[i * n + j] +
             A[i * n + j + 1] + A[(i + 1) * n + j - 1] + A[(i + 1) * n + j] + A[(i + 1) * n + j + 1]) /
            9;
      }
    }
  }
}

TWIN(seidel_2d(INT(0), INT(1), F64S(2)))
