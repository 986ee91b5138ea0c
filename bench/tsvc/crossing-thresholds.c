// Crossing thresholds: dependences that hold in a part of the iterations; peeling, diagonals, wavefronts.
#include "../twins/twin.h"

// Reads from the other end, which is overwritten from the middle on.
void s281(int n, double* restrict a, double* restrict b, const double* restrict c) {
  for (int i = 0; i < n; i++) {
    double x = a[n - i - 1] + b[i] * c[i];
    a[i] = x - 1;
    b[i] = x;
  }
}
NAMED_TWIN(s281, s281(INT(0), F64S(1), F64S(2), F64S(3)))

// The same without the crossing.
void s1281(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
           const double* restrict e) {
  for (int i = 0; i < n; i++) {
    double x = b[i] * c[i] + a[i] * d[i] + e[i];
    a[i] = x - 1;
    b[i] = x;
  }
}
NAMED_TWIN(s1281, s1281(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// An index that wraps around once.
void s291(int n, double* restrict a, const double* restrict b) {
  int before = n - 1;
  for (int i = 0; i < n; i++) {
    a[i] = (b[i] + b[before]) * 0.5;
    before = i;
  }
}
NAMED_TWIN(s291, s291(INT(0), F64S(1), F64S(2)))

// Two indices that wrap around.
void s292(int n, double* restrict a, const double* restrict b) {
  int before = n - 1;
  int second = n - 2;
  for (int i = 0; i < n; i++) {
    a[i] = (b[i] + b[before] + b[second]) * 0.333;
    second = before;
    before = i;
  }
}
NAMED_TWIN(s292, s292(INT(0), F64S(1), F64S(2)))

// Everything becomes the first element, which is written with itself.
void s293(int n, double* restrict a) {
  for (int i = 0; i < n; i++) a[i] = a[0];
}
NAMED_TWIN(s293, s293(INT(0), F64S(1)))

// The main diagonal.
void s2101(int m, double* restrict aa, const double* restrict bb, const double* restrict cc) {
  for (int i = 0; i < m; i++) aa[i * m + i] += bb[i * m + i] * cc[i * m + i];
}
NAMED_TWIN(s2101, s2101(INT(0), F64S(1), F64S(2), F64S(3)))

// The unit matrix, by columns.
void s2102(int m, double* restrict aa) {
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < m; j++) aa[j * m + i] = 0;
    aa[i * m + i] = 1;
  }
}
NAMED_TWIN(s2102, s2102(INT(0), F64S(1)))

// A wavefront.
void s2111(int m, double* restrict aa) {
  for (int j = 1; j < m; j++) {
    for (int i = 1; i < m; i++) aa[j * m + i] = (aa[j * m + i - 1] + aa[(j - 1) * m + i]) / 1.9;
  }
}
NAMED_TWIN(s2111, s2111(INT(0), F64S(1)))
