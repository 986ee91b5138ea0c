// The correlation matrix of m variables over n observations
#include <math.h>

#include "twin.h"

void correlation(int m, int n, double* restrict data, double* restrict corr, double* restrict mean,
                 double* restrict stddev) {
  const double eps = 0.1;
  for (int j = 0; j < m; j++) {
    mean[j] = 0;
    for (int i = 0; i < n; i++) {
      mean[j] += data[i * m + j];
    }
    mean[j] /= n;
  }
  for (int j = 0; j < m; j++) {
    stddev[j] = 0;
    for (int i = 0; i < n; i++) {
      stddev[j] += (data[i * m + j] - mean[j]) * (data[i * m + j] - mean[j]);
    }
    stddev[j] /= n;
    stddev[j] = sqrt(stddev[j]);
    // A variable that hardly varies would make the division below overflow.
    stddev[j] = stddev[j] <= eps ? 1 : stddev[j];
  }
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < m; j++) {
      data[i * m + j] -= mean[j];
      data[i * m + j] /= sqrt(n) * stddev[j];
    }
  }
  for (int i = 0; i < m - 1; i++) {
    corr[i * m + i] = 1;
    for (int j = i + 1; j < m; j++) {
      corr[i * m + j] = 0;
      for (int k = 0; k < n; k++) {
        corr[i * m + j] += data[k * m + i] * data[k * m + j];
      }
      corr[j * m + i] = corr[i * m + j];
    }
  }
  corr[(m - 1) * m + m - 1] = 1;
}

TWIN(correlation(INT(0), INT(1), F64S(2), F64S(3), F64S(4), F64S(5)))
