// q = A·p and s = Aᵀ·r, the kernel of the biconjugate gradient method
#include "twin.h"

void bicg(int m, int n, const double* restrict A, double* restrict s, double* restrict q, const double* restrict p,
          const double* restrict r) {
  for (int i = 0; i < m; i++) {
    s[i] = 0;
  }
  for (int i = 0; i < n; i++) {
    q[i] = 0;
    for (int j = 0; j < m; j++) {
      s[j] = s[j] + r[i] * A[i * m + j];
      q[i] = q[i] + A[i * m + j] * p[j];
    }
  }
}

TWIN(bicg(INT(0), INT(1), F64S(2), F64S(3), F64S(4), F64S(5), F64S(6)))
