// Node splitting: a read of an old value is in the way, and would not be if it came first.
#include "../twins/twin.h"

// Reads the next element before it is overwritten.
void s241(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d) {
  for (int i = 0; i < n - 1; i++) {
    a[i] = b[i] * c[i] * d[i];
    b[i] = a[i] * a[i + 1] * d[i];
  }
}
NAMED_TWIN(s241, s241(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// A running sum of several vectors.
void s242(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d,
          double s1, double s2) {
  for (int i = 1; i < n; i++) a[i] = a[i - 1] + s1 + s2 + b[i] + c[i] + d[i];
}
NAMED_TWIN(s242, s242(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64(5), F64(6)))

// An element is written twice, the second time from the next one's old value.
void s243(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
          const double* restrict e) {
  for (int i = 0; i < n - 1; i++) {
    a[i] = b[i] + c[i] * d[i];
    b[i] = a[i] + d[i] * e[i];
    a[i] = b[i] + a[i + 1] * d[i];
  }
}
NAMED_TWIN(s243, s243(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// The next element is updated, and overwritten by the next iteration.
void s244(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d) {
  for (int i = 0; i < n - 1; i++) {
    a[i] = b[i] + c[i] * d[i];
    b[i] = c[i] + b[i];
    a[i + 1] = b[i] + a[i + 1] * d[i];
  }
}
NAMED_TWIN(s244, s244(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// The sum of a new element and the next old one.
void s1244(int n, double* restrict a, const double* restrict b, const double* restrict c, double* restrict d) {
  for (int i = 0; i < n - 1; i++) {
    a[i] = b[i] + c[i] * c[i] + b[i] * b[i] + c[i];
    d[i] = a[i] + a[i + 1];
  }
}
NAMED_TWIN(s1244, s1244(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// Two writes, of which the later iteration's wins.
void s2244(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict e) {
  for (int i = 0; i < n - 1; i++) {
    a[i + 1] = b[i] + e[i];
    a[i] = b[i] + c[i];
  }
}
NAMED_TWIN(s2244, s2244(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))
