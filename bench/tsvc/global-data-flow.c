// Global data flow, nonlinear indices, and what stands in functions of its own.
#include "../twins/twin.h"

// A distance that is a constant known from elsewhere.
void s131(int n, double* restrict a, const double* restrict b) {
  int distance = 1;
  for (int i = 0; i < n - 1; i++) a[i] = a[i + distance] + b[i];
}
NAMED_TWIN(s131, s131(INT(0), F64S(1), F64S(2)))

// Two rows that are known to differ.
void s132(int m, double* restrict aa, const double* restrict b, const double* restrict c) {
  int j = 0;
  int k = j + 1;
  for (int i = 1; i < m; i++) aa[j * m + i] = aa[k * m + i - 1] + b[i] * c[1];
}
NAMED_TWIN(s132, s132(INT(0), F64S(1), F64S(2), F64S(3)))

// The columns of a packed triangle.
void s141(int m, double* restrict flat, const double* restrict bb) {
  for (int i = 0; i < m; i++) {
    int k = ((i + 1) * i) / 2 + i;
    for (int j = i; j < m; j++) {
      flat[k] += bb[j * m + i];
      k += j + 1;
    }
  }
}
NAMED_TWIN(s141, s141(INT(0), F64S(1), F64S(2)))

static void shift(int n, double* restrict a, const double* restrict b, int distance) {
  for (int i = 0; i < n - 1; i++) a[i] = a[i + distance] + b[i];
}

// The loop in a function of its own, the distance an argument.
void s151(int n, double* restrict a, const double* restrict b) { shift(n, a, b, 1); }
NAMED_TWIN(s151, s151(INT(0), F64S(1), F64S(2)))

static void update(double* a, const double* b, const double* c, int i) { a[i] += b[i] * c[i]; }

// The update of an element in a function of its own.
void s152(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
          const double* restrict e) {
  for (int i = 0; i < n; i++) {
    b[i] = d[i] * e[i];
    update(a, b, c, i);
  }
}
NAMED_TWIN(s152, s152(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))
