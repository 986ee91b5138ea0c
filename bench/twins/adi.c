// Heat on a square by alternating directions, each an implicit sweep
#include "twin.h"

void adi(int tsteps, int n, double* restrict u, double* restrict v, double* restrict p, double* restrict q) {
  double mul1 = 2 * (1.0 / tsteps) / ((1.0 / n) * (1.0 / n));
  double mul2 = 1.0 / tsteps / ((1.0 / n) * (1.0 / n));
  double a = -mul1 / 2;
  double b = 1 + mul1;
  double c = a;
  double d = -mul2 / 2;
  double e = 1 + mul2;
  double f = d;
  for (int t = 1; t <= tsteps; t++) {
    for (int i = 1; i < n - 1; i++) {
      v[0 * n + i] = 1;
      p[i * n + 0] = 0;
      q[i * n + 0] = v[0 * n + i];
      for (int j = 1; j < n - 1; j++) {
        p[i * n + j] = -c / (a * p[i * n + j - 1] + b);
        q[i * n + j] =
            (-d * u[j * n + i - 1] + (1 + 2 * d) * u[j * n + i] - f * u[j * n + i + 1] - a * q[i * n + j - 1]) /
            (a * p[i * n + j - 1] + b);
      }
      v[(n - 1) * n + i] = 1;
      for (int j = n - 2; j >= 1; j--) {
        v[j * n + i] = p[i * n + j] * v[(j + 1) * n + i] + q[i * n + j];
      }
    }
    for (int i = 1; i < n - 1; i++) {
      u[i * n + 0] = 1;
      p[i * n + 0] = 0;
      q[i * n + 0] = u[i * n + 0];
      for (int j = 1; j < n - 1; j++) {
        p[i * n + j] = -f / (d * p[i * n + j - 1] + e);
        q[i * n + j] =
            (-a * v[(i - 1) * n + j] + (1 + 2 * a) * v[i * n + j] - c * v[(i + 1) * n + j] - d * q[i * n + j - 1]) /
            (d * p[i * n + j - 1] + e);
      }
      u[i * n + n - 1] = 1;
      for (int j = n - 2; j >= 1; j--) {
        u[i * n + j] = p[i * n + j] * u[i * n + j + 1] + q[i * n + j];
      }
    }
  }
}

TWIN(adi(INT(0), INT(1), F64S(2), F64S(3), F64S(4), F64S(5)))
