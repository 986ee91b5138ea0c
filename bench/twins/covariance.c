// The covariance matrix of m variables over n observations
#include "twin.h"

void covariance(int m, int n, double* restrict data, double* restrict cov, double* restrict mean) {
  for (int j = 0; j < m; j++) {
    mean[j] = 0;
    for (int i = 0; i < n; i++) {
      mean[j] += data[i * m + j];
    }
    mean[j] /= n;
  }
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < m; j++) {
      data[i * m + j] -= mean[j];
    }
  }
  for (int i = 0; i < m; i++) {
    for (int j = i; j < m; j++) {
      cov[i * m + j] = 0;
      for (int k = 0; k < n; k++) {
        cov[i * m + j] += data[k * m + i] * data[k * m + j];
      }
      cov[i * m + j] /= n - 1;
      cov[j * m + i] = cov[i * m + j];
    }
  }
}

TWIN(covariance(INT(0), INT(1), F64S(2), F64S(3), F64S(4)))
