// Solves the Yule-Walker equations by Durbin's recursion
#include "twin.h"

void durbin(int n, const double* restrict r, double* restrict y, double* restrict z) {
  y[0] = -r[0];
  double beta = 1;
  double alpha = -r[0];
  for (int k = 1; k < n; k++) {
    beta = (1 - alpha * alpha) * beta;
    double sum = 0;
    for (int i = 0; i < k; i++) {
      sum += r[k - i - 1] * y[i];
    }
    alpha = -(r[k] + sum) / beta;
    for (int i = 0; i < k; i++) {
      z[i] = y[i] + alpha * y[k - i - 1];
    }
    for (int i = 0; i < k; i++) {
      y[i] = z[i];
    }
    y[k] = alpha;
  }
}

TWIN(durbin(INT(0), F64S(1), F64S(2), F64S(3)))
